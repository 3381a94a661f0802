import { approve as decide } from '@consular/domain/application'
import type { Context } from '../context.ts'
import { actAsOfficer, fileOf, type OfficerDecision } from './act-as-officer.ts'
import { signedOrder } from './personalise.ts'

/** A second officer approves; the order to make the document is signed and stored in the same transaction. */
export const approve = (context: Context, decision: Omit<OfficerDecision, 'action'>) =>
  actAsOfficer(context, { ...decision, action: 'approve' }, decide, async (stored) => ({
    order: await signedOrder(context, stored, decision.session.officer),
    letter: { template: 'application-approved', values: fileOf(stored.application) },
  }))
