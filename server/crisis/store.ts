import { CrisisArea, type PersonState } from '@consular/domain/crisis'
import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Tx } from '../database/connection.ts'
import type { Tables } from '../database/tables.ts'

/** A crisis as it is stored. */
export type CrisisRecord = Selectable<Tables['crisis']>

const locks = { none: sql``, answers: sql`FOR KEY SHARE`, change: sql`FOR UPDATE` }

/** A crisis; with `answers` nobody closes it meanwhile, with `change` nobody answers either. */
export async function findCrisis(tx: Tx, id: string, hold: keyof typeof locks): Promise<CrisisRecord | undefined> {
  const { rows } = await sql<CrisisRecord>`SELECT * FROM crisis WHERE id = ${id} ${locks[hold]}`.execute(tx)
  return rows[0]
}

/** The area of a crisis, parsed. */
export const areaOf = ({ area }: Pick<CrisisRecord, 'area'>): CrisisArea => CrisisArea.parse(area)

/** Stores a proposal; false where its id is taken. */
export async function insertCrisis(tx: Tx, row: Insertable<Tables['crisis']>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('crisis')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** Changes a crisis that is held, and counts its version. */
export async function updateCrisis(
  tx: Tx,
  { id, version }: Pick<CrisisRecord, 'id' | 'version'>,
  change: Updateable<Tables['crisis']>,
): Promise<void> {
  await tx
    .updateTable('crisis')
    .set({ ...change, version: version + 1 })
    .where('id', '=', id)
    .execute()
}

interface Named extends CrisisRecord {
  proposer_number: number
  proposer_name: string
  decider_number: number | null
  decider_name: string | null
}

const named = sql`SELECT c.*, p.number AS proposer_number, p.name AS proposer_name, d.number AS decider_number, d.name AS decider_name
  FROM crisis c JOIN officer p ON p.id = c.proposed_by LEFT JOIN officer d ON d.id = c.decided_by`

/** A crisis with the names of the officers who stand for it. */
export async function namedCrisis(tx: Tx, id: string): Promise<Named | undefined> {
  return (await sql<Named>`${named} WHERE c.id = ${id}`.execute(tx)).rows[0]
}

/** The crises of a mission, the newest first; null: of all of them. */
export async function crisesOf(tx: Tx, mission: string | null): Promise<Named[]> {
  return (
    await sql<Named>`${named} WHERE ${mission}::text IS NULL OR c.mission = ${mission} ORDER BY c.proposed_at DESC LIMIT 100`.execute(
      tx,
    )
  ).rows
}

/** Persons by state, and how many in an open state have a reason: all of one look. */
export async function countPersons(
  tx: Tx,
  crisis: string,
  open: readonly PersonState[],
): Promise<{ readonly states: { state: PersonState; persons: number }[]; readonly left: number }> {
  const { rows } = await sql<{ state: PersonState | null; persons: number }>`
    SELECT state, count(*)::int AS persons FROM crisis_person WHERE crisis_id = ${crisis} GROUP BY state
    UNION ALL
    SELECT NULL, count(*)::int FROM crisis_person
      WHERE crisis_id = ${crisis} AND left_reason IS NOT NULL AND state = ANY(${[...open]})`.execute(tx)
  const states = rows.flatMap(({ state, persons }) => (state === null ? [] : [{ state, persons }]))
  return { states, left: rows.find(({ state }) => state === null)?.persons ?? 0 }
}

interface MessageCounts {
  households: number
  waiting: number
  handed_over: number
  delivered: number
  failed: number
  answered: number
}

/** How far the messages of a crisis have come, household by household: by the last way that was tried. */
export async function countMessages(tx: Tx, crisis: string): Promise<MessageCounts> {
  const { rows } = await sql<MessageCounts>`
    SELECT count(*)::int AS households,
      count(*) FILTER (WHERE outcome IS NULL)::int AS waiting,
      count(*) FILTER (WHERE outcome = 'handed-over')::int AS handed_over,
      count(*) FILTER (WHERE outcome = 'delivered')::int AS delivered,
      count(*) FILTER (WHERE outcome = 'failed')::int AS failed,
      count(*) FILTER (WHERE outcome = 'answered')::int AS answered
    FROM crisis_message m WHERE crisis_id = ${crisis} AND successor IS NULL`.execute(tx)
  return rows[0] ?? { households: 0, waiting: 0, handed_over: 0, delivered: 0, failed: 0, answered: 0 }
}

interface Waiting {
  incoming: number
  reports: number
  persons: number
  merged: number
  waiting: number
}

/** What waits for a human, and what relatives’ reports came to. `merged`: persons among the reported ones who were registered. */
export async function countWaiting(tx: Tx, crisis: string): Promise<Waiting> {
  const { rows } = await sql<Waiting>`
    SELECT (SELECT count(*)::int FROM crisis_incoming WHERE outcome IS NULL AND (crisis_id = ${crisis} OR crisis_id IS NULL)) AS incoming,
      count(*)::int AS reports,
      count(DISTINCT r.person_id)::int AS persons,
      count(DISTINCT r.person_id) FILTER (WHERE p.registered_id IS NOT NULL)::int AS merged,
      count(*) FILTER (WHERE r.person_id IS NULL)::int AS waiting
    FROM crisis_relative r LEFT JOIN crisis_person p ON p.id = r.person_id WHERE r.crisis_id = ${crisis}`.execute(tx)
  return rows[0] ?? { incoming: 0, reports: 0, persons: 0, merged: 0, waiting: 0 }
}

/** Closed crises whose positions are due to be erased, each held. */
export async function erasableCrisis(tx: Tx, now: Temporal.Instant): Promise<CrisisRecord | undefined> {
  const { rows } =
    await sql<CrisisRecord>`SELECT * FROM crisis WHERE erase_at <= ${now.toString()} AND erased_at IS NULL
    ORDER BY erase_at LIMIT 1 FOR UPDATE SKIP LOCKED`.execute(tx)
  return rows[0]
}

/** Erases where people were and how they are reached, and answers how many rows held something of it. */
export async function erasePositions(tx: Tx, crisis: string): Promise<number> {
  const counts = [
    await sql`UPDATE crisis_person SET lat = NULL, lon = NULL, place = NULL, country = NULL, phone = NULL, document_number = NULL, needs = '{}'
      WHERE crisis_id = ${crisis}`.execute(tx),
    await sql`UPDATE crisis_household SET registration_id = NULL, phone = NULL, email = NULL WHERE crisis_id = ${crisis}`.execute(
      tx,
    ),
    await sql`UPDATE crisis_relative SET whereabouts = '', phone = NULL, reporter_phone = '' WHERE crisis_id = ${crisis}`.execute(
      tx,
    ),
    await sql`UPDATE crisis_incoming SET phone = '', text = '' WHERE crisis_id = ${crisis}`.execute(tx),
  ]
  return counts.reduce((sum, { numAffectedRows = 0n }) => sum + Number(numAffectedRows), 0)
}

/** Writes the proof that something was erased, and when it was due. */
export async function insertErasure(tx: Tx, row: Insertable<Tables['erasure']>): Promise<void> {
  await tx.insertInto('erasure').values(row).execute()
}
