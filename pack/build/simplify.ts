type Point = readonly [lon: number, lat: number]

const kmPerDegree = 111.195

/** However small its triangle, a point this far from the line between its neighbours stays: narrow capes have people at their ends. */
const farthestKm = 6

/** Does leaving out `b` cut off a triangle smaller than `km2`, and no point farther than `farthestKm` from the new line? */
function spareable(a: Point, b: Point, c: Point, km2: number): boolean {
  // Not less than a tenth: else the corners that a map cut open has at the poles would count for nothing.
  const shrink = Math.max(0.1, Math.cos((b[1] * Math.PI) / 180))
  const twice =
    Math.abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) * shrink * kmPerDegree * kmPerDegree
  const baseKm = Math.hypot((c[0] - a[0]) * shrink, c[1] - a[1]) * kmPerDegree
  return (
    twice / 2 < km2 &&
    (baseKm === 0 ? Math.hypot((b[0] - a[0]) * shrink, b[1] - a[1]) * kmPerDegree : twice / baseKm) < farthestKm
  )
}

/**
 * A line with fewer points: those whose triangle with their neighbours is smaller than the limit at that point (square kilometres) go, smallest first
 * (the method of Visvalingam and Whyatt, 1993). Both ends stay, so that lines that met still meet.
 * A closed line keeps at least a triangle; one that is much smaller than the limit altogether becomes a single point.
 */
export function simplify(line: readonly Point[], limit: (point: Point) => number): Point[] {
  const [first, last] = [line[0], line.at(-1)]
  if (first === undefined || last === undefined) return []
  const closed = first[0] === last[0] && first[1] === last[1]
  if (closed && ringKm2(line) < limit(first) / 16) return [first]
  let points = line.map((point) => ({ point, limit: limit(point) }))
  for (let share = 1 / 64; share <= 1; share *= 2) points = pass(points, share, closed ? 4 : 2)
  return points.map(({ point }) => point)
}

interface Limited {
  readonly point: Point
  readonly limit: number
}

/** One sweep repeated until nothing under the threshold is left; rising shares of the limit give nearly the order of the exact method. */
function pass(line: Limited[], share: number, least: number): Limited[] {
  let points = line
  for (;;) {
    const kept: Limited[] = []
    let removable = points.length - least
    let previousGone = false
    points.forEach((current, index) => {
      const [before, after] = [kept.at(-1), points[index + 1]]
      const small =
        before !== undefined &&
        after !== undefined &&
        spareable(before.point, current.point, after.point, share * current.limit)
      previousGone = small && !previousGone && removable-- > 0
      if (!previousGone) kept.push(current)
    })
    if (kept.length === points.length) return points
    points = kept
  }
}

function ringKm2(line: readonly Point[]): number {
  const origin = line[0] ?? [0, 0]
  let twice = 0
  for (let index = 1; index < line.length; index++) {
    const [a, b] = [line[index - 1] ?? origin, line[index] ?? origin]
    twice += (a[0] - origin[0]) * (b[1] - origin[1]) - (b[0] - origin[0]) * (a[1] - origin[1])
  }
  return Math.abs(twice / 2) * Math.cos((origin[1] * Math.PI) / 180) * kmPerDegree * kmPerDegree
}
