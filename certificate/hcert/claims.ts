import type { Validity, Warning } from '../certificate.ts'
import { type CborValue, readCbor } from '../encoding/cbor.ts'
import { Malformed } from '../fault.ts'

/** The claims of a CWT (RFC 8392, 3.1) that carries a health certificate. */
export interface Claims {
  readonly issuer: string | null
  readonly validity: Validity
  /** Which kind of document: the sub-key of claim -260. */
  readonly kind: (typeof kinds)[number]
  readonly content: CborValue
  readonly warnings: readonly Warning[]
}

const [issuerClaim, expiresClaim, notBeforeClaim, issuedClaim, healthClaim] = [1, 4, 5, 6, -260]

/** EU DCC; WHO's vaccination, test, health link, and ICVP. */
const kinds = [1, 3, 4, 5, -6] as const

/** Reads the claims. Throws `Malformed`: `cwt.structure`, `cwt.time`, `hcert.missing` without a document, `hcert.several` with more than one. */
export function readClaims(payload: Uint8Array): Claims {
  const claims = readCbor(payload)
  if (!(claims instanceof Map)) throw new Malformed('cwt.structure')
  const warnings: Warning[] = []
  const time = (claim: number): number | null => timeOf(claims.get(claim), claim, warnings)
  const from = laterOf(time(issuedClaim), time(notBeforeClaim))
  const issuer = claims.get(issuerClaim)
  const documents = claims.get(healthClaim)
  if (!(documents instanceof Map) || documents.size === 0) throw new Malformed('hcert.missing')
  if (documents.size > 1) throw new Malformed('hcert.several')
  const kind = kinds.find((known) => documents.has(known))
  if (kind === undefined) throw new Malformed('hcert.missing', String(documents.keys().next().value))
  return {
    issuer: typeof issuer === 'string' ? issuer : null,
    validity: { from, until: time(expiresClaim) },
    kind,
    content: documents.get(kind) as CborValue,
    warnings,
  }
}

/** Milliseconds of a NumericDate: integer, big, or float with a fraction. One that is not finite states nothing. */
function timeOf(value: CborValue | undefined, claim: number, warnings: Warning[]): number | null {
  if (value === undefined || value === null) return null
  if (typeof value !== 'number' && typeof value !== 'bigint') throw new Malformed('cwt.time', claim)
  const milliseconds = Math.floor(Number(value) * 1000)
  if (Number.isFinite(milliseconds)) return milliseconds
  warnings.push({ code: 'cwt.time', at: String(claim), value: String(value) })
  return null
}

/** The later of two instants; what is not stated does not count. */
export const laterOf = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.max(a, b)

/** The earlier of two instants; what is not stated does not count. */
export const earlierOf = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.min(a, b)
