import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import { actOn } from './editor.ts'
import { moveVersion, nextNumber, type VersionRecord, versionsOf } from './store.ts'

/** What a version says of itself in the audit log. */
const about = ({ id, advice_id, country }: VersionRecord) => ({ advice: advice_id, version: id, country })

const isOver = (row: VersionRecord, now: Temporal.Instant): boolean =>
  row.content.validUntil !== null && Temporal.Instant.compare(Temporal.Instant.from(row.content.validUntil), now) <= 0

/** What came too late to be said: its end has passed, or what it was to withdraw is gone. */
async function drop(tx: Tx, context: Context, row: VersionRecord): Promise<void> {
  await moveVersion(tx, row.id, { state: 'DISCARDED' })
  await record(tx, context, actOn('clock', 'came-too-late', about(row)))
}

/** Publishes an approved version, or takes back what is public: the version before it ends at the same moment. */
async function publish(tx: Tx, context: Context, row: VersionRecord): Promise<void> {
  const now = context.now()
  const before = (await versionsOf(tx, row.advice_id)).find(({ state }) => state === 'PUBLISHED')
  const withdraws = row.act === 'withdraw'
  if (withdraws ? !before : isOver(row, now)) return drop(tx, context, row)
  const at = now.toString()
  if (before) await moveVersion(tx, before.id, { state: withdraws ? 'WITHDRAWN' : 'UPDATED', ended_at: at })
  await moveVersion(tx, row.id, {
    state: withdraws ? 'WITHDRAWN' : 'PUBLISHED',
    number: await nextNumber(tx, row.advice_id),
    effective_at: at,
    ...(withdraws ? { ended_at: at } : {}),
  })
  await record(tx, context, actOn('clock', withdraws ? 'withdrawn' : 'published', about(row)))
}

/** Does with a version what its time asks for: publishes, withdraws, or ends it. The caller has locked its advice. */
export async function takeEffect(tx: Tx, context: Context, row: VersionRecord): Promise<void> {
  const now = context.now()
  const day = row.content.publishAt
  const isDue = day === null || Temporal.Instant.compare(Temporal.Instant.from(day), now) <= 0
  if (row.state === 'APPROVED' && isDue) await publish(tx, context, row)
  if (row.state !== 'PUBLISHED' || !isOver(row, now)) return
  await moveVersion(tx, row.id, { state: 'EXPIRED', ended_at: now.toString() })
  await record(tx, context, actOn('clock', 'expired', about(row)))
}
