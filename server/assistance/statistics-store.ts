import type { CountedCell } from '@consular/domain/assistance'
import { sql } from 'kysely'
import type { Tx } from '../database/connection.ts'

interface Counting {
  /** Cases that were opened from the first instant on and before the second. */
  readonly from: Temporal.Instant
  readonly until: Temporal.Instant
  /** The place that stands for each mission; a mission that is not named stands for itself. */
  readonly places: ReadonlyMap<string, string>
}

type Row = { type: CountedCell['type']; place: string; count: number } & {
  [name in `${'read' | 'contact' | 'resolve'}_${'known' | 'median' | 'ninetieth'}`]: number | null
}

const timed = (row: Row, name: 'read' | 'contact' | 'resolve') => ({
  known: row[`${name}_known`] ?? 0,
  median: row[`${name}_median`],
  ninetieth: row[`${name}_ninetieth`],
})

const measures = (name: 'read' | 'contact' | 'resolve') => {
  const minutes = sql.ref(name)
  return sql`count(${minutes})::int AS ${sql.ref(`${name}_known`)},
    percentile_disc(0.5) WITHIN GROUP (ORDER BY ${minutes}) AS ${sql.ref(`${name}_median`)},
    percentile_disc(0.9) WITHIN GROUP (ORDER BY ${minutes}) AS ${sql.ref(`${name}_ninetieth`)}`
}

/**
 * Cases by kind and place, in whole minutes until the first reading, the first contact and the end. Sealed cases are in no cell, as are those that were merged
 * into another and those of which nobody has decided the kind. Whole numbers, nothing suppressed: not for anyone's eyes.
 */
export async function countCases(tx: Tx, { from, until, places }: Counting): Promise<readonly CountedCell[]> {
  const named = JSON.stringify([...places].map(([mission, place]) => ({ mission, place })))
  const minutes = (end: ReturnType<typeof sql>) => sql`floor(extract(epoch FROM ${end} - c.opened_at) / 60)::int`
  const firstRead = sql`(SELECT min(r.read_at) FROM assistance_report r WHERE r.case_id = c.id)`
  const { rows } = await sql<Row>`
    WITH measured AS (
      SELECT c.type, coalesce(p.place, c.mission) AS place, ${minutes(firstRead)} AS read,
        ${minutes(sql`c.contacted_at`)} AS contact, ${minutes(sql`c.resolved_at`)} AS resolve
      FROM assistance_case c LEFT JOIN jsonb_to_recordset(${named}::jsonb) AS p(mission text, place text) ON p.mission = c.mission
      WHERE c.opened_at >= ${from.toString()} AND c.opened_at < ${until.toString()}
        AND c.type IS NOT NULL AND c.sealed_at IS NULL AND c.state <> 'MERGED_INTO')
    SELECT type, place, count(*)::int AS count, ${measures('read')}, ${measures('contact')}, ${measures('resolve')}
    FROM measured GROUP BY type, place ORDER BY place, type`.execute(tx)
  return rows.map((row) => ({
    type: row.type,
    place: row.place,
    count: row.count,
    read: timed(row, 'read'),
    contact: timed(row, 'contact'),
    resolve: timed(row, 'resolve'),
  }))
}
