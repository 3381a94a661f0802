import type { PersonAnswer, PersonNow, PersonState } from '@consular/domain/crisis'
import { type Insertable, type Selectable, sql } from 'kysely'
import type { Tx } from '../database/connection.ts'
import type { Tables } from '../database/tables.ts'

/** A person as she is stored, with the e-mail of her household. */
export type PersonRecord = Selectable<Tables['crisis_person']> & { readonly email: string | null }

const persons = (tx: Tx) =>
  tx
    .selectFrom('crisis_person as p')
    .innerJoin('crisis_household as h', 'h.id', 'p.household_id')
    .selectAll('p')
    .select('h.email')

/** Persons of a crisis by their ids. */
export const personsById = (tx: Tx, crisis: string, ids: readonly string[]): Promise<PersonRecord[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : persons(tx)
        .where('p.crisis_id', '=', crisis)
        .where('p.id', 'in', [...ids])
        .execute()

/** Ids of persons of a crisis, held in one order, so that two who hold several never wait for one another. */
export async function lockPersons(tx: Tx, crisis: string, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM crisis_person WHERE crisis_id = ${crisis} AND id = ANY(${[...ids]}::uuid[]) ORDER BY id FOR UPDATE`.execute(
    tx,
  )
  return rows.map(({ id }) => id)
}

/** Ids of everybody in some households. */
export async function personsOfHouseholds(tx: Tx, households: readonly string[]): Promise<string[]> {
  const rows = await tx
    .selectFrom('crisis_person')
    .select('id')
    .where('household_id', 'in', [...households])
    .execute()
  return rows.map(({ id }) => id)
}

interface Wanted {
  readonly crisis: string
  readonly show: 'all' | 'calls' | PersonState
  readonly name: string
  readonly most: number
}

/** Persons of a list, and how many there are in all. Those to ring in the order of their need, the others by name. */
export async function listPersons(
  tx: Tx,
  { crisis, show, name, most }: Wanted,
): Promise<{ persons: PersonRecord[]; total: number }> {
  const calls = sql`p.state IN ('UNKNOWN', 'CONTACT_TRIED')`
  const state = show === 'all' ? sql`true` : show === 'calls' ? calls : sql`p.state = ${show}`
  const named =
    name === ''
      ? sql`true`
      : sql`(p.name_key LIKE '%' || folded_name(${name}) || '%' OR p.latin_key LIKE '%' || folded_name(${name}) || '%')`
  const order = show === 'calls' ? sql`p.call_rank, p.tries, p.id` : sql`p.name_key, p.id`
  const { rows } =
    await sql<PersonRecord>`SELECT p.*, h.email FROM crisis_person p JOIN crisis_household h ON h.id = p.household_id
    WHERE p.crisis_id = ${crisis} AND ${state} AND ${named} ORDER BY ${order} LIMIT ${most}`.execute(tx)
  const { rows: counted } = await sql<{ total: number }>`SELECT count(*)::int AS total FROM crisis_person p
    WHERE p.crisis_id = ${crisis} AND ${state} AND ${named}`.execute(tx)
  return { persons: rows, total: counted[0]?.total ?? 0 }
}

interface Lending {
  readonly crisis: string
  readonly officer: string
  readonly now: Temporal.Instant
  readonly until: Temporal.Instant
}

/** Lends the next person to ring to an officer, past those whom others ring at this moment. What she holds unrung is given back. */
export async function lendNext(tx: Tx, { crisis, officer, now, until }: Lending): Promise<string | undefined> {
  const at = now.toString()
  await sql`UPDATE crisis_person SET lent_to = NULL, lent_until = NULL
    WHERE crisis_id = ${crisis} AND lent_to = ${officer} AND lent_until > ${at} AND state = 'UNKNOWN'`.execute(tx)
  const { rows } = await sql<{ id: string }>`
    UPDATE crisis_person SET lent_to = ${officer}, lent_until = ${until.toString()}
    WHERE id = (SELECT id FROM crisis_person WHERE crisis_id = ${crisis} AND state IN ('UNKNOWN', 'CONTACT_TRIED')
        AND (lent_until IS NULL OR lent_until <= ${at})
      ORDER BY call_rank, tries, id LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id`.execute(tx)
  return rows[0]?.id
}

/** Lays a person aside in the call list until an instant; null: she may be rung at once. */
export async function lend(
  tx: Tx,
  id: string,
  to: { readonly officer: string; readonly until: Temporal.Instant } | null,
): Promise<void> {
  await tx
    .updateTable('crisis_person')
    .set({ lent_to: to?.officer ?? null, lent_until: to?.until.toString() ?? null })
    .where('id', '=', id)
    .execute()
}

/** Appends an answer to those persons who have none of this id, and answers which. */
export async function insertAnswers(
  tx: Tx,
  people: readonly string[],
  answer: Omit<Insertable<Tables['crisis_answer']>, 'person_id'>,
): Promise<string[]> {
  const rows = await tx
    .insertInto('crisis_answer')
    .values(people.map((person_id) => ({ ...answer, person_id })))
    .onConflict((conflict) => conflict.columns(['person_id', 'id']).doNothing())
    .returning('person_id')
    .execute()
  return rows.map(({ person_id }) => person_id)
}

/** Everything that was answered about some persons, as the rules take it. */
export async function answersOf(tx: Tx, people: readonly string[]): Promise<ReadonlyMap<string, PersonAnswer[]>> {
  const rows = await tx
    .selectFrom('crisis_answer')
    .select(['id', 'person_id', 'says', 'source', 'at', 'by_officer'])
    .where('person_id', 'in', [...people])
    .execute()
  const answers = rows.map(({ person_id, by_officer, at, ...rest }) => ({
    person: person_id,
    answer: { ...rest, by: by_officer, at: Temporal.Instant.from(at) },
  }))
  return new Map(
    [...Map.groupBy(answers, ({ person }) => person)].map(([person, of]) => [person, of.map(({ answer }) => answer)]),
  )
}

/** Writes what is known of a person now. */
export async function writeState(
  tx: Tx,
  id: string,
  { state, tries, last, lastAt, deathSaidBy }: PersonNow,
): Promise<void> {
  await tx
    .updateTable('crisis_person')
    .set({
      state,
      tries,
      last_said: last,
      last_at: lastAt?.toString() ?? null,
      death_said_by: state === 'DECEASED' ? null : deathSaidBy,
    })
    .where('id', '=', id)
    .execute()
}

/** Stores why a crisis may be closed over a person. */
export async function writeReason(tx: Tx, id: string, reason: string, officer: string): Promise<void> {
  await tx.updateTable('crisis_person').set({ left_reason: reason, left_by: officer }).where('id', '=', id).execute()
}

/** Adds a person who is known through relatives alone, with a household of her own that is asked nothing by itself. */
export async function insertPerson(
  tx: Tx,
  household: Insertable<Tables['crisis_household']>,
  person: Insertable<Tables['crisis_person']>,
): Promise<void> {
  await tx.insertInto('crisis_household').values(household).execute()
  await tx.insertInto('crisis_person').values(person).execute()
}

interface Hints {
  readonly names: readonly string[]
  readonly phone: string | null
  readonly document: string | null
}

/** Persons who may be meant by some description: of the name, the telephone or the document. */
export async function personsLike(tx: Tx, crisis: string, { names, phone, document }: Hints): Promise<PersonRecord[]> {
  const found = await sql<{ id: string }>`
    SELECT id FROM crisis_person WHERE crisis_id = ${crisis} AND name_key = ANY(${[...names]})
    UNION SELECT id FROM crisis_person WHERE crisis_id = ${crisis} AND latin_key = ANY(${[...names]})
    UNION SELECT id FROM crisis_person WHERE crisis_id = ${crisis} AND phone = ${phone}
    UNION SELECT id FROM crisis_person WHERE crisis_id = ${crisis} AND document_number = ${document} LIMIT 50`.execute(
    tx,
  )
  return personsById(
    tx,
    crisis,
    found.rows.map(({ id }) => id),
  )
}

/** The persons of a manifest: listed, on board or arrived, by name. */
export const manifestPersons = (tx: Tx, crisis: string): Promise<PersonRecord[]> =>
  persons(tx)
    .where('p.crisis_id', '=', crisis)
    .where('p.state', 'in', ['EVAC_LISTED', 'BOARDED', 'ARRIVED'])
    .orderBy('p.name_key')
    .orderBy('p.id')
    .execute()
