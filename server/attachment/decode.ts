import { readFileSync } from 'node:fs'
import type { EncodeOptions } from '@jsquash/jpeg/codec/enc/mozjpeg_enc.js'
import type { PictureFormat } from './inspect.ts'
import type { Pixels } from './shrink.ts'

/** What the codecs make their answers of; browsers have it, Node does not. */
class DecodedImage implements Pixels {
  readonly data: Uint8ClampedArray<ArrayBuffer>
  readonly width: number
  readonly height: number
  constructor(data: Uint8ClampedArray<ArrayBuffer>, width: number, height: number) {
    this.data = data
    this.width = width
    this.height = height
  }
}
Object.assign(globalThis, { ImageData: DecodedImage })

const file = (path: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(readFileSync(new URL(import.meta.resolve(`@jsquash/${path}`))))

/** The JPEG decoder goes on where bytes are missing, and paints grey; it says so in these words. */
const missingBytes = /premature end|bad huffman|instead of rst/i

/** A codec as its package makes it: the WebAssembly is handed over, so that nothing is fetched; what it would print comes to `heard`. */
const wasmOf = (path: string, heard: string[] = []) => ({
  noInitialRun: true,
  wasmBinary: file(path).buffer,
  print: () => undefined,
  printErr: (line: string) => void heard.push(line),
})

async function jpegDecoder(): Promise<(bytes: Uint8Array<ArrayBuffer>) => Pixels | null> {
  const { default: codec } = await import('@jsquash/jpeg/codec/dec/mozjpeg_dec.js')
  const heard: string[] = []
  const decoder = await codec(wasmOf('jpeg/codec/dec/mozjpeg_dec.wasm', heard))
  return (bytes) => {
    const picture = decoder.decode(bytes, false)
    return heard.some((line) => missingBytes.test(line)) ? null : picture
  }
}

async function pngDecoder(): Promise<(bytes: Uint8Array<ArrayBuffer>) => Pixels | null> {
  const { default: load, decode } = await import('@jsquash/png/codec/pkg/squoosh_png.js')
  await load(file('png/codec/pkg/squoosh_png_bg.wasm'))
  return decode
}

async function webpDecoder(): Promise<(bytes: Uint8Array<ArrayBuffer>) => Pixels | null> {
  const { default: codec } = await import('@jsquash/webp/codec/dec/webp_dec.js')
  const decoder = await codec(wasmOf('webp/codec/dec/webp_dec.wasm'))
  return (bytes) => decoder.decode(bytes)
}

/** Loads the decoder of a format; it answers null, or throws, for what it cannot read to its end. */
export const decoderOf = (format: PictureFormat): Promise<(bytes: Uint8Array<ArrayBuffer>) => Pixels | null> =>
  ({ jpeg: jpegDecoder, png: pngDecoder, webp: webpDecoder })[format]()

/** A baseline JPEG of quality 85 in YCbCr; the encoder has no metadata to write. */
const options: EncodeOptions = {
  quality: 85,
  baseline: true,
  arithmetic: false,
  progressive: false,
  optimize_coding: true,
  smoothing: 0,
  // oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- the package's enum has no value at run time; 3 is YCbCr
  color_space: 3,
  quant_table: 3,
  trellis_multipass: false,
  trellis_opt_zero: false,
  trellis_opt_table: false,
  trellis_loops: 1,
  auto_subsample: true,
  chroma_subsample: 2,
  separate_chroma_quality: false,
  chroma_quality: 85,
}

/** Loads the encoder. */
export async function jpegEncoder(): Promise<(picture: Pixels) => Uint8Array> {
  const { default: codec } = await import('@jsquash/jpeg/codec/enc/mozjpeg_enc.js')
  const encoder = await codec(wasmOf('jpeg/codec/enc/mozjpeg_enc.wasm'))
  return ({ data, width, height }) => encoder.encode(data, width, height, options)
}
