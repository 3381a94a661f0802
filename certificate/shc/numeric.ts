import { fromUtf8 } from '../encoding/utf8.ts'
import { type Fault, guard, Malformed } from '../fault.ts'

// A QR code of a card is `shc:/` and then digits: each character of the JWS as two of them, its code less 45 (specification, Encoding Chunks as QR Codes).

const lowest = 45
const highest = 77
const zero = 48
const chunk = /^shc:\/([1-9]\d?)\/([1-9]\d?)\/(.*)$/s

/** Does it look like the text of a card's QR code, well formed or not? */
export const isNumeric = (text: string): boolean => /^\s*shc:/i.test(text)

/** The digits of a code: which of how many it is; one that is not split is the first of one. */
interface Chunk {
  readonly place: number
  readonly of: number
  readonly digits: string
}

function takeApart(text: string): Chunk {
  if (/^\s/.test(text)) throw new Malformed('shc.qr-characters', 0)
  if (!text.startsWith('shc:/')) throw new Malformed('shc.qr-header', 0)
  if (!text.includes('/', 5)) return { place: 1, of: 1, digits: text.slice(5) }
  const [, place, of, digits = ''] = chunk.exec(text) ?? []
  if (Number(place) > Number(of) || !place) throw new Malformed('shc.qr-header', 5)
  return { place: Number(place), of: Number(of), digits }
}

/** Characters from pairs of digits. */
function fromDigits(digits: string): string {
  const bytes = new Uint8Array(digits.length >> 1)
  for (let at = 0; at < bytes.length; at++) {
    const tens = digits.charCodeAt(at * 2) - zero
    const ones = digits.charCodeAt(at * 2 + 1) - zero
    if (tens < 0 || tens > 9 || ones < 0 || ones > 9) throw new Malformed('shc.qr-characters', at * 2)
    const value = tens * 10 + ones
    if (value > highest) throw new Malformed('shc.qr-pair', at * 2)
    bytes[at] = value + lowest
  }
  if (digits.length % 2 === 1)
    throw new Malformed(/\d$/.test(digits) ? 'shc.qr-odd' : 'shc.qr-characters', digits.length - 1)
  return fromUtf8(bytes)
}

/**
 * The JWS of a card's QR text. Throws `Malformed`: `shc.qr-header`, `shc.qr-characters` (anything but digits, blanks around them included), `shc.qr-pair`
 * (over 77), `shc.qr-odd`, and `shc.qr-chunk` for one code of several.
 */
export function fromNumeric(text: string): string {
  const { of, digits } = takeApart(text)
  if (of > 1) throw new Malformed('shc.qr-chunk')
  return fromDigits(digits)
}

/** The QR text of a JWS: `shc:/` is to be drawn in byte mode, the digits in numeric mode. */
export function toNumeric(jws: string): string {
  let text = 'shc:/'
  for (let at = 0; at < jws.length; at++) text += String(jws.charCodeAt(at) - lowest).padStart(2, '0')
  return text
}

/** What joining several codes answers. */
export type Joined = { readonly text: string } | { readonly fault: Fault }

/**
 * One QR text from the codes of a card that was split, in any order (deprecated since December 2022, and still on paper). Faults: `shc.chunk-missing`,
 * `shc.chunk-repeated`, `shc.chunk-mixed` (they do not belong together, as far as can be seen), and those of a single code.
 */
export const joinChunks = (texts: readonly string[]): Joined => guard(() => ({ text: join(texts) }))

function join(texts: readonly string[]): string {
  const chunks = texts.map((text) => takeApart(text.replace(/\r?\n$/, '')))
  const of = chunks[0]?.of ?? 1
  const ordered: string[] = []
  for (const { place, of: total, digits } of chunks) {
    if (total !== of) throw new Malformed('shc.chunk-mixed', place)
    if (ordered[place - 1] !== undefined) throw new Malformed('shc.chunk-repeated', place)
    // Each code is a whole number of characters, so a pair is never split.
    fromDigits(digits)
    ordered[place - 1] = digits
  }
  for (let at = 0; at < of; at++) if (ordered[at] === undefined) throw new Malformed('shc.chunk-missing', at + 1)
  return `shc:/${ordered.join('')}`
}
