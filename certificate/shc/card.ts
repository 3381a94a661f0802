import type { Entry, Holder, Validity, Warning } from '../certificate.ts'
import { inflateRaw } from '../encoding/inflate.ts'
import { isArray, isObject, isString, type JsonObject, parseJson } from '../encoding/json.ts'
import { fromUtf8 } from '../encoding/utf8.ts'
import { Malformed } from '../fault.ts'
import { algorithmOf, splitJws } from '../signature/jws.ts'
import { type Content, readBundle } from './bundle.ts'

/** A payload may not inflate to more bytes than this. A card of a QR code has some thousand. */
export const payloadCap = 1_048_576

/** The address that the types of cards begin with (specification, vocabulary). */
export const vocabulary = 'https://smarthealth.cards#'

/** What verifying one card needs. Instants in milliseconds since 1970. */
export interface SealedCard {
  readonly issuer: string
  readonly keyId: string
  readonly rid: string | null
  readonly notBefore: number
  readonly signed: Uint8Array
  readonly signature: Uint8Array
}

/** One decoded card. */
export interface Card {
  readonly sealed: SealedCard
  readonly holder: Holder
  readonly entries: readonly Entry[]
  readonly validity: Validity
  readonly warnings: readonly Warning[]
  readonly payload: unknown
}

/**
 * Decodes the JWS of a card (specification, Health Cards are encoded as Compact Serialization JSON Web Signatures): ES256 with r‖s, `zip: DEF` as raw DEFLATE,
 * a key id. Throws `Malformed`: `shc.zip`, `shc.key-id`, `shc.signature` (DER, for one), `shc.issuer`, `shc.nbf`, `shc.exp`, `shc.type`, `shc.bundle`,
 * `shc.several-patients`, and those of `splitJws`, `inflate.*`, `json.*`.
 */
export function readCard(text: string): Card {
  const { header, payload, signature, signed } = splitJws(text)
  algorithmOf(header, ['ES256'])
  if (header.zip !== 'DEF') throw new Malformed('shc.zip', 'zip')
  const { kid } = header
  if (!isString(kid) || kid === '') throw new Malformed('shc.key-id', 'kid')
  if (signature.length !== 64) throw new Malformed('shc.signature')
  const decoded = parseJson(fromUtf8(inflateRaw(payload, payloadCap)))
  const { issuer, validity, types, rid, bundle } = readClaims(decoded)
  const { holder, entries, warnings, kinds } = readBundle(bundle, issuer)
  return {
    sealed: { issuer, keyId: kid, rid, notBefore: validity.from, signed, signature },
    holder,
    entries,
    validity,
    warnings: [...checkIssuer(issuer), ...checkTime(validity), ...checkTypes(types, kinds), ...warnings],
    payload: decoded,
  }
}

interface Claims {
  readonly issuer: string
  readonly validity: { readonly from: number; readonly until: number | null }
  readonly types: readonly unknown[]
  readonly rid: string | null
  readonly bundle: JsonObject
}

/** Seconds since 1970, fractions allowed (RFC 7519, 2), as milliseconds. */
function instantOf(value: unknown, code: string): number {
  const instant = typeof value === 'number' ? value * 1000 : Number.NaN
  if (!Number.isFinite(instant)) throw new Malformed(code)
  return instant
}

function readClaims(payload: unknown): Claims {
  if (!isObject(payload)) throw new Malformed('shc.payload')
  const { iss, nbf, exp, vc } = payload as JsonObject & { iss?: unknown; nbf?: unknown; exp?: unknown; vc?: unknown }
  if (!isString(iss) || iss === '') throw new Malformed('shc.issuer', 'iss')
  const validity = { from: instantOf(nbf, 'shc.nbf'), until: exp === undefined ? null : instantOf(exp, 'shc.exp') }
  if (!isObject(vc)) throw new Malformed('shc.type', 'vc')
  const { type, rid, credentialSubject } = vc as JsonObject & {
    type?: unknown
    rid?: unknown
    credentialSubject?: unknown
  }
  if (!isArray(type) || !type.includes(`${vocabulary}health-card`)) throw new Malformed('shc.type', 'vc.type')
  if (rid !== undefined && !isString(rid)) throw new Malformed('shc.rid', 'vc.rid')
  const bundle = isObject(credentialSubject) ? credentialSubject['fhirBundle'] : undefined
  if (!isObject(bundle)) throw new Malformed('shc.bundle', 'vc.credentialSubject.fhirBundle')
  return { issuer: iss, validity, types: type, rid: rid ?? null, bundle }
}

/** An issuer is an address with https and without a slash at its end; any other is another one than those that are trusted. */
export const checkIssuer = (issuer: string): readonly Warning[] =>
  issuer.startsWith('https://') && !issuer.endsWith('/') ? [] : [{ code: 'shc.issuer-url', at: 'iss', value: issuer }]

/** Seconds that lie beyond the year 5000 are milliseconds, which real issuers have written. */
export const checkTime = ({ from }: Validity): readonly Warning[] =>
  from !== null && from > 1e14 ? [{ code: 'shc.nbf-milliseconds', at: 'nbf', value: String(from / 1000) }] : []

const known: ReadonlySet<unknown> = new Set(
  ['health-card', 'immunization', 'laboratory', 'covid19'].map((kind) => vocabulary + kind),
)

/** The types of a card should be those that its content asks for, and no others (specification, Data Model). */
export function checkTypes(types: readonly unknown[], kinds: Content['kinds']): readonly Warning[] {
  const warnings: Warning[] = []
  for (const kind of kinds)
    if (!types.includes(vocabulary + kind)) warnings.push({ code: 'shc.type-missing', at: 'vc.type', value: kind })
  for (const kind of ['immunization', 'covid19'] as const)
    if (types.includes(vocabulary + kind) && !kinds.has(kind))
      warnings.push({ code: 'shc.type-unfounded', at: 'vc.type', value: kind })
  for (const type of types)
    if (!known.has(type))
      warnings.push({ code: 'shc.type-unknown', at: 'vc.type', value: isString(type) ? type : JSON.stringify(type) })
  return warnings
}
