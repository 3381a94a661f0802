import { type Insertable, type Selectable, sql } from 'kysely'
import type { Tx } from '../database/connection.ts'
import type { Tables } from '../database/tables.ts'

/** A short message as it is kept. */
export type IncomingRecord = Selectable<Tables['crisis_incoming']>

/** Keeps a message; false where the gateway has delivered it before. */
export async function insertIncoming(tx: Tx, row: Insertable<Tables['crisis_incoming']>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('crisis_incoming')
    .values(row)
    .onConflict((conflict) => conflict.column('gateway_id').doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** Messages that wait for a human in a crisis: its own, and those from numbers that nobody knows. The oldest first. */
export async function waitingIncoming(tx: Tx, crisis: string): Promise<IncomingRecord[]> {
  const { rows } = await sql<IncomingRecord>`SELECT * FROM crisis_incoming
    WHERE outcome IS NULL AND (crisis_id = ${crisis} OR crisis_id IS NULL) ORDER BY received_at LIMIT 100`.execute(tx)
  return rows
}

/** A message of a crisis or of none yet, held. */
export async function lockIncoming(tx: Tx, crisis: string, id: string): Promise<IncomingRecord | undefined> {
  const { rows } = await sql<IncomingRecord>`SELECT * FROM crisis_incoming
    WHERE id = ${id} AND (crisis_id = ${crisis} OR crisis_id IS NULL) FOR UPDATE`.execute(tx)
  return rows[0]
}

/** Notes what became of a message. */
export async function settleIncoming(
  tx: Tx,
  id: string,
  settled: Pick<IncomingRecord, 'outcome' | 'settled_by' | 'settled_at' | 'crisis_id' | 'reason'>,
): Promise<void> {
  await tx.updateTable('crisis_incoming').set(settled).where('id', '=', id).execute()
}
