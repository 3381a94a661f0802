import { sql } from 'kysely'
import type { Tx } from '../database/connection.ts'
import { entryColumns, type StoredEntry } from './entry.ts'
import type { Head } from './head.ts'

/** A leaf with the entry it names, or null where that entry is gone. */
export interface StoredLeaf {
  readonly index: bigint
  readonly event: string
  readonly hash: Buffer
  readonly entry: StoredEntry | null
}

/** A head as it is stored. */
export interface StoredHead extends Head {
  readonly edge: Buffer
  readonly signature: Buffer
}

const pageSize = 5000

/** All leaves in their order, a page at a time. */
export async function* readLeaves(tx: Tx): AsyncGenerator<StoredLeaf> {
  let after = -1n
  for (;;) {
    const { rows } = await sql<StoredEntry & { id: string | null; index: string; event_id: string; hash: Buffer }>`
      SELECT l.index, l.event_id, l.hash, ${entryColumns}
      FROM audit_leaf l LEFT JOIN audit_event e ON e.id = l.event_id
      WHERE l.index > ${String(after)}::bigint ORDER BY l.index LIMIT ${pageSize}`.execute(tx)
    for (const { index, event_id: event, hash, ...entry } of rows) {
      after = BigInt(index)
      yield { index: after, event, hash, entry: entry.id === null ? null : entry }
    }
    if (rows.length < pageSize) return
  }
}

/** All heads, the smallest first, a page at a time. */
export async function* readHeads(tx: Tx): AsyncGenerator<StoredHead> {
  let after = 0n
  for (;;) {
    const rows = await tx
      .selectFrom('audit_head')
      .selectAll()
      .where('size', '>', String(after))
      .orderBy('size')
      .limit(pageSize)
      .execute()
    for (const row of rows) {
      after = BigInt(row.size)
      yield { ...row, size: after }
    }
    if (rows.length < pageSize) return
  }
}
