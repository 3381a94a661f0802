import { hiddenAmong } from '../shared/index.ts'

/** A count of one month and kind; the kind before the first dot is its group: `record.test` is one of the group `record`. */
export interface CountRow {
  readonly month: string
  readonly kind: string
  readonly count: number
}

/** A row as it may be shown: null where it is hidden. */
export interface ShownRow extends Omit<CountRow, 'count'> {
  readonly count: number | null
}

const groupOf = (kind: string): string => kind.split('.')[0] ?? kind

/**
 * Hides small counts, and those from which they could be reckoned: totals of a group over a month, and over all months, are known elsewhere (a mission sees
 * how many records each of its sources sent).
 */
export function suppress(rows: readonly CountRow[]): readonly ShownRow[] {
  const present = rows.filter(({ count }) => count > 0)
  const hidden = hiddenAmong(present, ({ kind, month }) => [`${groupOf(kind)} ${month}`, groupOf(kind)])
  return present.map((row) => ({ ...row, count: hidden.has(row) ? null : row.count }))
}
