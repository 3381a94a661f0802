import { isObject, isString, type JsonObject, parseJson } from '../encoding/json.ts'
import { fromUtf8 } from '../encoding/utf8.ts'
import { guard, Malformed } from '../fault.ts'
import { type Jws, splitJws } from '../signature/jws.ts'
import { type Disclosure, readDisclosure } from './disclosure.ts'

/** The holder's token at the end of a presentation (RFC 9901, 4.3). Nothing of it has been verified. */
export interface BindingToken {
  readonly jws: Jws
  readonly payload: JsonObject
}

/** An SD-JWT taken apart (RFC 9901, 4). */
export interface Parts {
  readonly jws: Jws
  readonly payload: JsonObject
  readonly disclosures: readonly Disclosure[]
  /** All up to the last tilde, with it: what the holder's token is bound to. */
  readonly presented: string
  readonly binding: BindingToken | null
}

/** How an SD-JWT VC calls itself: since the end of 2024, and before. */
const types = new Set(['dc+sd-jwt', 'vc+sd-jwt'])

/** A media type may be written in full (RFC 7515, 4.1.9). */
const isType = (typ: unknown): boolean => isString(typ) && types.has(typ.replace(/^application\//, ''))

/** More disclosures than any certificate needs; each costs a hash. */
const mostDisclosures = 1000

/** Payload of a token as an object. */
function objectOf({ payload }: Jws, code: string): JsonObject {
  const value = parseJson(fromUtf8(payload))
  if (!isObject(value)) throw new Malformed(code)
  return value
}

function readBinding(text: string): BindingToken {
  const jws = splitJws(text)
  return { jws, payload: objectOf(jws, 'binding.payload') }
}

/**
 * Takes an SD-JWT apart. Throws `Malformed`: `sdjwt.tilde` (none, or too many), `sdjwt.type`, `sdjwt.payload`, `binding.payload`, and the codes of JWS and of
 * disclosures.
 */
export function splitSdJwt(text: string): Parts {
  const end = text.lastIndexOf('~')
  // The token comes first: a text that is cut off within it has no tilde either, but deserves the better reason.
  const [token = '', ...encoded] = text.slice(0, Math.max(end, 0) || text.length).split('~')
  const jws = splitJws(token)
  if (!isType(jws.header.typ)) throw new Malformed('sdjwt.type', 'typ')
  if (end < 0 || encoded.length > mostDisclosures) throw new Malformed('sdjwt.tilde')
  const last = text.slice(end + 1)
  return {
    jws,
    payload: objectOf(jws, 'sdjwt.payload'),
    disclosures: encoded.map(readDisclosure),
    presented: text.slice(0, end + 1),
    binding: last === '' ? null : readBinding(last),
  }
}

/** Does a text look like an SD-JWT VC, well-formed or not? It begins as a JWS, and has a tilde or names the type in its header. */
export function looksLikeSdJwt(text: string): boolean {
  const header = /^(e[\w-]*)(?:[.~]|$)/.exec(text)?.[1]
  if (header === undefined) return false
  if (header.startsWith('eyJ') && text.includes('~')) return true
  const read = guard(() => ({ type: splitJws(`${header}..`).header.typ }))
  return 'type' in read && isType(read.type)
}
