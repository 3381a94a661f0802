import { type Defect, returnForCorrection as decide } from '@consular/domain/application'
import type { Context } from '../context.ts'
import { workingCalendar } from '../mission/index.ts'
import { actAsOfficer, fileOf, type OfficerDecision } from './act-as-officer.ts'

/** Returns a file with its defects: only the faulty fields reopen, the clock pauses, the applicant is told what and until when. */
export const returnForCorrection = (
  context: Context,
  decision: Omit<OfficerDecision, 'action'>,
  defects: readonly Defect[],
) =>
  actAsOfficer(
    context,
    { ...decision, action: 'return' },
    (application, act) => decide(application, act, { defects, catalogue: context.rules.defects }),
    async ({ application }) => ({
      columns: { reminders: 0 },
      letter: {
        template: 'application-returned',
        values: {
          ...fileOf(application),
          defects: defects.map(({ code }) => code),
          dueOn: context
            .now()
            .toZonedDateTimeISO(workingCalendar(context.pack, application.mission).zone)
            .add({ days: context.rules.services.deadlines.lapseReturnedAfterDays })
            .toPlainDate()
            .toString(),
        },
      },
    }),
  )
