import { sql } from 'kysely'
import type { Tx } from '../database/connection.ts'
import { concerns, knownTo } from './known-store.ts'
import type { CaseRecord } from './store.ts'

/** What an officer looks for. Empty members ask for nothing. */
export interface Sought {
  readonly officer: string
  readonly mission: string
  /** Is she on the duty of the mission, so that all of its cases are hers to find? */
  readonly onDuty: boolean
  readonly hostCountry: string | null
  readonly reference: string | null
  readonly name: string | null
  readonly situation: string | null
  readonly country: string | null
  readonly most: number
}

type FoundRecord = Pick<
  CaseRecord,
  'id' | 'reference' | 'mission' | 'state' | 'type' | 'opened_at' | 'person_name' | 'country'
>

/** Cases that fit what an officer looks for and that she may know of, the newest first. */
export async function findCases(tx: Tx, sought: Sought): Promise<FoundRecord[]> {
  const { officer, mission, onDuty, hostCountry, reference, name, situation, country, most } = sought
  const { rows } = await sql<FoundRecord>`
    SELECT c.id, c.reference, c.mission, c.state, c.type, c.opened_at, c.person_name, c.country FROM assistance_case c
    WHERE c.mission = ${mission} AND ${knownTo(officer)} AND (${onDuty}::boolean OR ${concerns(officer)})
      AND (${reference}::text IS NULL OR c.reference = ${reference}::text)
      AND (${country}::text IS NULL OR coalesce(c.country, ${hostCountry}::text) = ${country}::text)
      AND (${name}::text IS NULL OR strpos(lower(c.person_name), lower(${name}::text)) > 0 OR EXISTS (
        SELECT FROM assistance_report r WHERE r.case_id = c.id AND (strpos(lower(r.about_name), lower(${name}::text)) > 0
          OR strpos(lower(r.sender_name), lower(${name}::text)) > 0)))
      AND (${situation}::text IS NULL OR EXISTS (
        SELECT FROM assistance_report r WHERE r.case_id = c.id AND r.situation = ${situation}::text))
    ORDER BY c.opened_at DESC LIMIT ${most}`.execute(tx)
  return rows
}

interface TraitRow {
  id: string
  reference: string
  names: string[]
  born: string | null
  phone: string | null
  lat: number | null
  lon: number | null
  opened_at: string
}

interface Around {
  readonly officer: string
  readonly mission: string
  readonly onDuty: boolean
  readonly since: Temporal.Instant
  /** The case itself, whenever it was opened. */
  readonly id: string
  readonly most: number
}

/** The open cases of a mission that an officer may know of, with what tells people apart: no more than that. */
export async function traitsAround(tx: Tx, { officer, mission, onDuty, since, id, most }: Around): Promise<TraitRow[]> {
  const { rows } = await sql<TraitRow>`
    SELECT c.id, c.reference, c.person_born AS born, encode(c.phone_key, 'hex') AS phone, c.opened_at, p.lat, p.lon,
      array_remove(array_append((SELECT array_agg(r.about_name) FROM assistance_report r WHERE r.case_id = c.id), c.person_name), NULL) AS names
    FROM assistance_case c LEFT JOIN LATERAL (
      SELECT r.lat, r.lon FROM assistance_report r WHERE r.case_id = c.id AND r.lat IS NOT NULL ORDER BY r.stored_at LIMIT 1) p ON true
    WHERE c.mission = ${mission} AND c.closed_at IS NULL AND (c.opened_at >= ${since.toString()} OR c.id = ${id}::uuid) AND ${knownTo(officer)}
      AND (${onDuty}::boolean OR ${concerns(officer)})
    ORDER BY c.id = ${id}::uuid DESC, c.opened_at DESC LIMIT ${most}`.execute(tx)
  return rows
}
