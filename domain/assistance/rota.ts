import { ok, type Result, refuse } from '../shared/index.ts'
import type { AssistanceRefusal } from './refusals.ts'

/** A shift of one officer at one mission. It ends when it is handed over, not by the hour: nobody goes off duty unnoticed. */
export interface Shift {
  readonly id: string
  readonly mission: string
  readonly officer: string
  readonly startsAt: Temporal.Instant
  readonly endsAt: Temporal.Instant
  readonly endedAt: Temporal.Instant | null
}

/** The least characters of a hand-over note: "nothing new" is a note, an empty field is none. */
const leastNote = 3

const before = (one: Temporal.Instant, other: Temporal.Instant): boolean => Temporal.Instant.compare(one, other) < 0

/** Is this shift running: begun, and not handed over? Past its hour it runs on until it is. */
export const runs = (shift: Shift, at: Temporal.Instant): boolean =>
  !before(at, shift.startsAt) && (shift.endedAt === null || before(at, shift.endedAt))

/** The officers on duty at a mission at an instant, each once. */
export const onDuty = (shifts: readonly Shift[], mission: string, at: Temporal.Instant): readonly string[] => [
  ...new Set(shifts.filter((shift) => shift.mission === mission && runs(shift, at)).map(({ officer }) => officer)),
]

/** Ends a shift with its note. Refuses `assistance.not-your-shift`, `assistance.shift-not-running` and `assistance.note-needed`. */
export function handOver(
  shift: Shift,
  by: string,
  { note, at }: { readonly note: string; readonly at: Temporal.Instant },
): Result<Shift, AssistanceRefusal> {
  if (shift.officer !== by) return refuse('assistance.not-your-shift')
  if (!runs(shift, at)) return refuse('assistance.shift-not-running')
  if (note.trim().length < leastNote) return refuse('assistance.note-needed')
  return ok({ ...shift, endedAt: at })
}

/** The most hours of one shift. */
export const longestShiftHours = 24

/** A shift from the wall clock of its mission, `2026-11-24T20:00` to `2026-11-25T08:00`. Refuses `assistance.shift-impossible`: backwards, longer than a day, or no time at all. */
export function shiftTimes(
  zone: string,
  from: string,
  until: string,
): Result<{ readonly startsAt: Temporal.Instant; readonly endsAt: Temporal.Instant }, AssistanceRefusal> {
  try {
    const [startsAt, endsAt] = [from, until].map((text) =>
      Temporal.PlainDateTime.from(text).toZonedDateTime(zone).toInstant(),
    ) as [Temporal.Instant, Temporal.Instant]
    const hours = endsAt.since(startsAt).total('hours')
    return hours > 0 && hours <= longestShiftHours ? ok({ startsAt, endsAt }) : refuse('assistance.shift-impossible')
  } catch {
    return refuse('assistance.shift-impossible')
  }
}
