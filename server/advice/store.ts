import type { OfficerRef } from '@consular/api'
import { type AdviceAct, AdviceContent, type AdviceKind, type AdviceState } from '@consular/domain/advice'
import { sql } from 'kysely'
import type { Tx } from '../database/connection.ts'

/** A version as it lies in the database, with its advice. */
export interface VersionRecord {
  readonly advice_id: string
  readonly kind: AdviceKind
  readonly country: string
  readonly id: string
  readonly act: AdviceAct
  readonly state: AdviceState
  readonly version: number
  readonly number: number | null
  readonly content: AdviceContent
  readonly authors: readonly string[]
  readonly author_refs: readonly OfficerRef[]
  readonly written_at: string
  readonly proposed_by: OfficerRef | null
  readonly proposed_at: string | null
  readonly decided_by: OfficerRef | null
  readonly decided_at: string | null
  readonly note: string | null
  readonly effective_at: string | null
  readonly ended_at: string | null
}

const officer = (column: string) =>
  sql.raw(
    `(SELECT json_build_object('id', o.id, 'number', o.number, 'name', o.name) FROM officer o WHERE o.id = ${column})`,
  )
const columns = sql`v.advice_id, a.kind, a.country, v.id, v.act, v.state, v.version, v.number, v.content, v.authors, v.written_at,
  v.proposed_at, v.decided_at, v.note, v.effective_at, v.ended_at, ${officer('v.proposed_by')} AS proposed_by, ${officer('v.decided_by')} AS decided_by,
  (SELECT json_agg(json_build_object('id', o.id, 'number', o.number, 'name', o.name) ORDER BY array_position(v.authors, o.id))
    FROM officer o WHERE o.id = ANY (v.authors)) AS author_refs`

const parsed = (row: VersionRecord): VersionRecord => ({ ...row, content: AdviceContent.parse(row.content) })

async function select(tx: Tx, rest: ReturnType<typeof sql>): Promise<readonly VersionRecord[]> {
  const { rows } = await sql<VersionRecord>`
    SELECT ${columns} FROM advice_version v JOIN advice a ON a.id = v.advice_id ${rest}`.execute(tx)
  return rows.map(parsed)
}

/** All versions of an advice, the newest first. */
export const versionsOf = (tx: Tx, advice: string): Promise<readonly VersionRecord[]> =>
  select(
    tx,
    sql`WHERE v.advice_id = ${advice} ORDER BY v.number DESC NULLS FIRST, v.written_at DESC, v.id DESC LIMIT 500`,
  )

/** One version, or null. */
export const findVersion = async (tx: Tx, id: string): Promise<VersionRecord | null> =>
  (await select(tx, sql`WHERE v.id = ${id}`))[0] ?? null

/** What is public now: of one country, or of all. What has just ended is left out, though the clock has not noted it yet. */
export const publicVersions = (
  tx: Tx,
  now: Temporal.Instant,
  country: string | null,
): Promise<readonly VersionRecord[]> =>
  select(
    tx,
    sql`WHERE v.state = 'PUBLISHED' AND (v.valid_until IS NULL OR v.valid_until > ${now.toString()})
      ${country === null ? sql`` : sql`AND a.country = ${country}`} ORDER BY v.effective_at DESC, v.id LIMIT 2000`,
  )

/** What took effect of a country's advice, the newest first: at most so many. */
export const historyOf = (tx: Tx, country: string, most: number): Promise<readonly VersionRecord[]> =>
  select(
    tx,
    sql`WHERE a.country = ${country} AND v.number IS NOT NULL ORDER BY v.effective_at DESC, v.id DESC LIMIT ${most}`,
  )

/** What took effect since a moment, and everything that is public still: the newest first. */
export const messagesSince = (tx: Tx, since: Temporal.Instant): Promise<readonly VersionRecord[]> =>
  select(
    tx,
    sql`WHERE v.number IS NOT NULL AND (v.state = 'PUBLISHED' OR v.effective_at > ${since.toString()})
      ORDER BY v.effective_at DESC, v.id DESC LIMIT 1000`,
  )

