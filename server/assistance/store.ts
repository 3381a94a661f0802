import type { PersonWord, Suggestion } from '@consular/domain/assistance'
import { type Insertable, type Selectable, sql } from 'kysely'
import type { Tx } from '../database/connection.ts'
import type { Tables } from '../database/tables.ts'

/** A case as it is stored. */
export type CaseRecord = Selectable<Tables['assistance_case']>
/** A report as it is stored. */
export type ReportRecord = Selectable<Tables['assistance_report']>

/** Holds, to the end of the transaction, what one telephone or one form sends: two of its reports never open two cases side by side. */
export async function lockSender(tx: Tx, key: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${key}, 10))`.execute(tx)
}

/** The reports that bear an id and a secret, the first one first. */
export const reportsOf = (tx: Tx, phoneId: string, secretHash: Buffer): Promise<ReportRecord[]> =>
  tx
    .selectFrom('assistance_report')
    .selectAll()
    .where('phone_id', '=', phoneId)
    .where('secret_hash', '=', secretHash)
    .orderBy('stored_at')
    .orderBy('id')
    .execute()

interface Done {
  reference: string
  mission: string
  next_word_at: string | null
  read_by: number | null
  called_at: string | null
  family_word: PersonWord
  sealed: boolean
}

/** What was done for the sender of a report, also in the case that hers was merged into: by officers' numbers, never names. */
export async function doneFor(tx: Tx, report: Pick<ReportRecord, 'case_id' | 'read_by'>): Promise<Done> {
  const { rows } = await sql<Done>`
    WITH RECURSIVE way AS (
      SELECT id, merged_into, 0 AS step FROM assistance_case WHERE id = ${report.case_id}::uuid
      UNION ALL SELECT c.id, c.merged_into, w.step + 1 FROM way w JOIN assistance_case c ON c.id = w.merged_into)
    SELECT c.reference, c.mission, last.next_word_at, (SELECT number FROM officer WHERE id = ${report.read_by}::uuid) AS read_by,
      (SELECT max(at) FROM assistance_event e WHERE e.case_id IN (SELECT id FROM way) AND e.kind = 'call') AS called_at,
      last.family_word, (c.sealed_at IS NOT NULL OR last.sealed_at IS NOT NULL) AS sealed
    FROM assistance_case c, assistance_case last
    WHERE c.id = ${report.case_id}::uuid AND last.id = (SELECT id FROM way ORDER BY step DESC LIMIT 1)`.execute(tx)
  const [row] = rows
  if (!row) throw new Error('A report without a case')
  return row
}

/** The case that goes on for a report: its own, or the one that it was merged into, held for the transaction; none where that one rests. */
export async function lockOngoing(tx: Tx, id: string): Promise<CaseRecord | undefined> {
  const found = await lockCase(tx, id)
  if (!found) return undefined
  if (found.merged_into !== null) return lockOngoing(tx, found.merged_into)
  return found.closed_at === null ? found : undefined
}

/** The open case of a telephone that was opened since an instant, the newest. */
export const openCaseOf = (tx: Tx, phoneKey: Buffer, since: Temporal.Instant): Promise<CaseRecord | undefined> =>
  tx
    .selectFrom('assistance_case')
    .selectAll()
    .where('phone_key', '=', phoneKey)
    .where('opened_at', '>=', since.toString())
    .where('closed_at', 'is', null)
    .orderBy('opened_at', 'desc')
    .limit(1)
    .executeTakeFirst()

/** Opens a case. */
export async function insertCase(tx: Tx, row: Insertable<Tables['assistance_case']>): Promise<void> {
  await tx.insertInto('assistance_case').values(row).execute()
}

/** Stores a report. */
export async function insertReport(tx: Tx, row: Insertable<Tables['assistance_report']>): Promise<void> {
  await tx.insertInto('assistance_report').values(row).execute()
}

/** The case, held for the transaction. */
export const lockCase = (tx: Tx, id: string): Promise<CaseRecord | undefined> =>
  tx.selectFrom('assistance_case').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()

/** Changes a case and counts its version. */
export async function updateCase(
  tx: Tx,
  { id, version }: Pick<CaseRecord, 'id' | 'version'>,
  change: Partial<Omit<CaseRecord, 'id' | 'version'>>,
): Promise<void> {
  await tx
    .updateTable('assistance_case')
    .set({ ...change, version: version + 1 })
    .where('id', '=', id)
    .execute()
}

/** What each report of a case says of its urgency. */
export const urgencyOf = (tx: Tx, id: string): Promise<Pick<ReportRecord, 'situation' | 'silent'>[]> =>
  tx.selectFrom('assistance_report').select(['situation', 'silent']).where('case_id', '=', id).execute()

/** The suggestion as columns. */
export const suggestionColumns = ({ priority, reasons }: Suggestion) => ({ suggested: priority, reasons: [...reasons] })

type EventKind = Selectable<Tables['assistance_event']>['kind']
/** Something that happened in a case. */
export interface HappenedInCase {
  readonly case: string
  readonly at: Temporal.Instant
  readonly kind: EventKind
  readonly actor: string | null
  readonly text?: string
  readonly data?: { readonly [key: string]: unknown }
}

/** Appends an event; the case is held by the caller, so that its number is the next one. */
export async function appendEvent(tx: Tx, event: HappenedInCase): Promise<void> {
  await sql`INSERT INTO assistance_event (case_id, seq, at, kind, actor_id, text, data)
    SELECT ${event.case}, coalesce(max(seq), 0) + 1, ${event.at.toString()}, ${event.kind}, ${event.actor}::uuid,
      ${event.text ?? null}, ${JSON.stringify(event.data ?? {})}::jsonb
    FROM assistance_event WHERE case_id = ${event.case}`.execute(tx)
}

/** A report with the reference of the case that it came to, where that one was merged into the case that is shown. */
export type ShownReport = ReportRecord & { readonly merged_from: string | null }

/** The newest reports of a case and of those that were merged into it. */
export async function newestReports(tx: Tx, id: string, most: number): Promise<ShownReport[]> {
  const { rows } = await sql<ShownReport>`
    WITH RECURSIVE family AS (
      SELECT id, NULL::text AS merged_from FROM assistance_case WHERE id = ${id}::uuid
      UNION ALL SELECT c.id, c.reference FROM family f JOIN assistance_case c ON c.merged_into = f.id)
    SELECT r.*, f.merged_from FROM family f JOIN assistance_report r ON r.case_id = f.id
    ORDER BY r.read_at IS NULL DESC, r.stored_at DESC LIMIT ${most}`.execute(tx)
  return rows
}

interface Reading {
  readonly reports: readonly string[]
  readonly officer: string
  readonly at: Temporal.Instant
}

/** Marks reports as read that nobody has read before, and answers since when others of the case still wait. */
export async function markRead(
  tx: Tx,
  id: string,
  { reports, officer, at }: Reading,
): Promise<{ readonly newlyRead: number; readonly unreadSince: string | null }> {
  const { numUpdatedRows } = await tx
    .updateTable('assistance_report')
    .set({ read_at: at.toString(), read_by: officer })
    .where('case_id', '=', id)
    .where('id', 'in', [...reports, '00000000-0000-7000-8000-000000000000'])
    .where('read_at', 'is', null)
    .executeTakeFirst()
  const left = await tx
    .selectFrom('assistance_report')
    .select((of) => of.fn.min('stored_at').as('since'))
    .where('case_id', '=', id)
    .where('read_at', 'is', null)
    .executeTakeFirst()
  return { newlyRead: Number(numUpdatedRows), unreadSince: left?.since ?? null }
}

/** Everything that happened in a case, with who did it. */
export const eventsOf = (tx: Tx, id: string) =>
  tx
    .selectFrom('assistance_event as e')
    .leftJoin('officer as o', 'o.id', 'e.actor_id')
    .select(['e.at', 'e.kind', 'e.text', 'o.id as officer', 'o.number', 'o.name'])
    .where('e.case_id', '=', id)
    .orderBy('e.seq')
    .execute()

/** Every attempt to call somebody to a case. */
export const attemptsOf = (tx: Tx, id: string) =>
  tx
    .selectFrom('assistance_attempt as a')
    .leftJoin('officer as o', 'o.id', 'a.officer_id')
    .select(['a.level', 'a.channel', 'a.planned_at', 'a.outcome', 'o.id as officer', 'o.number', 'o.name'])
    .where('a.case_id', '=', id)
    .orderBy('a.planned_at')
    .orderBy('a.id')
    .execute()
