import type { RegisteredPerson, RegistrationDates, RegistrationDetails } from '@consular/domain/registration'
import { type Insertable, type Selectable, sql } from 'kysely'
import type { Tx } from '../database/connection.ts'
import type { Tables } from '../database/tables.ts'

/** A registration with its persons, in the order of their ids: the order in which they were entered. */
export type RegistrationRow = Selectable<Tables['registration']> & { readonly persons: readonly RegisteredPerson[] }

const whole = sql`r.*, (SELECT coalesce(json_agg(json_build_object('id', p.id, 'familyName', p.family_name, 'givenName', p.given_name,
    'latinName', p.latin_name, 'birthDate', p.birth_date, 'documentNumber', p.document_number, 'phone', p.phone, 'needs', p.needs) ORDER BY p.id), '[]')
  FROM registered_person p WHERE p.registration_id = r.id) AS persons`

/** One registration, locked until the transaction ends; or null. */
export async function lockRegistration(tx: Tx, id: string): Promise<RegistrationRow | null> {
  const { rows } = await sql<RegistrationRow>`
    SELECT ${whole} FROM registration r WHERE r.id = ${id} FOR UPDATE OF r`.execute(tx)
  return rows[0] ?? null
}

/** The registrations of an account that are not yet due to be erased, the newest first. */
export async function registrationsOf(tx: Tx, account: string, today: string): Promise<readonly RegistrationRow[]> {
  const { rows } = await sql<RegistrationRow>`
    SELECT ${whole} FROM registration r WHERE r.account_id = ${account} AND r.erase_on > ${today}
    ORDER BY r.created_at DESC, r.id DESC`.execute(tx)
  return rows
}

/** Locks an account, so that what it registers at once is counted one after another; answers how many registrations it has. */
export async function countRegistrations(tx: Tx, account: string): Promise<number> {
  await sql`SELECT 1 FROM account WHERE id = ${account} FOR NO KEY UPDATE`.execute(tx)
  const { rows } = await sql<{ count: number }>`
    SELECT count(*)::int AS count FROM registration WHERE account_id = ${account}`.execute(tx)
  return rows[0]?.count ?? 0
}

/** What is written of a registration. */
export interface WrittenRegistration {
  readonly id: string
  readonly account: string
  readonly details: RegistrationDetails
  readonly dates: RegistrationDates
  readonly at: string
}

const columnsOf = ({ details, dates }: WrittenRegistration) => ({
  kind: details.kind,
  state: 'ACTIVE' as const,
  country: details.country,
  place: details.place,
  lat: details.position?.lat ?? null,
  lon: details.position?.lon ?? null,
  from_on: details.from,
  until_on: details.until,
  email: details.email,
  phone: details.phone,
  language: details.language,
  on_manifest: details.onManifest,
  refresh_on: dates.refreshOn.toString(),
  erase_on: dates.eraseOn.toString(),
})

/** Writes a new registration without its persons; false where one of that id is here. */
export async function insertRegistration(tx: Tx, written: WrittenRegistration): Promise<boolean> {
  const done = await tx
    .insertInto('registration')
    .values({ ...columnsOf(written), id: written.id, account_id: written.account, created_at: written.at })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst()
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** Writes a registration over, as its next version. */
export async function updateRegistration(tx: Tx, written: WrittenRegistration): Promise<void> {
  await tx
    .updateTable('registration')
    .set((row) => ({ ...columnsOf(written), version: row('version', '+', 1) }))
    .where('id', '=', written.id)
    .execute()
}

/** Are ids of these persons in another registration? */
export async function personsElsewhere(tx: Tx, { id, details }: WrittenRegistration): Promise<boolean> {
  const ids = details.persons.map((person) => person.id)
  const { rows } = await sql`
    SELECT 1 FROM registered_person WHERE id = ANY(${ids}::uuid[]) AND registration_id <> ${id} LIMIT 1`.execute(tx)
  return rows.length > 0
}

/** Writes the persons of a registration: those who stay keep their rows, those who are gone lose them. */
export async function writePersons(tx: Tx, { id, details }: WrittenRegistration): Promise<void> {
  const ids = details.persons.map((person) => person.id)
  await tx.deleteFrom('registered_person').where('registration_id', '=', id).where('id', 'not in', ids).execute()
  await tx
    .insertInto('registered_person')
    .values(
      details.persons.map((person) => ({
        registration_id: id,
        id: person.id,
        family_name: person.familyName,
        given_name: person.givenName,
        latin_name: person.latinName,
        birth_date: person.birthDate,
        document_number: person.documentNumber,
        phone: person.phone,
        needs: [...person.needs],
      })),
    )
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((row) => ({
        family_name: row.ref('excluded.family_name'),
        given_name: row.ref('excluded.given_name'),
        latin_name: row.ref('excluded.latin_name'),
        birth_date: row.ref('excluded.birth_date'),
        document_number: row.ref('excluded.document_number'),
        phone: row.ref('excluded.phone'),
        needs: row.ref('excluded.needs'),
      })),
    )
    .execute()
}

/** Moves a registration on, with the days that count from now. */
export async function moveRegistration(
  tx: Tx,
  id: string,
  to: { readonly state: Tables['registration']['state']; readonly dates?: RegistrationDates },
): Promise<void> {
  const dates = to.dates && { refresh_on: to.dates.refreshOn.toString(), erase_on: to.dates.eraseOn.toString() }
  await tx
    .updateTable('registration')
    .set((row) => ({ state: to.state, version: row('version', '+', 1), ...dates }))
    .where('id', '=', id)
    .execute()
}

/** Takes a registration and its persons away for ever; answers how many rows it was. */
export async function removeRegistration(tx: Tx, id: string): Promise<number> {
  const persons = await tx.deleteFrom('registered_person').where('registration_id', '=', id).executeTakeFirst()
  const { numDeletedRows } = await tx.deleteFrom('registration').where('id', '=', id).executeTakeFirst()
  return Number(persons.numDeletedRows + numDeletedRows)
}

/** Writes the proof that something was erased: that, when, and by which rule. */
export async function insertErasure(tx: Tx, proof: Insertable<Tables['erasure']>): Promise<void> {
  await tx.insertInto('erasure').values(proof).execute()
}

/** Registrations that may have to move on a day, those of the earliest days first. */
export async function registrationsDue(tx: Tx, today: string, most: number): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM registration WHERE erase_on <= ${today} OR (refresh_on <= ${today} AND state <> 'LAPSED')
    ORDER BY refresh_on, id LIMIT ${most}`.execute(tx)
  return rows.map(({ id }) => id)
}

/** The e-mail of an account: where letters about a registration go that names none. */
export const emailOf = (tx: Tx, account: string) =>
  tx.selectFrom('account').select('email').where('id', '=', account).executeTakeFirstOrThrow()
