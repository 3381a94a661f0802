import type { Border } from './topology.ts'

/** One area of the file: its code (ISO 3166-2 unit, parent, or ISO 3166-1 country), its country, the parent codes, and names where it is a unit. */
export interface AreaRow {
  readonly code: string
  readonly country: string | null
  readonly parents: readonly string[]
  readonly zh?: string
  readonly en?: string
}

class Writer {
  readonly bytes: number[] = []
  unsigned(value: number): void {
    let rest = value
    while (rest > 127) {
      this.bytes.push((rest & 127) | 128)
      rest = Math.floor(rest / 128)
    }
    this.bytes.push(rest)
  }
  signed(value: number): void {
    this.unsigned(value < 0 ? -2 * value - 1 : 2 * value)
  }
}

/**
 * The regions file, as domain/mission/regions.ts reads it: length of the JSON head (4 bytes, little-endian), the head `{perDegree, areas, lines, source}`,
 * then varints in three runs: for each line its two areas (index + 1, 0 for none) and its number of points; all longitudes; all latitudes,
 * each as the zigzag difference from the point before, in units of 1/perDegree degree.
 */
export function encodeRegions(
  areas: readonly AreaRow[],
  borders: readonly Border[],
  head: { perDegree: number; source: string },
): Uint8Array {
  const index = new Map(areas.map((area, position) => [area.code, position + 1]))
  const [shape, lons, lats] = [new Writer(), new Writer(), new Writer()]
  let [x, y] = [0, 0]
  for (const { areas: sides, line } of borders) {
    shape.unsigned(index.get(sides[0] ?? '') ?? 0)
    shape.unsigned(index.get(sides[1] ?? '') ?? 0)
    shape.unsigned(line.length)
    for (const [lon, lat] of line) {
      const [nextX, nextY] = [Math.round(lon * head.perDegree), Math.round(lat * head.perDegree)]
      lons.signed(nextX - x)
      lats.signed(nextY - y)
      ;[x, y] = [nextX, nextY]
    }
  }
  const json = new TextEncoder().encode(JSON.stringify({ ...head, lines: borders.length, areas }))
  const length = new Uint8Array(4)
  new DataView(length.buffer).setUint32(0, json.length, true)
  return Uint8Array.from([...length, ...json, ...shape.bytes, ...lons.bytes, ...lats.bytes])
}
