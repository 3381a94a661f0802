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

function decode(text: string, table: Int8Array): Uint8Array {
  let end = text.length
  while (end > 0 && text.charCodeAt(end - 1) === 61 && text.length - end < 2) end--
  if (end % 4 === 1) throw new Malformed('base64.length', end)
  const bytes = new Uint8Array((end * 3) >> 2)
  let collected = 0
  let bits = 0
  let to = 0
  for (let from = 0; from < end; from++) {
    const unit = text.charCodeAt(from)
    const value = unit < 128 ? (table[unit] as number) : -1
    if (value < 0) throw new Malformed('base64.character', from)
    collected = (collected << 6) | value
    bits += 6
    if (bits >= 8) {
      bits -= 8
      bytes[to++] = (collected >> bits) & 255
    }
  }
  if ((collected & ((1 << bits) - 1)) !== 0) throw new Malformed('base64.tail', end)
  return bytes
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
export const fromBase64 = (text: string): Uint8Array => decode(text, plainTable)
/** base64url (RFC 4648, 5) without padding, as in JOSE; padding is let pass. Throws `Malformed`. */
export const fromBase64url = (text: string): Uint8Array => decode(text, urlTable)
/** base64 with padding. */
export const toBase64 = (bytes: Uint8Array): string => encode(bytes, plain, true)
/** base64url without padding. */
export const toBase64url = (bytes: Uint8Array): string => encode(bytes, url, false)
