import { type Insertable, sql, type Updateable } from 'kysely'
import type { Tx } from '../database/connection.ts'
import type { Tables } from '../database/tables.ts'

/** An officer as colleagues see her. */
interface OfficerOfPaper {
  readonly id: string
  readonly number: number
  readonly name: string
}

/** A paper as it is stored. */
export interface StoredDocument {
  readonly id: string
  readonly account: string
  readonly mission: string
  readonly content: { readonly person: unknown; readonly entry: unknown }
  readonly picture: Buffer | null
  readonly state: Tables['health_document']['state']
  readonly version: number
  readonly confirmedBy: OfficerOfPaper | null
  readonly decidedBy: OfficerOfPaper | null
  readonly reason: string | null
  readonly record: string | null
  readonly createdAt: string
}

const officerAs = (alias: 'c' | 'd') =>
  sql.raw(
    `CASE WHEN ${alias}.id IS NULL THEN NULL ELSE json_build_object('id', ${alias}.id, 'number', ${alias}.number, 'name', ${alias}.name) END`,
  )

const select = sql`
  SELECT p.id, p.account_id AS account, p.mission, p.content, p.picture, p.state, p.version, p.reason, p.record_id AS record, p.created_at AS "createdAt",
    ${officerAs('c')} AS "confirmedBy", ${officerAs('d')} AS "decidedBy"
  FROM health_document p LEFT JOIN officer c ON c.id = p.confirmed_by LEFT JOIN officer d ON d.id = p.decided_by`

/** A paper; locked until the transaction ends where it is to be decided. */
export async function readDocument(tx: Tx, id: string, lock?: 'lock'): Promise<StoredDocument | undefined> {
  const { rows } =
    await sql<StoredDocument>`${select} WHERE p.id = ${id} ${lock ? sql`FOR UPDATE OF p` : sql``}`.execute(tx)
  return rows[0]
}

/** The papers of an account, the newest first. */
export async function documentsOfAccount(tx: Tx, account: string): Promise<readonly StoredDocument[]> {
  const { rows } =
    await sql<StoredDocument>`${select} WHERE p.account_id = ${account} ORDER BY p.created_at DESC, p.id`.execute(tx)
  return rows
}

/** A line of a queue: nothing of a person. */
export interface QueuedDocument {
  readonly id: string
  readonly state: 'waiting' | 'confirmed'
  readonly kind: 'vaccination' | 'test' | 'recovery'
  readonly createdAt: string
  readonly confirmedByMe: boolean
}

/** Papers of a mission that wait, the oldest first, at most 500. */
export async function queueOf(tx: Tx, mission: string, officer: string): Promise<readonly QueuedDocument[]> {
  const { rows } = await sql<QueuedDocument>`
    SELECT id, state, content->'entry'->>'kind' AS kind, created_at AS "createdAt", coalesce(confirmed_by = ${officer}, false) AS "confirmedByMe"
    FROM health_document WHERE mission = ${mission} AND state IN ('waiting', 'confirmed') ORDER BY created_at, id LIMIT 500`.execute(
    tx,
  )
  return rows
}

/** Writes a paper; false where one of that id is here. */
export async function insertDocument(tx: Tx, row: Insertable<Tables['health_document']>): Promise<boolean> {
  const done = await tx
    .insertInto('health_document')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst()
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** Changes a paper that is locked, and counts its version. */
export async function updateDocument(tx: Tx, id: string, change: Updateable<Tables['health_document']>): Promise<void> {
  await tx
    .updateTable('health_document')
    .set((query) => ({ ...change, version: query('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}
