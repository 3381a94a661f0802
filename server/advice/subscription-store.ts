import type { Language } from '@consular/messages'
import { sql } from 'kysely'
import type { Tx } from '../database/connection.ts'

/** A subscription as it lies in the database. */
export interface Subscription {
  readonly id: string
  readonly email: string
  /** Null: every country. */
  readonly country: string | null
  readonly language: Language
  readonly confirmed_at: string | null
}

/** Keeps what was asked for until its owner says yes. Once: the same id again changes nothing, and answers false. */
export async function insertSubscription(
  tx: Tx,
  row: Omit<Subscription, 'confirmed_at'> & { created_at: string },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('advice_subscription')
    .values({ ...row, confirmed_at: null })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirstOrThrow()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** One subscription; with a lock, nobody else changes it until the transaction ends. */
export async function findSubscription(tx: Tx, id: string): Promise<Subscription | null> {
  const row = await tx
    .selectFrom('advice_subscription')
    .select(['id', 'email', 'country', 'language', 'confirmed_at'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row ?? null
}

/** Removes a subscription, and answers whether there was one. */
export const deleteSubscription = async (tx: Tx, id: string): Promise<boolean> =>
  (await tx.deleteFrom('advice_subscription').where('id', '=', id).executeTakeFirstOrThrow()).numDeletedRows > 0n

/** Notes that the owner of the address said yes; an earlier yes to the same gives way, so that nobody is written to twice. */
export async function confirmSubscription(tx: Tx, { id, email, country }: Subscription, at: string): Promise<void> {
  await sql`DELETE FROM advice_subscription WHERE id <> ${id} AND email = ${email}
    AND country IS NOT DISTINCT FROM ${country} AND confirmed_at IS NOT NULL`.execute(tx)
  await tx.updateTable('advice_subscription').set({ confirmed_at: at }).where('id', '=', id).execute()
}

/** Forgets what nobody has said yes to since a moment. */
export const forgetUnconfirmed = (tx: Tx, before: string) =>
  tx.deleteFrom('advice_subscription').where('confirmed_at', 'is', null).where('created_at', '<', before).execute()

/** A version whose subscribers are not all told yet, lent to one process; null where there is none. */
export async function claimUntold(
  tx: Tx,
): Promise<{ id: string; country: string; effective_at: string; told_after: string | null } | null> {
  const { rows } = await sql<{ id: string; country: string; effective_at: string; told_after: string | null }>`
    SELECT v.id, a.country, v.effective_at, v.told_after FROM advice_version v JOIN advice a ON a.id = v.advice_id
    WHERE v.number IS NOT NULL AND v.told_at IS NULL ORDER BY v.effective_at LIMIT 1 FOR UPDATE OF v SKIP LOCKED`.execute(
    tx,
  )
  return rows[0] ?? null
}

/** The next subscribers of a country in the order of their ids, who had said yes when it was published. */
export async function subscribersOf(
  tx: Tx,
  { country, after, before, most }: { country: string; after: string | null; before: string; most: number },
): Promise<readonly Subscription[]> {
  const { rows } = await sql<Subscription>`
    SELECT id, email, country, language, confirmed_at FROM advice_subscription
    WHERE confirmed_at <= ${before} AND (country = ${country} OR country IS NULL)
      AND (${after}::uuid IS NULL OR id > ${after}::uuid) ORDER BY id LIMIT ${most}`.execute(tx)
  return rows
}

/** Notes up to whom they are told; `done`: that all are. */
export const noteTold = (tx: Tx, id: string, told: { told_after: string | null; told_at: string | null }) =>
  tx.updateTable('advice_version').set(told).where('id', '=', id).execute()
