import { inflateZlib } from '../encoding/inflate.ts'
import { Malformed } from '../fault.ts'
import { mostPixels, type Pixels } from './picture.ts'

/** At most so many pictures of one file are looked at. */
const mostPictures = 64

/** The number behind a name of a dictionary; one that stands in an object of its own is looked up there. */
function numberOf(dictionary: string, name: string, file: string): number | null {
  const found = new RegExp(`/${name}\\s+(\\d+)(?:\\s+(\\d+)\\s+R)?`).exec(dictionary)
  if (!found) return null
  const [, value = '', generation] = found
  if (generation === undefined) return Number(value)
  const object = new RegExp(`(?:^|[\\r\\n ])${value}\\s+${generation}\\s+obj\\s+(\\d+)`).exec(file)
  return object ? Number(object[1]) : null
}

interface Stream {
  readonly dictionary: string
  readonly from: number
}

/** Streams whose dictionary says that they are pictures (ISO 32000-1, 8.9.5). Dictionaries of streams never stand in object streams. */
function* pictureStreams(file: string): Generator<Stream> {
  for (let at = file.indexOf('stream'); at >= 0; at = file.indexOf('stream', at + 6)) {
    if (file.startsWith('end', at - 3)) continue
    const before = file.slice(Math.max(0, at - 4096), at)
    const dictionary = before.slice(before.lastIndexOf(' obj') + 1)
    if (!/\/Subtype\s*\/Image\b/.test(dictionary)) continue
    const [first, second] = [file.charAt(at + 6), file.charAt(at + 7)]
    yield { dictionary, from: at + (first === '\r' && second === '\n' ? 8 : 7) }
  }
}

/** Where a stream may end: as its dictionary says, and before the line break that stands before `endstream`. */
function endsOf({ dictionary, from }: Stream, file: string): readonly number[] {
  const length = numberOf(dictionary, 'Length', file)
  const end = file.indexOf('endstream', from)
  const stated = length === null || from + length > file.length ? [] : [from + length]
  return end < 0 ? stated : [...stated, end - 1, end - 2, end].filter((each) => each > from)
}

function inflated(bytes: Uint8Array, stream: Stream, file: string): Uint8Array | null {
  for (const end of endsOf(stream, file))
    try {
      return inflateZlib(bytes.subarray(stream.from, end), mostPixels)
    } catch (error) {
      if (!(error instanceof Malformed)) throw error
    }
  return null
}

/** Takes the row filters of PNG back (ISO/IEC 15948, 9.2), which PDF knows as predictors 10 to 15. */
function unfilter(data: Uint8Array, rowLength: number, step: number): Uint8Array | null {
  const rows = Math.floor(data.length / (rowLength + 1))
  const plain = new Uint8Array(rows * rowLength)
  for (let row = 0; row < rows; row++) {
    const filter = data[row * (rowLength + 1)] as number
    if (filter > 4) return null
    for (let column = 0; column < rowLength; column++) {
      const at = row * rowLength + column
      const left = column < step ? 0 : (plain[at - step] as number)
      const above = row === 0 ? 0 : (plain[at - rowLength] as number)
      const corner = row === 0 || column < step ? 0 : (plain[at - rowLength - step] as number)
      const predicted = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter] as number
      plain[at] = (data[row * (rowLength + 1) + 1 + column] as number) + predicted
    }
  }
  return plain
}

function paeth(left: number, above: number, corner: number): number {
  const [toLeft, toAbove] = [Math.abs(above - corner), Math.abs(left - corner)]
  const toCorner = Math.abs(left + above - 2 * corner)
  return toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner
}

interface Samples {
  readonly width: number
  readonly height: number
  readonly bits: number
  readonly channels: number
  readonly rowLength: number
  readonly data: Uint8Array
}

/** The samples of a picture. How many channels it has follows from its length: a colour space may stand anywhere in the file. */
function samplesOf(stream: Stream, data: Uint8Array, file: string): Samples | null {
  const { dictionary } = stream
  const width = numberOf(dictionary, 'Width', file) ?? 0
  const height = numberOf(dictionary, 'Height', file) ?? 0
  const bits = numberOf(dictionary, 'BitsPerComponent', file) ?? 1
  if (width < 1 || height < 1 || width * height > mostPixels || ![1, 2, 4, 8].includes(bits)) return null
  const predictor = numberOf(dictionary, 'Predictor', file) ?? 1
  if (predictor > 1 && predictor < 10) return null
  const stored = Math.floor(data.length / height)
  const rowLength = predictor >= 10 ? stored - 1 : stored
  const channels = Math.floor((rowLength * 8) / (width * bits))
  if (channels < 1 || channels > 4 || channels === 2) return null
  const plain = predictor >= 10 ? unfilter(data, rowLength, Math.max(1, (channels * bits) >> 3)) : data
  return plain && { width, height, bits, channels, rowLength, data: plain }
}

/** One channel is stretched from its least to its greatest value, so that a palette of two colours shows; four are cyan, magenta, yellow and black. */
function pixelsOf({ width, height, bits, channels, rowLength, data }: Samples): Pixels {
  const values = new Uint8Array(width * height * channels)
  for (let row = 0; row < height; row++)
    for (let index = 0; index < width * channels; index++) {
      const bit = index * bits
      const byte = data[row * rowLength + (bit >> 3)] ?? 0
      values[row * width * channels + index] = (byte >> (8 - bits - (bit & 7))) & (2 ** bits - 1)
    }
  let [least, greatest] = [255, 0]
  for (const value of values) {
    if (value < least) least = value
    if (value > greatest) greatest = value
  }
  const stretch = channels === 1 ? 255 / Math.max(1, greatest - least) : 255 / (2 ** bits - 1)
  const floor = channels === 1 ? least : 0
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255)
  for (let pixel = 0; pixel < width * height; pixel++)
    for (let colour = 0; colour < 3; colour++) {
      const value = ((values[pixel * channels + (channels === 1 ? 0 : colour)] as number) - floor) * stretch
      const black = channels === 4 ? (values[pixel * 4 + 3] as number) * stretch : 0
      rgba[pixel * 4 + colour] = channels === 4 ? 255 - value - black : value
    }
  return { width, height, data: rgba }
}

/**
 * The pictures that a PDF file holds: JPEG as it stands (DCTDecode), compressed pixels (FlateDecode) taken apart. Codes drawn as lines and surfaces are no
 * pictures and are not found; nor are pictures in fax, JBIG2 or JPEG 2000 form, or in encrypted files.
 */
export function picturesIn(pdf: Uint8Array): readonly (Uint8Array | Pixels)[] {
  const file = new TextDecoder('latin1').decode(pdf)
  const pictures: (Uint8Array | Pixels)[] = []
  for (const stream of pictureStreams(file)) {
    if (pictures.length === mostPictures) break
    const filters = /\/Filter\s*(\[[^\]]*\]|\/\w+)/.exec(stream.dictionary)?.[1]?.match(/\/\w+/g)?.join('')
    if (filters === '/DCTDecode') pictures.push(pdf.subarray(stream.from, endsOf(stream, file)[0]))
    if (filters !== '/FlateDecode' && filters !== '/FlateDecode/DCTDecode') continue
    const data = inflated(pdf, stream, file)
    if (data === null) continue
    if (filters === '/FlateDecode/DCTDecode') pictures.push(data)
    else {
      const samples = samplesOf(stream, data, file)
      if (samples) pictures.push(pixelsOf(samples))
    }
  }
  return pictures
}
