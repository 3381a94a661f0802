import type { OfficerRef, TrustListRow, TrustListState } from '@consular/api'
import { sql } from 'kysely'
import type { Tx } from '../database/connection.ts'
import type { Tables } from '../database/tables.ts'
import type { ListFile } from './read-list.ts'

/** A source as it lies in the database. */
export type SourceRow = Pick<
  Tables['trust_source'],
  | 'id'
  | 'name'
  | 'kind'
  | 'country'
  | 'issuer'
  | 'anchor'
  | 'addresses'
  | 'every_hours'
  | 'registered_at'
  | 'fetched_at'
  | 'fetch_failure'
> & { readonly registered_by: OfficerRef }

/** A file that was announced. */
export interface FileTerms {
  readonly name: string
  readonly size: number
  readonly sha256: string
}

/** A list as it lies in the database, without its content. */
export interface ListRow {
  readonly id: string
  readonly source_id: string
  readonly origin: TrustListRow['origin']
  readonly returns_to: string | null
  readonly state: TrustListState
  readonly version: number
  readonly files: readonly FileTerms[]
  readonly digest: Buffer
  readonly about: unknown
  readonly refusal: TrustListRow['refusal']
  readonly reason: string | null
  readonly received_by: OfficerRef | null
  readonly received_at: string
  readonly proposed_by: OfficerRef | null
  readonly proposed_at: string | null
  readonly decided_by: OfficerRef | null
  readonly decided_at: string | null
}

const officer = (column: string) =>
  sql.raw(
    `(SELECT json_build_object('id', o.id, 'number', o.number, 'name', o.name) FROM officer o WHERE o.id = ${column})`,
  )

const sourceColumns = sql`s.id, s.name, s.kind, s.country, s.issuer, s.anchor, s.addresses, s.every_hours, s.registered_at, s.fetched_at, s.fetch_failure,
  ${officer('s.registered_by')} AS registered_by`

const listColumns = sql`l.id, l.source_id, l.origin, l.returns_to, l.state, l.version, l.files, l.digest, l.about, l.refusal, l.reason, l.received_at, l.proposed_at, l.decided_at,
  ${officer('l.received_by')} AS received_by, ${officer('l.proposed_by')} AS proposed_by, ${officer('l.decided_by')} AS decided_by`

/** All sources, by name. */
export const allSources = async (tx: Tx): Promise<readonly SourceRow[]> =>
  (await sql<SourceRow>`SELECT ${sourceColumns} FROM trust_source s ORDER BY s.name, s.id`.execute(tx)).rows

/** One source. `lock` keeps others from changing it until the transaction ends. */
export async function findSource(tx: Tx, id: string, lock: 'lock' | 'read' = 'read'): Promise<SourceRow | null> {
  const { rows } = await sql<SourceRow>`SELECT ${sourceColumns} FROM trust_source s WHERE s.id = ${id}
    ${lock === 'lock' ? sql`FOR UPDATE OF s` : sql``}`.execute(tx)
  return rows[0] ?? null
}

