import { fromBase45 } from '../encoding/base45.ts'
import { toBase64url } from '../encoding/base64.ts'
import { readCbor } from '../encoding/cbor.ts'
import { type Fault, guard, Malformed } from '../fault.ts'
import { parseSign1, type Sign1 } from '../signature/cose.ts'

/** Labels of RFC 8392, 4. */
export const labels = { issuer: 1, subject: 2, expires: 4, issued: 6 } as const

/** Characters of a thumbprint that name a key in a token: nine bytes. */
export const keyIdLength = 12

/** The longest text that is looked at: the largest QR code holds 4,296 characters. */
const longest = 4296

/** What a token says. Instants in milliseconds since 1970. */
export interface CwtClaims {
  /** ISO 3166-1 alpha-2 of the state whose key signed. */
  readonly issuer: string
  readonly subject: string
  readonly issuedAt: number
  readonly expiresAt: number
  /** Claims of its own kind, by labels of the private range (below -65536, RFC 8392, 9.1). */
  readonly own: ReadonlyMap<number, string>
}

/** A token, read and not yet verified. */
export interface Cwt {
  readonly claims: CwtClaims
  /** The beginning of the key's thumbprint; null where it names none. */
  readonly keyId: string | null
  readonly signed: Sign1
}

/** Reads the text of a code. Never throws: what is no such token is a fault, `cwt.prefix` where it is of another kind altogether. */
export function readCwt(prefix: string, text: string): Cwt | { readonly fault: Fault } {
  // A blank is a symbol of base45; only what pasting adds around the text goes.
  const joined = text.replace(/[\r\n\t]+/g, '').trimStart()
  if (!joined.startsWith(prefix)) return { fault: { verdict: 'unrecognised', code: 'cwt.prefix' } }
  return guard(() => {
    if (joined.length > longest) throw new Malformed('cwt.too-long', longest)
    const signed = parseSign1(fromBase45(joined, prefix.length))
    const { keyId } = signed
    return { claims: claimsOf(signed.payload), keyId: keyId === null ? null : toBase64url(keyId), signed }
  })
}

function claimsOf(payload: Uint8Array): CwtClaims {
  const map = readCbor(payload)
  if (!(map instanceof Map)) throw new Malformed('cwt.structure')
  const own = new Map<number, string>()
  for (const [label, value] of map) {
    if (typeof label !== 'number' || label > -65_537) continue
    if (typeof value !== 'string') throw new Malformed('cwt.structure', label)
    own.set(label, value)
  }
  const text = (label: number): string => {
    const value: unknown = map.get(label)
    if (typeof value !== 'string') throw new Malformed('cwt.structure', label)
    return value
  }
  const instant = (label: number): number => {
    const value: unknown = map.get(label)
    if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw new Malformed('cwt.structure', label)
    return value * 1000
  }
  return {
    issuer: text(labels.issuer),
    subject: text(labels.subject),
    expiresAt: instant(labels.expires),
    issuedAt: instant(labels.issued),
    own,
  }
}
