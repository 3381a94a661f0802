import { sql } from 'kysely'
import type { Context, Signer } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import { leafOf } from './entry.ts'
import { headIsSigned } from './head.ts'
import { Tree } from './merkle.ts'
import { readHeads, readLeaves, type StoredHead, type StoredLeaf } from './pages.ts'

/** The first thing found wrong. `index` counts from 0; `size` is that of the head concerned. */
export interface Fault {
  readonly code:
    | 'entry.changed'
    | 'entry.deleted'
    /** Neither sealed nor waiting to be: it came past the triggers, or its leaf was taken away. */
    | 'entry.outside'
    | 'leaf.changed'
    | 'leaf.missing'
    | 'leaf.unsigned'
    /** Entry and leaf agree, and differ from what was signed: somewhere in this batch both were changed. */
    | 'batch.changed'
    | 'head.changed'
    | 'head.unknown-key'
    /** Another root than the head that was kept elsewhere. */
    | 'head.other-history'
  readonly index?: string
  readonly size?: string
  readonly event?: string
  readonly at?: string
  readonly action?: string
}

/** What a verification found. Counts are of what was read; `head` is the newest one that holds. */
export interface AuditReport {
  readonly whole: boolean
  readonly fault: Fault | null
  readonly sealed: string
  readonly heads: number
  /** Heads of earlier keys: their roots hold, their signatures cannot be checked with this key. */
  readonly headsOfOtherKeys: number
  readonly head: { readonly size: string; readonly root: string; readonly at: string; readonly key: string } | null
  readonly unsealed: number
  readonly unsealedSince: string | null
}

/** A head that was noted outside the database: with it, a log rolled back to an earlier day is found out. */
export interface KeptHead {
  readonly size: bigint
  readonly root: string
}

/** Verifies the whole log in one snapshot: every entry against its leaf, every leaf against the signed heads, and what waits unsealed. */
export function verifyAudit(context: Pick<Context, 'database' | 'signer'>, kept?: KeptHead): Promise<AuditReport> {
  return context.database
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => {
      // A whole log takes longer than any request may.
      await sql`SET LOCAL statement_timeout = 0`.execute(tx)
      const walk = new Walk(context.signer, kept)
      const fault = (await walk.findFault(tx)) ?? (await faultOutsideTree(tx))
      const waiting = await sql<{ count: string; since: string | null }>`
        SELECT count(*), min(e.at) AS since FROM audit_event e
        WHERE NOT EXISTS (SELECT 1 FROM audit_leaf l WHERE l.event_id = e.id)`.execute(tx)
      const { count = '0', since = null } = waiting.rows[0] ?? {}
      return { whole: fault === null, fault, ...walk.counts(), unsealed: Number(count), unsealedSince: since }
    })
}

/** Goes through the leaves once, with the heads beside them. */
class Walk {
  readonly #signer: Signer
  readonly #kept: KeptHead | undefined
  /** Of the leaves as they are stored. */
  readonly #tree = new Tree()
  /** The same, but with the hash of the faulty entry as it is now: tells a changed leaf from a changed entry. */
  #otherTree: Tree | null = null
  #suspect: Fault | null = null
  #head: StoredHead | null = null
  #heads = 0
  #otherKeys = 0

  constructor(signer: Signer, kept: KeptHead | undefined) {
    this.#signer = signer
    this.#kept = kept
  }

  counts() {
    const head = this.#head && {
      size: String(this.#head.size),
      root: Buffer.from(this.#head.root).toString('hex'),
      at: this.#head.at,
      key: this.#head.key,
    }
    return { sealed: String(this.#tree.size), heads: this.#heads, headsOfOtherKeys: this.#otherKeys, head }
  }

  async findFault(tx: Tx): Promise<Fault | null> {
    const heads = readHeads(tx)
    let head = (await heads.next()).value ?? null
    for await (const leaf of readLeaves(tx)) {
      const fault = this.#faultOfLeaf(leaf) ?? this.#faultOfKept()
      if (fault) return fault
      if (head?.size !== this.#tree.size) continue
      const broken = await this.#faultOfHead(head)
      if (broken) return broken
      head = (await heads.next()).value ?? null
    }
    if (this.#suspect) return this.#suspect
    if (head || (this.#kept && this.#kept.size > this.#tree.size))
      return { code: 'leaf.missing', index: String(this.#tree.size) }
    if (this.#tree.size > (this.#head?.size ?? 0n))
      return { code: 'leaf.unsigned', index: String(this.#head?.size ?? 0n) }
    if (this.#head && this.#head.key !== this.#signer.key)
      return { code: 'head.unknown-key', size: String(this.#head.size) }
    return null
  }

  #faultOfLeaf({ index, event, hash, entry }: StoredLeaf): Fault | null {
    if (index !== this.#tree.size) return { code: 'leaf.missing', index: String(this.#tree.size) }
    const now = entry === null ? null : leafOf(entry)
    if (this.#suspect === null && now?.equals(hash) !== true) {
      this.#otherTree = new Tree(this.#tree.size, this.#tree.edge())
      this.#otherTree.append(now ?? hash)
      const named = entry === null ? {} : { at: entry.at, action: entry.action }
      this.#suspect = {
        code: entry === null ? 'entry.deleted' : 'entry.changed',
        index: String(index),
        event,
        ...named,
      }
    } else this.#otherTree?.append(hash)
    this.#tree.append(hash)
    return null
  }

  #faultOfKept(): Fault | null {
    if (this.#kept?.size !== this.#tree.size || this.#tree.root().toString('hex') === this.#kept.root) return null
    return this.#suspect ?? { code: 'head.other-history', size: String(this.#kept.size) }
  }

  async #faultOfHead(head: StoredHead): Promise<Fault | null> {
    const size = String(head.size)
    const known = head.key === this.#signer.key
    const signed = !known || (await headIsSigned(this.#signer, head, head.signature))
    if (this.#suspect) {
      const leafLies = signed && this.#otherTree?.root().equals(head.root) && this.#suspect.code === 'entry.changed'
      return leafLies ? { ...this.#suspect, code: 'leaf.changed' } : this.#suspect
    }
    if (!signed) return { code: 'head.changed', size }
    if (!this.#tree.root().equals(head.root))
      return { code: 'batch.changed', index: String(this.#head?.size ?? 0n), size }
    if (!this.#tree.edge().equals(head.edge)) return { code: 'head.changed', size }
    this.#head = head
    this.#heads += 1
    if (!known) this.#otherKeys += 1
    return null
  }
}

/** Entries that were deleted before they were sealed, and entries that no sealing will ever reach. */
async function faultOutsideTree(tx: Tx): Promise<Fault | null> {
  const gone = await sql<{ event: string }>`
    SELECT u.event_id AS event FROM audit_unsealed u
    WHERE NOT EXISTS (SELECT 1 FROM audit_event e WHERE e.id = u.event_id) ORDER BY 1 LIMIT 1`.execute(tx)
  if (gone.rows[0]) return { code: 'entry.deleted', ...gone.rows[0] }
  const outside = await sql<{ event: string; at: string; action: string }>`
    SELECT e.id AS event, e.at, e.action FROM audit_event e
    WHERE NOT EXISTS (SELECT 1 FROM audit_leaf l WHERE l.event_id = e.id)
      AND NOT EXISTS (SELECT 1 FROM audit_unsealed u WHERE u.event_id = e.id) ORDER BY e.id LIMIT 1`.execute(tx)
  return outside.rows[0] ? { code: 'entry.outside', ...outside.rows[0] } : null
}