/** For each advice the version that stands for it: what is worked on, else the newest that took effect. */
export const newestVersions = (tx: Tx): Promise<readonly VersionRecord[]> =>
  select(
    tx,
    sql`WHERE v.id = (SELECT w.id FROM advice_version w WHERE w.advice_id = v.advice_id
      ORDER BY w.state IN ('DRAFT', 'PROPOSED', 'APPROVED') DESC, w.number DESC NULLS LAST, w.written_at DESC LIMIT 1)
      ORDER BY a.country, v.written_at DESC LIMIT 5000`,
  )

/** Locks an advice, so that one change of it waits for the other; answers what it is about, or null where there is none. */
export async function lockAdvice(tx: Tx, id: string): Promise<{ kind: AdviceKind; country: string } | null> {
  const row = await tx
    .selectFrom('advice')
    .select(['kind', 'country'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row ?? null
}

/** Makes an advice where there is none of that id. */
export const insertAdvice = (
  tx: Tx,
  row: { id: string; kind: AdviceKind; country: string; created_by: string; created_at: string },
) =>
  tx
    .insertInto('advice')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()

/** A draft's words, for the columns that constraints and jobs look at. */
const contentColumns = (content: AdviceContent) => ({
  content: JSON.stringify(content),
  level: content.level,
  publish_at: content.publishAt,
  valid_until: content.validUntil,
})

/** Keeps a new draft. */
export const insertDraft = (
  tx: Tx,
  row: { id: string; advice_id: string; act: AdviceAct; author: string; written_at: string; content: AdviceContent },
) => {
  const { author, content, ...rest } = row
  const nothing = { number: null, proposed_by: null, proposed_at: null, decided_by: null, decided_at: null, note: null }
  const later = { effective_at: null, ended_at: null, told_after: null, told_at: null }
  return tx
    .insertInto('advice_version')
    .values({ ...rest, ...contentColumns(content), state: 'DRAFT', authors: [author], ...nothing, ...later })
    .execute()
}

/** Writes a draft anew; whoever writes stands first among its authors. */
export const rewriteDraft = (
  tx: Tx,
  id: string,
  change: { author: string; written_at: string; content: AdviceContent },
) =>
  tx
    .updateTable('advice_version')
    .set(({ eb }) => ({
      ...contentColumns(change.content),
      written_at: change.written_at,
      authors: sql<string[]>`ARRAY[${change.author}::uuid] || array_remove(authors, ${change.author}::uuid)`,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .execute()

/** What a move changes of a version beside its state. */
export interface VersionChange {
  readonly state: AdviceState
  readonly proposed_by?: string | null
  readonly proposed_at?: string | null
  readonly decided_by?: string | null
  readonly decided_at?: string | null
  readonly note?: string | null
  readonly number?: number
  readonly effective_at?: string
  readonly ended_at?: string
}

/** Moves a version that the caller has locked by its advice. */
export const moveVersion = (tx: Tx, id: string, change: VersionChange) =>
  tx
    .updateTable('advice_version')
    .set(({ eb }) => ({ ...change, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()

/** The number that the next version of an advice gets. */
export async function nextNumber(tx: Tx, advice: string): Promise<number> {
  const { rows } = await sql<{ next: number }>`
    SELECT coalesce(max(number), 0) + 1 AS next FROM advice_version WHERE advice_id = ${advice}`.execute(tx)
  return rows[0]?.next ?? 1
}

/** Versions whose time has come: approved ones to be published, and public ones that end. */
export async function dueVersions(
  tx: Tx,
  now: Temporal.Instant,
): Promise<readonly { id: string; advice_id: string }[]> {
  const at = now.toString()
  const { rows } = await sql<{ id: string; advice_id: string }>`
    SELECT id, advice_id FROM advice_version WHERE state = 'APPROVED' AND coalesce(publish_at, decided_at) <= ${at}
    UNION ALL SELECT id, advice_id FROM advice_version WHERE state = 'PUBLISHED' AND valid_until <= ${at}`.execute(tx)
  return rows
}
