import type { RecallView } from '@consular/api'
import type * as z from 'zod/mini'
import type { Tx } from '../../database/connection.ts'
import { countRecall, type StoredRecall } from './recall-store.ts'

/** A recall as officers see it; while it is proposed, counted now. */
export async function recallView(tx: Tx, recall: StoredRecall): Promise<z.infer<typeof RecallView>> {
  const { id, mission, source_id, lot, from_day, until_day, reason, state } = recall
  const counted = state === 'proposed' ? await countRecall(tx, recall) : recall
  return {
    id,
    mission,
    source: source_id,
    lot,
    from: from_day,
    until: until_day,
    reason,
    state,
    records: counted.records ?? 0,
    certificates: counted.certificates ?? 0,
    proposedBy: { id: recall.proposed_by, number: recall.proposed_number, name: recall.proposed_name },
    proposedAt: recall.proposed_at,
    decidedBy: deciderOf(recall),
    decidedAt: recall.decided_at,
  }
}

const deciderOf = ({ decided_by: id, decided_number: number, decided_name: name }: StoredRecall) =>
  id === null || number === null || name === null ? null : { id, number, name }
