import { type WorkCalendar } from './calendar.ts'
import type { Mission, Name } from './mission.ts'

/** Is the office open? `unknown`: the directory has no hours, and nothing is guessed. Instants are exact; show them in the mission's zone. `holiday`: today's. */
export type OpenState =
  | { readonly state: 'open'; readonly closesAt: Temporal.Instant }
  | { readonly state: 'closed'; readonly opensAt: Temporal.Instant | null; readonly holiday: Name | null }
  | { readonly state: 'unknown' }

const daysAhead = 28

/** Open or closed at an instant, by the mission's weekly hours in its own zone and its holidays. The next opening is looked for four weeks ahead. */
export function openState(mission: Mission, now: Temporal.Instant, calendar: WorkCalendar): OpenState {
  if (mission.openingHours === null) return { state: 'unknown' }
  const today = now.toZonedDateTimeISO(mission.timeZone).toPlainDate()
  for (let ahead = 0; ahead <= daysAhead; ahead++) {
    for (const { opens, closes } of periods(mission, today.add({ days: ahead }), calendar)) {
      if (Temporal.Instant.compare(closes, now) <= 0) continue
      if (Temporal.Instant.compare(opens, now) <= 0) return { state: 'open', closesAt: closes }
      return { state: 'closed', opensAt: opens, holiday: calendar.holidays.get(today.toString()) ?? null }
    }
  }
  return { state: 'closed', opensAt: null, holiday: calendar.holidays.get(today.toString()) ?? null }
}

/** The periods of one date in order. Hours name their days themselves, so only holidays are looked up, not the weekend. */
function periods(
  mission: Mission,
  date: Temporal.PlainDate,
  calendar: WorkCalendar,
): { opens: Temporal.Instant; closes: Temporal.Instant }[] {
  if (mission.openingHours === null || calendar.holidays.has(date.toString())) return []
  const at = (time: string) => date.toZonedDateTime({ timeZone: mission.timeZone, plainTime: time }).toInstant()
  return mission.openingHours.weekly
    .filter(({ days }) => days.includes(date.dayOfWeek))
    .map(({ from, to }) => ({ opens: at(from), closes: at(to) }))
    .sort((a, b) => Temporal.Instant.compare(a.opens, b.opens))
}
