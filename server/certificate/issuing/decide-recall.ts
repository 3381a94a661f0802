import type { RecallView } from '@consular/api'
import { stepUp } from '@consular/domain/access'
import { ok, type Result, refuse } from '@consular/domain/shared'
import type * as z from 'zod/mini'
import { record } from '../../audit/index.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../database/connection.ts'
import type { OfficerSession } from '../../http/session.ts'
import { officerAt } from './officer-at.ts'
import { closeRecall, readRecall, type StoredRecall, withdrawRecords } from './recall-store.ts'
import { recallView } from './recall-view.ts'
import { revokeCertificatesOf } from './revoke-certificates.ts'

/** What the second officer says. */
export interface RecallDecision {
  readonly recall: string
  readonly decision: 'carry-out' | 'reject'
}

/**
 * A second officer, an approver, carries a recall out or rejects it. Carried out, its records are withdrawn, and every certificate of them is on the lists from the commit on. Of two who decide at once the second one is
 * told that it is decided. Refuses `recall.unknown`, `recall.own-proposal`, `recall.already-decided`, and an officer without the right or without a fresh passkey.
 */
export async function decideRecall(
  context: Context,
  session: OfficerSession,
  { recall: id, decision }: RecallDecision,
): Promise<Result<z.infer<typeof RecallView>>> {
  return context.database.transaction().execute(async (tx): Promise<Result<z.infer<typeof RecallView>>> => {
    const recall = await readRecall(tx, id, 'lock')
    if (!recall) return refuse('recall.unknown')
    const may = mayDecide(context, session, recall)
    if (!may.ok) return may
    const done = decision === 'carry-out' ? await carryOut(tx, context, recall) : { records: 0, certificates: 0 }
    await closeRecall(tx, id, {
      state: decision === 'carry-out' ? 'done' : 'rejected',
      decided_by: session.officer.id,
      decided_at: context.now().toString(),
      ...done,
    })
    await record(tx, context, {
      action: `recall.${decision}`,
      actor: { kind: 'officer', id: session.officer.id },
      mission: recall.mission,
      outcome: 'done',
      data: { recall: id, ...done },
    })
    const closed = await readRecall(tx, id)
    return closed ? ok(await recallView(tx, closed)) : refuse('recall.unknown')
  })
}

function mayDecide(context: Context, session: OfficerSession, recall: StoredRecall): Result<unknown> {
  const may = officerAt(session, recall.mission, ['approver'])
  if (!may.ok) return may
  const fresh = stepUp(session.steppedUpAt, context.now())
  if (!fresh.ok) return fresh
  if (recall.proposed_by === session.officer.id) return refuse('recall.own-proposal')
  return recall.state === 'proposed' ? ok(null) : refuse('recall.already-decided')
}

async function carryOut(tx: Tx, context: Context, recall: StoredRecall) {
  const records = await withdrawRecords(tx, recall)
  const certificates = await revokeCertificatesOf(tx, context, { records, reason: 'recalled' })
  return { records: records.length, certificates }
}
