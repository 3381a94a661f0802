import type { Channel } from '@consular/domain/crisis'
import { type Insertable, type Selectable, sql } from 'kysely'
import type { Tx } from '../database/connection.ts'
import type { Tables } from '../database/tables.ts'

/** A household as it is stored. */
export type HouseholdRecord = Selectable<Tables['crisis_household']>

/** The household that a code of a message leads to. */
export const householdByCode = (tx: Tx, code: string): Promise<HouseholdRecord | undefined> =>
  tx.selectFrom('crisis_household').selectAll().where('code', '=', code).executeTakeFirst()

/** Households at a telephone in every crisis that is on, crisis by crisis; where none is, in the one that was closed last. */
export async function householdsAt(tx: Tx, phone: string): Promise<{ id: string; crisis_id: string; state: string }[]> {
  const { rows } = await sql<{ id: string; crisis_id: string; state: string }>`
    WITH found AS (SELECT h.id, h.crisis_id, c.state,
        CASE c.state WHEN 'DECLARED' THEN 1 ELSE 1 + rank() OVER (ORDER BY (c.state = 'DECLARED') DESC, c.closed_at DESC, c.id) END AS place
      FROM crisis_household h JOIN crisis c ON c.id = h.crisis_id WHERE h.phone = ${phone} AND c.state IN ('DECLARED', 'CLOSED'))
    SELECT id, crisis_id, state FROM found WHERE place = (SELECT min(place) FROM found) ORDER BY crisis_id, id`.execute(
    tx,
  )
  return rows
}

/** The households of an account in crises that are on. */
export const householdsOf = (tx: Tx, account: string, crisis?: string): Promise<HouseholdRecord[]> => {
  const rows = tx
    .selectFrom('crisis_household as h')
    .innerJoin('crisis as c', 'c.id', 'h.crisis_id')
    .selectAll('h')
    .where('h.account_id', '=', account)
    .where('c.state', '=', 'DECLARED')
  return (crisis === undefined ? rows : rows.where('h.crisis_id', '=', crisis)).orderBy('h.id').execute()
}

/** Notes that somebody answered for these persons’ households: they are asked no further. */
export async function settleAnswered(tx: Tx, people: readonly string[], at: Temporal.Instant): Promise<void> {
  await sql`WITH household AS (
      UPDATE crisis_household SET answered_at = ${at.toString()} WHERE answered_at IS NULL
        AND id IN (SELECT household_id FROM crisis_person WHERE id = ANY(${[...people]}::uuid[])) RETURNING id)
    UPDATE crisis_message SET outcome = 'answered', settled_at = ${at.toString()}, due_at = NULL
    WHERE household_id IN (SELECT id FROM household) AND (outcome IS NULL OR outcome IN ('handed-over', 'delivered'))`.execute(
    tx,
  )
}

/** A message that is due, with what its household is reached by. */
export interface DueMessage {
  readonly id: string
  readonly crisis_id: string
  readonly household_id: string
  readonly channel: Channel
  readonly outcome: 'handed-over' | null
  readonly tries: number
  readonly account_id: string | null
  readonly language: 'zh-Hans' | 'en'
  readonly phone: string | null
  readonly email: string | null
  readonly code: string
  readonly push: boolean
}

interface Claiming {
  readonly now: Temporal.Instant
  readonly most: number
  /** Seconds for which nobody else takes them. */
  readonly lease: number
}

/** Takes messages that are due: others pass them by, and a process that is killed gives them back when the lease ends. */
export async function claimMessages(tx: Tx, { now, most, lease }: Claiming): Promise<DueMessage[]> {
  const at = now.toString()
  const { rows } = await sql<DueMessage>`
    WITH taken AS (
      UPDATE crisis_message SET due_at = ${at}::timestamptz + make_interval(secs => ${lease}::int * (tries + 1)), tries = tries + 1
      WHERE id IN (SELECT m.id FROM crisis_message m WHERE m.due_at <= ${at} ORDER BY m.due_at LIMIT ${most} FOR UPDATE SKIP LOCKED)
      RETURNING id, crisis_id, household_id, channel, outcome, tries)
    SELECT t.*, h.account_id, h.language, h.phone, h.email, h.code,
      EXISTS (SELECT 1 FROM push_subscription s WHERE s.account_id = h.account_id) AS push
    FROM taken t JOIN crisis_household h ON h.id = t.household_id ORDER BY t.id`.execute(tx)
  return rows
}

