import { type ApplicationState, type Move, movesFrom } from '../application/lifecycle.ts'
import { ok, type Result, refuse } from '../shared/index.ts'
import type { Officer, OfficerId, Role } from './officer.ts'
import type { AccessRefusal } from './refusals.ts'

/** What an officer may want with a file: to read it, to give it to a colleague, to record a scan or settle a warning, or a move of the lifecycle. */
export type OfficerAction = 'read' | 'assign' | 'examine' | Move

/** What the rules of access know of a file. */
export interface GuardedFile {
  readonly mission: string
  readonly state: ApplicationState
  /** Whose file it is; null while it waits to be accepted. */
  readonly reviewer: OfficerId | null
  readonly recommendedBy: OfficerId | null
  readonly decidedBy: OfficerId | null
}

const secondLooks = new Set<ApplicationState>(['SECOND_REVIEW', 'REFUSAL_PROPOSED'])

/** The roles that an action asks for in a state; the lifecycle's table knows which moves belong to a second officer. */
function rolesFor(action: OfficerAction, state: ApplicationState): readonly Role[] {
  if (action === 'assign') return ['mission-admin']
  if (action === 'read' || action === 'examine') return ['reviewer', 'approver']
  return movesFrom(state).some(({ move, by }) => move === action && by === 'second-officer')
    ? ['approver']
    : ['reviewer']
}

/** Need to know: one's own file, one that nobody has taken yet, or one that waits for any approver. A draft is the applicant's alone. */
function needsToKnow(officer: Officer, file: GuardedFile, held: readonly Role[]): boolean {
  if ([file.reviewer, file.recommendedBy, file.decidedBy].includes(officer.id)) return true
  if (held.includes('reviewer') && file.reviewer === null && file.state !== 'DRAFT') return true
  return held.includes('approver') && secondLooks.has(file.state)
}

/**
 * May this officer do this with this file? Role x mission x need to know, denied by default. Refuses `access.other-mission`, `access.role-missing`, `access.not-assigned`.
 * A file given to an officer of another mission is that officer's too. Four eyes are not here but in the decision itself, so that no role can lift them.
 */
export function mayOfficer(officer: Officer, action: OfficerAction, file: GuardedFile): Result<true, AccessRefusal> {
  const assigned = file.reviewer === officer.id
  const held = officer.postings.filter(({ mission }) => assigned || mission === file.mission).map(({ role }) => role)
  if (held.length === 0) return refuse('access.other-mission')
  const wanted = rolesFor(action, file.state)
  if (!wanted.some((role) => held.includes(role))) return refuse('access.role-missing', { roles: wanted })
  if (action === 'assign' || needsToKnow(officer, file, held)) return ok(true)
  return refuse('access.not-assigned')
}

/** Does an officer hold one of these roles at a mission? Refuses `access.other-mission` where she holds none at all there, and `access.role-missing` with the roles. */
export function mayAt(
  postings: readonly { readonly mission: string; readonly role: string }[],
  mission: string,
  roles: readonly Role[],
): Result<true, AccessRefusal> {
  const held = postings.filter((posting) => posting.mission === mission)
  if (held.length === 0) return refuse('access.other-mission')
  const wanted: readonly string[] = roles
  return held.some(({ role }) => wanted.includes(role)) ? ok(true) : refuse('access.role-missing', { roles })
}

/** The missions at which an officer holds a role: what every list is filtered by. */
export const missionsOf = ({ postings }: Officer, role: Role): readonly string[] =>
  postings.filter((posting) => posting.role === role).map(({ mission }) => mission)
