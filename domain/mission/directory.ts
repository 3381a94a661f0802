import type { Districts } from './districts.ts'
import { type Mission, receivesVisitors } from './mission.ts'
import { distanceKm, type Position } from './position.ts'
import type { Regions } from './regions.ts'

/** A mission and its great-circle distance in kilometres. */
export interface Near {
  readonly mission: Mission
  readonly km: number
}

/** Everything `locate` reads, made once by `openDirectory`. The missions are in the order of their ids. */
export interface Directory {
  readonly missions: ReadonlyMap<string, Mission>
  readonly districts: Districts
  readonly regions: Regions
  readonly visited: readonly Mission[]
  /** Unit vectors of `visited`, three numbers each: the dot product orders by distance without trigonometry. */
  readonly vectors: Float64Array
}

const radian = Math.PI / 180

function vector({ lat, lon }: Position): [number, number, number] {
  const flat = Math.cos(lat * radian)
  return [flat * Math.cos(lon * radian), flat * Math.sin(lon * radian), Math.sin(lat * radian)]
}

/** A directory ready to answer, from the pack's files. */
export function openDirectory(missions: readonly Mission[], districts: Districts, regions: Regions): Directory {
  const ordered = [...missions].sort((a, b) => (a.id < b.id ? -1 : 1))
  const visited = ordered.filter(receivesVisitors)
  return {
    missions: new Map(ordered.map((mission) => [mission.id, mission])),
    districts,
    regions,
    visited,
    vectors: Float64Array.from(visited.flatMap((mission) => vector(mission.position))),
  }
}

/** The nearest missions that receive visitors, nearest first; of two as near, the lower id. */
export function nearest(directory: Directory, position: Position, count = 1): readonly Near[] {
  const { visited, vectors } = directory
  const [x, y, z] = vector(position)
  if (count > 1) {
    const near = visited.map((mission) => ({ mission, km: distanceKm(position, mission.position) }))
    return near.sort((a, b) => a.km - b.km).slice(0, count)
  }
  let [best, cosine] = [-1, -2]
  for (let index = 0; index < visited.length; index++) {
    const at = index * 3
    const dot = x * (vectors[at] ?? 0) + y * (vectors[at + 1] ?? 0) + z * (vectors[at + 2] ?? 0)
    // Rounding must not make the later of two equally distant ones win.
    if (dot > cosine + 1e-15) [best, cosine] = [index, dot]
  }
  const mission = visited[best]
  return mission === undefined ? [] : [{ mission, km: distanceKm(position, mission.position) }]
}
