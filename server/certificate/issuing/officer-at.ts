import type { Role } from '@consular/domain/access'
import { ok, type Result, refuse } from '@consular/domain/shared'
import type { OfficerSession } from '../../http/session.ts'

/** Does the officer hold one of these roles at the mission? Refuses `access.other-mission`, `access.role-missing`. */
export function officerAt(session: OfficerSession, mission: string, roles: readonly Role[]): Result<null> {
  const held = session.assignments.filter((assignment) => assignment.mission === mission)
  if (held.length === 0) return refuse('access.other-mission')
  if (held.some(({ role }) => (roles as readonly string[]).includes(role))) return ok(null)
  return refuse('access.role-missing', { roles: [...roles] })
}
