import { type CrisisArea, callRank, daysOf, Vulnerability } from '@consular/domain/crisis'
import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../database/connection.ts'
import { areaOf, type CrisisRecord } from './store.ts'

/** Who was taken in by one statement. */
export interface Populated {
  readonly persons: number
  readonly households: number
  readonly messages: number
}

/** A degree of latitude in kilometres, a little short: the band it gives is never too narrow. */
const degreeKm = 111.1

/** Great-circle distance in kilometres as `domain/mission` measures it (haversine, mean radius of the Earth). */
const distance = (lat: number, lon: number): RawBuilder<number> => sql`(2 * 6371.0088 * asin(least(1, sqrt(
  sin(radians(${lat}::float8 - r.lat) / 2) ^ 2 + cos(radians(r.lat)) * cos(radians(${lat}::float8)) * sin(radians(${lon}::float8 - r.lon) / 2) ^ 2))))`

/** The area as a condition on a registration `r`: what `isInside` of the rules says, for the database. */
function inside({ circles, polygons, countries, unplaced }: CrisisArea): RawBuilder<boolean> {
  const parts = [
    sql<boolean>`r.country = ANY(${[...countries]}::text[])`,
    sql<boolean>`(r.lat IS NULL AND r.country = ANY(${[...unplaced]}::text[]))`,
    ...circles.map(({ lat, lon, km }) => {
      const band = km / degreeKm
      return sql<boolean>`(r.lat BETWEEN ${lat - band}::float8 AND ${lat + band}::float8 AND ${distance(lat, lon)} <= ${km}::float8)`
    }),
    ...polygons.map((corners) => {
      const text = corners.map(({ lat, lon }) => `(${lon},${lat})`).join()
      return sql<boolean>`(r.lat IS NOT NULL AND ${`(${text})`}::polygon @> point(r.lon, r.lat))`
    }),
  ]
  return sql<boolean>`(${sql.join(parts, sql` OR `)})`
}

/** Persons who are registered inside and not in the crisis yet, each once: who lives there and travels there is one. */
function newcomers(crisis: string, area: CrisisArea, at: Temporal.Instant): RawBuilder<unknown> {
  const { earliest, latest } = daysOf(at)
  return sql`
    SELECT DISTINCT ON (r.account_id, folded_name(p.family_name || p.given_name), p.birth_date)
      p.id, p.family_name, p.given_name, p.latin_name, p.birth_date, p.document_number, p.needs, coalesce(p.phone, r.phone) AS phone,
      r.id AS registration_id, r.account_id, r.language, r.email, r.on_manifest, r.country, r.place, r.lat, r.lon
    FROM registration r JOIN registered_person p ON p.registration_id = r.id
    WHERE r.state IN ('ACTIVE', 'REFRESH_DUE') AND r.from_on <= ${latest}::date AND (r.until_on IS NULL OR r.until_on >= ${earliest}::date)
      AND ${inside(area)}
      AND NOT EXISTS (SELECT 1 FROM crisis_person c WHERE c.crisis_id = ${crisis} AND c.registered_id = p.id)
      AND NOT EXISTS (SELECT 1 FROM crisis_person c JOIN crisis_household h ON h.id = c.household_id
        WHERE c.crisis_id = ${crisis} AND c.name_key = folded_name(p.family_name || p.given_name)
          AND c.birth_date IS NOT DISTINCT FROM p.birth_date AND h.account_id = r.account_id)
    ORDER BY r.account_id, folded_name(p.family_name || p.given_name), p.birth_date, r.kind DESC, r.id`
}

const rank = (reason: Vulnerability): number => callRank([reason])

/** The place in the call list, as `vulnerabilities` and `callRank` of the rules give it; a partial date counts from its earliest day. */
const rankOf = (at: Temporal.Instant): RawBuilder<number> => {
  const today = at.toZonedDateTimeISO('UTC').toPlainDate()
  const born = (years: number): string => today.subtract({ years }).toString()
  const date = sql`CASE length(p.birth_date) WHEN 10 THEN p.birth_date WHEN 7 THEN p.birth_date || '-01' WHEN 4 THEN p.birth_date || '-01-01' END`
  return sql<number>`CASE WHEN 'child-alone' = ANY(p.needs) THEN ${rank('alone-child')}::int
    WHEN 'medical' = ANY(p.needs) THEN ${rank('medical')}::int
    WHEN 'elderly' = ANY(p.needs) OR ${date} <= ${born(70)} THEN ${rank('elderly')}::int
    WHEN 'pregnant' = ANY(p.needs) THEN ${rank('pregnant')}::int
    WHEN 'mobility' = ANY(p.needs) THEN ${rank('mobility')}::int
    WHEN ${date} > ${born(14)} THEN ${rank('child')}::int ELSE ${callRank([])}::int END`
}

