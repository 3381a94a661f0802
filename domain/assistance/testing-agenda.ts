import {
  chance,
  type PlannedReport,
  type PlannedShift,
  type Staff,
  type TimedShift,
  type Week,
} from './testing-week.ts'

/** What the plan of a week asks for, by the minute. */
export interface Agenda {
  readonly handOvers: ReadonlyMap<number, readonly PlannedShift[]>
  /** Reports, each as often as its sender sends it. */
  readonly reports: ReadonlyMap<number, readonly PlannedReport[]>
  /** Officers who look at their board. */
  readonly glances: ReadonlyMap<number, ReadonlySet<string>>
  /** Does she sleep through her shift, or is her mission cut off? */
  readonly isAway: (officer: Staff, minute: number) => boolean
}

/** Orders a week by the minute. */
export function agendaOf(week: Week): Agenda {
  const asleep = Map.groupBy(
    week.shifts.filter(({ asleep: sleeps }) => sleeps),
    ({ officer }) => officer,
  )
  const sent = week.reports.flatMap((report) => [
    { minute: report.minute, report },
    ...(report.again === null ? [] : [{ minute: report.again, report }]),
  ])
  const { cutOff } = week
  return {
    handOvers: byMinute(week.shifts.map((shift) => ({ minute: shift.handedOver, item: shift }))),
    reports: byMinute(sent.map(({ minute, report }) => ({ minute, item: report }))),
    glances: new Map([...byMinute(glancesOf(week))].map(([minute, officers]) => [minute, new Set(officers)])),
    isAway: ({ id, mission }, minute) =>
      (mission === cutOff.mission && minute >= cutOff.from && minute < cutOff.until) ||
      (asleep.get(id) ?? []).some(({ begins, handedOver }) => minute >= begins && minute < handedOver),
  }
}

interface At<T> {
  readonly minute: number
  readonly item: T
}

const byMinute = <T>(all: readonly At<T>[]): ReadonlyMap<number, readonly T[]> =>
  new Map([...Map.groupBy(all, ({ minute }) => minute)].map(([minute, each]) => [minute, each.map(({ item }) => item)]))

/** Whoever comes on shift looks at the board; where no shifts are planned, one officer does once a day. */
function glancesOf(week: Week): readonly At<string>[] {
  const planned = new Set(week.shifts.map(({ mission }) => mission))
  const daily = week.staff.filter(
    ({ id, role, mission }) => role === 'duty' && id.endsWith('-0') && !planned.has(mission),
  )
  const coming = ({ number, begins }: TimedShift): number => begins + 1 + Math.floor(chance('glance', number) * 3)
  return [
    ...week.shifts.filter(({ asleep }) => !asleep).map((shift) => ({ minute: coming(shift), item: shift.officer })),
    ...daily.flatMap(({ id }) =>
      Array.from({ length: week.days + 1 }, (_, day) => ({
        minute: day * 1440 + Math.floor(chance('glance', id, day) * 1440),
        item: id,
      })),
    ),
  ]
}
