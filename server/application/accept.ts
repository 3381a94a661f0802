import { accept as decide, workingDaysOf } from '@consular/domain/application'
import type { Context } from '../context.ts'
import { workingCalendar } from '../mission/index.ts'
import { actAsOfficer, fileOf, type OfficerDecision } from './act-as-officer.ts'
import { serviceOf } from './rules.ts'

/** Accepts a file (受理): the officer becomes its reviewer, the date is promised, the applicant is told. */
export const accept = (context: Context, decision: Omit<OfficerDecision, 'action'>) =>
  actAsOfficer(
    context,
    { ...decision, action: 'accept' },
    (application, act) =>
      decide(application, act, {
        workingDays: workingDaysOf(serviceOf(context.rules, application.service), application.mission),
        calendar: workingCalendar(context.pack, application.mission),
      }),
    async ({ application }, { change }) => ({
      letter: {
        template: 'application-accepted',
        values: { ...fileOf(application), promisedOn: change.promisedOn ?? '' },
      },
    }),
  )
