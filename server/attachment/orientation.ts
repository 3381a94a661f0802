import { numbersOf, wordAt } from './layout.ts'
import type { Pixels } from './shrink.ts'

const orientationTag = 0x0112

/** The EXIF orientation (Exif 3.0, tag 274), 1 to 8; 1 (upright) where there is none that can be read. */
export function orientationOf(exif: Uint8Array | null): number {
  if (!exif || exif.length < 14) return 1
  const numbers = numbersOf(exif)
  const little = wordAt(exif, 0, 2) === 'II'
  const directory = numbers.getUint32(4, little)
  if (directory + 2 > exif.length) return 1
  const entries = numbers.getUint16(directory, little)
  for (let entry = 0; entry < entries; entry++) {
    const at = directory + 2 + entry * 12
    if (at + 12 > exif.length) return 1
    if (numbers.getUint16(at, little) !== orientationTag) continue
    const value = numbers.getUint16(at + 8, little)
    return value >= 1 && value <= 8 ? value : 1
  }
  return 1
}

/** Where a pixel of the upright picture lies in the stored one: `[x, y]` for a stored width and height. */
const sources: {
  readonly [orientation: number]: (x: number, y: number, w: number, h: number) => readonly [number, number]
} = {
  2: (x, y, w) => [w - 1 - x, y],
  3: (x, y, w, h) => [w - 1 - x, h - 1 - y],
  4: (x, y, _w, h) => [x, h - 1 - y],
  5: (x, y) => [y, x],
  6: (x, y, _w, h) => [y, h - 1 - x],
  7: (x, y, w, h) => [w - 1 - y, h - 1 - x],
  8: (x, y, w) => [w - 1 - y, x],
}

/** Turns and mirrors a picture so that it stands upright. */
export function upright(picture: Pixels, orientation: number): Pixels {
  const source = sources[orientation]
  if (!source) return picture
  const turned = orientation >= 5
  const width = turned ? picture.height : picture.width
  const height = turned ? picture.width : picture.height
  const from = new Uint32Array(picture.data.buffer, picture.data.byteOffset, picture.width * picture.height)
  const to = new Uint32Array(width * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [sx, sy] = source(x, y, picture.width, picture.height)
      to[y * width + x] = from[sy * picture.width + sx] ?? 0
    }
  }
  return { data: new Uint8ClampedArray(to.buffer), width, height }
}
