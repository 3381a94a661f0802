import { sendBack as decide } from '@consular/domain/application'
import type { Context } from '../context.ts'
import { actAsOfficer, type OfficerDecision } from './act-as-officer.ts'

/** The second officer does not agree and sends the file back to its reviewer. */
export const sendBack = (context: Context, decision: Omit<OfficerDecision, 'action'>, reason: string) =>
  actAsOfficer(context, { ...decision, action: 'send-back' }, (application, act) => decide(application, act, reason))
