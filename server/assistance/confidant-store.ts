import { sql } from 'kysely'
import type { Tx } from '../database/connection.ts'

/** Those let in by name to a case, in the order in which they were. */
export const confidantsOf = (tx: Tx, id: string) =>
  tx
    .selectFrom('assistance_confidant as k')
    .innerJoin('officer as o', 'o.id', 'k.officer_id')
    .select(['o.id as officer', 'o.number', 'o.name'])
    .where('k.case_id', '=', id)
    .orderBy('k.at')
    .execute()

interface Admission {
  readonly case: string
  readonly officer: string
  readonly by: string
  readonly at: Temporal.Instant
}

/** Lets an officer in; one who is in stays in. */
export async function admit(tx: Tx, { case: id, officer, by, at }: Admission): Promise<void> {
  await tx
    .insertInto('assistance_confidant')
    .values({ case_id: id, officer_id: officer, let_in_by: by, at: at.toString() })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** An officer who serves, by her number, with where she may be given cases: the missions on whose duty she stands. */
export async function officerByNumber(tx: Tx, number: number) {
  const { rows } = await sql<{ id: string; missions: string[] }>`
    SELECT o.id, array(SELECT a.mission FROM officer_assignment a WHERE a.officer_id = o.id
      AND a.role IN ('duty', 'deputy', 'head', 'ministry-duty')) AS missions
    FROM officer o WHERE o.number = ${number} AND o.active`.execute(tx)
  return rows[0]
}
