interface Row {
  readonly id: string
}

/** May this officer take a file of a queue? In review what nobody has, or she has; for a decision what she did not review. */
export function isTakeable(row: { readonly mine: boolean; readonly reviewer: unknown }, queue: string): boolean {
  if (queue === 'review') return row.mine || row.reviewer === null
  return queue === 'decision' && !row.mine
}

/** Which row is chosen after the rows changed: the same one while it is there, else the one that took its place; the first at the beginning. */
export function keepChosen(before: readonly Row[], now: readonly Row[], chosen: string | null): string | null {
  if (now.some(({ id }) => id === chosen)) return chosen
  const at = before.findIndex(({ id }) => id === chosen)
  return now[Math.min(Math.max(at, 0), now.length - 1)]?.id ?? null
}

/** The row to take after this one: the next below, else the first above that is not this one. Null when there is no other. */
export function after(rows: readonly Row[], id: string): string | null {
  const at = rows.findIndex((row) => row.id === id)
  return rows[at + 1]?.id ?? rows.find((row) => row.id !== id)?.id ?? null
}
