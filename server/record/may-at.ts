import type { Role } from '@consular/domain/access'
import { ok, type Result, refuse } from '@consular/domain/shared'
import type { OfficerSession } from '../http/session.ts'

/** Does an officer hold one of these roles at a mission? Refuses `access.other-mission` where she holds none at all there, and `access.role-missing` with the roles. */
export function mayAt(
  { assignments }: Pick<OfficerSession, 'assignments'>,
  mission: string,
  roles: readonly Role[],
): Result<null, 'access.other-mission' | 'access.role-missing'> {
  const held = assignments.filter((assignment) => assignment.mission === mission)
  if (held.length === 0) return refuse('access.other-mission')
  return held.some(({ role }) => (roles as readonly string[]).includes(role))
    ? ok(null)
    : refuse('access.role-missing', { roles })
}
