import { applicationStates } from './lifecycle.ts'
import type { ApplicationEvent } from './model.ts'

/** A mission's zone and its working days: the calendar of the host and of the sending state, put together elsewhere. */
export interface Calendar {
  readonly zone: string
  readonly isWorkingDay: (date: Temporal.PlainDate) => boolean
}

/** Time that does not count against the mission, with its reason and the one it waits for. `to` is null while it lasts. */
export interface Pause {
  readonly reason: 'correction' | 'fee' | 'interview'
  readonly owner: 'applicant'
  readonly from: Temporal.Instant
  readonly to: Temporal.Instant | null
}

/** A pause in days: the first and the last working day that it took, null when it took none. */
export interface PausedDays extends Pause {
  readonly workingDays: number
  readonly firstDay: Temporal.PlainDate | null
  readonly lastDay: Temporal.PlainDate | null
}

const tenYears = 3660

/** The n-th working day after a date (the date itself not counted). A calendar with no working day in ten years is a bug. */
export function addWorkingDays(
  date: Temporal.PlainDate,
  count: number,
  isWorkingDay: Calendar['isWorkingDay'],
): Temporal.PlainDate {
  let day = date
  for (let left = count, steps = 0; left > 0; steps++) {
    if (steps > tenYears) throw new Error('a calendar without working days')
    day = day.add({ days: 1 })
    if (isWorkingDay(day)) left--
  }
  return day
}

/** The working days from one date up to, not including, another. */
export function workingDaysBetween(
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
  isWorkingDay: Calendar['isWorkingDay'],
): Temporal.PlainDate[] {
  const days: Temporal.PlainDate[] = []
  for (let day = from; Temporal.PlainDate.compare(day, to) < 0; day = day.add({ days: 1 }))
    if (isWorkingDay(day)) days.push(day)
  return days
}

const reasons: { readonly [state: string]: Pause['reason'] } = {
  RETURNED: 'correction',
  FEE_DUE: 'fee',
  INTERVIEW_DUE: 'interview',
  INTERVIEW_BOOKED: 'interview',
}

/** Every pause of a file, in order. States that follow each other with the same reason are one pause; a pause of no length is none. */
export function pauses(events: readonly ApplicationEvent[]): readonly Pause[] {
  const found: Pause[] = []
  for (const { from, to, at } of events) {
    const instant = Temporal.Instant.from(at)
    const before = reasons[from]
    const now = reasons[to]
    if (before === now) continue
    const open = found.at(-1)
    if (before && open) found[found.length - 1] = { ...open, to: instant }
    if (now) found.push({ reason: now, owner: 'applicant', from: instant, to: null })
  }
  return found.filter(({ from, to }) => to === null || Temporal.Instant.compare(from, to) < 0)
}

/**
 * The pauses counted in working days of the mission: the day a pause began counts as paused, the day it ended does not.
 * `now` ends a pause that still lasts.
 */
export function pausedDays(
  events: readonly ApplicationEvent[],
  { zone, isWorkingDay }: Calendar,
  now: Temporal.Instant,
): readonly PausedDays[] {
  const dayOf = (instant: Temporal.Instant) => instant.toZonedDateTimeISO(zone).toPlainDate()
  return pauses(events).map((pause) => {
    const days = workingDaysBetween(dayOf(pause.from), dayOf(pause.to ?? now), isWorkingDay)
    const counted = { workingDays: days.length, firstDay: days[0] ?? null, lastDay: days.at(-1) ?? null }
    return Object.assign(counted, pause)
  })
}

/** What a promise is counted from: the mission's days for the service, its calendar, and the present moment. */
export interface PromiseTerms {
  readonly workingDays: number
  readonly calendar: Calendar
  readonly now: Temporal.Instant
}

/** The promised date: acceptance plus the mission's working days plus the days that waited for the applicant. Null before acceptance. */
export function promisedOn(
  events: readonly ApplicationEvent[],
  { workingDays, calendar, now }: PromiseTerms,
): Temporal.PlainDate | null {
  const index = events.findIndex(({ move }) => move === 'accept')
  const acceptance = events[index]
  if (!acceptance) return null
  const waited = pausedDays(events.slice(index), calendar, now).reduce((sum, pause) => sum + pause.workingDays, 0)
  const acceptedOn = Temporal.Instant.from(acceptance.at).toZonedDateTimeISO(calendar.zone).toPlainDate()
  return addWorkingDays(acceptedOn, workingDays + waited, calendar.isWorkingDay)
}

export type ClockColour = 'green' | 'amber' | 'red' | 'paused' | 'none'

/** What the colour of a clock is read from. `due` is the promised date, or before acceptance the day by which a file is to be accepted. */
export interface ClockReading {
  readonly state: keyof typeof applicationStates
  readonly due: Temporal.PlainDate | null
  readonly today: Temporal.PlainDate
  /** Amber when no more than so many working days are left (pack: deadlines.amberWithinWorkingDays). */
  readonly amberWithin: number
  readonly isWorkingDay: Calendar['isWorkingDay']
}

/** Red: the due day has passed. Amber: few working days are left, today included. Green: more. Paused: it waits for the applicant. */
export function clockColour({ state, due, today, amberWithin, isWorkingDay }: ClockReading): ClockColour {
  const { clock } = applicationStates[state]
  if (clock !== 'running' || !due) return clock === 'paused' ? 'paused' : 'none'
  if (Temporal.PlainDate.compare(today, due) > 0) return 'red'
  return Temporal.PlainDate.compare(due, addWorkingDays(today, amberWithin, isWorkingDay)) <= 0 ? 'amber' : 'green'
}

/** The day by which a submitted file is to be accepted or returned: so many working days after it came in. */
export const acceptanceDue = (
  submittedAt: Temporal.Instant,
  withinWorkingDays: number,
  { zone, isWorkingDay }: Calendar,
): Temporal.PlainDate =>
  addWorkingDays(submittedAt.toZonedDateTimeISO(zone).toPlainDate(), withinWorkingDays, isWorkingDay)
