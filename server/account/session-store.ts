import type { Insertable } from 'kysely'
import type { Tx } from '../database/connection.ts'
import type { Tables } from '../database/tables.ts'

/** Writes a session. */
export async function insertSession(tx: Tx, row: Insertable<Tables['session']>): Promise<void> {
  await tx.insertInto('session').values(row).execute()
}

/** Ends the session of a token; answers whose it was, or undefined. */
export const deleteSessionOf = (tx: Tx, hash: Buffer) =>
  tx
    .deleteFrom('session')
    .where('token_hash', '=', hash)
    .returning(['id', 'account_id', 'officer_id'])
    .executeTakeFirst()

/** The live sessions of an account, last used first. */
export const sessionsOfAccount = (tx: Tx, account: string, now: Temporal.Instant) =>
  tx
    .selectFrom('session')
    .select(['id', 'device', 'created_at', 'last_seen_at'])
    .where('account_id', '=', account)
    .where('expires_at', '>', now.toString())
    .orderBy('last_seen_at', 'desc')
    .orderBy('id', 'desc')
    .execute()

/** Ends one session of an account; answers whether there was one. */
export async function deleteSessionOfAccount(tx: Tx, account: string, session: string): Promise<boolean> {
  const done = await tx
    .deleteFrom('session')
    .where('id', '=', session)
    .where('account_id', '=', account)
    .executeTakeFirst()
  return done.numDeletedRows > 0n
}

/** Ends all sessions of an officer. */
export async function deleteSessionsOfOfficer(tx: Tx, officer: string): Promise<void> {
  await tx.deleteFrom('session').where('officer_id', '=', officer).execute()
}

/** Notes that the officer of this session has touched her passkey once more; answers false when the session has ended meanwhile. */
export async function noteStepUp(tx: Tx, session: string, at: Temporal.Instant): Promise<boolean> {
  const done = await tx
    .updateTable('session')
    .set({ stepped_up_at: at.toString() })
    .where('id', '=', session)
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}
