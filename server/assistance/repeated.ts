import type { Tx } from '../database/connection.ts'
import { rowOf } from './work-store.ts'

/** Was a row with this id written before, with the same content? A caller that makes ids may send the same thing twice, at any version. */
export async function repeatedRow(
  tx: Tx,
  table: Parameters<typeof rowOf>[1],
  row: { readonly id: string; readonly case_id: string; readonly [column: string]: unknown },
): Promise<'same' | 'other' | null> {
  const stored = await rowOf(tx, table, row.id)
  if (stored === undefined) return null
  return Object.entries(row).every(([column, value]) => sameValue(stored[column], value)) ? 'same' : 'other'
}

/** Instants and large numbers come back as text. */
const sameValue = (stored: unknown, value: unknown): boolean =>
  String(stored) === String(value) ||
  (typeof stored === 'string' &&
    typeof value === 'string' &&
    /^\d{4}-\d\d-\d\dT.*Z$/.test(stored) &&
    Temporal.Instant.from(stored).equals(Temporal.Instant.from(value)))
