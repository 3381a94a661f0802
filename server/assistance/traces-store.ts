import { type Insertable, sql } from 'kysely'
import type { Tx } from '../database/connection.ts'
import type { Tables } from '../database/tables.ts'

/** The cases that were merged into those that rest, with them: a case that was merged goes on in another one, and rests with it. */
const rested = (until: Temporal.Instant) => sql`WITH RECURSIVE family AS (
  SELECT id AS root, id, closed_at FROM assistance_case WHERE closed_at <= ${until.toString()} AND merged_into IS NULL
  UNION ALL SELECT f.root, c.id, f.closed_at FROM family f JOIN assistance_case c ON c.merged_into = f.id)`

/** Cases that have been at rest since an instant and of whose reports there is still a place, a voice or a picture. */
export async function casesToErase(tx: Tx, until: Temporal.Instant, most: number): Promise<readonly string[]> {
  const { rows } = await sql<{ root: string }>`${rested(until)}
    SELECT f.root FROM family f JOIN assistance_report r ON r.case_id = f.id
    WHERE r.lat IS NOT NULL OR r.place_said IS NOT NULL OR EXISTS (SELECT FROM report_media m WHERE m.report_id = r.id)
    GROUP BY f.root, f.closed_at ORDER BY f.closed_at LIMIT ${most}`.execute(tx)
  return rows.map(({ root }) => root)
}

/** A report with a trace of where somebody was, and since when its case has been at rest. */
export interface TracedReport {
  readonly id: string
  readonly placed: boolean
  readonly media: readonly string[]
  readonly closed_at: string
}

/** The reports of a case that rests, and of those merged into it, that still hold traces. The case is held: none where it was opened again meanwhile. */
export async function tracedReports(tx: Tx, id: string, until: Temporal.Instant): Promise<readonly TracedReport[]> {
  const held = await tx.selectFrom('assistance_case').select('id').where('id', '=', id).forUpdate().executeTakeFirst()
  if (!held) return []
  const { rows } = await sql<TracedReport>`${rested(until)}
    SELECT r.id, r.lat IS NOT NULL OR r.place_said IS NOT NULL AS placed, f.closed_at,
      ARRAY(SELECT m.id::text FROM report_media m WHERE m.report_id = r.id ORDER BY m.id) AS media
    FROM family f JOIN assistance_report r ON r.case_id = f.id
    WHERE f.root = ${id}::uuid ORDER BY r.stored_at`.execute(tx)
  return rows.filter(({ placed, media }) => placed || media.length > 0)
}

/** Takes the place off a report for ever. What names its content goes too, for with the words a position can be guessed from it. */
export async function erasePosition(tx: Tx, id: string, contentHash: Buffer): Promise<void> {
  await tx
    .updateTable('assistance_report')
    .set({
      lat: null,
      lon: null,
      accuracy: null,
      place_said: null,
      content_hash: contentHash,
      flags: sql`array_append(flags, 'position-erased')`,
    })
    .where('id', '=', id)
    .execute()
}

/** Takes a voice note or a photograph away for ever; answers how many rows it was. */
export async function eraseMedia(tx: Tx, id: string): Promise<number> {
  const pieces = await tx.deleteFrom('report_media_piece').where('media_id', '=', id).executeTakeFirst()
  const { numDeletedRows } = await tx.deleteFrom('report_media').where('id', '=', id).executeTakeFirst()
  return Number(pieces.numDeletedRows + numDeletedRows)
}

/** Writes the proof that something was erased: that, when, and by which rule. */
export async function insertProof(tx: Tx, proof: Insertable<Tables['erasure']>): Promise<void> {
  await tx.insertInto('erasure').values(proof).execute()
}