/** How many persons and households a crisis would ask that is not in force yet. */
export async function countInside(tx: Tx, found: CrisisRecord): Promise<{ persons: number; households: number }> {
  const at = Temporal.Instant.from(found.happened_at)
  const { rows } = await sql<{ persons: number; households: number }>`
    SELECT count(*)::int AS persons, count(DISTINCT (registration_id, phone))::int AS households
    FROM (${newcomers(found.id, areaOf(found), at)}) inside`.execute(tx)
  return rows[0] ?? { persons: 0, households: 0 }
}

/**
 * Takes everybody in who is registered inside, with a message to each household that can be reached, in one statement: 200,000 are a matter of seconds.
 * Whoever is in already stays as she is and is not asked again.
 */
export async function populate(
  tx: Tx,
  found: CrisisRecord,
  area: CrisisArea,
  now: Temporal.Instant,
): Promise<Populated> {
  const [at, happened] = [now.toString(), Temporal.Instant.from(found.happened_at)]
  await sql`SET LOCAL statement_timeout = '10min'`.execute(tx)
  const { rows } = await sql<Populated>`
    WITH p AS MATERIALIZED (
      -- Each knows her household before anything is stored: nothing has to be joined to what was just written, of which no planner knows the size.
      SELECT each.*, known.id IS NOT NULL AS is_known, coalesce(known.id,
        first_value(fresh_id) OVER (PARTITION BY each.registration_id, each.phone ORDER BY each.id)) AS household_id
      FROM (SELECT found.*, uuid_at(${at}) AS fresh_id FROM (${newcomers(found.id, area, happened)}) found) each
      LEFT JOIN LATERAL (SELECT h.id FROM crisis_household h WHERE h.crisis_id = ${found.id} AND h.registration_id = each.registration_id
        AND h.phone IS NOT DISTINCT FROM each.phone) known ON true),
    fresh AS MATERIALIZED (SELECT DISTINCT ON (household_id) household_id, registration_id, account_id, language, phone, email FROM p WHERE NOT is_known),
    household AS (
      INSERT INTO crisis_household (id, crisis_id, registration_id, account_id, language, phone, email)
      SELECT household_id, ${found.id}, registration_id, account_id, language, phone, email FROM fresh
      RETURNING 1),
    person AS (
      INSERT INTO crisis_person (id, crisis_id, household_id, registered_id, family_name, given_name, latin_name, birth_date, document_number,
        phone, needs, call_rank, on_manifest, country, place, lat, lon)
      SELECT uuid_at(${at}), ${found.id}, p.household_id, p.id, p.family_name, p.given_name, p.latin_name, p.birth_date, p.document_number,
        p.phone, p.needs, ${rankOf(happened)}, p.on_manifest, p.country, p.place, p.lat, p.lon
      FROM p
      RETURNING 1),
    message AS (
      INSERT INTO crisis_message (id, crisis_id, household_id, channel, queued_at, due_at)
      SELECT uuid_at(${at}), ${found.id}, household_id, channel, ${at}, ${at}
      FROM (SELECT household_id, CASE WHEN EXISTS (SELECT 1 FROM push_subscription s WHERE s.account_id = fresh.account_id) THEN 'push'
        WHEN phone IS NOT NULL THEN 'sms' WHEN email IS NOT NULL THEN 'mail' END AS channel FROM fresh) way
      WHERE channel IS NOT NULL
      RETURNING 1)
    SELECT (SELECT count(*)::int FROM person) AS persons, (SELECT count(*)::int FROM household) AS households,
      (SELECT count(*)::int FROM message) AS messages`.execute(tx)
  return rows[0] ?? { persons: 0, households: 0, messages: 0 }
}
