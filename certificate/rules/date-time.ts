import { dateOf, daysIn, daysTo, formatInstant } from '../encoding/time.ts'
import { Malformed } from '../fault.ts'

const [hour, day] = [3_600_000, 86_400_000]
/** The last instant that the `Date` of ECMAScript knows, on either side of 1970 (CertLogic 1.3.3, `plusTime`, is defined by it). */
const furthest = 8.64e15

/** The units of time of `plusTime`. */
export const timeUnits = ['year', 'month', 'day', 'hour'] as const
export type TimeUnit = (typeof timeUnits)[number]

/** A date-time inside CertLogic, to the millisecond. It is no JSON value: neither truthy nor falsy, and nothing can be read out of it. */
export class DateTime {
  readonly #at: number

  /** `at` in milliseconds since 1970. Throws `Malformed` (`certlogic.date`) for what is no number or lies beyond the calendar of ECMAScript. */
  constructor(at: number) {
    if (!(Math.abs(at) <= furthest)) throw new Malformed('certlogic.date')
    this.#at = at
  }

  /** Milliseconds since 1970. */
  static milliseconds(of: DateTime): number {
    return of.#at
  }

  /** `2026-11-24T09:30:00.000Z`. */
  toJSON(): string {
    return formatDateTime(this.#at)
  }
}

/** `2026-11-24T09:30:00.000Z` of milliseconds since 1970: the form of date-times that rules read. Years beyond four digits have a sign and six (ECMA-262, 21.4.1.32). */
export function formatDateTime(at: number): string {
  const { year } = dateOf(Math.floor(at / day))
  const digits = (count: number): string => String(Math.abs(year)).padStart(count, '0')
  const shown = year >= 0 && year <= 9999 ? digits(4) : `${year < 0 ? '-' : '+'}${digits(6)}`
  const milliseconds = String(at - Math.floor(at / 1000) * 1000).padStart(3, '0')
  return `${shown}${formatInstant(at).slice(-16, -1)}.${milliseconds}Z`
}

/** Two digits as a number; NaN for anything else. */
function two(text: string, at: number): number {
  const [tens, ones] = [text.charCodeAt(at) - 48, text.charCodeAt(at + 1) - 48]
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN
}

const [dash, colon, dot, letterT, letterZ, plus] = [45, 58, 46, 84, 90, 43]

/** First millisecond of a date. A partial date (`YYYY`, `YYYY-MM`) is the last day that fits it (CertLogic 1.3.3, `dccDateOfBirth`). NaN for anything else. */
function parseDate(text: string): number {
  const year = two(text, 0) * 100 + two(text, 2)
  if (text.length === 4) return daysTo(year, 12, 31) * day
  const month = text.charCodeAt(4) === dash ? two(text, 5) : Number.NaN
  if (!(month >= 1 && month <= 12)) return Number.NaN
  const last = daysIn(year, month)
  if (text.length === 7) return daysTo(year, month, last) * day
  const dayOfMonth = text.charCodeAt(7) === dash ? two(text, 8) : Number.NaN
  return dayOfMonth >= 1 && dayOfMonth <= last ? daysTo(year, month, dayOfMonth) * day : Number.NaN
}

/** Milliseconds from midnight UTC of `Thh:mm:ss[.S…][offset]`, from the tenth character on. NaN for anything else. */
function parseTime(text: string): number {
  const [h, m, s] = [two(text, 11), two(text, 14), two(text, 17)]
  const marks = text.charCodeAt(10) === letterT && text.charCodeAt(13) === colon && text.charCodeAt(16) === colon
  if (!marks || !(h <= 23 && m <= 59 && s <= 59)) return Number.NaN
  let at = 19
  let fraction = 0
  if (text.charCodeAt(at) === dot) {
    const from = ++at
    for (let digit = text.charCodeAt(at) - 48; digit >= 0 && digit <= 9; digit = text.charCodeAt(++at) - 48)
      if (at - from < 3) fraction += digit * 10 ** (2 - (at - from))
    if (at === from) return Number.NaN
  }
  return (h * 60 + m) * 60_000 + s * 1000 + fraction - parseOffset(text, at)
}

const offset = /^(\d{1,2}?)(?::?(\d\d))?$/

/** Milliseconds that the zone is ahead of UTC: nothing or `Z`, else `h`, `hh`, `hmm`, `hhmm`, `h:mm` or `hh:mm` behind a sign. NaN for anything else. */
function parseOffset(text: string, at: number): number {
  if (at === text.length || (at + 1 === text.length && text.charCodeAt(at) === letterZ)) return 0
  const sign = text.charCodeAt(at)
  const found = sign === plus || sign === dash ? offset.exec(text.slice(at + 1)) : null
  if (found === null) return Number.NaN
  const [hours, minutes] = [Number(found[1]), Number(found[2] ?? 0)]
  if (hours > 23 || minutes > 59) return Number.NaN
  return (sign === dash ? -1 : 1) * (hours * 60 + minutes) * 60_000
}

/**
 * `plusTime` of CertLogic 1.3.3: a date or date-time in one of its formats, with some units added. Years and months count on the calendar, and a day that the
 * month does not have runs over into the next one (2020-02-29 and a year is 2021-03-01), as the specification lays down by the methods of `Date`.
 * Throws `Malformed` (`certlogic.date`) for any other text, impossible dates included.
 */
export function plusTime(text: string, amount: number, unit: TimeUnit): DateTime {
  const start = text.length > 10 ? parseDate(text.slice(0, 10)) + parseTime(text) : parseDate(text)
  if (amount === 0) return new DateTime(start)
  if (unit === 'day' || unit === 'hour') return new DateTime(start + amount * (unit === 'day' ? day : hour))
  const midnight = Math.floor(start / day)
  const from = dateOf(midnight)
  const months = from.year * 12 + from.month - 1 + amount * (unit === 'year' ? 12 : 1)
  const year = Math.floor(months / 12)
  return new DateTime((daysTo(year, months - year * 12 + 1, 1) + from.day - 1) * day + start - midnight * day)
}

/** `dccDateOfBirth` of CertLogic 1.3.3: the last day that fits `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. Throws `Malformed` (`certlogic.date`) for any other text. */
export function dateOfBirth(text: string): DateTime {
  return new DateTime(text.length <= 10 ? parseDate(text) : Number.NaN)
}
