import { resolveWarning as decide } from '@consular/domain/application'
import type { Context } from '../context.ts'
import { actAsOfficer, type OfficerDecision } from './act-as-officer.ts'

/** An officer settles a warning with a reason; the approval no longer waits for it. */
export const resolveWarning = (
  context: Context,
  decision: Omit<OfficerDecision, 'action'>,
  warning: { id: string; reason: string },
) => actAsOfficer(context, { ...decision, action: 'examine' }, (application, act) => decide(application, act, warning))
