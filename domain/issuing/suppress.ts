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

/** The least that is shown. */
export const leastShown = 10

const groupOf = (kind: string): string => kind.split('.')[0] ?? kind

/**
 * Hides every count below `leastShown`, and then as many of the smallest others as it takes that nobody can reckon a hidden one from a total: totals of a group over a month, and over all months, are known
 * elsewhere (a mission sees how many records each of its sources sent). So in each group and month, and in each group over all months, either nothing is hidden, or two counts at least which come to `leastShown` together.
 * What does not exist (a count of 0) is left out and hides nothing. With too few counts to hide one among, all of the group are hidden.
 */
export function suppress(rows: readonly CountRow[]): readonly ShownRow[] {
  const present = rows.filter(({ count }) => count > 0)
  const hidden = new Set(present.filter(({ count }) => count < leastShown))
  const groups = [...Map.groupBy(present, ({ kind }) => groupOf(kind)).values()]
  for (const group of groups) {
    for (const month of Map.groupBy(group, (row) => row.month).values()) hideAmong(month, hidden)
    hideAmong(group, hidden)
    // What was hidden for all months together may stand alone in its own.
    for (const month of Map.groupBy(group, (row) => row.month).values()) hideAmong(month, hidden)
  }
  return present.map((row) => ({ ...row, count: hidden.has(row) ? null : row.count }))
}

/** Hides the smallest shown rows until the hidden ones protect each other, or none is left. */
function hideAmong(rows: readonly CountRow[], hidden: Set<CountRow>): void {
  const shown = rows.filter((row) => !hidden.has(row)).toSorted((one, other) => other.count - one.count)
  while (!isProtected(rows, hidden)) {
    const next = shown.pop()
    if (!next) return
    hidden.add(next)
  }
}

function isProtected(rows: readonly CountRow[], hidden: ReadonlySet<CountRow>): boolean {
  const among = rows.filter((row) => hidden.has(row))
  if (among.length === 0) return true
  return among.length > 1 && among.reduce((sum, { count }) => sum + count, 0) >= leastShown
}
