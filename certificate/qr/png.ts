import { crc32 } from '../encoding/crc32.ts'
import { deflateZlib } from '../encoding/deflate.ts'

function chunk(type: string, data: Uint8Array): Uint8Array {
  const whole = new Uint8Array(12 + data.length)
  const view = new DataView(whole.buffer)
  view.setUint32(0, data.length)
  for (let at = 0; at < 4; at++) whole[4 + at] = type.charCodeAt(at)
  whole.set(data, 8)
  view.setUint32(8 + data.length, crc32(whole.subarray(4, 8 + data.length)))
  return whole
}

/** A picture of one bit for each pixel: rows of `width` values, 1 is dark. `dotsPerMetre` says how large it is to be printed; null leaves that open. */
export interface Bitmap {
  readonly width: number
  readonly height: number
  readonly pixels: Uint8Array
  readonly dotsPerMetre: number | null
}

/** A bitmap as PNG (ISO/IEC 15948): greyscale of one bit, no filter. */
export function encodePng({ width, height, pixels, dotsPerMetre }: Bitmap): Uint8Array {
  const header = new Uint8Array(13)
  const view = new DataView(header.buffer)
  view.setUint32(0, width)
  view.setUint32(4, height)
  header[8] = 1
  const row = 1 + Math.ceil(width / 8)
  const lines = new Uint8Array(row * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      if (pixels[y * width + x] === 0) {
        const at = y * row + 1 + (x >> 3)
        lines[at] = (lines[at] as number) | (128 >> (x & 7))
      }
  const parts = [
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', header),
    ...(dotsPerMetre === null ? [] : [chunk('pHYs', physical(dotsPerMetre))]),
    chunk('IDAT', deflateZlib(lines)),
    chunk('IEND', new Uint8Array(0)),
  ]
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

function physical(dotsPerMetre: number): Uint8Array {
  const data = new Uint8Array(9)
  const view = new DataView(data.buffer)
  view.setUint32(0, dotsPerMetre)
  view.setUint32(4, dotsPerMetre)
  data[8] = 1
  return data
}
