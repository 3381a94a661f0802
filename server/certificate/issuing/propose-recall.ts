import type { RecallView } from '@consular/api'
import { ok, type Result, refuse } from '@consular/domain/shared'
import type * as z from 'zod/mini'
import { record } from '../../audit/index.ts'
import type { Context } from '../../context.ts'
import type { OfficerSession } from '../../http/session.ts'
import { officerAt } from './officer-at.ts'
import { insertRecall, isSourceOf, readRecall } from './recall-store.ts'
import { recallView } from './recall-view.ts'

/** What an officer would take back: of a source, of a lot, or of both; between two days of the act, both included. */
export interface RecallProposal {
  readonly recall: string
  readonly mission: string
  readonly source: string | null
  readonly lot: string | null
  readonly from: string | null
  readonly until: string | null
  readonly reason: string
}

/** Proposes a recall. Nothing happens to anything until a second officer decides. Repeated, it answers the recall as it is. Refuses `recall.of-nothing`, `source.unknown`, and an officer without the right. */
export async function proposeRecall(
  context: Context,
  session: OfficerSession,
  proposal: RecallProposal,
): Promise<Result<z.infer<typeof RecallView>>> {
  const { recall: id, mission, source, lot, from, until, reason } = proposal
  const may = officerAt(session, mission, ['reviewer', 'approver'])
  if (!may.ok) return may
  if ((source === null && lot === null) || (from !== null && until !== null && from > until))
    return refuse('recall.of-nothing')
  return context.database.transaction().execute(async (tx): Promise<Result<z.infer<typeof RecallView>>> => {
    if (source !== null && !(await isSourceOf(tx, source, mission))) return refuse('source.unknown')
    const isNew = await insertRecall(tx, {
      id,
      mission,
      source_id: source,
      // As it stands on a vial, and as records keep it.
      lot: lot?.toUpperCase() ?? null,
      from_day: from,
      until_day: until,
      reason,
      state: 'proposed',
      proposed_by: session.officer.id,
      proposed_at: context.now().toString(),
      decided_by: null,
      decided_at: null,
      records: null,
      certificates: null,
    })
    const stored = await readRecall(tx, id)
    // Somebody else's id of another mission tells nothing.
    if (!stored || stored.mission !== mission) return refuse('access.other-mission')
    if (isNew)
      await record(tx, context, {
        action: 'recall.propose',
        actor: { kind: 'officer', id: session.officer.id },
        mission,
        outcome: 'done',
        data: { recall: id },
      })
    return ok(await recallView(tx, stored))
  })
}
