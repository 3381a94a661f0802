import { Malformed } from '../fault.ts'

// A byte-order mark is a character like any other here: dropping it would change what was signed.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const encoder = new TextEncoder()

/** Below this many bytes a loop over plain ASCII is faster than a call of TextDecoder. */
const short = 64

/** Text of UTF-8 bytes, or of those from `from` to before `to`. Throws `Malformed` (`text.utf8`) for anything that is not UTF-8 (RFC 3629), surrogates included. */
export function fromUtf8(bytes: Uint8Array, from = 0, to = bytes.length): string {
  const plain = to - from <= short ? fromAscii(bytes, from, to) : null
  if (plain !== null) return plain
  try {
    return decoder.decode(bytes.subarray(from, to))
  } catch {
    throw new Malformed('text.utf8', from)
  }
}

/** Text of bytes that are all ASCII, made of pieces of eight, or null. */
function fromAscii(bytes: Uint8Array, from: number, to: number): string | null {
  const at = (index: number): number => bytes[index] as number
  let text = ''
  let start = from
  for (; start + 8 <= to; start += 8) {
    const [a, b, c, d] = [at(start), at(start + 1), at(start + 2), at(start + 3)]
    const [e, f, g, h] = [at(start + 4), at(start + 5), at(start + 6), at(start + 7)]
    if ((a | b | c | d | e | f | g | h) > 127) return null
    text += String.fromCharCode(a, b, c, d, e, f, g, h)
  }
  if (start + 4 <= to) {
    const [a, b, c, d] = [at(start), at(start + 1), at(start + 2), at(start + 3)]
    if ((a | b | c | d) > 127) return null
    text += String.fromCharCode(a, b, c, d)
    start += 4
  }
  for (; start < to; start++) {
    const byte = at(start)
    if (byte > 127) return null
    text += String.fromCharCode(byte)
  }
  return text
}

/** UTF-8 bytes of a text; a lone surrogate becomes U+FFFD. */
export const toUtf8 = (text: string): Uint8Array => encoder.encode(text)
