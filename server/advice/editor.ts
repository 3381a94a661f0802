import type { AdviceOfficer } from '@consular/domain/advice'
import { ok, type Result, refuse } from '@consular/domain/shared'
import type { AuditEntry } from '../audit/index.ts'
import type { OfficerSession } from '../http/session.ts'
import { ministry } from '../officer/index.ts'

/** The officer as the rules of advice see her: what she may at the ministry, which alone warns of countries. Refuses `access.role-missing`. */
export function editorOf({ officer, assignments }: OfficerSession): Result<AdviceOfficer> {
  const holds = (role: string) => assignments.some((held) => held.mission === ministry && held.role === role)
  const [editor, approver] = [holds('advice-editor'), holds('advice-approver')]
  if (!editor && !approver) return refuse('access.role-missing', { roles: ['advice-editor', 'advice-approver'] })
  return ok({ id: officer.id, editor, approver })
}

/** What was done with a version, for the audit log: by an officer, or by the clock. */
export const actOn = (
  by: OfficerSession | 'clock',
  action: string,
  data: { readonly [key: string]: unknown },
): AuditEntry => ({
  action: `advice.${action}`,
  actor: by === 'clock' ? { kind: 'system', id: null } : { kind: 'officer', id: by.officer.id },
  mission: ministry,
  outcome: 'done',
  data,
})
