import { inflateSync } from 'node:zlib'
import type { PictureFormat } from './inspect.ts'
import { numbersOf, wordAt } from './layout.ts'
import type { Pixels } from './shrink.ts'

/** A profile that states its colours by three primaries and a curve (ICC.1:2022, 8.3.3), as cameras and telephones do. */
interface MatrixProfile {
  /** Linear RGB to XYZ under D50, row by row. */
  readonly matrix: readonly number[]
  /** Eight-bit value to linear light, for red, green and blue. */
  readonly curves: readonly Float64Array[]
}

/** XYZ under D50 to linear sRGB, row by row: the inverse of the primaries of IEC 61966-2-1 adapted to D50. */
const toLinearSrgb = [
  3.1338561, -1.6168667, -0.4906146, -0.9787684, 1.9161415, 0.033454, 0.0719453, -0.2289914, 1.4052427,
]
const profileCap = 1024 * 1024
const steps = 4095

const encodeSrgb = (light: number): number => (light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055)
const srgbOf = Uint8ClampedArray.from({ length: steps + 1 }, (_, step) => 255 * encodeSrgb(step / steps))

/** The signed 15.16 numbers of ICC. */
const fixedAt = (numbers: DataView, at: number): number => numbers.getInt32(at) / 65_536

/** The tags of a profile by name, each as its own bytes. */
function tagsOf(profile: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const numbers = numbersOf(profile)
  const count = Math.min(numbers.getUint32(128), 100)
  return new Map(
    Array.from({ length: count }, (_, index) => {
      const at = 132 + index * 12
      const start = numbers.getUint32(at + 4)
      return [wordAt(profile, at, 4), profile.subarray(start, start + numbers.getUint32(at + 8))] as const
    }),
  )
}

/** A parametric curve (ICC.1:2022, 10.18) as a function of 0 to 1. */
function parametric(tag: Uint8Array): (value: number) => number {
  const numbers = numbersOf(tag)
  const kind = numbers.getUint16(8)
  const counts = [1, 3, 4, 5, 7]
  const [g = 1, a = 1, b = 0, c = 0, d = 0, e = 0, f = 0] = Array.from({ length: counts[kind] ?? 0 }, (_, index) =>
    fixedAt(numbers, 12 + index * 4),
  )
  if (kind === 0) return (value) => value ** g
  if (kind === 1) return (value) => (value >= -b / a ? (a * value + b) ** g : 0)
  if (kind === 2) return (value) => (value >= -b / a ? (a * value + b) ** g + c : c)
  if (kind === 3) return (value) => (value >= d ? (a * value + b) ** g : c * value)
  if (kind === 4) return (value) => (value >= d ? (a * value + b) ** g + e : c * value + f)
  throw new RangeError('an unknown curve')
}

/** A sampled curve (ICC.1:2022, 10.6): none is the identity, one a gamma, more are points of a line. */
function sampled(tag: Uint8Array): (value: number) => number {
  const numbers = numbersOf(tag)
  const count = numbers.getUint32(8)
  if (count === 0) return (value) => value
  if (count === 1) return (value) => value ** (numbers.getUint16(12) / 256)
  return (value) => {
    const place = value * (count - 1)
    const low = Math.min(Math.floor(place), count - 2)
    const [from, to] = [numbers.getUint16(12 + low * 2), numbers.getUint16(14 + low * 2)]
    return (from + (to - from) * (place - low)) / 65_535
  }
}

function curveOf(tag: Uint8Array): Float64Array {
  const curve = wordAt(tag, 0, 4) === 'para' ? parametric(tag) : sampled(tag)
  return Float64Array.from({ length: 256 }, (_, value) => curve(value / 255))
}

/** Reads a profile; null where it is of another kind. Throws where it is broken. */
function readProfile(profile: Uint8Array): MatrixProfile | null {
  if (wordAt(profile, 16, 8) !== 'RGB XYZ ') return null
  const tags = tagsOf(profile)
  const [columns, curves] = [
    ['rXYZ', 'gXYZ', 'bXYZ'],
    ['rTRC', 'gTRC', 'bTRC'],
  ].map((names) => names.map((name) => tags.get(name)).filter((tag) => tag !== undefined))
  if (columns?.length !== 3 || curves?.length !== 3) return null
  const matrix = [8, 12, 16].flatMap((row) => columns.map((column) => fixedAt(numbersOf(column), row)))
  return { matrix, curves: curves.map(curveOf) }
}

const multiply = (left: readonly number[], right: readonly number[]): number[] =>
  left.map((_, index) => {
    const [row, column] = [Math.floor(index / 3) * 3, index % 3]
    return [0, 1, 2].reduce((sum, k) => sum + (left[row + k] ?? 0) * (right[k * 3 + column] ?? 0), 0)
  })

/**
 * Brings a picture's colours to sRGB, in place: the profile is thrown away with all metadata, and a telephone's wide
 * colours would fade without it. A profile that is absent, broken or of another kind leaves the values as they are.
 */
export function toStandardColours(picture: Pixels, format: PictureFormat, profile: Uint8Array | null): void {
  if (!profile) return
  try {
    const read = readProfile(format === 'png' ? inflateSync(profile, { maxOutputLength: profileCap }) : profile)
    if (read) convert(picture.data, read)
  } catch {
    // The picture itself is good; its colours are then taken as sRGB, as browsers do.
  }
}

function convert(data: Uint8ClampedArray, { matrix, curves }: MatrixProfile): void {
  const [m0 = 0, m1 = 0, m2 = 0, m3 = 0, m4 = 0, m5 = 0, m6 = 0, m7 = 0, m8 = 0] = multiply(toLinearSrgb, matrix)
  const [reds = [], greens = [], blues = []] = curves
  const shown = (light: number): number => srgbOf[Math.round(Math.min(1, Math.max(0, light)) * steps)] ?? 0
  for (let at = 0; at < data.length; at += 4) {
    const red = reds[data[at] ?? 0] ?? 0
    const green = greens[data[at + 1] ?? 0] ?? 0
    const blue = blues[data[at + 2] ?? 0] ?? 0
    data[at] = shown(m0 * red + m1 * green + m2 * blue)
    data[at + 1] = shown(m3 * red + m4 * green + m5 * blue)
    data[at + 2] = shown(m6 * red + m7 * green + m8 * blue)
  }
}