/** Keeps a new source. False where there is one of that id already. */
export async function insertSource(
  tx: Tx,
  row: Omit<Tables['trust_source'], 'fetched_at' | 'fetch_failure'>,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('trust_source')
    .values({ ...row, fetched_at: null, fetch_failure: null })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirstOrThrow()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** Changes what may change of a source. */
export const updateSource = (
  tx: Tx,
  id: string,
  row: Pick<Tables['trust_source'], 'name' | 'addresses' | 'every_hours'>,
) => tx.updateTable('trust_source').set(row).where('id', '=', id).execute()

/** Writes down how the last fetch ended; null: it brought a list, or the one that is known. */
export const noteFetch = (tx: Tx, id: string, at: Temporal.Instant, failure: string | null) =>
  tx
    .updateTable('trust_source')
    .set({ fetched_at: at.toString(), fetch_failure: failure })
    .where('id', '=', id)
    .execute()

/** The sources whose time has come: ten minutes early, for the job that asks runs once an hour. */
export const dueSources = async (tx: Tx, now: Temporal.Instant): Promise<readonly string[]> =>
  (
    await sql<{ id: string }>`SELECT id FROM trust_source WHERE every_hours IS NOT NULL
      AND (fetched_at IS NULL OR fetched_at + make_interval(hours => every_hours) - interval '10 minutes' <= ${now.toString()}) ORDER BY id`.execute(
      tx,
    )
  ).rows.map(({ id }) => id)

/** One list without its content. `lock` keeps others from changing it until the transaction ends. */
export async function findList(tx: Tx, id: string, lock: 'lock' | 'read' = 'read'): Promise<ListRow | null> {
  const { rows } = await sql<ListRow>`SELECT ${listColumns} FROM trust_list l WHERE l.id = ${id}
    ${lock === 'lock' ? sql`FOR UPDATE OF l` : sql``}`.execute(tx)
  return rows[0] ?? null
}

/** The lists of a source, the newest first. */
export const listsOf = async (tx: Tx, source: string): Promise<readonly ListRow[]> =>
  (
    await sql<ListRow>`SELECT ${listColumns} FROM trust_list l WHERE l.source_id = ${source} AND l.state <> 'receiving'
      ORDER BY l.received_at DESC, l.id DESC LIMIT 500`.execute(tx)
  ).rows

/** Lists that wait for somebody, of every source. */
export const openLists = async (tx: Tx): Promise<readonly ListRow[]> =>
  (
    await sql<ListRow>`SELECT ${listColumns} FROM trust_list l WHERE l.state IN ('waiting', 'proposed')
      ORDER BY l.received_at DESC, l.id DESC`.execute(tx)
  ).rows

/** The list of each source that counts now: the one of its newest edition. */
export const currentLists = async (tx: Tx): Promise<readonly ListRow[]> =>
  (
    await sql<ListRow>`SELECT ${listColumns} FROM trust_list l WHERE l.id IN (
      SELECT DISTINCT ON (c.source_id) c.id FROM trust_edition e JOIN trust_list c ON c.id = e.list_id WHERE e.kind = 'trust'
      ORDER BY c.source_id, e.number DESC)`.execute(tx)
  ).rows

/** The list of a source that counts now. */
export async function currentListOf(tx: Tx, source: string): Promise<ListRow | null> {
  const { rows } = await sql<ListRow>`SELECT ${listColumns} FROM trust_edition e JOIN trust_list l ON l.id = e.list_id
    WHERE e.kind = 'trust' AND l.source_id = ${source} ORDER BY e.number DESC LIMIT 1`.execute(tx)
  return rows[0] ?? null
}

/** The saved content of a list. */
export const contentOf = async (tx: Tx, id: string): Promise<string | null> =>
  (await tx.selectFrom('trust_list').select('content').where('id', '=', id).executeTakeFirst())?.content ?? null

/** What a new list begins with. */
export type NewList = Pick<
  Tables['trust_list'],
  'id' | 'source_id' | 'origin' | 'returns_to' | 'digest' | 'content' | 'received_by' | 'received_at'
> & {
  readonly state: TrustListState
  readonly files: readonly FileTerms[]
  readonly about: unknown
  readonly refusal: unknown
}

/** Keeps a new list. False where there is one of that id already. */
export async function insertList(tx: Tx, { files, about, refusal, ...row }: NewList): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('trust_list')
    .values({
      ...row,
      files: JSON.stringify(files),
      about: about === null ? null : JSON.stringify(about),
      refusal: refusal === null ? null : JSON.stringify(refusal),
      reason: null,
      proposed_by: null,
      proposed_at: null,
      decided_by: null,
      decided_at: null,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirstOrThrow()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

type Change = Partial<
  Pick<
    Tables['trust_list'],
    'state' | 'content' | 'reason' | 'proposed_by' | 'proposed_at' | 'decided_by' | 'decided_at'
  >
> & { readonly about?: unknown; readonly refusal?: unknown }

/** Changes a list that the caller has locked. */
export async function changeList(tx: Tx, id: string, { about, refusal, ...change }: Change): Promise<void> {
  await tx
    .updateTable('trust_list')
    .set((each) => ({
      ...change,
      ...(about === undefined ? {} : { about: JSON.stringify(about) }),
      ...(refusal === undefined ? {} : { refusal: JSON.stringify(refusal) }),
      version: each('version', '+', 1),
    }))
    .where('id', '=', id)
    .execute()
}

/** What the schedule brought before and nobody has proposed: a newer list takes its place. */
export const replaceWaiting = (tx: Tx, source: string) =>
  tx
    .updateTable('trust_list')
    .set({ state: 'replaced' })
    .where('source_id', '=', source)
    .where('origin', '=', 'schedule')
    .where('state', '=', 'waiting')
    .execute()

/** Is the newest list that the schedule brought, or the one that counts, this very one? */
export async function isKnown(tx: Tx, source: string, digest: Buffer): Promise<boolean> {
  const { rows } = await sql<{
    digest: Buffer
  }>`SELECT digest FROM trust_list WHERE source_id = ${source} AND origin = 'schedule'
    ORDER BY received_at DESC, id DESC LIMIT 1`.execute(tx)
  const current = await currentListOf(tx, source)
  return (rows[0]?.digest.equals(digest) ?? false) || (current?.digest.equals(digest) ?? false)
}

/** How many bytes of each file have arrived. */
export async function arrivedOf(tx: Tx, list: string): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{
    file: number
    size: string
  }>`SELECT file, sum(length(bytes)) AS size FROM trust_list_piece
    WHERE list_id = ${list} GROUP BY file`.execute(tx)
  return new Map(rows.map(({ file, size }) => [file, Number(size)]))
}

/** Keeps the next bytes of a file. */
export const appendPiece = (tx: Tx, piece: Tables['trust_list_piece']) =>
  tx.insertInto('trust_list_piece').values(piece).execute()

/** Lets go of the bytes of a list: they were damaged, or it cannot be used. */
export const dropPieces = (tx: Tx, list: string) =>
  tx.deleteFrom('trust_list_piece').where('list_id', '=', list).execute()

/** The files of a list with their bytes. */
export async function filesOf(
  tx: Tx,
  { id, returns_to, files }: Pick<ListRow, 'id' | 'returns_to' | 'files'>,
): Promise<ListFile[]> {
  const pieces = await tx
    .selectFrom('trust_list_piece')
    .select(['file', 'bytes'])
    .where('list_id', '=', returns_to ?? id)
    .orderBy('file')
    .orderBy('start_at')
    .execute()
  const byFile = Map.groupBy(pieces, ({ file }) => file)
  return files.map(({ name }, at) => ({
    name,
    bytes: new Uint8Array(Buffer.concat((byFile.get(at) ?? []).map(({ bytes }) => bytes))),
  }))
}
