import type { AssistanceCaseView, BodyOf, shareWithSender as contract } from '@consular/api'
import { mayShare } from '@consular/domain/assistance'
import { ok, type Result, refuse } from '@consular/domain/shared'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import type { OfficerSession } from '../http/session.ts'
import { shownReports } from './case-view.ts'
import { repeatedRow } from './repeated.ts'
import { step } from './step.ts'
import { insertSharing } from './work-store.ts'

/** Shares something of the person with the sender of a report about her: as she allows it. What she does not is refused, and the attempt is on record. */
export const shareWithSender = (
  context: Context,
  session: OfficerSession,
  { id, version, sharing, report, text }: BodyOf<typeof contract> & { readonly id: string },
): Promise<Result<AssistanceCaseView>> => {
  const row = { id: sharing, case_id: id, report_id: report, text }
  return step(context, {
    session,
    id,
    version,
    repeated: (tx) => repeatedRow(tx, 'assistance_sharing', row),
    decide: async (found, tx) => {
      const to = (await shownReports(tx, id)).find((each) => each.id === report)
      if (to === undefined) return refuse('assistance.report-unknown')
      const gate = { aboutOther: to.about_other, family: found.family_word, sealed: found.sealed_at !== null }
      const may = mayShare(gate)
      if (!may.ok) {
        await record(tx, context, {
          action: 'assistance.share',
          actor: { kind: 'officer', id: session.officer.id },
          mission: found.mission,
          outcome: 'refused',
          data: { case: id, report, code: may.refusal.code },
        })
        return may
      }
      const shared = { shared_by: session.officer.id, shared_at: context.now().toString() }
      return ok({
        kind: 'share',
        text,
        data: { report },
        change: {},
        write: (writing) => insertSharing(writing, { ...row, ...shared }),
      })
    },
  })
}
