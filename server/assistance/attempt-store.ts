import type { DueCall, Priority } from '@consular/domain/assistance'
import { type Selectable, sql } from 'kysely'
import type { Tx } from '../database/connection.ts'
import type { Tables } from '../database/tables.ts'

type Channel = Selectable<Tables['assistance_attempt']>['channel']

/** An attempt to be written: a call of the table by one channel. */
export interface PlannedAttempt extends DueCall {
  readonly id: string
  readonly channel: Channel
  /** What is known at once: nobody to call, or no address to call her at. */
  readonly outcome: 'nobody' | 'no-address' | null
}

/** For which case attempts are written, in which round of it, and when. */
interface Planning {
  readonly case: string
  readonly round: string
  readonly at: Temporal.Instant
}

/** Writes attempts down before they are made; answers the ids of those that were not written before. */
export async function planAttempts(
  tx: Tx,
  planning: Planning,
  attempts: readonly PlannedAttempt[],
): Promise<ReadonlySet<string>> {
  if (attempts.length === 0) return new Set()
  const at = planning.at.toString()
  const rows = attempts.map(({ id, level, mission, officer, channel, since, outcome }) => ({
    id,
    case_id: planning.case,
    round: planning.round,
    level,
    mission,
    officer_id: officer,
    channel,
    due_since: since.toString(),
    planned_at: at,
    try_at: outcome === null ? at : null,
    outcome,
    settled_at: outcome === null ? null : at,
    failure: null,
  }))
  const written = await tx
    .insertInto('assistance_attempt')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute()
  return new Set(written.map(({ id }) => id))
}

/** An attempt that one process has taken to make it. */
export interface ClaimedAttempt {
  readonly id: string
  readonly channel: 'mail' | 'sms' | 'telephone'
  readonly email: string | null
  readonly phone: string | null
  readonly mission: string
  readonly waiting_since: string
  readonly priority: Priority
  readonly reference: string
  readonly tries: number
}

interface Claim {
  readonly channels: readonly Exclude<Channel, 'none'>[]
  readonly most: number
  readonly now: Temporal.Instant
}

/** Takes attempts that are due, the most urgent first: no other process makes them for half a minute, doubled for each try before. */
export async function claimAttempts(tx: Tx, { channels, most, now }: Claim): Promise<ClaimedAttempt[]> {
  const at = now.toString()
  const { rows } = await sql<ClaimedAttempt>`
    WITH due AS (
      SELECT a.id, c.reference, coalesce(c.priority, c.suggested) AS priority FROM assistance_attempt a JOIN assistance_case c ON c.id = a.case_id
      WHERE a.try_at <= ${at} AND a.channel = ANY (${[...channels]}::text[])
      ORDER BY coalesce(c.priority, c.suggested), a.try_at LIMIT ${most} FOR UPDATE OF a SKIP LOCKED)
    UPDATE assistance_attempt a SET tries = a.tries + 1, try_at = ${at}::timestamptz + interval '30 seconds' * 2 ^ a.tries
    FROM due WHERE a.id = due.id
    RETURNING a.id, a.channel, (SELECT k.email FROM officer_contact k WHERE k.officer_id = a.officer_id) AS email,
      (SELECT k.phone FROM officer_contact k WHERE k.officer_id = a.officer_id) AS phone, a.mission, a.round AS waiting_since,
      due.priority, due.reference, a.tries`.execute(tx)
  return rows
}

/** Notes what became of an attempt. */
export async function settleAttempt(
  tx: Tx,
  id: string,
  {
    outcome,
    at,
    failure,
  }: { readonly outcome: 'handed-over' | 'failed'; readonly at: Temporal.Instant; readonly failure: string | null },
): Promise<void> {
  await tx
    .updateTable('assistance_attempt')
    .set({ outcome, settled_at: at.toString(), try_at: null, failure })
    .where('id', '=', id)
    .where('outcome', 'is', null)
    .execute()
}

/** Notes why a try failed; the next one is already due. */
export async function noteFailure(tx: Tx, id: string, failure: string): Promise<void> {
  await tx.updateTable('assistance_attempt').set({ failure }).where('id', '=', id).execute()
}
