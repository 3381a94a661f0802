import { stepUp } from '@consular/domain/access'
import { ok, type Result, refuse } from '@consular/domain/shared'
import type { AuditEntry } from '../audit/index.ts'
import type { Context } from '../context.ts'
import type { OfficerSession } from '../http/session.ts'
import { ministry } from '../officer/index.ts'

/** May this officer see and prepare whom verifiers trust? Only who holds the role at the ministry. Refuses `access.role-missing`. */
export function mayManage({ assignments }: OfficerSession): Result<null> {
  const manages = assignments.some(({ mission, role }) => mission === ministry && role === 'trust-manager')
  return manages ? ok(null) : refuse('access.role-missing', { roles: ['trust-manager'] })
}

/** May she change it now: her role, and her passkey once more? Refuses `access.step-up-needed` too. */
export function mayDecide(context: Context, session: OfficerSession): Result<null> {
  const may = mayManage(session)
  if (!may.ok) return may
  const fresh = stepUp(session.steppedUpAt, context.now())
  return fresh.ok ? ok(null) : fresh
}

/** What an officer did, for the audit log. */
export const actOf = (
  session: OfficerSession,
  action: string,
  data: { readonly [key: string]: unknown },
): AuditEntry => ({
  action,
  actor: { kind: 'officer', id: session.officer.id },
  mission: ministry,
  outcome: 'done',
  data,
})
