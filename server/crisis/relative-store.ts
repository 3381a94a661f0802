import { type Insertable, type Selectable, sql } from 'kysely'
import type { Tx } from '../database/connection.ts'
import type { Tables } from '../database/tables.ts'

/** A relative’s report as it is stored. */
export type RelativeRecord = Selectable<Tables['crisis_relative']>

/** Holds, to the end of the transaction, the merging of reports in a crisis: two about one unknown person at one moment do not make two. */
export async function lockMerging(tx: Tx, crisis: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${crisis}, 15))`.execute(tx)
}

/** Stores a report; false where its id is known. */
export async function insertRelative(tx: Tx, row: Insertable<Tables['crisis_relative']>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('crisis_relative')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** A report of a crisis, held. */
export const lockRelative = (tx: Tx, crisis: string, id: string): Promise<RelativeRecord | undefined> =>
  tx
    .selectFrom('crisis_relative')
    .selectAll()
    .where('id', '=', id)
    .where('crisis_id', '=', crisis)
    .forUpdate()
    .executeTakeFirst()

/** Reports of which nobody has said yet whom they mean, the oldest first. */
export const waitingRelatives = (tx: Tx, crisis: string): Promise<RelativeRecord[]> =>
  tx
    .selectFrom('crisis_relative')
    .selectAll()
    .where('crisis_id', '=', crisis)
    .where('person_id', 'is', null)
    .orderBy('stored_at')
    .limit(100)
    .execute()

/** Notes whom a report is about, and how that was found. */
export async function writeMerging(
  tx: Tx,
  id: string,
  merging: Pick<RelativeRecord, 'person_id' | 'merged_by' | 'merged_officer' | 'reasons'>,
): Promise<void> {
  await tx.updateTable('crisis_relative').set(merging).where('id', '=', id).execute()
}
