/** One area of the geometry: an ISO 3166-2 unit or parent, or a whole country. `country: null`: no state is named. */
export interface Area {
  readonly code: string
  readonly country: string | null
  readonly parents: readonly string[]
  readonly zh?: string
  readonly en?: string
}

/** The geometry in memory: boundary lines in short pieces with their boxes, listed by bands of one degree of latitude. Coordinates are integers of 1/perDegree degree. */
export interface Regions {
  readonly source: string
  readonly perDegree: number
  readonly areas: readonly Area[]
  readonly xs: Int32Array
  readonly ys: Int32Array
  /** Six numbers a piece: first and last point, least and greatest x, least and greatest y. */
  readonly pieces: Int32Array
  /** Two numbers a piece: the areas on its sides (index + 1, 0 for none). */
  readonly sides: Uint16Array
  readonly bands: readonly Uint32Array[]
}

const pieceLength = 24
/** Numbers that one piece takes in `pieces`. */
export const pieceSize = 6

interface Head {
  readonly perDegree: number
  readonly lines: number
  readonly source: string
  readonly areas: readonly Area[]
}

/** Reads the regions file (its form: pack/build/encode-regions.ts). The file is part of the pack, so a broken one is a bug and throws. */
export function readRegions(bytes: Uint8Array): Regions {
  const headLength = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true)
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + headLength))) as Head
  let at = 4 + headLength
  const next = (): number => {
    let value = 0
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++]
      if (byte === undefined) throw new RangeError('The regions file ends too early')
      value |= (byte & 127) << shift
      if (byte < 128) return value
    }
  }
  const lines = new Uint32Array(head.lines * 3)
  let points = 0
  for (let index = 0; index < lines.length; index++) {
    const value = next()
    lines[index] = value
    if (index % 3 === 2) points += value
  }
  const run = (): Int32Array => {
    const values = new Int32Array(points)
    let sum = 0
    for (let index = 0; index < points; index++) {
      const value = next()
      sum += (value >>> 1) ^ -(value & 1)
      values[index] = sum
    }
    return values
  }
  return {
    source: head.source,
    perDegree: head.perDegree,
    areas: head.areas,
    ...cutUp(lines, run(), run(), head.perDegree),
  }
}

/** Cuts the lines into pieces with their boxes and lists them by band, so that a question looks at a few pieces only. */
function cutUp(
  lines: Uint32Array,
  xs: Int32Array,
  ys: Int32Array,
  perDegree: number,
): Pick<Regions, 'xs' | 'ys' | 'pieces' | 'sides' | 'bands'> {
  const pieces: number[] = []
  const sides: number[] = []
  const bands: number[][] = Array.from({ length: 180 }, () => [])
  let start = 0
  for (let line = 0; line < lines.length; line += 3) {
    const end = start + (lines[line + 2] ?? 0) - 1
    for (let first = start; first <= end; first += pieceLength) {
      if (first === end && first !== start) break
      const last = Math.min(first + pieceLength, end)
      const [west, east, south, north] = box(xs, ys, first, last)
      const [from, to] = [bandOf(south, perDegree), bandOf(north, perDegree)]
      for (let band = from; band <= to; band++) bands[band]?.push(sides.length / 2)
      pieces.push(first, last, west, east, south, north)
      sides.push(lines[line] ?? 0, lines[line + 1] ?? 0)
    }
    start = end + 1
  }
  return {
    xs,
    ys,
    pieces: Int32Array.from(pieces),
    sides: Uint16Array.from(sides),
    bands: bands.map((band) => Uint32Array.from(band)),
  }
}

/** The band of one degree in which a latitude lies. */
export const bandOf = (y: number, perDegree: number): number =>
  Math.min(179, Math.max(0, Math.floor(y / perDegree) + 90))

function box(xs: Int32Array, ys: Int32Array, first: number, last: number): [number, number, number, number] {
  let [west, east, south, north] = [Infinity, -Infinity, Infinity, -Infinity]
  for (let point = first; point <= last; point++) {
    const [x, y] = [xs[point] ?? 0, ys[point] ?? 0]
    if (x < west) west = x
    if (x > east) east = x
    if (y < south) south = y
    if (y > north) north = y
  }
  return [west, east, south, north]
}
