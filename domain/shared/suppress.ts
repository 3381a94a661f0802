/** The least that is shown of people who are counted. */
export const leastShown = 10

/**
 * Which counts are hidden: each below `leastShown`, and then as many of the smallest others as it takes that nobody can reckon a hidden one from
 * a total. `lotsOf` names the lots of a count whose totals may be known: in each lot either nothing is hidden, or two counts at least which come to
 * `leastShown` together, or all of it. What does not exist (a count of 0) is left out before.
 */
export function hiddenAmong<T extends { readonly count: number }>(
  rows: readonly T[],
  lotsOf: (row: T) => readonly string[],
): ReadonlySet<T> {
  const hidden = new Set(rows.filter(({ count }) => count < leastShown))
  const named = rows.flatMap((row) => lotsOf(row).map((lot) => ({ lot, row })))
  const lots = [...Map.groupBy(named, ({ lot }) => lot).values()].map((lot) => lot.map(({ row }) => row))
  // What is hidden for the sake of one lot may stand alone in another.
  for (let before = -1; before !== hidden.size; ) {
    before = hidden.size
    for (const lot of lots) hideMore(lot, hidden)
  }
  return hidden
}

/** Hides the smallest shown rows of a lot until its hidden ones protect each other, or none is left. */
function hideMore<T extends { readonly count: number }>(lot: readonly T[], hidden: Set<T>): void {
  const shown = lot.filter((row) => !hidden.has(row)).toSorted((one, other) => other.count - one.count)
  while (!isProtected(lot, hidden)) {
    const next = shown.pop()
    if (!next) return
    hidden.add(next)
  }
}

function isProtected<T extends { readonly count: number }>(lot: readonly T[], hidden: ReadonlySet<T>): boolean {
  const among = lot.filter((row) => hidden.has(row))
  if (among.length === 0) return true
  return among.length > 1 && among.reduce((sum, { count }) => sum + count, 0) >= leastShown
}
