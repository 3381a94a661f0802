import { fromUtf8 } from '../encoding/utf8.ts'
import { type Fault, guard, Malformed } from '../fault.ts'

// A QR code of a card is `shc:/` and then digits: each character of the JWS as two of them, its code less 45 (specification, Encoding Chunks as QR Codes).

const lowest = 45
const highest = 77
const zero = 48
const chunk = /^shc:\/([1-9]\d?)\/([1-9]\d?)\//

/** A text without the one line break that ends it in a file. */
export const withoutLineBreak = (text: string): string =>
  text.endsWith('\n') ? text.slice(0, text.endsWith('\r\n') ? -2 : -1) : text

/** Does it look like the text of a card's QR code, well formed or not? */
export const isNumeric = (text: string): boolean => /^\s*shc:/i.test(text)

/** Which of how many codes it is, and where its digits begin; one that is not split is the first of one. */
interface Chunk {
  readonly place: number
  readonly of: number
  readonly from: number
}

function takeApart(text: string): Chunk {
  if (/^\s/.test(text)) throw new Malformed('shc.qr-characters', 0)
  if (!text.startsWith('shc:/')) throw new Malformed('shc.qr-header', 0)
  if (!text.includes('/', 5)) return { place: 1, of: 1, from: 5 }
  const [head, place, of] = chunk.exec(text) ?? []
  if (Number(place) > Number(of) || !head) throw new Malformed('shc.qr-header', 5)
  return { place: Number(place), of: Number(of), from: head.length }
}

/** Characters from the pairs of digits that begin at a place. */
function fromDigits(text: string, from: number): string {
  const bytes = new Uint8Array((text.length - from) >> 1)
  let at = from
  for (let index = 0; index < bytes.length; index++) {
    const tens = text.charCodeAt(at) - zero
    const ones = text.charCodeAt(at + 1) - zero
    if (tens >>> 0 > 9 || ones >>> 0 > 9) throw new Malformed('shc.qr-characters', at)
    const value = tens * 10 + ones
    if (value > highest) throw new Malformed('shc.qr-pair', at)
    bytes[index] = value + lowest
    at += 2
  }
  if (at < text.length) throw new Malformed(/\d$/.test(text) ? 'shc.qr-odd' : 'shc.qr-characters', at)
  return fromUtf8(bytes)
}

/**
 * The JWS of a card's QR text. Throws `Malformed`: `shc.qr-header`, `shc.qr-characters` (anything but digits, blanks around them included), `shc.qr-pair`
 * (over 77), `shc.qr-odd`, and `shc.qr-chunk` for one code of several.
 */
export function fromNumeric(text: string): string {
  const { of, from } = takeApart(text)
  if (of > 1) throw new Malformed('shc.qr-chunk')
  return fromDigits(text, from)
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
  const chunks = texts.map(withoutLineBreak).map((text) => ({ ...takeApart(text), text }))
  const of = chunks[0]?.of ?? 1
  const ordered: string[] = []
  for (const { place, of: total, text, from } of chunks) {
    if (total !== of) throw new Malformed('shc.chunk-mixed', place)
    if (ordered[place - 1] !== undefined) throw new Malformed('shc.chunk-repeated', place)
    // Each code is a whole number of characters, so a pair is never split.
    fromDigits(text, from)
    ordered[place - 1] = text.slice(from)
  }
  for (let at = 0; at < of; at++) if (ordered[at] === undefined) throw new Malformed('shc.chunk-missing', at + 1)
  return `shc:/${ordered.join('')}`
}
