import { Malformed } from '../fault.ts'

const plain = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const url = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

const tableOf = (alphabet: string): Int8Array => {
  const table = new Int8Array(128).fill(-1)
  for (let value = 0; value < 64; value++) table[alphabet.charCodeAt(value)] = value
  return table
}
const plainTable = tableOf(plain)
const urlTable = tableOf(url)

/** Decodes the characters from `from` to before `to`, four at a time. */
function decode(text: string, table: Int8Array, [from, to]: readonly [number, number]): Uint8Array {
  let end = to
  while (end > from && text.charCodeAt(end - 1) === 61 && to - end < 2) end--
  if ((end - from) % 4 === 1) throw new Malformed('base64.length', end)
  const bytes = new Uint8Array(((end - from) * 3) >> 2)
  let at = from
  let written = 0
  for (; at + 3 < end; at += 4) {
    const [a, b, c, d] = [
      text.charCodeAt(at),
      text.charCodeAt(at + 1),
      text.charCodeAt(at + 2),
      text.charCodeAt(at + 3),
    ]
    const group =
      ((table[a] as number) << 18) | ((table[b] as number) << 12) | ((table[c] as number) << 6) | (table[d] as number)
    if (group < 0 || (a | b | c | d) > 127) throw wrong(text, table, at)
    bytes[written++] = group >> 16
    bytes[written++] = group >> 8
    bytes[written++] = group
  }
  if (at < end) decodeTail(text, table, { at, end, bytes, written })
  return bytes
}

interface Place {
  readonly at: number
  readonly end: number
  readonly bytes: Uint8Array
  readonly written: number
}

/** The last two or three characters. */
function decodeTail(text: string, table: Int8Array, { at, end, bytes, written }: Place): void {
  let collected = 0
  for (let next = at; next < end; next++) {
    const value = table[text.charCodeAt(next)] ?? -1
    if (value < 0) throw new Malformed('base64.character', next)
    collected = (collected << 6) | value
  }
  const spare = end - at === 2 ? 4 : 2
  if ((collected & ((1 << spare) - 1)) !== 0) throw new Malformed('base64.tail', end)
  bytes[written] = spare === 4 ? collected >> 4 : collected >> 10
  if (spare === 2) bytes[written + 1] = collected >> 2
}

/** The first character of a group that is none of the alphabet. */
function wrong(text: string, table: Int8Array, from: number): Malformed {
  let at = from
  while ((table[text.charCodeAt(at)] ?? -1) >= 0) at++
  return new Malformed('base64.character', at)
}

function encode(bytes: Uint8Array, alphabet: string, pad: boolean): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b = 0, c = 0] = [bytes[at], bytes[at + 1], bytes[at + 2]]
    const group = (a << 16) | (b << 8) | c
    const left = bytes.length - at
    text += alphabet.charAt(group >> 18) + alphabet.charAt((group >> 12) & 63)
    text += left > 1 ? alphabet.charAt((group >> 6) & 63) : pad ? '=' : ''
    text += left > 2 ? alphabet.charAt(group & 63) : pad ? '=' : ''
  }
  return text
}

/** base64 (RFC 4648, 4) with or without padding. Throws `Malformed` for other characters and for bits left over. */
export const fromBase64 = (text: string): Uint8Array => decode(text, plainTable, [0, text.length])
/** base64url (RFC 4648, 5) of a text, or of its characters from `from` to before `to`, without padding, as in JOSE; padding is let pass. Throws `Malformed`. */
export const fromBase64url = (text: string, from = 0, to = text.length): Uint8Array =>
  decode(text, urlTable, [from, to])
/** base64 with padding. */
export const toBase64 = (bytes: Uint8Array): string => encode(bytes, plain, true)
/** base64url without padding. */
export const toBase64url = (bytes: Uint8Array): string => encode(bytes, url, false)
