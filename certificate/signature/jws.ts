import { fromBase64url } from '../encoding/base64.ts'
import { parseJson } from '../encoding/json.ts'
import { fromUtf8, toUtf8 } from '../encoding/utf8.ts'
import { Malformed } from '../fault.ts'
import type { Algorithm } from './key.ts'

/** The protected header of a JWS as it stands; `alg` is always a text. */
export interface JwsHeader {
  readonly alg: string
  readonly kid?: unknown
  readonly typ?: unknown
  readonly zip?: unknown
  readonly [name: string]: unknown
}

/** A compact JWS (RFC 7515, 7.1) taken apart. Nothing of it has been verified. */
export interface Jws {
  readonly header: JwsHeader
  /** As it was signed: what it means, and whether it is compressed, the family says. */
  readonly payload: Uint8Array
  readonly signature: Uint8Array
  /** The bytes that the signature is over: ASCII of header, dot and payload (RFC 7515, 5.1). */
  readonly signed: Uint8Array
}

/** A part of the text in base64url without padding, as RFC 7515, 2 asks. Decoded in place: a part cut off the text first is slower to read. */
function fromPart(text: string, from: number, to: number): Uint8Array {
  if (text.charCodeAt(to - 1) === 0x3d) throw new Malformed('base64.character', to - 1)
  return fromBase64url(text, from, to)
}

/**
 * Takes a compact JWS apart: exactly three parts, strict base64url, a header that is a JSON object with `alg` and without `crit`, of which no extension is
 * known here (RFC 7515, 4.1.11). Throws `Malformed`: `jws.parts`, `jws.header`, `jws.crit`, `base64.*`, `json.*`, `text.utf8`.
 */
export function splitJws(text: string): Jws {
  const first = text.indexOf('.')
  const second = text.indexOf('.', first + 1)
  if (first < 1 || second < 0 || text.includes('.', second + 1)) throw new Malformed('jws.parts')
  const header = readHeader(fromPart(text, 0, first))
  const payload = fromPart(text, first + 1, second)
  const signature = fromPart(text, second + 1, text.length)
  return { header, payload, signature, signed: toUtf8(text.slice(0, second)) }
}

/** The header alone. */
function readHeader(bytes: Uint8Array): JwsHeader {
  const header = parseJson(fromUtf8(bytes))
  if (typeof header !== 'object' || header === null || Array.isArray(header)) throw new Malformed('jws.header')
  const { alg, crit } = header as { readonly alg?: unknown; readonly crit?: unknown }
  if (typeof alg !== 'string') throw new Malformed('jws.header', 'alg')
  if (crit !== undefined) throw new Malformed('jws.crit')
  return header as JwsHeader
}

/** The algorithm of a JWS if the family allows it. Throws `jws.algorithm` for any other, `none` included. */
export function algorithmOf({ alg }: JwsHeader, allowed: readonly Algorithm[]): Algorithm {
  const found = allowed.find((each) => each === alg)
  if (found === undefined) throw new Malformed('jws.algorithm', 'alg')
  return found
}
