import * as z from 'zod/mini'
import { distanceKm, Position } from '../mission/index.ts'
import { ok, type Result, refuse } from '../shared/index.ts'
import type { CrisisRefusal } from './refusals.ts'

const Country = z.string().check(z.regex(/^[A-Z]{2}$/))

/**
 * Where a crisis is: the union of circles (`km` by great circle), polygons (corners in order, the last joined to the first, sides straight in degrees, none across
 * the 180th meridian), whole countries (ISO 3166-1), and of `unplaced` countries those who registered without saying where.
 */
export const CrisisArea = z.object({
  circles: z.array(z.extend(Position, { km: z.number().check(z.positive(), z.lte(2000)) })).check(z.maxLength(20)),
  polygons: z.array(z.array(Position).check(z.minLength(3), z.maxLength(200))).check(z.maxLength(10)),
  countries: z.array(Country).check(z.maxLength(250)),
  unplaced: z.array(Country).check(z.maxLength(250)),
})
export type CrisisArea = z.infer<typeof CrisisArea>

/** Where somebody registered to be; `position` null where she did not say. */
export interface Whereabouts {
  readonly country: string
  readonly position: Position | null
}

/** An area that can be declared. Refuses `crisis.area-impossible`: nothing in it, or a side of a polygon across the 180th meridian. */
export function checkArea(area: CrisisArea): Result<CrisisArea, CrisisRefusal> {
  const { circles, polygons, countries, unplaced } = area
  const isEmpty = circles.length + polygons.length + countries.length + unplaced.length === 0
  const crosses = polygons.some((corners) =>
    corners.some(({ lon }, at) => Math.abs(lon - (corners.at(at - 1)?.lon ?? lon)) > 180),
  )
  return isEmpty || crosses ? refuse('crisis.area-impossible') : ok(area)
}

/** Is somebody's registered place in the area? On the edge of a circle counts as inside. */
export function isInside(area: CrisisArea, { country, position }: Whereabouts): boolean {
  if (area.countries.includes(country)) return true
  if (position === null) return area.unplaced.includes(country)
  if (area.circles.some((circle) => distanceKm(circle, position) <= circle.km)) return true
  return area.polygons.some((corners) => encloses(corners, position))
}

/** The even-odd rule: a line to the east of the point meets the sides an odd number of times. */
function encloses(corners: readonly Position[], { lat, lon }: Position): boolean {
  let inside = false
  for (const [index, to] of corners.entries()) {
    const from = corners.at(index - 1) ?? to
    const straddles = from.lat > lat !== to.lat > lat
    if (straddles && lon < from.lon + ((lat - from.lat) / (to.lat - from.lat)) * (to.lon - from.lon)) inside = !inside
  }
  return inside
}

/** The area with another added to it: what was inside stays inside. */
export const widened = (area: CrisisArea, by: CrisisArea): CrisisArea => ({
  circles: distinct([...area.circles, ...by.circles]),
  polygons: distinct([...area.polygons, ...by.polygons]),
  countries: distinct([...area.countries, ...by.countries]),
  unplaced: distinct([...area.unplaced, ...by.unplaced]),
})

const distinct = <T>(items: readonly T[]): T[] => [
  ...new Map(items.map((item) => [JSON.stringify(item), item])).values(),
]

/** The days on which somebody may have been there at an instant, whatever the zone: a stay that touches one of them covers it. From UTC-12 to UTC+14. */
export const daysOf = (at: Temporal.Instant): { readonly earliest: string; readonly latest: string } => ({
  earliest: at.subtract({ hours: 12 }).toZonedDateTimeISO('UTC').toPlainDate().toString(),
  latest: at.add({ hours: 14 }).toZonedDateTimeISO('UTC').toPlainDate().toString(),
})
