import { sql } from 'kysely'
import type { Tx } from '../../database/connection.ts'

/** The places of a list that nobody has. */
export async function freePlaces(tx: Tx, places: readonly number[]): Promise<readonly number[]> {
  const { rows } = await sql<{ place: number }>`
    SELECT p AS place FROM unnest(${[...places]}::integer[]) AS p WHERE NOT EXISTS (SELECT 1 FROM health_certificate WHERE status_index = p)`.execute(
    tx,
  )
  return rows.map(({ place }) => place)
}

/** The highest place that was given; null where none was. */
export async function highestPlace(tx: Tx): Promise<number | null> {
  const { most } = await tx
    .selectFrom('health_certificate')
    .select((query) => query.fn.max('status_index').as('most'))
    .executeTakeFirstOrThrow()
  return most
}
