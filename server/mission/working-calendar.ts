import { isWorkingDay, type Mission, type Name, type WorkCalendar } from '@consular/domain/mission'
import Holidays from 'date-holidays'
import type { Pack } from './pack.ts'

/** The days that count at a mission, in its zone: its host's weekend and public holidays, its own, and those of the sending state. */
export interface WorkingCalendar {
  readonly zone: string
  readonly isWorkingDay: (date: Temporal.PlainDate) => boolean
  /** Holidays between two dates, both included, that fall on what would be working days. */
  readonly holidays: (from: Temporal.PlainDate, to: Temporal.PlainDate) => { date: string; name: string }[]
}

const calendars = new WeakMap<Mission, Map<number, ReadonlyMap<string, Name>>>()

/** A mission's holidays in a year, by date: the host's (public ones, from date-holidays), its own, the sending state's. */
function holidaysOf(pack: Pack, mission: Mission, year: number): ReadonlyMap<string, Name> {
  const years = calendars.get(mission) ?? new Map<number, ReadonlyMap<string, Name>>()
  calendars.set(mission, years)
  const known = years.get(year)
  if (known) return known
  const found = new Map<string, Name>()
  const { host, localHolidays = [] } = mission
  const library = new Holidays(host.seat ?? host.territory ?? host.country, { types: ['public'] })
  const translated = new Map(library.getHolidays(year, 'zh').map((day) => [day.date, day.name]))
  for (const day of library.getHolidays(year, 'en'))
    found.set(day.date.slice(0, 10), { en: day.name, zh: translated.get(day.date) ?? day.name })
  for (const { day, name } of localHolidays) found.set(`${year}-${day}`, name)
  for (const { date, name } of pack.calendar.holidays) if (date.startsWith(String(year))) found.set(date, name)
  years.set(year, found)
  return found
}

/** The calendar as the domain's rules take it, for the years from one to another. */
export function workCalendar(pack: Pack, mission: Mission, years: readonly number[]): WorkCalendar {
  const holidays = new Map(years.flatMap((year) => [...holidaysOf(pack, mission, year)]))
  const locale = new Intl.Locale(`und-${mission.host.seat ?? mission.host.country}`)
  const weekend = locale.getWeekInfo().weekend
  return { weekend, holidays, worked: new Set(pack.calendar.workedAbroad ? pack.calendar.workedWeekends : []) }
}

/** The working calendar of a mission. A mission that the pack does not know is a bug: applications name one that it does. */
export function workingCalendar(pack: Pack, missionId: string): WorkingCalendar {
  const mission = pack.directory.missions.get(missionId)
  if (!mission) throw new Error(`the pack has no mission ${missionId}`)
  const calendarOf = (year: number): WorkCalendar => workCalendar(pack, mission, [year])
  return {
    zone: mission.timeZone,
    isWorkingDay: (date) => isWorkingDay(date, calendarOf(date.year)),
    holidays: (from, to) => {
      const { weekend, holidays } = workCalendar(pack, mission, [from.year, to.year])
      return [...holidays]
        .filter(([date]) => date >= from.toString() && date <= to.toString())
        .filter(([date]) => !weekend.includes(Temporal.PlainDate.from(date).dayOfWeek))
        .map(([date, name]) => ({ date, name: name.en }))
    },
  }
}
