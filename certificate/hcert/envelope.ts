import { fromBase45, lengthOfBase45 } from '../encoding/base45.ts'
import { inflateZlib } from '../encoding/inflate.ts'
import { Malformed } from '../fault.ts'

/** How every HCERT text begins (HCERT specification 1.0.5, 4.2). */
export const prefix = 'HC1:'

/** The largest certificates are some kilobytes; more than this is an attack. Bytes after inflating. */
const largest = 65_536

/**
 * The text without line breaks and tabs, which pasted text carries anywhere, or null where it is no HCERT. A blank is a symbol of base45: none is taken away
 * behind the prefix.
 */
export function hcertText(text: string): string | null {
  const joined = /[\r\n\t]/.test(text) ? text.replace(/[\r\n\t]+/g, '') : text
  if (joined.startsWith(prefix)) return joined
  const trimmed = joined.trimStart()
  return trimmed.startsWith(prefix) ? trimmed : null
}

/** The largest QR code holds 4296 characters; a longer text is no certificate. */
const longest = 32_768

/** A COSE message, and the memory behind it that is free. */
export interface Opened {
  readonly message: Uint8Array
  readonly room: Uint8Array
}

const pieceSize = 16_384
let piece = new Uint8Array(0)
let from = 0

/** Memory for a certificate, taken from a piece that serves a dozen: a piece of its own for each costs more than inflating it. What was given out is never given again. */
function pieceOf(size: number): Uint8Array<ArrayBuffer> {
  if (size > pieceSize >> 2) return new Uint8Array(size)
  if (from + size > piece.length) {
    piece = new Uint8Array(pieceSize)
    from = 0
  }
  from += size
  return piece.subarray(from - size, from)
}

/** The COSE message inside the text. Throws `Malformed` with `hcert.too-long`, `base45.*` and `inflate.*`. */
export function openEnvelope(text: string): Opened {
  if (text.length > longest) throw new Malformed('hcert.too-long', longest)
  const length = lengthOfBase45(text.length - prefix.length)
  // One piece of memory for both steps, as making a piece costs more than a step: the message in front, the packed one behind.
  const space = pieceOf(length * 3)
  const packed = fromBase45(text, prefix.length, space.subarray(length * 2))
  const message = inflateZlib(packed, largest, space.subarray(0, length * 2))
  // Where the message did not fit it lies elsewhere.
  const isHere = message.buffer === space.buffer
  return { message, room: isHere ? space.subarray(message.length) : space }
}
