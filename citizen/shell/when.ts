import { spoken } from './language.ts'

/** English dates as most of the world writes them: day, month, year. */
const locale = (): string => (spoken.value.language === 'en' ? 'en-GB' : spoken.value.language)

/** A moment as the reader says it, in the zone of this phone: day and minute. */
export const momentText = (instant: string): string =>
  Temporal.Instant.from(instant).toLocaleString(locale(), {
    dateStyle: 'medium',
    timeStyle: 'short',
    hourCycle: 'h23',
  })

/** A calendar date as the reader says it. */
export const dateText = (date: string): string =>
  Temporal.PlainDate.from(date).toLocaleString(locale(), { dateStyle: 'long' })

/** Day and month, where the year is plain. */
export const dayText = (date: string): string =>
  Temporal.PlainDate.from(date).toLocaleString(locale(), { month: 'long', day: 'numeric' })

/** A calendar date with its day of the week: a promise is easier to keep in mind so. */
export const weekdayText = (date: string): string =>
  Temporal.PlainDate.from(date).toLocaleString(locale(), { dateStyle: 'full' })
