import { sql, type Transaction } from 'kysely'
import type { Context } from '../context.ts'
import type { Tables } from '../database/tables.ts'
import { entryColumns, leafOf, type StoredEntry } from './entry.ts'
import { signHead } from './head.ts'
import { Tree } from './merkle.ts'

type Sealing = Pick<Context, 'database' | 'now' | 'signer'>

/** Any number; it only has to be the same in every process that seals. */
const lock = 7_632_003

/** Entries under one head: few enough for a short transaction, enough to keep up. */
const batchSize = 5000

/**
 * Seals every entry that is not sealed yet, batch by batch; answers how many. Leaves stand in the order of sealing and are numbered
 * without a gap: an entry whose transaction commits late comes later in the tree, and is not lost. One process at a time.
 */
export async function sealAudit(context: Sealing): Promise<number> {
  let sealed = 0
  for (;;) {
    const batch = await context.database.transaction().execute((tx) => sealBatch(tx, context))
    sealed += batch
    if (batch < batchSize) return sealed
  }
}

async function sealBatch(tx: Transaction<Tables>, context: Sealing): Promise<number> {
  await sql`SELECT pg_advisory_xact_lock(${lock})`.execute(tx)
  const { rows } = await sql<StoredEntry>`
    SELECT ${entryColumns} FROM audit_unsealed u JOIN audit_event e ON e.id = u.event_id
    ORDER BY u.event_id LIMIT ${batchSize}`.execute(tx)
  if (rows.length === 0) return 0
  const tree = await lastTree(tx)
  const first = tree.size
  const hashes = rows.map(leafOf)
  for (const hash of hashes) tree.append(hash)
  const ids = rows.map(({ id }) => id)
  await sql`INSERT INTO audit_leaf (index, event_id, hash)
    SELECT ${String(first)}::bigint + n - 1, event_id, hash
    FROM unnest(${ids}::uuid[], ${hashes}::bytea[]) WITH ORDINALITY AS leaf (event_id, hash, n)`.execute(tx)
  await sql`DELETE FROM audit_unsealed WHERE event_id = ANY (${ids}::uuid[])`.execute(tx)
  await writeHead(tx, context, tree)
  return rows.length
}

/** The tree under the newest head. A head that does not fit its own edge has been tampered with: nothing is sealed on top of it. */
async function lastTree(tx: Transaction<Tables>): Promise<Tree> {
  const head = await tx.selectFrom('audit_head').selectAll().orderBy('size', 'desc').limit(1).executeTakeFirst()
  if (!head) return new Tree()
  const tree = new Tree(BigInt(head.size), head.edge)
  if (!tree.root().equals(head.root))
    throw new Error(`The audit head of size ${head.size} was changed: run audit verify`)
  return tree
}

async function writeHead(tx: Transaction<Tables>, { now, signer }: Sealing, tree: Tree): Promise<void> {
  const at = now().round('microsecond').toString()
  const head = { size: tree.size, root: tree.root(), at, key: signer.key }
  const signature = Buffer.from(await signHead(signer, head))
  await tx
    .insertInto('audit_head')
    .values({ ...head, size: String(head.size), edge: tree.edge(), signature })
    .execute()
}
