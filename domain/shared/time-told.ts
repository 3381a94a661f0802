/** A time of day in a zone, as `03:07`; with its date where that is not today's there: `2026-11-24 03:07`. */
export function timeTold(at: string, { zone, now }: { readonly zone: string; readonly now: Temporal.Instant }): string {
  const then = Temporal.Instant.from(at).toZonedDateTimeISO(zone)
  const clock = then.toPlainTime().toString({ smallestUnit: 'minute' })
  const isToday = then.toPlainDate().equals(now.toZonedDateTimeISO(zone).toPlainDate())
  return isToday ? clock : `${then.toPlainDate().toString()} ${clock}`
}
