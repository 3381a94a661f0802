import { filtersOf, PdfFile, type Stream } from './pdf-file.ts'
import { mostPixels, type Pixels } from './picture.ts'

/** At most so many pictures of one file are looked at. */
const mostPictures = 64

interface Samples {
  readonly width: number
  readonly height: number
  readonly bits: number
  readonly channels: number
  /** Rows that begin on whole bytes. */
  readonly data: Uint8Array
}

/**
 * The samples of a picture. How many channels it has, and whether its rows are filtered as in PNG, follows from how many bytes there are: what says so may
 * stand anywhere in the file.
 */
function samplesOf(file: PdfFile, { dictionary }: Stream, data: Uint8Array): Samples | null {
  const width = file.number(dictionary, 'Width') ?? 0
  const height = file.number(dictionary, 'Height') ?? 0
  const bits = file.number(dictionary, 'BitsPerComponent') ?? 1
  if (width < 1 || height < 1 || width * height > mostPixels || ![1, 2, 4, 8].includes(bits)) return null
  for (const channels of [1, 3, 4]) {
    const row = Math.ceil((width * channels * bits) / 8)
    const left = data.length - row * height
    if (left >= 0 && left <= 2) return { width, height, bits, channels, data }
    if (left < height || left > height + 2) continue
    const plain = unfilter(data, row, Math.max(1, (channels * bits) >> 3))
    return plain && { width, height, bits, channels, data: plain }
  }
  return null
}

/** Takes the row filters of PNG back (ISO/IEC 15948, 9.2), which PDF knows as predictors 10 to 15. */
function unfilter(data: Uint8Array, row: number, step: number): Uint8Array | null {
  const rows = Math.floor(data.length / (row + 1))
  const plain = new Uint8Array(rows * row)
  for (let line = 0; line < rows; line++) {
    const filter = data[line * (row + 1)] as number
    if (filter > 4) return null
    for (let column = 0; column < row; column++) {
      const at = line * row + column
      const left = column < step ? 0 : (plain[at - step] as number)
      const above = line === 0 ? 0 : (plain[at - row] as number)
      const corner = line === 0 || column < step ? 0 : (plain[at - row - step] as number)
      plain[at] = (data[line * (row + 1) + 1 + column] as number) + predict(filter, left, above, corner)
    }
  }
  return plain
}

function predict(filter: number, left: number, above: number, corner: number): number {
  if (filter < 3) return filter === 0 ? 0 : filter === 1 ? left : above
  if (filter === 3) return (left + above) >> 1
  const [toLeft, toAbove] = [Math.abs(above - corner), Math.abs(left - corner)]
  const toCorner = Math.abs(left + above - 2 * corner)
  return toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner
}

/** The colours of an indexed colour space (ISO 32000-1, 8.6.6.3) as brightness; null where the picture has none, or none that can be read. */
function paletteOf(file: PdfFile, { dictionary }: Stream): Uint8Array | null {
  const space = file.entry(dictionary, 'ColorSpace') ?? ''
  const indexed =
    /^\[\s*\/Indexed\s*(?:\/\w+|\d+\s+\d+\s+R|\[[^\]]*\])\s*(\d+)\s*(?:(\d+)\s+(\d+)\s+R|<([0-9A-Fa-f\s]*)>)/.exec(
      space,
    )
  if (!indexed) return null
  const [, highest = '0', number, generation = '0', hex = ''] = indexed
  const colours = number === undefined ? fromHex(hex) : colourStream(file, number, generation)
  const count = Number(highest) + 1
  if (colours === null || count > 256 || colours.length < count) return null
  const channels = Math.floor(colours.length / count)
  return Uint8Array.from({ length: count }, (_, at) => brightness(colours, at * channels, channels))
}

function colourStream(file: PdfFile, number: string, generation: string): Uint8Array | null {
  const stream = file.streamOf(number, generation)
  if (stream === null) return fromHex(/^<([0-9A-Fa-f\s]*)>/.exec(file.object(number, generation) ?? '')?.[1] ?? '')
  return filtersOf(stream).length === 0 ? file.raw(stream) : file.inflated(stream)
}

const fromHex = (text: string): Uint8Array =>
  Uint8Array.from(text.replace(/\s/g, '').match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))

/** Of grey, of red, green and blue, or of cyan, magenta, yellow and black. */
function brightness(values: Uint8Array, at: number, channels: number): number {
  const [one = 0, two = 0, three = 0, four = 0] = values.subarray(at, at + channels)
  if (channels < 3) return one
  const mean = (one + two + three) / 3
  return Math.round(channels === 3 ? mean : Math.max(0, 255 - mean - four))
}

/** Grey pixels. Without a palette, one channel is stretched from its least to its greatest value, so that two shades are enough. */
function pixelsOf({ width, height, bits, channels, data }: Samples, palette: Uint8Array | null): Pixels {
  const row = Math.ceil((width * channels * bits) / 8)
  const full = 2 ** bits - 1
  const values = new Uint8Array(channels)
  const shades = new Uint8Array(width * height)
  let [least, greatest] = [255, 0]
  for (let pixel = 0; pixel < shades.length; pixel++) {
    for (let channel = 0; channel < channels; channel++) {
      const bit = ((pixel % width) * channels + channel) * bits
      const byte = data[Math.floor(pixel / width) * row + (bit >> 3)] as number
      values[channel] = (byte >> (8 - bits - (bit & 7))) & full
      if (channels > 1) values[channel] = ((values[channel] as number) * 255) / full
    }
    const shade = palette && channels === 1 ? (palette[values[0] as number] ?? 0) : brightness(values, 0, channels)
    shades[pixel] = shade
    if (shade < least) least = shade
    if (shade > greatest) greatest = shade
  }
  const rgba = new Uint8ClampedArray(shades.length * 4).fill(255)
  for (let pixel = 0; pixel < shades.length; pixel++)
    rgba.fill((((shades[pixel] as number) - least) * 255) / Math.max(1, greatest - least), pixel * 4, pixel * 4 + 3)
  return { width, height, data: rgba }
}

function pictureOf(file: PdfFile, stream: Stream): Uint8Array | Pixels | null {
  const filters = filtersOf(stream).join(' ')
  if (filters === 'DCTDecode') return file.raw(stream)
  if (filters !== 'FlateDecode' && filters !== 'FlateDecode DCTDecode') return null
  const data = file.inflated(stream)
  if (data === null || filters === 'FlateDecode DCTDecode') return data
  const samples = samplesOf(file, stream, data)
  return samples && pixelsOf(samples, paletteOf(file, stream))
}

/**
 * The pictures that a PDF file holds (ISO 32000-1, 8.9.5): JPEG as it stands (DCTDecode), compressed pixels (FlateDecode) taken apart. Codes drawn as lines
 * and surfaces are no pictures and are not found; nor are pictures in fax, JBIG2 or JPEG 2000 form, or in encrypted files.
 */
export function picturesIn(pdf: Uint8Array): readonly (Uint8Array | Pixels)[] {
  const file = new PdfFile(pdf)
  const pictures: (Uint8Array | Pixels)[] = []
  let looked = 0
  for (const stream of file.streams()) {
    if (!/\/Subtype\s*\/Image\b/.test(stream.dictionary)) continue
    if (++looked > mostPictures) break
    const picture = pictureOf(file, stream)
    if (picture) pictures.push(picture)
  }
  return pictures
}
