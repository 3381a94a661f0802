import { mayAt, type Role } from '@consular/domain/access'
import { ok, type Result, refuse } from '@consular/domain/shared'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import type { OfficerSession } from '../http/session.ts'
import { lockKnownCase } from './known-store.ts'
import type { CaseRecord } from './store.ts'

/** The roles that stand on a duty board. */
export const dutyRoles: readonly Role[] = ['duty', 'deputy', 'head', 'ministry-duty']

/** Is an officer on the duty of a mission, so that its cases are hers to read before anyone was called? The ministry's own cases are its duty's. */
export const isOnDutyOf = ({ assignments }: Pick<OfficerSession, 'assignments'>, mission: string): boolean =>
  assignments.some((each) => each.mission === mission && (each.role === 'duty' || each.role === 'ministry-duty'))

/** Is an officer the head of a mission? */
export const isHeadOf = ({ assignments }: Pick<OfficerSession, 'assignments'>, mission: string): boolean =>
  assignments.some((each) => each.mission === mission && each.role === 'head')

interface Opening {
  readonly session: OfficerSession
  readonly id: string
  readonly purpose: 'reading' | 'act' | 'same-person'
}

/**
 * Opens a case to an officer, held for the transaction: to the duty of its mission, to whomever the table called to it, and to those who
 * have it in hand or were let in. Leaves an access event either way, the same one for a case that does not exist as for one that does not
 * exist for her. Refuses `assistance.case-unknown`, `access.not-assigned`, `access.other-mission`, `access.role-missing`.
 */
export async function openCase(
  tx: Tx,
  context: Context,
  { session, id, purpose }: Opening,
): Promise<Result<CaseRecord>> {
  const found = await lockKnownCase(tx, id, session.officer.id)
  const may = found === undefined ? refuse('assistance.case-unknown') : mayOpen(session, found)
  await record(tx, context, {
    action: 'access.report',
    actor: { kind: 'officer', id: session.officer.id },
    mission: found?.mission ?? null,
    purpose: may.ok ? `assistance-${purpose}` : 'denied',
    outcome: may.ok ? 'read' : 'refused',
    data: { case: id },
  })
  return found !== undefined && may.ok ? ok(found) : (may as Exclude<typeof may, { ok: true }>)
}

function mayOpen(
  session: OfficerSession,
  { mission, concerned }: { readonly mission: string; readonly concerned: boolean },
): Result<null> {
  if (concerned || isOnDutyOf(session, mission)) return ok(null)
  const watch = mayAt(session.assignments, mission, dutyRoles)
  // A deputy or a head of mission sees what has come to her.
  return watch.ok ? refuse('access.not-assigned') : watch
}
