import { refuseApplication as decide } from '@consular/domain/application'
import type { Context } from '../context.ts'
import { actAsOfficer, fileOf, type OfficerDecision } from './act-as-officer.ts'

/** A second officer refuses as proposed; the letter carries the ground, the reasons and the route of appeal. */
export const refuseApplication = (context: Context, decision: Omit<OfficerDecision, 'action'>) =>
  actAsOfficer(context, { ...decision, action: 'refuse' }, decide, async ({ application }) => ({
    letter: {
      template: 'application-refused',
      values: {
        ...fileOf(application),
        ground: application.refusal?.ground ?? '',
        explanation: application.refusal?.explanation ?? '',
        appeal: context.rules.appealRoute,
      },
    },
  }))
