import { ok, type Result, refuse } from '@consular/domain/shared'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import type { OfficerSession } from '../http/session.ts'
import { type CaseRecord, lockCase, wasCalled } from './store.ts'

/** The roles that stand on a duty board. */
const dutyRoles: ReadonlySet<string> = new Set(['duty', 'deputy', 'head', 'ministry-duty'])

/** Has an officer any part in the duty of a mission? Refuses `access.other-mission`, `access.role-missing`. */
export function mayWatch(
  { assignments }: Pick<OfficerSession, 'assignments'>,
  mission: string,
  roles: ReadonlySet<string> = dutyRoles,
): Result<null, 'access.other-mission' | 'access.role-missing'> {
  const held = assignments.filter((assignment) => assignment.mission === mission)
  if (held.length === 0) return refuse('access.other-mission')
  return held.some(({ role }) => roles.has(role)) ? ok(null) : refuse('access.role-missing', { roles: [...roles] })
}

/** Is an officer on the duty of a mission, so that its cases are hers to read before anyone was called? The ministry's own cases are its duty's. */
export const isOnDutyOf = ({ assignments }: Pick<OfficerSession, 'assignments'>, mission: string): boolean =>
  assignments.some((each) => each.mission === mission && (each.role === 'duty' || each.role === 'ministry-duty'))

/**
 * Opens a case to an officer, held for the transaction: to the duty of its mission, and to whomever the table called to it. Leaves an
 * access event either way. Refuses `assistance.case-unknown`, `access.not-assigned`, `access.other-mission`, `access.role-missing`.
 */
export async function openCase(
  tx: Tx,
  context: Context,
  {
    session,
    id,
    purpose,
  }: { readonly session: OfficerSession; readonly id: string; readonly purpose: 'reading' | 'act' },
): Promise<Result<CaseRecord>> {
  const found = await lockCase(tx, id)
  if (!found) return refuse('assistance.case-unknown')
  const may = await mayOpen(tx, session, found)
  await record(tx, context, {
    action: 'access.report',
    actor: { kind: 'officer', id: session.officer.id },
    mission: found.mission,
    purpose: may.ok ? `assistance-${purpose}` : 'denied',
    outcome: may.ok ? 'read' : 'refused',
    data: { case: id },
  })
  return may.ok ? ok(found) : may
}

async function mayOpen(tx: Tx, session: OfficerSession, { id, mission }: CaseRecord): Promise<Result<null>> {
  if (isOnDutyOf(session, mission) || (await wasCalled(tx, id, session.officer.id))) return ok(null)
  const watch = mayWatch(session, mission)
  // A deputy or a head of mission sees what has come to her.
  return watch.ok ? refuse('access.not-assigned') : watch
}
