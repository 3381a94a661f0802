import type { Surrounding } from '@consular/domain/record'
import { type Insertable, sql } from 'kysely'
import type { Tx } from '../database/connection.ts'
import type { Tables } from '../database/tables.ts'

/** A record as a line that comes in may touch it. */
export type PresentRow = NonNullable<Surrounding['own']> & {
  /** Its sameness in hex. */
  readonly key: string
  readonly account: string | null
  readonly claimedAt: string | null
}

/**
 * Locks a source until the transaction ends, so that its parts, corrections and withdrawals come one after another; false where it is suspended by now.
 * Rows that point to it can be written by others meanwhile.
 */
export async function lockSource(tx: Tx, source: string): Promise<boolean> {
  const { rows } = await sql`SELECT 1 FROM health_source WHERE id = ${source} AND active FOR NO KEY UPDATE`.execute(tx)
  return rows.length > 0
}

/** What is here under these ids, and held with these keys of sameness (hex). */
export async function presentRecords(
  tx: Tx,
  ids: readonly string[],
  keys: readonly string[],
): Promise<readonly PresentRow[]> {
  const columns = sql`id, source_id AS source, kind, state, supersedes, content, encode(sameness, 'hex') AS key,
    account_id AS account, claimed_at AS "claimedAt"`
  const { rows } = await sql<PresentRow>`
    SELECT ${columns} FROM health_record WHERE id = ANY(${ids}::uuid[])
    UNION SELECT ${columns} FROM health_record
    WHERE sameness = ANY(ARRAY(SELECT decode(k, 'hex') FROM unnest(${keys}::text[]) k)) AND state = 'held'`.execute(tx)
  return rows
}

/** A record to be written. `sameness`, `claim` and `evidence` in hex. */
export interface NewRecord {
  readonly id: string
  readonly source: string | null
  readonly mission: string
  readonly kind: Tables['health_record']['kind']
  readonly content: object
  readonly lot: string | null
  readonly sameness: string
  readonly state: 'held' | 'superseded'
  readonly supersedes: string | null
  readonly claim: string | null
  readonly account: string | null
  readonly claimedAt: string | null
  readonly evidence: string | null
  readonly receivedAt: string
}

/**
 * Writes many records with one statement, and answers the ids that were written: one that meets a rival (of the same id, act, superseded record or code) is not.
 * They are written in the order of their sameness, so that two uploads of the same lines wait for one another in one direction.
 */
export async function insertRecords(tx: Tx, records: readonly NewRecord[]): Promise<ReadonlySet<string>> {
  if (records.length === 0) return new Set()
  const { rows } = await sql<{ id: string }>`
    INSERT INTO health_record (id, source_id, mission, kind, content, lot, sameness, state, supersedes, claim_hash, account_id, claimed_at, evidence, received_at)
    SELECT id, source, mission, kind, content, lot, decode(sameness, 'hex'), state, supersedes, decode(claim, 'hex'), account, "claimedAt", decode(evidence, 'hex'), "receivedAt"
    FROM jsonb_to_recordset(${JSON.stringify(records)}::jsonb) AS r (id uuid, source uuid, mission text, kind text, content jsonb, lot text, sameness text,
      state text, supersedes uuid, claim text, account uuid, "claimedAt" timestamptz, evidence text, "receivedAt" timestamptz)
    ORDER BY sameness, id
    ON CONFLICT DO NOTHING
    RETURNING id`.execute(tx)
  return new Set(rows.map(({ id }) => id))
}

/** Moves records from one state to another; answers how many it moved. */
export async function moveRecords(
  tx: Tx,
  ids: readonly string[],
  [from, to]: readonly [Tables['health_record']['state'], Tables['health_record']['state']],
): Promise<number> {
  if (ids.length === 0) return 0
  const done = await tx
    .updateTable('health_record')
    .set({ state: to })
    .where('id', 'in', [...ids])
    .where('state', '=', from)
    .executeTakeFirst()
  return Number(done.numUpdatedRows)
}

/** A record of a source, locked. */
export const lockRecordOf = (tx: Tx, source: string, id: string) =>
  tx
    .selectFrom('health_record')
    .select(['id', 'state', 'account_id as account', 'mission'])
    .where('id', '=', id)
    .where('source_id', '=', source)
    .forUpdate()
    .executeTakeFirst()

