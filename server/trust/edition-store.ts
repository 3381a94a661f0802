import { sql } from 'kysely'
import type { Tx } from '../database/connection.ts'
import type { Tables } from '../database/tables.ts'

type Kind = Tables['trust_edition']['kind']

/** The newest number of each kind; 0 where there is none. */
export async function newestNumbers(tx: Tx): Promise<{ readonly trust: number; readonly rules: number }> {
  const { rows } = await sql<{ trust: number | null; rules: number | null }>`SELECT
    (SELECT max(number) FROM trust_edition WHERE kind = 'trust') AS trust, (SELECT max(number) FROM trust_edition WHERE kind = 'rules') AS rules`.execute(
    tx,
  )
  return { trust: rows[0]?.trust ?? 0, rules: rows[0]?.rules ?? 0 }
}

/** When the newest edition of a kind was made. */
export async function newestEdition(
  tx: Tx,
  kind: Kind,
): Promise<{ readonly number: number; readonly at: string } | null> {
  const row = await tx
    .selectFrom('trust_edition')
    .select(['number', 'made_at'])
    .where('kind', '=', kind)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? { number: row.number, at: row.made_at } : null
}

/** The content of an edition. */
export const editionContent = async (tx: Tx, kind: Kind, number: number): Promise<string | null> =>
  (
    await tx
      .selectFrom('trust_edition')
      .select('content')
      .where('kind', '=', kind)
      .where('number', '=', number)
      .executeTakeFirst()
  )?.content ?? null

/** Makes an edition. False where somebody else took its number meanwhile. */
export async function insertEdition(tx: Tx, row: Tables['trust_edition']): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('trust_edition')
    .values(row)
    .onConflict((conflict) => conflict.columns(['kind', 'number']).doNothing())
    .executeTakeFirstOrThrow()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}