/** Notes that messages were handed over, and when the next way is tried unless something comes back. */
export async function noteHandedOver(
  tx: Tx,
  ids: readonly string[],
  {
    at,
    outcome,
    waitMinutes,
  }: { readonly at: Temporal.Instant; readonly outcome: 'handed-over' | 'delivered'; readonly waitMinutes: number },
): Promise<void> {
  const due = outcome === 'delivered' ? null : at.add({ minutes: waitMinutes }).toString()
  await sql`UPDATE crisis_message SET outcome = ${outcome}, handed_at = coalesce(handed_at, ${at.toString()}), due_at = ${due}, tries = 0, failure = NULL,
      settled_at = ${outcome === 'delivered' ? at.toString() : null}
    WHERE id = ANY(${[...ids]}::uuid[]) AND outcome IS NULL`.execute(tx)
}

/** Notes why a try failed; it is tried again when its lease ends. */
export async function noteFailure(tx: Tx, id: string, failure: string): Promise<void> {
  await tx.updateTable('crisis_message').set({ failure }).where('id', '=', id).where('outcome', 'is', null).execute()
}

/** Settles a message that led nowhere and queues the next way, if there is one. Whatever has come back meanwhile stands. */
export async function passOn(
  tx: Tx,
  message: Pick<DueMessage, 'id'>,
  {
    next,
    at,
    outcome,
  }: {
    readonly next: { readonly id: string; readonly channel: Channel } | null
    readonly at: Temporal.Instant
    readonly outcome: 'failed' | 'handed-over'
  },
): Promise<void> {
  await sql`WITH settled AS (
      UPDATE crisis_message SET outcome = ${outcome}, due_at = NULL, settled_at = ${at.toString()}, successor = ${next?.channel ?? null}
      WHERE id = ${message.id} AND successor IS NULL AND (outcome IS NULL OR outcome = 'handed-over') RETURNING crisis_id, household_id)
    INSERT INTO crisis_message (id, crisis_id, household_id, channel, queued_at, due_at)
    SELECT ${next?.id ?? null}::uuid, crisis_id, household_id, ${next?.channel ?? null}, ${at.toString()}, ${at.toString()} FROM settled
    WHERE ${next !== null}
    ON CONFLICT (household_id, channel) DO NOTHING`.execute(tx)
}

/** A message by its id, held, with what its household is reached by. */
export async function lockMessage(
  tx: Tx,
  id: string,
): Promise<(Omit<DueMessage, 'outcome'> & { outcome: string | null }) | undefined> {
  const { rows } = await sql<Omit<DueMessage, 'outcome'> & { outcome: string | null }>`
    SELECT m.id, m.crisis_id, m.household_id, m.channel, m.outcome, m.tries, h.account_id, h.language, h.phone, h.email, h.code,
      EXISTS (SELECT 1 FROM push_subscription s WHERE s.account_id = h.account_id) AS push
    FROM crisis_message m JOIN crisis_household h ON h.id = m.household_id WHERE m.id = ${id} FOR UPDATE OF m`.execute(
    tx,
  )
  return rows[0]
}

/** Notes that a message reached its telephone. */
export async function noteDelivered(tx: Tx, id: string, at: Temporal.Instant): Promise<void> {
  await sql`UPDATE crisis_message SET outcome = 'delivered', due_at = NULL, settled_at = ${at.toString()},
      handed_at = coalesce(handed_at, ${at.toString()}) WHERE id = ${id} AND (outcome IS NULL OR outcome = 'handed-over')`.execute(
    tx,
  )
}

/** Where the browsers of an account hear of a crisis. */
export const subscriptionsOf = (tx: Tx, account: string) =>
  tx.selectFrom('push_subscription').selectAll().where('account_id', '=', account).execute()

/** Stores where a browser hears of a crisis; a browser belongs to whoever signed in there last. */
export async function saveSubscription(tx: Tx, row: Insertable<Tables['push_subscription']>): Promise<void> {
  await tx
    .insertInto('push_subscription')
    .values(row)
    .onConflict((conflict) =>
      conflict.column('endpoint').doUpdateSet({ account_id: row.account_id, p256dh: row.p256dh, auth: row.auth }),
    )
    .execute()
}

/** Forgets browsers: of an account, or one that its push service no longer knows. */
export async function forgetSubscriptions(
  tx: Tx,
  of: { readonly account: string } | { readonly endpoint: string },
): Promise<void> {
  const rows = tx.deleteFrom('push_subscription')
  await ('account' in of
    ? rows.where('account_id', '=', of.account)
    : rows.where('endpoint', '=', of.endpoint)
  ).execute()
}
