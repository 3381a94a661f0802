import { readFileSync } from 'node:fs'
import { crc32, deflateSync } from 'node:zlib'
import { decoderOf, jpegEncoder } from './decode.ts'
import { joinBytes } from './layout.ts'
import type { Pixels } from './shrink.ts'

/** Bytes of numbers and of Latin-1 text, one after another. */
export const bytesOf = (...parts: readonly (string | ArrayLike<number>)[]): Uint8Array<ArrayBuffer> =>
  joinBytes(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Uint8Array.from(part))))

type Colour = readonly [red: number, green: number, blue: number, opacity?: number]
export const red: Colour = [220, 30, 30]
export const blue: Colour = [30, 30, 220]

/** A picture whose left half is of one colour and whose right half is of another. */
export function halves(width: number, height: number, [left, right]: readonly [Colour, Colour] = [red, blue]): Pixels {
  const data = new Uint8ClampedArray(width * height * 4)
  for (let index = 0; index < width * height; index++) {
    const [r, g, b, opacity = 255] = index % width < width / 2 ? left : right
    data.set([r, g, b, opacity], index * 4)
  }
  return { data, width, height }
}

/** A picture that does not compress: for files of a certain size. */
export function noise(width: number, height: number): Pixels {
  const data = new Uint8ClampedArray(width * height * 4)
  let seed = 1
  for (let index = 0; index < data.length; index++) {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0
    data[index] = index % 4 === 3 ? 255 : seed >>> 24
  }
  return { data, width, height }
}

const encodeJpeg = await jpegEncoder()
const decodeJpeg = await decoderOf('jpeg')

/** Encodes a JPEG. */
export const jpeg = (picture: Pixels): Uint8Array<ArrayBuffer> => new Uint8Array(encodeJpeg(picture))

/** The colour at a place of a JPEG. */
export function colourAt(file: Uint8Array<ArrayBuffer>, x: number, y: number): number[] {
  const picture = decodeJpeg(file)
  if (!picture) throw new Error('cannot be decoded')
  return [...picture.data.subarray((y * picture.width + x) * 4, (y * picture.width + x) * 4 + 3)]
}

/** A JPEG with one segment more, right after its start. */
export const withSegment = (file: Uint8Array, marker: number, body: Uint8Array): Uint8Array<ArrayBuffer> =>
  bytesOf(file.subarray(0, 2), [0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 255], body, file.subarray(2))

const tag = (name: number, kind: number, count: number, value: readonly number[]): readonly number[] => [
  name >> 8,
  name & 255,
  0,
  kind,
  0,
  0,
  0,
  count,
  ...value,
]

/** EXIF with an orientation, the maker's name, and the place where the picture was taken. */
function exif(orientation: number): Uint8Array {
  const directory = [
    0,
    3,
    ...tag(0x010f, 2, 4, [65, 99, 109, 0]),
    ...tag(0x0112, 3, 1, [0, orientation, 0, 0]),
    ...tag(0x8825, 4, 1, [0, 0, 0, 50]),
  ]
  const place = [0, 1, ...tag(0x0001, 2, 2, [78, 0, 0, 0]), 0, 0, 0, 0]
  return bytesOf('MM\0*', [0, 0, 0, 8], directory, [0, 0, 0, 0], place, 'GPSLATITUDE 41 54 10')
}

/** A JPEG as a telephone writes it. */
export const photograph = (picture: Pixels, orientation = 1): Uint8Array<ArrayBuffer> =>
  withSegment(jpeg(picture), 0xe1, bytesOf('Exif\0\0', exif(orientation)))

const uint32 = (value: number): readonly number[] => [
  value >>> 24,
  (value >> 16) & 255,
  (value >> 8) & 255,
  value & 255,
]

/** One chunk of a PNG. */
export const chunk = (kind: string, body: Uint8Array): Uint8Array =>
  bytesOf(uint32(body.length), kind, body, uint32(crc32(bytesOf(kind, body))))

/** A PNG of eight bits with opacity, with chunks of one's own before the picture. */
export function png({ data, width, height }: Pixels, ...chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const rows = Array.from({ length: height }, (_, y) => bytesOf([0], data.subarray(y * width * 4, (y + 1) * width * 4)))
  return pngOf({ width, height, deflated: deflateSync(joinBytes(rows)) }, ...chunks)
}

/** A PNG that claims any size. */
export const pngOf = (
  claimed: { width: number; height: number; deflated: Uint8Array },
  ...chunks: readonly Uint8Array[]
) =>
  bytesOf(
    '\x89PNG\r\n\x1a\n',
    chunk('IHDR', bytesOf(uint32(claimed.width), uint32(claimed.height), [8, 6, 0, 0, 0])),
    ...chunks,
    chunk('IDAT', claimed.deflated),
    chunk('IEND', new Uint8Array()),
  )

/** A WebP. */
export async function webp({ data, width, height }: Pixels): Promise<Uint8Array<ArrayBuffer>> {
  const { default: codec } = await import('@jsquash/webp/codec/enc/webp_enc.js')
  const { defaultOptions } = await import('@jsquash/webp/meta.js')
  const wasm = readFileSync(new URL(import.meta.resolve('@jsquash/webp/codec/enc/webp_enc.wasm')))
  const encoder = await codec({ noInitialRun: true, wasmBinary: new Uint8Array(wasm).buffer })
  const encoded = encoder.encode(data, width, height, defaultOptions)
  if (!encoded) throw new Error('cannot be encoded')
  return new Uint8Array(encoded)
}

const little = (value: number, length: number): number[] =>
  Array.from({ length }, (_, byte) => (value >> (8 * byte)) & 255)

/** A ZIP (or JAR) with one stored file in it. */
export function zip(): Uint8Array {
  const [name, content] = ['a.txt', 'hello']
  const facts = [
    ...little(20, 2),
    ...little(0, 8),
    ...little(crc32(content), 4),
    ...little(5, 4),
    ...little(5, 4),
    ...little(name.length, 2),
  ]
  const local = bytesOf('PK\x03\x04', facts, [0, 0], name, content)
  const central = bytesOf('PK\x01\x02', little(20, 2), facts, little(0, 14), name)
  const end = bytesOf(
    'PK\x05\x06',
    little(0, 4),
    little(1, 2),
    little(1, 2),
    little(central.length, 4),
    little(local.length, 4),
    [0, 0],
  )
  return bytesOf(local, central, end)
}
