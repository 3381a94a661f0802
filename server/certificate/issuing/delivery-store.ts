import { type Selectable, sql } from 'kysely'
import type { Tx } from '../../database/connection.ts'
import type { Tables } from '../../database/tables.ts'
import { linked, stored } from './store.ts'

/** Lays a certificate down for its holder's phone. */
export async function insertDelivery(tx: Tx, row: Selectable<Tables['health_delivery']>): Promise<void> {
  await tx.insertInto('health_delivery').values(row).execute()
}

/** A certificate of an account that waits for the phone. */
export async function readDelivery(
  tx: Tx,
  { account, certificate }: { readonly account: string; readonly certificate: string },
) {
  const row = await tx
    .selectFrom('health_delivery as d')
    .innerJoin('health_certificate as c', 'c.id', 'd.certificate_id')
    .selectAll('c')
    .select(linked.as('records'))
    .select('d.text')
    .where('d.certificate_id', '=', certificate)
    .where('d.account_id', '=', account)
    .executeTakeFirst()
  return row ? { ...stored(row), text: row.text } : null
}

/** Forgets the text of a certificate that was fetched. */
export async function deleteDelivery(tx: Tx, certificate: string): Promise<void> {
  await tx.deleteFrom('health_delivery').where('certificate_id', '=', certificate).execute()
}

/** Forgets texts that nobody fetched in their days. */
export async function deleteOldDeliveries(tx: Tx, now: Temporal.Instant): Promise<void> {
  await tx.deleteFrom('health_delivery').where(sql<boolean>`until < ${now.toString()}`).execute()
}
