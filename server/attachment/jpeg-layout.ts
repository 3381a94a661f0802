import { joinBytes, type Layout, numbersOf, wordAt } from './layout.ts'

const startOfScan = 0xda
const endOfImage = 0xd9
const comment = 0xfe

const isStandalone = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
const isApplication = (marker: number): boolean => marker >= 0xe0 && marker <= 0xef

/** Where the next marker's code stands, from `at` on; within a scan stuffed zeros and restarts are not markers. -1: there is none. */
function nextMarker(bytes: Uint8Array, from: number, inScan: boolean): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at)) {
    while (bytes[at] === 0xff) at++
    const code = bytes[at]
    if (code === undefined) return -1
    const passes = code === 0 || (inScan && code >= 0xd0 && code <= 0xd7)
    if (!passes) return at
  }
  return -1
}

/** Reads the segments of a JPEG (ITU-T T.81, annex B) that begins at `start`. Null: broken, or it ends before its end marker. */
export function jpegLayout(bytes: Uint8Array, start = 0): Layout | null {
  const numbers = numbersOf(bytes)
  const asides: Uint8Array[] = []
  const profile: Uint8Array[] = []
  let [width, height, exif, scanned] = [0, 0, null as Uint8Array | null, false]
  let from = start + 2
  for (;;) {
    const at = nextMarker(bytes, from, scanned)
    const marker = bytes[at]
    if (marker === undefined) return null
    if (!scanned && at - from > 1) asides.push(bytes.subarray(from, at - 1))
    if (marker === endOfImage)
      return width > 0 && height > 0
        ? { width, height, end: at + 1, asides, exif, profile: profile.length > 0 ? joinBytes(profile) : null }
        : null
    from = at + 1
    if (isStandalone(marker)) continue
    if (from + 2 > bytes.length) return null
    const length = numbers.getUint16(from)
    const body = bytes.subarray(from + 2, from + length)
    if (length < 2 || from + length > bytes.length) return null
    from += length
    scanned = marker === startOfScan
    if (isFrame(marker) && body.length >= 5) {
      height = Math.max(height, numbersOf(body).getUint16(1))
      width = Math.max(width, numbersOf(body).getUint16(3))
    }
    if (marker === comment || isApplication(marker)) asides.push(body)
    if (marker === 0xe1 && wordAt(body, 0, 6) === 'Exif\0\0') exif ??= body.subarray(6)
    // The pieces of a profile follow one another in order, as writers put them.
    if (marker === 0xe2 && wordAt(body, 0, 12) === 'ICC_PROFILE\0') profile.push(body.subarray(14))
  }
}
