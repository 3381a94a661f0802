/** A run of characters in one mode of ISO/IEC 18004, 7.4: its mode indicator, how many characters, and their bits. */
export interface Segment {
  readonly mode: 1 | 2 | 4
  /** Characters, or bytes in byte mode. */
  readonly count: number
  /** Pairs of value and width in bits, most significant bit first. */
  readonly bits: readonly (readonly [value: number, width: number])[]
}

const alphanumeric = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'

/** Three digits in ten bits (7.4.3). */
function numericSegment(digits: string): Segment {
  const bits: [number, number][] = []
  for (let at = 0; at < digits.length; at += 3) {
    const group = digits.slice(at, at + 3)
    bits.push([Number(group), group.length * 3 + 1])
  }
  return { mode: 1, count: digits.length, bits }
}

/** Two characters of the 45 in eleven bits (7.4.4). */
function alphanumericSegment(text: string): Segment {
  const bits: [number, number][] = []
  for (let at = 0; at < text.length; at += 2) {
    const [one, other] = [alphanumeric.indexOf(text.charAt(at)), text.charAt(at + 1)]
    bits.push(other === '' ? [one, 6] : [one * 45 + alphanumeric.indexOf(other), 11])
  }
  return { mode: 2, count: text.length, bits }
}

/** One byte in eight bits (7.4.5). */
const byteSegment = (bytes: Uint8Array): Segment => ({
  mode: 4,
  count: bytes.length,
  bits: Array.from(bytes, (byte) => [byte, 8] as const),
})

const isBinary = (text: string): boolean => text.startsWith('PK') && /^[\0-\xff]*$/u.test(text)

const bytesOf = (text: string): Uint8Array =>
  isBinary(text) ? Uint8Array.from(text, (character) => character.charCodeAt(0)) : new TextEncoder().encode(text)

/**
 * A text in the modes that make it smallest: HC1 texts are alphanumeric; a SMART Health Card is `shc:/` in byte mode and then digits in numeric mode, as its
 * specification asks (Encoding Chunks as QR Codes); a ZIP archive (DIVOC: one character for each byte) is bytes; everything else UTF-8.
 */
export function segmentsOf(text: string): readonly Segment[] {
  const card = /^(shc:\/(?:\d+\/\d+\/)?)(\d+)$/.exec(text)
  if (card) return [byteSegment(bytesOf(card[1] as string)), numericSegment(card[2] as string)]
  if (/^\d+$/.test(text)) return [numericSegment(text)]
  if (/^[0-9A-Z $%*+\-./:]+$/.test(text)) return [alphanumericSegment(text)]
  return [byteSegment(bytesOf(text))]
}

const countWidths = { 1: [10, 12, 14], 2: [9, 11, 13], 4: [8, 16, 16] } as const

/** Bits of the character count (Table 3): three classes of versions. */
const countWidth = (mode: Segment['mode'], version: number): number =>
  countWidths[mode][version < 10 ? 0 : version < 27 ? 1 : 2]

/** Bits that the segments take in a symbol of a version (1 to 40); infinite where a count does not fit its field. */
export function bitsIn(segments: readonly Segment[], version: number): number {
  let total = 0
  for (const { mode, count, bits } of segments) {
    const width = countWidth(mode, version)
    if (count >= 2 ** width) return Number.POSITIVE_INFINITY
    total += 4 + width
    for (const [, each] of bits) total += each
  }
  return total
}

/** The segments as data codewords of a symbol: terminator, filling bits and pad codewords included (7.4.10, 7.4.11). */
export function packSegments(segments: readonly Segment[], version: number, capacity: number): Uint8Array {
  const packed = new Uint8Array(capacity)
  let at = 0
  const put = (value: number, width: number): void => {
    for (let bit = width - 1; bit >= 0; bit--, at++)
      if ((value >> bit) & 1) packed[at >> 3] = (packed[at >> 3] as number) | (128 >> (at & 7))
  }
  for (const { mode, count, bits } of segments) {
    put(mode, 4)
    put(count, countWidth(mode, version))
    for (const [value, width] of bits) put(value, width)
  }
  const used = Math.ceil(Math.min(at + 4, capacity * 8) / 8)
  for (let index = used; index < capacity; index++) packed[index] = (index - used) % 2 === 0 ? 0xec : 0x11
  return packed
}
