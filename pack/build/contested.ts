import type { Border } from './topology.ts'

type Point = readonly [lon: number, lat: number]

const cell = 0.1
const rowOf = (lat: number): number => Math.floor(lat / cell)
const columnOf = (lon: number): number => Math.floor(lon / cell)
const keyOf = (row: number, column: number): number => row * 10_000 + column

/**
 * Answers whether more than one area has a boundary within about 12 km of a point, the distance over which a position beside a coast is snapped.
 * There the lines must stay fine; along an open coast they may be rough.
 */
export function contestedNear(borders: readonly Border[]): (point: Point) => boolean {
  const cells = new Map<number, Set<string>>()
  for (const { areas, line } of borders) {
    for (const [lon, lat] of walk(line)) {
      const key = keyOf(rowOf(lat), columnOf(lon))
      const present = cells.get(key) ?? new Set<string>()
      for (const area of areas) present.add(area)
      cells.set(key, present)
    }
  }
  return ([lon, lat]) => {
    const reach = Math.min(40, Math.ceil(1.1 / Math.max(0.03, Math.cos((lat * Math.PI) / 180))))
    const seen = new Set<string>()
    for (let row = rowOf(lat) - 1; row <= rowOf(lat) + 1; row++) {
      for (let column = columnOf(lon) - reach; column <= columnOf(lon) + reach; column++) {
        for (const area of cells.get(keyOf(row, column)) ?? []) seen.add(area)
      }
      if (seen.size > 1) return true
    }
    return false
  }
}

/** The points of a line with others put between them, so that no cell on its way is missed. */
function* walk(line: readonly Point[]): Generator<Point> {
  let [lon, lat] = line[0] ?? [0, 0]
  for (const [nextLon, nextLat] of line) {
    const steps = Math.max(1, Math.ceil(Math.max(Math.abs(nextLon - lon), Math.abs(nextLat - lat)) / cell))
    for (let step = 1; step <= steps; step++)
      yield [lon + ((nextLon - lon) * step) / steps, lat + ((nextLat - lat) * step) / steps]
    ;[lon, lat] = [nextLon, nextLat]
  }
}
