import { type Answers, type Application, type Decision, liveStates, type OtherFile } from '@consular/domain/application'
import { sql } from 'kysely'
import type { AuditEntry } from '../audit/index.ts'
import { auditRow } from '../audit/index.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import type { Companion } from '../http/session.ts'
import { type Letter, letterRow } from '../notification/index.ts'
import { type ApplicationRow, asStored, type Stored } from './stored.ts'

/** A draft has no history yet: what is not there is not looked for. */
const unlessDraft = (subquery: string, none: string) =>
  sql.raw(`CASE WHEN a.state = 'DRAFT' THEN ${none} ELSE (${subquery}) END`)

const itsEvents = unlessDraft(
  "SELECT coalesce(json_agg(e ORDER BY e.seq), '[]') FROM application_event e WHERE e.application_id = a.id",
  "'[]'::json",
)
const itsOfficers = unlessDraft(
  `SELECT coalesce(json_agg(json_build_object('id', o.id, 'number', o.number, 'name', o.name)), '[]') FROM officer o
    WHERE o.id IN (a.reviewer_id, a.recommended_by, a.decided_by)
      OR o.id IN (SELECT e.actor_id FROM application_event e WHERE e.application_id = a.id AND e.actor_kind = 'officer')
      OR o.id::text IN (SELECT w->'resolved'->>'by' FROM jsonb_array_elements(a.warnings) w)`,
  "'[]'::json",
)
const itsOrder = unlessDraft(
  `SELECT json_build_object('payload', p.payload, 'signature', p.signature, 'key', p.key, 'at', p.at)
    FROM personalisation_order p WHERE p.application_id = a.id`,
  'NULL',
)
const itsAttachments =
  sql.raw(`(SELECT coalesce(json_agg(json_build_object('id', t.id, 'kind', t.kind, 'state', t.state, 'size', t.size,
    'received', t.received, 'refusal', t.refusal, 'width', t.width, 'height', t.height, 'createdAt', t.created_at) ORDER BY t.created_at, t.id), '[]')
  FROM attachment t WHERE t.application_id = a.id)`)

const whole = sql`a.*, c.email, c.phones, c.language,
  ${itsEvents} AS events, ${itsAttachments} AS attachments, ${itsOfficers} AS officers, ${itsOrder} AS personalisation`

/** One application with everything that belongs to it, or null. `lock` keeps others from changing it until the transaction ends. */
export async function load(tx: Tx, id: string, lock: 'lock' | 'read' = 'read'): Promise<Stored | null> {
  const { rows } = await sql<ApplicationRow>`
    SELECT ${whole} FROM application a JOIN account c ON c.id = a.account_id
    WHERE a.id = ${id} ${lock === 'lock' ? sql`FOR UPDATE OF a` : sql``}`.execute(tx)
  return rows[0] ? asStored(rows[0]) : null
}

/** The same as `load`, to be read beside a session. */
export const companion = (id: string): Companion => ({
  columns: whole,
  joins: sql`LEFT JOIN (application a JOIN account c ON c.id = a.account_id) ON a.id = ${id}`,
})

/** The application that was read beside a session, or null. */
export const fromBeside = (beside: unknown): Stored | null => {
  const row = beside as ApplicationRow | { readonly id: null }
  return row.id === null ? null : asStored(row)
}

/** The applications of one account, the newest first. */
export async function ofAccount(tx: Tx, account: string): Promise<Stored[]> {
  const { rows } = await sql<ApplicationRow>`
    SELECT ${whole} FROM application a JOIN account c ON c.id = a.account_id
    WHERE a.account_id = ${account} ORDER BY a.created_at DESC, a.id DESC LIMIT 100`.execute(tx)
  return rows.map(asStored)
}

