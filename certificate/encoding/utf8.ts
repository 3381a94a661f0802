import { Malformed } from '../fault.ts'

// A byte-order mark is a character like any other here: dropping it would change what was signed.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const encoder = new TextEncoder()

/** Below this many bytes a loop over plain ASCII is faster than a call of TextDecoder. */
const short = 64

/** Text of UTF-8 bytes, or of those from `from` to before `to`. Throws `Malformed` (`text.utf8`) for anything that is not UTF-8 (RFC 3629), surrogates included. */
export function fromUtf8(bytes: Uint8Array, from = 0, to = bytes.length): string {
  if (to - from <= short) {
    let text = ''
    let at = from
    for (; at < to; at++) {
      const byte = bytes[at] as number
      if (byte > 127) break
      text += String.fromCharCode(byte)
    }
    if (at === to) return text
  }
  try {
    return decoder.decode(bytes.subarray(from, to))
  } catch {
    throw new Malformed('text.utf8', from)
  }
}

/** UTF-8 bytes of a text; a lone surrogate becomes U+FFFD. */
export const toUtf8 = (text: string): Uint8Array => encoder.encode(text)
