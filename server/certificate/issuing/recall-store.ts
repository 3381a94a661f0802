import { type Selectable, sql } from 'kysely'
import type { Tx } from '../../database/connection.ts'
import type { Tables } from '../../database/tables.ts'

/** Officers appear by number and name. */
interface Named {
  readonly proposed_number: number
  readonly proposed_name: string
  readonly decided_number: number | null
  readonly decided_name: string | null
}

/** A recall with who proposed and who decided it. */
export type StoredRecall = Selectable<Tables['health_recall']> & Named

const recalls = (tx: Tx) =>
  tx
    .selectFrom('health_recall as h')
    .innerJoin('officer as p', 'p.id', 'h.proposed_by')
    .leftJoin('officer as d', 'd.id', 'h.decided_by')
    .selectAll('h')
    .select([
      'p.number as proposed_number',
      'p.name as proposed_name',
      'd.number as decided_number',
      'd.name as decided_name',
    ])

/** Recalls of a mission, the newest first. */
export const recallsOf = (tx: Tx, mission: string): Promise<readonly StoredRecall[]> =>
  recalls(tx).where('h.mission', '=', mission).orderBy('h.proposed_at', 'desc').orderBy('h.id', 'desc').execute()

/** One recall, or null. `lock`: until the transaction ends. */
export async function readRecall(tx: Tx, id: string, lock?: 'lock'): Promise<StoredRecall | null> {
  const query = recalls(tx).where('h.id', '=', id)
  return (await (lock ? query.forUpdate('h') : query).executeTakeFirst()) ?? null
}

/** Writes a proposal; false where its id is taken. */
export async function insertRecall(tx: Tx, row: Selectable<Tables['health_recall']>): Promise<boolean> {
  const made = await tx
    .insertInto('health_recall')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return made !== undefined
}

/** Is the source one of this mission? */
export async function isSourceOf(tx: Tx, source: string, mission: string): Promise<boolean> {
  const row = await tx
    .selectFrom('health_source')
    .select('id')
    .where('id', '=', source)
    .where('mission', '=', mission)
    .executeTakeFirst()
  return row !== undefined
}

/** Which records a recall is about. */
export type Scope = Pick<
  Selectable<Tables['health_recall']>,
  'mission' | 'source_id' | 'lot' | 'from_day' | 'until_day'
>

/** The day of an act as its record tells it. */
const day = sql`COALESCE(content->'entry'->>'date', left(content->'entry'->>'sampledAt', 10), content->'entry'->>'firstPositiveOn')`

const within = ({
  mission,
  source_id,
  lot,
  from_day,
  until_day,
}: Scope) => sql<boolean>`mission = ${mission} AND state = 'held'
  ${source_id === null ? sql`` : sql`AND source_id = ${source_id}`} ${lot === null ? sql`` : sql`AND lot = ${lot}`}
  ${from_day === null ? sql`` : sql`AND ${day} >= ${from_day}`} ${until_day === null ? sql`` : sql`AND ${day} <= ${until_day}`}`

/** How many records and certificates a recall would take back now. */
export async function countRecall(
  tx: Tx,
  scope: Scope,
): Promise<{ readonly records: number; readonly certificates: number }> {
  const { rows } = await sql<{ records: number; certificates: number }>`
    WITH taken AS (SELECT id FROM health_record WHERE ${within(scope)})
    SELECT (SELECT count(*)::int FROM taken) AS records,
      (SELECT count(DISTINCT c.id)::int FROM taken t JOIN health_certificate_record l ON l.record_id = t.id JOIN health_certificate c ON c.id = l.certificate_id
        WHERE c.revoked_at IS NULL) AS certificates`.execute(tx)
  return rows[0] ?? { records: 0, certificates: 0 }
}

/** Takes the records of a recall back, so that nothing is issued of them any more. Answers their ids. */
export async function withdrawRecords(tx: Tx, scope: Scope): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    UPDATE health_record SET state = 'withdrawn' WHERE id IN (SELECT id FROM health_record WHERE ${within(scope)} ORDER BY id FOR UPDATE) RETURNING id`.execute(
    tx,
  )
  return rows.map(({ id }) => id)
}

/** Closes a recall. */
export async function closeRecall(
  tx: Tx,
  id: string,
  decided: Pick<
    Selectable<Tables['health_recall']>,
    'state' | 'decided_by' | 'decided_at' | 'records' | 'certificates'
  >,
): Promise<void> {
  await tx.updateTable('health_recall').set(decided).where('id', '=', id).execute()
}
