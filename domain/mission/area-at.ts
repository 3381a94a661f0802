import type { Position } from './position.ts'
import { type Area, bandOf, pieceSize, type Regions } from './regions.ts'

/** An area and how far outside of it the position lay: 0 when inside. */
export interface Placed {
  readonly area: Area
  readonly snappedKm: number
}

/** Beside a coast, how far a position may lie from the drawn line and still count as on land: coasts are drawn roughly, people stand on piers and ferries. */
export const snapKm = 12

const kmPerDegree = 111.195

/** The area in which a position lies, or the nearest one within `snapKm`; null at sea. */
export function areaAt(regions: Regions, position: Position): Placed | null {
  const inside = containing(regions, position)
  if (inside !== null) return { area: inside, snappedKm: 0 }
  // Lines are cut at the 180th meridian: beside it, look from the other side too.
  const turns = [0, 360, -360].filter((turn) => Math.abs(position.lon + turn) <= 181)
  let best: { side: number; km: number } | null = null
  for (const turn of turns) {
    const found = nearestLine(regions, position.lon + turn, position.lat)
    if (found !== null && (best === null || found.km < best.km)) best = found
  }
  const area = best === null ? undefined : regions.areas[best.side - 1]
  return area === undefined || best === null ? null : { area, snappedKm: best.km }
}

/** Even-odd rule with a ray to the east: each boundary crossed toggles the areas on its two sides. */
function containing(regions: Regions, { lat, lon }: Position): Area | null {
  const { pieces, sides, xs, ys, perDegree } = regions
  // Half a unit off the grid, so that the ray never runs through a point.
  const x = lon * perDegree
  const y = Math.floor(lat * perDegree) + 0.5
  const crossed = new Set<number>()
  const toggle = (side: number) => {
    if (side !== 0 && !crossed.delete(side)) crossed.add(side)
  }
  for (const piece of regions.bands[bandOf(y, perDegree)] ?? []) {
    const at = piece * pieceSize
    if (y < (pieces[at + 4] ?? 0) || y > (pieces[at + 5] ?? 0) || x > (pieces[at + 3] ?? 0)) continue
    const [first, last] = [pieces[at] ?? 0, pieces[at + 1] ?? 0]
    const odd =
      x < (pieces[at + 2] ?? 0)
        ? (ys[first] ?? 0) > y !== (ys[last] ?? 0) > y
        : crossesOddly(xs, ys, { first, last, x, y })
    if (!odd) continue
    toggle(sides[piece * 2] ?? 0)
    toggle(sides[piece * 2 + 1] ?? 0)
  }
  if (crossed.size === 0) return null
  return regions.areas[Math.min(...crossed) - 1] ?? null
}

function crossesOddly(
  xs: Int32Array,
  ys: Int32Array,
  ray: { first: number; last: number; x: number; y: number },
): boolean {
  let odd = false
  let [x1, y1] = [xs[ray.first] ?? 0, ys[ray.first] ?? 0]
  for (let point = ray.first + 1; point <= ray.last; point++) {
    const [x2, y2] = [xs[point] ?? 0, ys[point] ?? 0]
    if (y1 > ray.y !== y2 > ray.y && x1 + ((ray.y - y1) / (y2 - y1)) * (x2 - x1) > ray.x) odd = !odd
    x1 = x2
    y1 = y2
  }
  return odd
}

function nearestLine(regions: Regions, lon: number, lat: number): { side: number; km: number } | null {
  const { pieces, sides, perDegree } = regions
  const shrink = Math.max(0.001, Math.cos((lat * Math.PI) / 180))
  const [x, y] = [lon * perDegree, lat * perDegree]
  const [dx, dy] = [(snapKm / (kmPerDegree * shrink)) * perDegree, (snapKm / kmPerDegree) * perDegree]
  let best: { side: number; km: number } | null = null
  for (let band = bandOf(y - dy, perDegree); band <= bandOf(y + dy, perDegree); band++) {
    for (const piece of regions.bands[band] ?? []) {
      const at = piece * pieceSize
      if (
        x < (pieces[at + 2] ?? 0) - dx ||
        x > (pieces[at + 3] ?? 0) + dx ||
        y < (pieces[at + 4] ?? 0) - dy ||
        y > (pieces[at + 5] ?? 0) + dy
      )
        continue
      const km = pieceKm(regions, piece, { x, y, shrink })
      if (km <= snapKm && (best === null || km < best.km)) best = { side: sides[piece * 2] ?? 0, km }
    }
  }
  return best
}

/** Distance to a piece of line in kilometres, on the plane that touches the Earth at the position: exact enough within a few tens of kilometres. */
function pieceKm(
  { pieces, xs, ys, perDegree }: Regions,
  piece: number,
  from: { x: number; y: number; shrink: number },
): number {
  const [first, last] = [pieces[piece * pieceSize] ?? 0, pieces[piece * pieceSize + 1] ?? 0]
  let least = Infinity
  for (let point = first; point <= Math.max(first, last - 1); point++) {
    const [ax, ay] = [((xs[point] ?? 0) - from.x) * from.shrink, (ys[point] ?? 0) - from.y]
    const end = Math.min(point + 1, last)
    const [bx, by] = [((xs[end] ?? 0) - from.x) * from.shrink, (ys[end] ?? 0) - from.y]
    const length = (bx - ax) ** 2 + (by - ay) ** 2
    const along = length === 0 ? 0 : Math.min(1, Math.max(0, (ax * (ax - bx) + ay * (ay - by)) / length))
    least = Math.min(least, Math.hypot(ax + along * (bx - ax), ay + along * (by - ay)))
  }
  return (least / perDegree) * kmPerDegree
}
