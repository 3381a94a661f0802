import type { Insertable, Selectable } from 'kysely'
import type { Tx } from '../database/connection.ts'
import type { Tables } from '../database/tables.ts'

/** A stored passkey. */
export type PasskeyRow = Selectable<Tables['passkey']>

/** A ceremony as it is stored. */
export type CeremonyRow = Selectable<Tables['ceremony']>

/** Remembers a challenge until it is answered. */
export async function insertCeremony(tx: Tx, row: Insertable<Tables['ceremony']>): Promise<void> {
  await tx.insertInto('ceremony').values(row).execute()
}

/** Takes a ceremony out: whoever gets the row is the only one to use it. */
export const takeCeremony = (tx: Tx, id: string): Promise<CeremonyRow | undefined> =>
  tx.deleteFrom('ceremony').where('id', '=', id).returningAll().executeTakeFirst()

/** The passkeys of an account, oldest first. */
export const passkeysOfAccount = (tx: Tx, account: string): Promise<PasskeyRow[]> =>
  tx.selectFrom('passkey').selectAll().where('account_id', '=', account).orderBy('created_at').orderBy('id').execute()

/** The passkeys of an officer, oldest first. */
export const passkeysOfOfficer = (tx: Tx, officer: string): Promise<PasskeyRow[]> =>
  tx.selectFrom('passkey').selectAll().where('officer_id', '=', officer).orderBy('created_at').orderBy('id').execute()

/** A passkey by its credential id, unless it belongs to an officer who has left. */
export const findPasskey = (tx: Tx, id: string): Promise<PasskeyRow | undefined> =>
  tx
    .selectFrom('passkey')
    .selectAll('passkey')
    .leftJoin('officer', 'officer.id', 'passkey.officer_id')
    .where('passkey.id', '=', id)
    .where((where) => where.or([where('passkey.officer_id', 'is', null), where('officer.active', '=', true)]))
    .executeTakeFirst()

/** Stores a passkey; answers false when its credential id is taken. */
export async function insertPasskey(tx: Tx, row: Insertable<Tables['passkey']>): Promise<boolean> {
  const done = await tx
    .insertInto('passkey')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst()
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** Notes a use of a passkey; answers false when it was removed, or used with another counter, since `known` was read. */
export async function noteUse(tx: Tx, known: PasskeyRow, counter: number, at: Temporal.Instant): Promise<boolean> {
  const done = await tx
    .updateTable('passkey')
    .set({ counter: String(counter), last_used_at: at.toString() })
    .where('id', '=', known.id)
    .where('counter', '=', known.counter)
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

/** Removes a passkey of an account; answers whether there was one. */
export async function deletePasskey(tx: Tx, account: string, id: string): Promise<boolean> {
  const done = await tx.deleteFrom('passkey').where('id', '=', id).where('account_id', '=', account).executeTakeFirst()
  return done.numDeletedRows > 0n
}

/** Removes all passkeys of an officer. */
export async function deletePasskeysOfOfficer(tx: Tx, officer: string): Promise<void> {
  await tx.deleteFrom('passkey').where('officer_id', '=', officer).execute()
}
