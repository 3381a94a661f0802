import type { Language } from '@consular/messages/language.ts'

/** A calendar date as people write it: 2026年12月15日, 15 Dec 2026. */
export const writeDate = (date: string, language: Language): string =>
  Temporal.PlainDate.from(date).toLocaleString(locale(language), { year: 'numeric', month: 'short', day: 'numeric' })

/** A calendar date in as few signs as a column allows: with its weekday, the year only when it is another. */
export function writeShortDate(date: string, today: string, language: Language): string {
  const day = Temporal.PlainDate.from(date)
  const sameYear = day.year === Temporal.PlainDate.from(today).year
  return day.toLocaleString(locale(language), {
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    ...(sameYear ? {} : { year: 'numeric' }),
  })
}

/** A moment at the clock of this desk. */
export const writeMoment = (instant: string, language: Language): string =>
  Temporal.Instant.from(instant).toLocaleString(locale(language), {
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })

/** How long ago, in the largest unit that fits: minutes, hours, days. */
export function writeAge(since: string, now: string, language: Language): string {
  const minutes = Math.max(
    0,
    Math.floor(Temporal.Instant.from(since).until(Temporal.Instant.from(now)).total('minutes')),
  )
  const [value, unit] =
    minutes < 60
      ? ([minutes, 'minute'] as const)
      : minutes < 48 * 60
        ? ([Math.floor(minutes / 60), 'hour'] as const)
        : ([Math.floor(minutes / 1440), 'day'] as const)
  return new Intl.NumberFormat(locale(language), { style: 'unit', unit, unitDisplay: 'long' }).format(value)
}

/** The day of a moment at this desk. */
export const dayOf = (instant: string): string =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(Temporal.Now.timeZoneId()).toPlainDate().toString()

const locale = (language: Language) => (language === 'en' ? 'en-GB' : 'zh-CN')
