import { recommend as decide } from '@consular/domain/application'
import type { Context } from '../context.ts'
import { actAsOfficer, type OfficerDecision } from './act-as-officer.ts'

/** The first officer recommends approval; the file goes to a second one. */
export const recommend = (context: Context, decision: Omit<OfficerDecision, 'action'>) =>
  actAsOfficer(context, { ...decision, action: 'recommend' }, decide)
