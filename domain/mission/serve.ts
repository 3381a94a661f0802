import { ok, type Result, refuse } from '../shared/index.ts'
import type { Directory } from './directory.ts'
import type { Located } from './locate.ts'
import type { Mission } from './mission.ts'

/**
 * May a mission take an application for documents from a place? Only the competent one may (VCCR Art. 6: outside the district, only with the receiving state's consent).
 * Refuses `mission.not-competent` with the competent mission, null where none is named, and the rule; `mission.unknown` for an id not in the directory.
 */
export function mayServe(
  directory: Directory,
  missionId: string,
  located: Located,
): Result<Mission, 'mission.not-competent' | 'mission.unknown'> {
  const mission = directory.missions.get(missionId)
  if (mission === undefined) return refuse('mission.unknown', { mission: missionId })
  const competent = located.competent?.mission ?? null
  if (competent?.id === missionId) return ok(mission)
  return refuse('mission.not-competent', { mission: missionId, competent: competent?.id ?? null, rule: located.rule })
}
