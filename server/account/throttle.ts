import { createHmac } from 'node:crypto'
import { ok, type Result, refuse } from '@consular/domain/shared'
import { sql } from 'kysely'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'

/** How often in an hour something may be tried by someone. */
export interface Limit {
  readonly what: string
  readonly who: string
  readonly most: number
}

/**
 * Counts an attempt, and refuses it (`request.too-many`, `retryAfterSeconds`) when `most` were made within the last hour.
 * One statement counts, so parallel attempts cannot slip through; a refused one does not prolong the wait. Who tried is
 * kept for that hour alone, as a keyed hash.
 */
export async function throttle(tx: Tx, context: Context, { what, who, most }: Limit): Promise<Result<undefined>> {
  const key = createHmac('sha256', context.secret).update(`${what} ${who}`).digest()
  const now = context.now()
  const from = now.subtract({ hours: 1 }).toString()
  const counted = await sql`
    INSERT INTO attempt (key, times) VALUES (${key}, ARRAY[${now.toString()}::timestamptz])
    ON CONFLICT (key) DO UPDATE SET times =
      ARRAY(SELECT t FROM unnest(attempt.times) t WHERE t > ${from}::timestamptz) || EXCLUDED.times
    WHERE (SELECT count(*) FROM unnest(attempt.times) t WHERE t > ${from}::timestamptz) < ${most}
    RETURNING 1`.execute(tx)
  if (counted.rows.length > 0) return ok(undefined)
  const { rows } = await sql<{ first: string }>`
    SELECT min(t) AS first FROM attempt, unnest(times) t WHERE key = ${key} AND t > ${from}::timestamptz`.execute(tx)
  const free = Temporal.Instant.from(rows[0]?.first ?? now.toString()).add({ hours: 1 })
  return refuse('request.too-many', { retryAfterSeconds: Math.max(1, Math.ceil(free.since(now).total('seconds'))) })
}
