import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Tx } from '../database/connection.ts'
import type { Tables } from '../database/tables.ts'

/** An account as it is stored. */
export type AccountRow = Selectable<Tables['account']>

/** Stores a sign-in code. */
export async function insertSignInCode(tx: Tx, row: Insertable<Tables['sign_in_code']>): Promise<void> {
  await tx.insertInto('sign_in_code').values(row).execute()
}

/** How often one code may be tried. */
const attemptsPerCode = 5

/**
 * Counts an attempt on every live code of an address and answers these codes, locked until the transaction ends:
 * parallel attempts wait their turn, then find a code used or its attempts spent.
 */
export async function tryCodes(tx: Tx, email: string, now: Temporal.Instant) {
  const { rows } = await sql<{ id: string; code_hash: Buffer; language: 'zh-Hans' | 'en' }>`
    UPDATE sign_in_code SET attempts = attempts + 1
    WHERE id IN (
      SELECT id FROM sign_in_code
      WHERE email = ${email} AND used_at IS NULL AND expires_at > ${now.toString()} AND attempts < ${attemptsPerCode}
      ORDER BY id FOR UPDATE)
    RETURNING id, code_hash, language`.execute(tx)
  return rows
}

/** Spends a code, and with it every other code of the address; answers false when another request was first. */
export async function spendCodes(tx: Tx, email: string, id: string, now: Temporal.Instant): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    UPDATE sign_in_code SET used_at = ${now.toString()} WHERE email = ${email} AND used_at IS NULL RETURNING id`.execute(
    tx,
  )
  return rows.some((row) => row.id === id)
}

/** The account of an address. */
export const findAccountByEmail = (tx: Tx, email: string): Promise<AccountRow | undefined> =>
  tx.selectFrom('account').selectAll().where('email', '=', email).executeTakeFirst()

/** An account that is known to exist. */
export const readAccount = (tx: Tx, account: string): Promise<AccountRow> =>
  tx.selectFrom('account').selectAll().where('id', '=', account).executeTakeFirstOrThrow()

/** Makes an account; answers false when its address has one already. */
export async function insertAccount(tx: Tx, row: Insertable<Tables['account']>): Promise<boolean> {
  const done = await tx
    .insertInto('account')
    .values(row)
    .onConflict((conflict) => conflict.column('email').doNothing())
    .executeTakeFirst()
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** Changes an account's own details. */
export async function updateAccount(tx: Tx, account: string, change: Updateable<Tables['account']>): Promise<void> {
  await tx.updateTable('account').set(change).where('id', '=', account).execute()
}

/** Replaces an account's recovery codes. */
export async function replaceRecoveryCodes(tx: Tx, account: string, hashes: readonly Buffer[]): Promise<void> {
  // Two requests at once would each add ten: the account's row makes one wait.
  await tx.selectFrom('account').select('id').where('id', '=', account).forUpdate().execute()
  await tx.deleteFrom('recovery_code').where('account_id', '=', account).execute()
  await tx
    .insertInto('recovery_code')
    .values(hashes.map((hash) => ({ account_id: account, code_hash: hash, used_at: null })))
    .execute()
}

/** Spends a recovery code; answers false when it is unknown or was spent before. */
export async function spendRecoveryCode(
  tx: Tx,
  account: string,
  hash: Buffer,
  now: Temporal.Instant,
): Promise<boolean> {
  const done = await tx
    .updateTable('recovery_code')
    .set({ used_at: now.toString() })
    .where('account_id', '=', account)
    .where('code_hash', '=', hash)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

/** How many recovery codes of an account are unused. */
export async function countRecoveryCodes(tx: Tx, account: string): Promise<number> {
  const row = await tx
    .selectFrom('recovery_code')
    .select((select) => select.fn.countAll<string>().as('left'))
    .where('account_id', '=', account)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(row.left)
}

/** Deletes what sign-in no longer needs: codes and counts of attempts older than an hour, ceremonies and sessions that have ended. */
export async function deleteSpent(tx: Tx, now: Temporal.Instant): Promise<void> {
  const hourAgo = now.subtract({ hours: 1 }).toString()
  await tx.deleteFrom('sign_in_code').where('expires_at', '<', hourAgo).execute()
  await tx.deleteFrom('ceremony').where('expires_at', '<', now.toString()).execute()
  await tx.deleteFrom('session').where('expires_at', '<', now.toString()).execute()
  await sql`DELETE FROM attempt WHERE NOT EXISTS (SELECT FROM unnest(times) t WHERE t > ${hourAgo}::timestamptz)`.execute(
    tx,
  )
}
