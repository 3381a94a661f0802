import { type Layout, numbersOf, wordAt } from './layout.ts'

/** The part of an `iCCP` chunk after its name and compression method. */
const deflatedProfile = (body: Uint8Array): Uint8Array => body.subarray(body.indexOf(0) + 2)

/** Reads the chunks of a PNG (W3C PNG, third edition, section 5). Null: broken, or it ends before `IEND`. */
export function pngLayout(bytes: Uint8Array): Layout | null {
  if (bytes.length < 33 || wordAt(bytes, 12, 4) !== 'IHDR') return null
  const numbers = numbersOf(bytes)
  const [width, height] = [numbers.getUint32(16), numbers.getUint32(20)]
  const asides: Uint8Array[] = []
  let [exif, profile] = [null as Uint8Array | null, null as Uint8Array | null]
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = numbers.getUint32(at)
    const kind = wordAt(bytes, at + 4, 4)
    const end = at + 12 + length
    if (end > bytes.length) return null
    const body = bytes.subarray(at + 8, end - 4)
    if (kind === 'IEND') return width > 0 && height > 0 ? { width, height, end, asides, exif, profile } : null
    // A small first letter marks a chunk that a reader may leave out.
    if (kind >= 'a') asides.push(body)
    if (kind === 'eXIf') exif ??= body
    if (kind === 'iCCP') profile ??= deflatedProfile(body)
    at = end
  }
  return null
}
