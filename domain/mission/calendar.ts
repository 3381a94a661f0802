import * as z from 'zod/mini'
import { Name } from './mission.ts'

const isoDate = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/))

/** A day on which offices are closed. */
export const Holiday = z.object({ date: isoDate, name: Name })
export type Holiday = z.infer<typeof Holiday>

/** A sending state's own calendar, as its government announced it: holidays, and weekend days that are worked in exchange. */
export const PublicCalendar = z.object({
  source: z.string(),
  asOf: isoDate,
  holidays: z.array(Holiday),
  /** Weekend days worked in exchange for a holiday (调休). */
  workedWeekends: z.array(isoDate),
  /** Do the missions abroad work on those days? When not, they stay weekend days for promised dates. */
  workedAbroad: z.boolean(),
})
export type PublicCalendar = z.infer<typeof PublicCalendar>

/** The days that count at one mission. `weekend`: day numbers 1 (Monday) to 7; dates are ISO 8601 in the mission's own zone. */
export interface WorkCalendar {
  readonly weekend: readonly number[]
  readonly holidays: ReadonlyMap<string, Name>
  readonly worked: ReadonlySet<string>
}

/** Saturday and Sunday off, no holidays: the calendar where nothing is configured. */
export const plainCalendar: WorkCalendar = { weekend: [6, 7], holidays: new Map(), worked: new Set() }

/** Is this date a working day? A holiday never is; a weekend day only when it is worked in exchange. */
export function isWorkingDay(date: Temporal.PlainDate, calendar: WorkCalendar): boolean {
  const iso = date.toString()
  if (calendar.holidays.has(iso)) return false
  return !calendar.weekend.includes(date.dayOfWeek) || calendar.worked.has(iso)
}
