import { isWorkingDay, type Mission, type Name, type WorkCalendar } from '@consular/domain/mission'
import Holidays from 'date-holidays'
import type { Pack } from './pack.ts'

/** A mission's zone and its working days, as promised dates are counted by. */
export interface WorkingCalendar {
  readonly zone: string
  readonly isWorkingDay: (date: Temporal.PlainDate) => boolean
  /** The holidays from one date to another, both included, that would else be working days. */
  readonly holidays: (from: Temporal.PlainDate, to: Temporal.PlainDate) => { date: string; name: Name }[]
}

type Days = ReadonlyMap<string, Name>

const kept = new WeakMap<Pack, Map<string, Days>>()

/** The days of a year on which a mission is closed: the host country's public holidays, the sending state's, and those of its city. */
export function holidaysOf(pack: Pack, mission: Mission, year: number): Days {
  const known = kept.get(pack) ?? new Map<string, Days>()
  kept.set(pack, known)
  const key = `${mission.id} ${year}`
  const days = known.get(key) ?? gather(pack, mission, year)
  known.set(key, days)
  return days
}

function gather(pack: Pack, mission: Mission, year: number): Days {
  const own = pack.calendar.holidays.filter(({ date }) => date.startsWith(`${year}-`))
  const local = (mission.localHolidays ?? []).map(({ day, name }) => [`${year}-${day}`, name] as const)
  return new Map([
    ...hostHolidays(pack, mission, year),
    ...own.map(({ date, name }) => [date, name] as const),
    ...local,
  ])
}

/** Public holidays of the host by the date-holidays tables (ISC, data CC BY 3.0). A country they do not know has none here. */
function hostHolidays(pack: Pack, { host }: Mission, year: number): [string, Name][] {
  const place = host.seat ?? host.territory ?? host.country
  const listed = new Holidays(place).getHolidays(year, 'en') ?? []
  return listed
    .filter(({ type }) => type === 'public')
    .flatMap(({ date, name, start, end }) => {
      const first = Temporal.PlainDate.from(date.slice(0, 10))
      const days = Math.max(1, Math.floor((end.getTime() - start.getTime()) / 86_400_000))
      const named = { zh: pack.holidayNames.get(name) ?? name, en: name }
      return Array.from({ length: days }, (_, ahead): [string, Name] => [first.add({ days: ahead }).toString(), named])
    })
}

/** Weekend days (1 Monday to 7) of a country, from the locale data of the runtime (Unicode CLDR). */
function weekendOf(country: string): readonly number[] {
  const locale = new Intl.Locale(`und-${country}`) as Intl.Locale & { getWeekInfo?: () => { weekend: number[] } }
  return locale.getWeekInfo?.().weekend ?? [6, 7]
}

/** The calendar by which a mission opens, for the year of a date and the next. */
export function calendarOf(pack: Pack, mission: Mission, from: Temporal.PlainDate): WorkCalendar {
  return {
    weekend: weekendOf(mission.host.seat ?? mission.host.country),
    holidays: new Map([...holidaysOf(pack, mission, from.year), ...holidaysOf(pack, mission, from.year + 1)]),
    worked: new Set(pack.calendar.workedAbroad ? pack.calendar.workedWeekends : []),
  }
}

/** The working calendar of a mission; one that is not in the directory has plain weeks in UTC. */
export function workingCalendar(pack: Pack, missionId: string): WorkingCalendar {
  const mission = pack.directory.missions.get(missionId)
  if (mission === undefined) return { zone: 'UTC', isWorkingDay: (date) => date.dayOfWeek <= 5, holidays: () => [] }
  const years = new Map<number, WorkCalendar>()
  const yearOf = (date: Temporal.PlainDate): WorkCalendar => {
    const calendar = years.get(date.year) ?? calendarOf(pack, mission, date)
    years.set(date.year, calendar)
    return calendar
  }
  return {
    zone: mission.timeZone,
    isWorkingDay: (date) => isWorkingDay(date, yearOf(date)),
    holidays: (from, to) => {
      const { weekend, holidays } = calendarOf(pack, mission, from)
      return [...holidays]
        .filter(([date]) => date >= from.toString() && date <= to.toString())
        .filter(([date]) => !weekend.includes(Temporal.PlainDate.from(date).dayOfWeek))
        .map(([date, name]) => ({ date, name }))
        .sort((one, other) => one.date.localeCompare(other.date))
    },
  }
}
