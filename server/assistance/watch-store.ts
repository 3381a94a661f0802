import type { Priority } from '@consular/domain/assistance'
import { sql } from 'kysely'
import type { Tx } from '../database/connection.ts'

/** A case that the table has to be asked about now. */
interface DueCase {
  readonly id: string
  readonly priority: Priority
}

/** The most cases of one look; the next look takes more. */
const mostAtOnce = 500

/** The unread cases that are due to be looked at, the most urgent first. */
export async function casesToLookAt(tx: Tx, now: Temporal.Instant): Promise<readonly DueCase[]> {
  const { rows } = await sql<DueCase>`
    SELECT w.case_id AS id, coalesce(c.priority, c.suggested) AS priority FROM duty_watch w JOIN assistance_case c ON c.id = w.case_id
    WHERE w.look_at <= ${now.toString()} ORDER BY coalesce(c.priority, c.suggested), w.look_at LIMIT ${mostAtOnce}`.execute(
    tx,
  )
  return rows
}

/** Says when a case is looked at next; the caller holds the case. */
export async function lookAgainAt(tx: Tx, id: string, at: Temporal.Instant): Promise<void> {
  await tx.updateTable('duty_watch').set({ look_at: at.toString() }).where('case_id', '=', id).execute()
}

/** How the duty of each place was when it was last seen. */
export async function dutySeen(tx: Tx): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.selectFrom('duty_seen').select(['mission', 'duty']).execute()
  return new Map(rows.map(({ mission, duty }) => [mission, duty]))
}

/** Notes how the duty of places is now. */
export async function noteDutySeen(tx: Tx, changed: ReadonlyMap<string, string>): Promise<void> {
  const rows = [...changed].map(([mission, duty]) => ({ mission, duty }))
  await sql`
    INSERT INTO duty_seen SELECT mission, duty FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x(mission text, duty text)
    ON CONFLICT (mission) DO UPDATE SET duty = EXCLUDED.duty`.execute(tx)
}

/**
 * Has the unread cases of missions looked at now; null: of all. Answers whether it could: a case that is held by another transaction at this
 * moment is passed over, and the caller has to come again.
 */
export async function wakeCases(tx: Tx, missions: readonly string[] | null, now: Temporal.Instant): Promise<boolean> {
  const concerned =
    missions === null
      ? sql`true`
      : sql`EXISTS (SELECT FROM assistance_case c WHERE c.id = w.case_id AND c.mission = ANY (${[...missions]}::text[]))`
  const { rows } = await sql<{ all: number; woken: number }>`
    WITH concerned AS MATERIALIZED (SELECT w.case_id FROM duty_watch w WHERE ${concerned}),
    free AS MATERIALIZED (SELECT w.case_id FROM duty_watch w JOIN concerned USING (case_id) FOR UPDATE OF w SKIP LOCKED),
    woken AS (UPDATE duty_watch w SET look_at = least(w.look_at, ${now.toString()}::timestamptz) FROM free WHERE w.case_id = free.case_id RETURNING 1)
    SELECT (SELECT count(*)::int FROM concerned) AS all, (SELECT count(*)::int FROM woken) AS woken`.execute(tx)
  const [row] = rows
  return row !== undefined && row.all === row.woken
}
