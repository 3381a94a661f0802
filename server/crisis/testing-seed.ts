import { sql } from 'kysely'
import type { Database } from '../database/connection.ts'

/** Registrations of one person each, made by one statement: 200,000 take some seconds. */
export interface Seed {
  readonly count: number
  readonly lat: number
  readonly lon: number
  /** All lie within so many kilometres to the north of it. */
  readonly km: number
  readonly kind?: 'resident' | 'trip'
  readonly country?: string
  /** The telephones are `+`, these digits, and the number of the registration in six digits. Three to eight digits. */
  readonly phones: string
  readonly at: Temporal.Instant
}

/**
 * Registers people for a test or a benchmark. Each has an account of her own (`<phones>-<number>@example.org`), a telephone, an e-mail address, a name by its number,
 * and was born in one of a hundred years; one in twenty is ill and one in ten elderly.
 */
export async function seedRegistrations(database: Database, seed: Seed): Promise<void> {
  const { count, lat, lon, km, kind = 'resident', country = 'TR', phones, at } = seed
  const day = at.toZonedDateTimeISO('UTC').toPlainDate()
  const [from, until, erase] = [day.subtract({ days: 30 }), day.add({ days: 30 }), day.add({ years: 1 })].map(String)
  await database.transaction().execute(async (tx) => {
    await sql`SET LOCAL statement_timeout = '10min'`.execute(tx)
    await sql`
      WITH made AS MATERIALIZED (SELECT n, uuid_at(${at.toString()}) AS account, uuid_at(${at.toString()}) AS registration, uuid_at(${at.toString()}) AS person,
          '+' || ${phones} || lpad(n::text, 6, '0') AS phone, ${phones} || '-' || n || '@example.org' AS email
        FROM generate_series(1, ${count}::int) n),
      account AS (INSERT INTO account (id, email, language, created_at) SELECT account, email, 'en', ${at.toString()}::timestamptz FROM made RETURNING 1),
      registration AS (INSERT INTO registration (id, account_id, kind, state, country, place, lat, lon, from_on, until_on, email, phone, language, on_manifest,
          created_at, refresh_on, erase_on)
        SELECT registration, account, ${kind}, 'ACTIVE', ${country}, 'a street', ${lat}::float8 + ${km}::float8 / 111.195 * n / ${count}::float8, ${lon}::float8, ${from}::date,
          CASE WHEN ${kind} = 'trip' THEN ${until}::date END, email, phone, 'en', n % 2 = 0, ${at.toString()}::timestamptz, ${until}::date, ${erase}::date FROM made RETURNING 1)
      INSERT INTO registered_person (registration_id, id, family_name, given_name, latin_name, birth_date, needs)
      SELECT registration, person, '人' || ${phones}, n::text, 'REN' || ${phones} || ' N' || n, (1925 + n % 100) || '-05-17',
        CASE WHEN n % 20 = 1 THEN '{medical}'::text[] WHEN n % 10 = 2 THEN '{elderly}'::text[] ELSE '{}'::text[] END FROM made
      WHERE (SELECT count(*) FROM account) >= 0 AND (SELECT count(*) FROM registration) >= 0`.execute(tx)
  })
}
