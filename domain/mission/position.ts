import * as z from 'zod/mini'
import { ok, type Result, refuse } from '../shared/index.ts'

/** A place on the Earth: WGS84 degrees, latitude -90 to 90, longitude -180 to 180. */
export const Position = z.object({
  lat: z.number().check(z.gte(-90), z.lte(90)),
  lon: z.number().check(z.gte(-180), z.lte(180)),
})
export type Position = z.infer<typeof Position>

/** Two numbers as a position; refuses `mission.position-out-of-range` with what was given (a longitude of 180 to 360 is not guessed at). */
export function positionOf(lat: number, lon: number): Result<Position, 'mission.position-out-of-range'> {
  const parsed = Position.safeParse({ lat, lon })
  return parsed.success
    ? ok(parsed.data)
    : refuse('mission.position-out-of-range', { lat: String(lat), lon: String(lon) })
}

const radiusKm = 6371.0088
const radian = Math.PI / 180

/** Great-circle distance in kilometres on the sphere of the Earth's mean radius 6371.0088 km (IUGG), by the haversine formula. */
export function distanceKm(a: Position, b: Position): number {
  const half = Math.sin(((b.lat - a.lat) * radian) / 2)
  const side = Math.sin(((b.lon - a.lon) * radian) / 2)
  const chord = half * half + Math.cos(a.lat * radian) * Math.cos(b.lat * radian) * side * side
  return 2 * radiusKm * Math.asin(Math.min(1, Math.sqrt(chord)))
}
