import { mayAt, type Role } from '@consular/domain/access'
import { ok, type Result, refuse } from '@consular/domain/shared'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import type { OfficerSession } from '../http/session.ts'
import { type CaseRecord, lockCase, wasCalled } from './store.ts'

/** The roles that stand on a duty board. */
export const dutyRoles: readonly Role[] = ['duty', 'deputy', 'head', 'ministry-duty']

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
  const watch = mayAt(session.assignments, mission, dutyRoles)
  // A deputy or a head of mission sees what has come to her.
  return watch.ok ? refuse('access.not-assigned') : watch
}
