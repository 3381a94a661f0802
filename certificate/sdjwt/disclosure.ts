import { fromBase64url, toBase64url } from '../encoding/base64.ts'
import { isArray, isString, parseJson } from '../encoding/json.ts'
import { fromUtf8, toUtf8 } from '../encoding/utf8.ts'
import { Malformed } from '../fault.ts'
import { sha256 } from '../signature/sha256.ts'

/** One thing that the holder may show or keep (RFC 9901, 4.2): a claim of an object, or an element of an array, which has no name. */
export interface Disclosure {
  /** As it stands in the text, between two tildes. */
  readonly encoded: string
  /** base64url of SHA-256 over `encoded`: what the signed part holds in its place. */
  readonly digest: string
  readonly name: string | null
  readonly value: unknown
}

/** Fills the array with randomness fit for secrets, and answers it. */
export type Random = (bytes: Uint8Array) => Uint8Array

/** Digest of a text by the only hash that is used here (RFC 9901, 4.2.3). */
export const digestOf = (text: string): string => toBase64url(sha256(toUtf8(text)))

/** Names that carry digests and can be no claim (RFC 9901, 4.2.1). */
const reserved = new Set(['_sd', '...'])

/**
 * Reads one disclosure: base64url without padding of a JSON array of a salt, a name and a value, or of a salt and a value. Throws `Malformed`:
 * `sdjwt.disclosure` with its place, counted from 0, `sdjwt.claim-reserved`, and the codes of base64, UTF-8 and JSON.
 */
export function readDisclosure(encoded: string, at: number): Disclosure {
  if (encoded === '' || encoded.endsWith('=')) throw new Malformed('sdjwt.disclosure', at)
  const parts = parseJson(fromUtf8(fromBase64url(encoded)))
  if (!isArray(parts) || !isString(parts[0])) throw new Malformed('sdjwt.disclosure', at)
  const digest = digestOf(encoded)
  if (parts.length === 2) return { encoded, digest, name: null, value: parts[1] }
  const [, name, value] = parts
  if (parts.length !== 3 || !isString(name)) throw new Malformed('sdjwt.disclosure', at)
  if (reserved.has(name)) throw new Malformed('sdjwt.claim-reserved', at)
  return { encoded, digest, name, value }
}

const saltBytes = 16

/** Makes a disclosure with a fresh salt of 128 bits (RFC 9901, 9.3). */
export function makeDisclosure(random: Random, name: string | null, value: unknown): Disclosure {
  const salt = toBase64url(random(new Uint8Array(saltBytes)))
  const encoded = toBase64url(toUtf8(JSON.stringify(name === null ? [salt, value] : [salt, name, value])))
  return { encoded, digest: digestOf(encoded), name, value }
}