/** At most 500 files of a mission in some states: those that have waited longest, or those that changed last. */
export async function ofMission(
  tx: Tx,
  { mission, states, first }: { mission: string; states: readonly string[]; first: 'longest-waiting' | 'latest' },
): Promise<Stored[]> {
  const order =
    first === 'latest'
      ? sql`a.updated_at DESC`
      : sql`a.resubmitted_at NULLS LAST, a.promised_on NULLS LAST, a.submitted_at`
  const { rows } = await sql<ApplicationRow>`
    SELECT ${whole} FROM application a JOIN account c ON c.id = a.account_id
    WHERE a.mission = ${mission} AND a.state = ANY(${[...states]}::text[]) ORDER BY ${order} LIMIT 500`.execute(tx)
  return rows.map(asStored)
}

/** How many files of a mission are in each state, drafts left out. */
export async function countByState(tx: Tx, mission: string): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ state: string; count: number }>`
    SELECT state, count(*)::int AS count FROM application WHERE mission = ${mission} AND state <> 'DRAFT' GROUP BY state`.execute(
    tx,
  )
  return new Map(rows.map((row) => [row.state, row.count]))
}

/** The id of a file by its reference, with its mission. */
export async function byReference(tx: Tx, reference: string): Promise<{ id: string; mission: string } | null> {
  return (
    (await tx
      .selectFrom('application')
      .select(['id', 'mission'])
      .where('reference', '=', reference)
      .executeTakeFirst()) ?? null
  )
}

/** The reference of the application for the same document that an account has under way; empty when it has just ended. */
export async function liveReference(
  tx: Tx,
  { account, document }: Pick<Stored, 'account' | 'document'>,
): Promise<string> {
  const row = await tx
    .selectFrom('application')
    .select('reference')
    .where('account_id', '=', account.id)
    .where('document', '=', document)
    .where('state', 'in', liveStates)
    .executeTakeFirst()
  return row?.reference ?? ''
}

/** Ids of files in a state since before an instant (by the column that the state's index holds), the oldest first. */
export async function waitingIn(tx: Tx, state: 'SUBMITTED' | 'RETURNED', before: string): Promise<string[]> {
  const column = state === 'SUBMITTED' ? 'submitted_at' : 'returned_at'
  const rows = await tx
    .selectFrom('application')
    .select('id')
    .where('state', '=', state)
    .where(column, '<=', before)
    .orderBy(column)
    .execute()
  return rows.map((row) => row.id)
}

/** Files of other references that name the same document as this one: what the search for duplicates compares. */
export async function documentsAlike(tx: Tx, id: string, documentNumber: string): Promise<OtherFile[]> {
  if (documentNumber === '') return []
  const { rows } = await sql<{
    reference: string
    state: string
    answers: Answers
    document_number: string
    birth_date: string | null
  }>`
    SELECT reference, state, answers, document_number, birth_date FROM application
    WHERE document_number = ${documentNumber} AND id <> ${id} AND reference IS NOT NULL ORDER BY submitted_at DESC LIMIT 20`.execute(
    tx,
  )
  return rows.map((row) => ({
    reference: row.reference,
    surname: row.answers['surname']?.value ?? '',
    givenNames: row.answers['given-names']?.value ?? '',
    birthDate: row.birth_date ?? '',
    documentNumber: row.document_number,
    live: liveStates.some((state) => state === row.state),
  }))
}

