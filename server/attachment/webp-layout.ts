import { type Layout, numbersOf, wordAt } from './layout.ts'

/** A number of 24 bits, the smallest byte first. */
const uint24 = (body: Uint8Array, at: number): number =>
  (body[at] ?? 0) | ((body[at + 1] ?? 0) << 8) | ((body[at + 2] ?? 0) << 16)

/** Width and height as a chunk of a WebP states them; null where it states none. */
function sizeIn(kind: string, body: Uint8Array): readonly [number, number] | null {
  if (body.length < 10) return null
  if (kind === 'VP8X') return [uint24(body, 4) + 1, uint24(body, 7) + 1]
  if (kind === 'VP8 ') return [numbersOf(body).getUint16(6, true) & 0x3fff, numbersOf(body).getUint16(8, true) & 0x3fff]
  if (kind !== 'VP8L') return null
  const bits = numbersOf(body).getUint32(1, true)
  return [(bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1]
}

const imageChunks = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF'])

/** Reads the chunks of a WebP (RFC 9649, section 2). Null: broken, or it ends before the length that it states. */
export function webpLayout(bytes: Uint8Array): Layout | null {
  if (bytes.length < 20) return null
  const numbers = numbersOf(bytes)
  const end = 8 + numbers.getUint32(4, true)
  if (end > bytes.length) return null
  const asides: Uint8Array[] = []
  let [width, height] = [0, 0]
  let [exif, profile] = [null as Uint8Array | null, null as Uint8Array | null]
  for (let at = 12; at + 8 <= end; ) {
    const kind = wordAt(bytes, at, 4)
    const length = numbers.getUint32(at + 4, true)
    if (at + 8 + length > end) return null
    const body = bytes.subarray(at + 8, at + 8 + length)
    const size = sizeIn(kind, body)
    if (size) [width, height] = [Math.max(width, size[0]), Math.max(height, size[1])]
    if (!imageChunks.has(kind)) asides.push(body)
    if (kind === 'EXIF') exif ??= wordAt(body, 0, 6) === 'Exif\0\0' ? body.subarray(6) : body
    if (kind === 'ICCP') profile ??= body
    at += 8 + length + (length % 2)
  }
  return width > 0 && height > 0 ? { width, height, end, asides, exif, profile } : null
}
