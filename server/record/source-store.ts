import { type Insertable, sql } from 'kysely'
import type { Tx } from '../database/connection.ts'
import type { Tables } from '../database/tables.ts'

/** A source as it is stored, with who registered it and how many records it has sent. */
export interface SourceRow {
  readonly id: string
  readonly mission: string
  readonly kind: 'laboratory' | 'clinic'
  readonly name: string
  readonly country: string
  readonly accreditation: string
  readonly signingKey: unknown
  readonly active: boolean
  readonly registeredBy: { readonly id: string; readonly number: number; readonly name: string }
  readonly registeredAt: string
  readonly records: number
}

const select = sql`
  SELECT s.id, s.mission, s.kind, s.name, s.country, s.accreditation, s.signing_key AS "signingKey", s.active, s.registered_at AS "registeredAt",
    json_build_object('id', o.id, 'number', o.number, 'name', o.name) AS "registeredBy",
    (SELECT count(*)::int FROM health_record r WHERE r.source_id = s.id) AS records
  FROM health_source s JOIN officer o ON o.id = s.registered_by`

/** The sources of a mission, by name. */
export async function sourcesOf(tx: Tx, mission: string): Promise<readonly SourceRow[]> {
  const { rows } = await sql<SourceRow>`${select} WHERE s.mission = ${mission} ORDER BY s.name, s.id`.execute(tx)
  return rows
}

/** One source. */
export async function readSource(tx: Tx, id: string): Promise<SourceRow | undefined> {
  const { rows } = await sql<SourceRow>`${select} WHERE s.id = ${id}`.execute(tx)
  return rows[0]
}

/** Writes a new source; false where one of that id is here. */
export async function insertSource(tx: Tx, row: Insertable<Tables['health_source']>): Promise<boolean> {
  const done = await tx
    .insertInto('health_source')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst()
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** What may change of a source. */
export type SourceChange = Partial<
  Pick<
    Insertable<Tables['health_source']>,
    'kind' | 'name' | 'country' | 'accreditation' | 'signing_key' | 'api_key_hash' | 'active'
  >
>

/** Changes a source. */
export async function updateSource(tx: Tx, id: string, change: SourceChange): Promise<void> {
  await tx.updateTable('health_source').set(change).where('id', '=', id).execute()
}