/** A new, empty draft. Answers false where the id is already taken. */
export async function insertDraft(
  tx: Tx,
  draft: {
    id: string
    account: string
    mission: string
    service: string
    rule: string
    document: string
    answers: object
    at: string
  },
): Promise<boolean> {
  const row = await tx
    .insertInto('application')
    .values({
      id: draft.id,
      account_id: draft.account,
      mission: draft.mission,
      service: draft.service,
      rule: draft.rule,
      document: draft.document,
      state: 'DRAFT',
      answers: JSON.stringify(draft.answers),
      created_at: draft.at,
      updated_at: draft.at,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Deletes a draft that was never submitted, with its uploads. */
export async function deleteDraft(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('attachment_piece').where('application_id', '=', id).execute()
  await tx.deleteFrom('attachment').where('application_id', '=', id).execute()
  await tx
    .deleteFrom('application')
    .where('id', '=', id)
    .where('state', '=', 'DRAFT')
    .where('submitted_at', 'is', null)
    .execute()
}

/** What is written together with a decision. */
export interface Companions {
  readonly audit: readonly AuditEntry[]
  readonly letters?: readonly Letter[]
  /** Columns that are not the domain's: taken from the answers, or the service's own. */
  readonly columns?: { readonly [column: string]: unknown }
  readonly order?: { readonly payload: object; readonly signature: string; readonly key: string }
}

/** Which column holds which member of an application; what a decision does not change is not written. */
const columnOf: { readonly [member in keyof Application]?: string } = {
  mission: 'mission',
  service: 'service',
  rule: 'rule',
  state: 'state',
  reference: 'reference',
  answers: 'answers',
  openFields: 'open_fields',
  defects: 'defects',
  warnings: 'warnings',
  refusal: 'refusal',
  reviewer: 'reviewer_id',
  recommendedBy: 'recommended_by',
  decidedBy: 'decided_by',
  submittedAt: 'submitted_at',
  acceptedAt: 'accepted_at',
  returnedAt: 'returned_at',
  resubmittedAt: 'resubmitted_at',
  promisedOn: 'promised_on',
}

/** The columns that a decision changes, with their new values as JSON. */
function changesOf({ change }: Decision, columns: Companions['columns'] = {}): { readonly [column: string]: unknown } {
  const members = Object.entries(change).map(
    ([member, value]) => [columnOf[member as keyof Application] ?? member, value] as const,
  )
  return { ...Object.fromEntries(members), ...columns }
}

/** `redoable`: a crash may undo it, since the service would find and do it again; it does not wait for the disk. */
export type Durability = 'durable' | 'redoable'

/**
 * Writes a decision: the changed columns, its events, the audit entries, the letters and the order, in one statement and so in one
 * transaction. Answers false where the file has moved since `stored` was read: then nothing was written.
 */
export async function save(
  tx: Tx,
  context: Context,
  stored: Stored,
  decision: Decision,
  companions: Companions & { readonly durability?: Durability },
): Promise<boolean> {
  const at = context.now().toString()
  const { id } = stored.application
  const changes = { ...changesOf(decision, companions.columns), updated_at: at }
  const set = sql.join(Object.keys(changes).map((column) => sql`${sql.ref(column)} = r.${sql.ref(column)}`))
  const events = decision.events.map((event, index) => ({
    application_id: id,
    seq: stored.application.events.length + index + 1,
    at: event.at,
    move: event.move,
    from_state: event.from,
    to_state: event.to,
    actor_kind: event.by.kind,
    actor_id: event.by.kind === 'system' ? null : event.by.id,
    details: event.details,
  }))
  const audit = companions.audit.map((entry) => ({ ...auditRow(context, entry), data: entry.data ?? {} }))
  const letters = (companions.letters ?? []).map((letter) => ({ ...letterRow(context, letter), values: letter.values }))
  const orders = companions.order ? [{ application_id: id, at, ...companions.order }] : []
  const parts = [
    sql`changed AS (UPDATE application a SET version = a.version + 1, ${set}
      FROM jsonb_populate_record(null::application, ${JSON.stringify(changes)}) r WHERE a.id = ${id} AND a.version = ${stored.version} RETURNING a.id)`,
    ...into('application_event', events),
    ...into('audit_event', audit),
    ...into('letter', letters),
    ...into('personalisation_order', orders),
  ]
  const commit = companions.durability === 'redoable' ? sql`, set_config('synchronous_commit', 'off', true)` : sql``
  const { rows } = await sql<{ written: number }>`
    WITH ${sql.join(parts)} SELECT count(*)::int AS written ${commit} FROM changed`.execute(tx)
  return rows[0]?.written === 1
}

/** Rows that go into a table where, and only where, the application was changed. */
const into = (
  table: 'application_event' | 'audit_event' | 'letter' | 'personalisation_order',
  rows: readonly object[],
) =>
  rows.length === 0
    ? []
    : [
        sql`${sql.ref(`new_${table}`)} AS (INSERT INTO ${sql.table(table)}
          SELECT r.* FROM changed, jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}) r)`,
      ]
