import type { AssistanceTypeCode, CaseState, Priority } from '@consular/domain/assistance'
import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../database/connection.ts'
import type { CaseRecord } from './store.ts'

/**
 * May an officer know that a case `c` exists? One that is not sealed: everybody may. A sealed one: the officer who has it in hand, whoever
 * was let in by name, and the head of its mission. Every query that shows, finds, counts or locks cases for an officer stands under it, so
 * that a sealed case and one that never was are the same answer from the same statement.
 */
export const knownTo = (
  officer: string | null,
): RawBuilder<boolean> => sql`(c.sealed_at IS NULL OR c.taken_by = ${officer}::uuid
  OR EXISTS (SELECT FROM assistance_confidant k WHERE k.case_id = c.id AND k.officer_id = ${officer}::uuid)
  OR EXISTS (SELECT FROM officer_assignment h WHERE h.officer_id = ${officer}::uuid AND h.mission = c.mission AND h.role = 'head'))`

/** Has an officer to do with a case `c` beyond the duty of her mission: called to it, let in, in charge of it, or head over a sealed one? */
export const concerns = (
  officer: string | null,
): RawBuilder<boolean> => sql`(c.taken_by = ${officer}::uuid OR c.sealed_at IS NOT NULL
  OR EXISTS (SELECT FROM assistance_confidant k WHERE k.case_id = c.id AND k.officer_id = ${officer}::uuid)
  OR EXISTS (SELECT FROM assistance_attempt a WHERE a.case_id = c.id AND a.officer_id = ${officer}::uuid))`

/** The case, held for the transaction, where the officer may know of it. `concerned`: she has to do with it beyond the duty of her mission. */
export async function lockKnownCase(
  tx: Tx,
  id: string,
  officer: string,
): Promise<(CaseRecord & { readonly concerned: boolean }) | undefined> {
  const { rows } = await sql<CaseRecord & { concerned: boolean }>`
    SELECT c.*, ${concerns(officer)} AS concerned FROM assistance_case c
    WHERE c.id = ${id}::uuid AND ${knownTo(officer)} FOR UPDATE OF c`.execute(tx)
  return rows[0]
}

/** A case by its id or its reference, where the officer may know of it. */
export async function knownCase(
  tx: Tx,
  { id, reference, officer }: { id: string | null; reference: string | null; officer: string },
) {
  const { rows } = await sql<{ id: string; reference: string }>`
    SELECT c.id, c.reference FROM assistance_case c
    WHERE (c.id = ${id}::uuid OR c.reference = ${reference}::text) AND ${knownTo(officer)}`.execute(tx)
  return rows[0] ?? null
}

interface BoardRow {
  id: string
  reference: string
  mission: string
  state: CaseState
  version: number
  suggested: Priority
  priority: Priority | null
  opened_at: string
  unread_since: string | null
  contacted_at: string | null
  next_word_at: string | null
  reports: number
  taken_by: string | null
  taken_number: number | null
  taken_name: string | null
  called_to: string[] | null
  type: AssistanceTypeCode | null
  sealed: boolean
  notice_due_at: string | null
  task_due_at: string | null
}

interface Wanted {
  readonly officer: string | null
  readonly mission: string | null
  /** One case, whatever its state. */
  readonly id: string | null
  readonly most: number
}

/**
 * The open cases that an officer may see: those of the mission where she is on its duty, those that she was called or let in to, and those
 * in her hands. The oldest unread first. A sealed one is there for those alone who may know of it.
 */
export async function boardOf(tx: Tx, { officer, mission, id, most }: Wanted): Promise<BoardRow[]> {
  const { rows } = await sql<BoardRow>`
    SELECT c.id, c.reference, c.mission, c.state, c.version, c.suggested, c.priority, c.opened_at, c.unread_since, c.contacted_at, c.next_word_at,
      c.type, c.sealed_at IS NOT NULL AS sealed,
      (SELECT count(*)::int FROM assistance_report r WHERE r.case_id = c.id) AS reports,
      c.taken_by, o.number AS taken_number, o.name AS taken_name,
      (SELECT array_agg(DISTINCT a.level) FROM assistance_attempt a WHERE a.case_id = c.id) AS called_to,
      (SELECT d.notice_due_at FROM assistance_detention d WHERE d.case_id = c.id AND d.notice_received_at IS NULL
        AND NOT EXISTS (SELECT FROM assistance_visit v WHERE v.case_id = c.id)) AS notice_due_at,
      (SELECT min(t.due_at) FROM assistance_task t WHERE t.case_id = c.id AND t.outcome IS NULL) AS task_due_at
    FROM assistance_case c LEFT JOIN officer o ON o.id = c.taken_by
    WHERE c.id = ${id}::uuid OR c.closed_at IS NULL AND ${knownTo(officer)} AND (c.mission = ${mission}::text OR ${concerns(officer)})
    ORDER BY c.unread_since NULLS LAST, coalesce(c.priority, c.suggested), c.next_word_at NULLS LAST, c.opened_at
    LIMIT ${most}`.execute(tx)
  return rows
}