const viewColumns = sql`r.id, r.content, r.state, r.received_at AS "receivedAt", n.id AS "supersededBy",
  CASE WHEN s.id IS NULL THEN NULL ELSE json_build_object('name', s.name, 'country', s.country, 'kind', s.kind) END AS source`
const viewTables = sql`health_record r LEFT JOIN health_source s ON s.id = r.source_id LEFT JOIN health_record n ON n.supersedes = r.id`

/** A record as its person sees it. */
export interface ViewRow {
  readonly id: string
  readonly content: { readonly person: unknown; readonly entry: unknown }
  readonly state: Tables['health_record']['state']
  readonly receivedAt: string
  readonly supersededBy: string | null
  readonly source: { readonly name: string; readonly country: string; readonly kind: 'laboratory' | 'clinic' } | null
}

/** The records of an account, the newest first. */
export async function recordsOfAccount(tx: Tx, account: string): Promise<readonly ViewRow[]> {
  const { rows } = await sql<ViewRow>`
    SELECT ${viewColumns} FROM ${viewTables} WHERE r.account_id = ${account} ORDER BY r.received_at DESC, r.id DESC`.execute(
    tx,
  )
  return rows
}

/** The record that a code leads to now: that of the code, or what has superseded it since. */
export async function recordOfClaim(tx: Tx, hash: Buffer) {
  const { rows } = await sql<ViewRow & { account: string | null; mission: string }>`
    WITH RECURSIVE chain AS (
      SELECT id FROM health_record WHERE claim_hash = ${hash}
      UNION ALL SELECT h.id FROM health_record h JOIN chain c ON h.supersedes = c.id)
    SELECT ${viewColumns}, r.account_id AS account, r.mission FROM ${viewTables} JOIN chain ON chain.id = r.id WHERE r.state = 'held'`.execute(
    tx,
  )
  return rows[0]
}

/** Gives a record to an account; false when another one was first. */
export async function giveRecord(tx: Tx, id: string, account: string, at: string): Promise<boolean> {
  const done = await tx
    .updateTable('health_record')
    .set({ account_id: account, claimed_at: at })
    .where('id', '=', id)
    .where('account_id', 'is', null)
    .where('state', '=', 'held')
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

/** Begins an upload; one of that id that is here stays as it is. */
export async function insertUpload(tx: Tx, row: Insertable<Tables['health_upload']>): Promise<void> {
  await tx
    .insertInto('health_upload')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
}

/** An upload of a source with what its parts came to. */
export async function readUploadOf(tx: Tx, source: string, id: string) {
  const { rows } = await sql<{ lines: number; accepted: number; repeated: number; refused: number; parts: number[] }>`
    SELECT u.lines, coalesce(sum(p.accepted), 0)::int AS accepted, coalesce(sum(p.repeated), 0)::int AS repeated,
      coalesce(sum(p.refused), 0)::int AS refused, coalesce(array_agg(p.part ORDER BY p.part) FILTER (WHERE p.part IS NOT NULL), '{}') AS parts
    FROM health_upload u LEFT JOIN health_upload_part p ON p.upload_id = u.id
    WHERE u.id = ${id} AND u.source_id = ${source} GROUP BY u.id`.execute(tx)
  return rows[0]
}

/** A part that is here. */
export const readPart = (tx: Tx, upload: string, part: number) =>
  tx
    .selectFrom('health_upload_part')
    .select(['digest', 'answers'])
    .where('upload_id', '=', upload)
    .where('part', '=', part)
    .executeTakeFirst()

/** Stores a part with what was answered. */
export async function insertPart(tx: Tx, row: Insertable<Tables['health_upload_part']>): Promise<void> {
  await tx.insertInto('health_upload_part').values(row).execute()
}

/** A refused line of an upload. */
export interface RefusedLine {
  readonly part: number
  readonly line: number
  readonly id: string | null
  readonly code: string
  readonly where: string | null
}

/** The refused lines of an upload, by part and line. */
export async function refusedLines(tx: Tx, upload: string, most: number): Promise<readonly RefusedLine[]> {
  const { rows } = await sql<RefusedLine>`
    SELECT p.part, (a->>'line')::int AS line, a->>'id' AS id, a->>'code' AS code, a->>'where' AS "where"
    FROM health_upload_part p, jsonb_array_elements(p.answers) a
    WHERE p.upload_id = ${upload} AND a->>'outcome' = 'refused' ORDER BY p.part, line LIMIT ${most}`.execute(tx)
  return rows
}
