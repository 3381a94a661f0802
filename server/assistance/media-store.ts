import { type Insertable, type Selectable, sql } from 'kysely'
import type { Tx } from '../database/connection.ts'
import type { Tables } from '../database/tables.ts'

/** A voice note or a photograph as it is stored, without its bytes. */
export type MediaRecord = Omit<Selectable<Tables['report_media']>, 'picture'>

const shown = [
  'id',
  'report_id',
  'kind',
  'size',
  'received',
  'media_type',
  'flags',
  'begun_at',
  'stored_at',
  'read_at',
  'read_by',
] as const

/** What followed some reports, the first one first. */
export const mediaOf = (tx: Tx, reports: readonly string[]): Promise<MediaRecord[]> =>
  tx
    .selectFrom('report_media')
    .select(shown)
    .where(sql<boolean>`report_id = ANY(${[...reports]}::uuid[])`)
    .orderBy('begun_at')
    .orderBy('id')
    .execute()

/** One of them, held for the transaction. */
export const lockMedia = (tx: Tx, id: string): Promise<MediaRecord | undefined> =>
  tx.selectFrom('report_media').select(shown).where('id', '=', id).forUpdate().executeTakeFirst()

/** Notes that something will follow a report; false where its id is taken. */
export async function insertMedia(tx: Tx, row: Insertable<Tables['report_media']>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('report_media')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** Appends a piece to what has arrived. */
export async function appendMedia(tx: Tx, { id, received }: MediaRecord, bytes: Uint8Array): Promise<void> {
  await tx
    .insertInto('report_media_piece')
    .values({ media_id: id, at: received, bytes: Buffer.from(bytes) })
    .execute()
  await tx
    .updateTable('report_media')
    .set({ received: received + bytes.length })
    .where('id', '=', id)
    .execute()
}

type Change = Partial<Pick<Selectable<Tables['report_media']>, 'media_type' | 'flags' | 'stored_at'>>

/** Notes what became of it. */
export async function updateMedia(tx: Tx, id: string, change: Change): Promise<void> {
  await tx.updateTable('report_media').set(change).where('id', '=', id).execute()
}

/** All bytes that have arrived. */
export async function mediaBytes(tx: Tx, id: string): Promise<Uint8Array<ArrayBuffer>> {
  const rows = await tx
    .selectFrom('report_media_piece')
    .select('bytes')
    .where('media_id', '=', id)
    .orderBy('at')
    .execute()
  return new Uint8Array(Buffer.concat(rows.map(({ bytes }) => bytes)))
}

/** The photograph made anew; null where that was not done yet. */
export async function pictureOfMedia(tx: Tx, id: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const row = await tx.selectFrom('report_media').select('picture').where('id', '=', id).executeTakeFirst()
  return row?.picture ? new Uint8Array(row.picture) : null
}

/** Keeps a photograph made anew in place of what was sent. */
export async function keepPicture(tx: Tx, id: string, picture: Uint8Array): Promise<void> {
  await tx
    .updateTable('report_media')
    .set({ picture: Buffer.from(picture) })
    .where('id', '=', id)
    .execute()
  await tx.deleteFrom('report_media_piece').where('media_id', '=', id).execute()
}

/** A case with those that were merged into it, and so on. */
const family = (id: string) => sql`WITH RECURSIVE family AS (
  SELECT id FROM assistance_case WHERE id = ${id}::uuid
  UNION ALL SELECT c.id FROM family f JOIN assistance_case c ON c.merged_into = f.id)`

const mediaColumns = sql.join(shown.map((column) => sql.ref(`m.${column}`)))

/** What followed the reports of a case: the newest, and what nobody was shown before all else. */
export async function mediaOfCase(tx: Tx, id: string, most: number): Promise<MediaRecord[]> {
  const { rows } = await sql<MediaRecord>`${family(id)}
    SELECT ${mediaColumns} FROM family f JOIN assistance_report r ON r.case_id = f.id JOIN report_media m ON m.report_id = r.id
    ORDER BY m.stored_at IS NOT NULL AND m.read_at IS NULL DESC, m.begun_at DESC, m.id DESC LIMIT ${most}`.execute(tx)
  return rows
}

/** Marks what is stored of these as shown to an officer, and answers how many were new and since when others of the case wait. */
export async function markMediaRead(
  tx: Tx,
  id: string,
  {
    media,
    officer,
    at,
  }: { readonly media: readonly string[]; readonly officer: string; readonly at: Temporal.Instant },
): Promise<{ readonly newlyRead: number; readonly unreadSince: string | null }> {
  const { numUpdatedRows } = await tx
    .updateTable('report_media')
    .set({ read_at: at.toString(), read_by: officer })
    .where(sql<boolean>`id = ANY(${[...media]}::uuid[])`)
    .where('stored_at', 'is not', null)
    .where('read_at', 'is', null)
    .executeTakeFirst()
  const { rows } = await sql<{ since: string | null }>`${family(id)}
    SELECT min(m.stored_at) AS since FROM family f JOIN assistance_report r ON r.case_id = f.id JOIN report_media m ON m.report_id = r.id
    WHERE m.stored_at IS NOT NULL AND m.read_at IS NULL`.execute(tx)
  return { newlyRead: Number(numUpdatedRows), unreadSince: rows[0]?.since ?? null }
}

/** One of a case's, by its id; undefined where the case has none of it. */
export async function mediaInCase(tx: Tx, id: string, media: string): Promise<MediaRecord | undefined> {
  const { rows } = await sql<MediaRecord>`${family(id)}
    SELECT ${mediaColumns} FROM family f JOIN assistance_report r ON r.case_id = f.id JOIN report_media m ON m.report_id = r.id
    WHERE m.id = ${media}::uuid`.execute(tx)
  return rows[0]
}
