import { Malformed } from '../fault.ts'

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'
/** More than any group of three symbols: what a character that is none is worth. */
const none = 1 << 20

/** What each character is worth at the first, second and third place of a group. */
const tables = [1, 45, 2025].map((weight) => {
  const table = new Int32Array(128).fill(none)
  for (let value = 0; value < 45; value++) table[alphabet.charCodeAt(value)] = value * weight
  return table
}) as [Int32Array, Int32Array, Int32Array]
const [ones, middles, highs] = tables

/** How many bytes so many characters of base45 are. */
export const lengthOfBase45 = (characters: number): number =>
  Math.floor(characters / 3) * 2 + (characters % 3 === 2 ? 1 : 0)

/**
 * Bytes of base45 (RFC 9285), from place `from` of a text on, written to an array of that length. Throws `Malformed`: `base45.character` (lower case too; a blank is a symbol of its own),
 * `base45.length`, `base45.overflow` for a group above 65535 or a last pair above 255.
 */
export function fromBase45(
  text: string,
  from = 0,
  bytes = new Uint8Array(lengthOfBase45(text.length - from)),
): Uint8Array {
  const length = text.length - from
  const groups = Math.floor(length / 3)
  const rest = length - groups * 3
  if (rest === 1) throw new Malformed(firstBad(text, from) < 0 ? 'base45.length' : 'base45.character', text.length - 1)
  const end = from + groups * 3
  let to = 0
  for (let at = from; at < end; at += 3) {
    const value =
      (ones[text.charCodeAt(at)] as number) +
      (middles[text.charCodeAt(at + 1)] as number) +
      (highs[text.charCodeAt(at + 2)] as number)
    // Turned round, as a character beyond the tables makes it no number.
    if (!(value <= 65_535)) throw wrongGroup(text, at, 3)
    bytes[to++] = value >> 8
    bytes[to++] = value
  }
  if (rest === 2) {
    const value = (ones[text.charCodeAt(end)] as number) + (middles[text.charCodeAt(end + 1)] as number)
    if (!(value <= 255)) throw wrongGroup(text, end, 2)
    bytes[to] = value
  }
  return bytes
}

function wrongGroup(text: string, at: number, length: number): Malformed {
  const bad = firstBad(text.slice(0, at + length), at)
  return bad < 0 ? new Malformed('base45.overflow', at) : new Malformed('base45.character', bad)
}

/** Place of the first character that is not base45, or -1. */
function firstBad(text: string, from: number): number {
  for (let at = from; at < text.length; at++) if ((ones[text.charCodeAt(at)] ?? none) === none) return at
  return -1
}

const units = Uint8Array.from(alphabet, (character) => character.charCodeAt(0))

/** base45 (RFC 9285) of bytes. */
export function toBase45(bytes: Uint8Array): string {
  let text = ''
  let at = 0
  // Two groups at a time: six characters are one piece of text.
  for (; at + 4 <= bytes.length; at += 4) {
    const first = ((bytes[at] as number) << 8) | (bytes[at + 1] as number)
    const second = ((bytes[at + 2] as number) << 8) | (bytes[at + 3] as number)
    text += String.fromCharCode(
      unitAt(first, 1),
      unitAt(first, 45),
      unitAt(first, 2025),
      unitAt(second, 1),
      unitAt(second, 45),
      unitAt(second, 2025),
    )
  }
  for (; at < bytes.length; at += 2) {
    const isPair = at + 1 < bytes.length
    const value = isPair ? ((bytes[at] as number) << 8) | (bytes[at + 1] as number) : (bytes[at] as number)
    text += String.fromCharCode(unitAt(value, 1), unitAt(value, 45))
    if (isPair) text += String.fromCharCode(unitAt(value, 2025))
  }
  return text
}

/** The character of a digit of a value; `weight` is 1, 45 or 2025. */
const unitAt = (value: number, weight: number): number => units[Math.floor(value / weight) % 45] as number
