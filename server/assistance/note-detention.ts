import type { AssistanceCaseView, BodyOf, noteDetention as contract } from '@consular/api'
import { mayHelp } from '@consular/domain/assistance'
import { ok, type Result, refuse } from '@consular/domain/shared'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import type { OfficerSession } from '../http/session.ts'
import { assistanceRules } from './assistance-rules.ts'
import { step } from './step.ts'
import type { CaseRecord } from './store.ts'
import { detentionOf, saveDetention } from './work-store.ts'

/** Starts the clock of a detention, or starts it anew from another hour or country: by the rule of the agreement, where there is one. */
export async function startDetention(
  tx: Tx,
  context: Context,
  { found, since }: { readonly found: Pick<CaseRecord, 'id' | 'country'>; readonly since: string },
): Promise<void> {
  const rule = assistanceRules(context).detention.find(({ country }) => country === found.country)
  const known = await detentionOf(tx, found.id)
  const from = Temporal.Instant.from(since)
  await saveDetention(tx, {
    case_id: found.id,
    arrest_known_at: from.toString(),
    notice_hours: rule?.noticeHours ?? null,
    notice_due_at: rule === undefined ? null : from.add({ hours: rule.noticeHours }).toString(),
    mandatory: rule?.mandatory ?? false,
    visit_hours: rule?.visitHours ?? null,
    notice_received_at: known?.notice_received_at ?? null,
    access_requested_at: known?.access_requested_at ?? null,
  })
}

/** Notes a step of a detention. Nothing is noted before it happens, and no access is asked for against the word of the person. */
export const noteDetention = (
  context: Context,
  session: OfficerSession,
  { id, version, step: happened, at }: BodyOf<typeof contract> & { readonly id: string },
): Promise<Result<AssistanceCaseView>> =>
  step(context, {
    session,
    id,
    version,
    decide: async (found, tx) => {
      if (Temporal.Instant.compare(Temporal.Instant.from(at), context.now()) > 0)
        return refuse('assistance.step-in-future')
      const detention = await detentionOf(tx, id)
      if (happened !== 'arrest-known' && detention === undefined) return refuse('assistance.not-detained')
      const may = happened === 'access-requested' ? mayHelp(found.help_word) : ok(null)
      if (!may.ok) return may
      const column = happened === 'notice-received' ? 'notice_received_at' : 'access_requested_at'
      return ok({
        kind: 'detention',
        data: { step: happened, at },
        change: {},
        write: async (writing) => {
          if (detention === undefined || happened === 'arrest-known')
            await startDetention(writing, context, { found, since: at })
          else await saveDetention(writing, { ...detention, [column]: at })
        },
      })
    },
  })
