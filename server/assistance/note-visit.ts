import type { AssistanceCaseView, BodyOf, noteVisit as contract } from '@consular/api'
import { mayHelp } from '@consular/domain/assistance'
import { ok, type Result, refuse } from '@consular/domain/shared'
import type { Context } from '../context.ts'
import type { OfficerSession } from '../http/session.ts'
import { repeatedRow } from './repeated.ts'
import { step } from './step.ts'
import { insertVisit } from './work-store.ts'

/** Notes a visit: to somebody detained, or in hospital. Not against her word, and not before it took place. */
export const noteVisit = (
  context: Context,
  session: OfficerSession,
  { id, version, visit, visitedAt, ...seen }: BodyOf<typeof contract> & { readonly id: string },
): Promise<Result<AssistanceCaseView>> => {
  const row = { id: visit, case_id: id, visited_at: visitedAt, ...seen }
  return step(context, {
    session,
    id,
    version,
    repeated: (tx) => repeatedRow(tx, 'assistance_visit', row),
    decide: (found) => {
      const at = Temporal.Instant.from(visitedAt)
      if (Temporal.Instant.compare(at, context.now()) > 0) return refuse('assistance.step-in-future')
      const may = mayHelp(found.help_word)
      if (!may.ok) return may
      const noted = { noted_by: session.officer.id, noted_at: context.now().toString() }
      const contact = found.contacted_at === null ? { contacted_at: context.now().toString() } : {}
      return ok({
        kind: 'visit',
        data: { visit, visitedAt },
        // Who was visited was reached.
        change: contact,
        write: (tx) => insertVisit(tx, { ...row, ...noted }),
      })
    },
  })
}
