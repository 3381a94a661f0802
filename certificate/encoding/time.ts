// Arithmetic on the proleptic Gregorian calendar, for the library knows no clock and runs where Temporal does not.

const day = 86_400_000

/** Days from 1970-01-01 to a date. */
export function daysTo(year: number, month: number, dayOfMonth: number): number {
  const shifted = month <= 2 ? year - 1 : year
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + dayOfMonth - 1
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
}

/** Days of a month. */
export const daysIn = (year: number, month: number): number =>
  month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0

/** The date of a number of days since 1970-01-01. */
export function dateOf(days: number): { readonly year: number; readonly month: number; readonly day: number } {
  const shifted = days + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9)
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  }
}

const instant =
  /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s?(Z|z|[+-]\d\d(?::?\d\d)?)?)?$/

/**
 * Milliseconds since 1970-01-01T00:00Z of a date or date-time as the real ones write it (RFC 3339, two-digit offsets, no seconds); without an offset it is
 * taken as UTC, a date as its first instant. Null for anything else, impossible dates included.
 */
export function parseInstant(text: string): number | null {
  const found = instant.exec(text.trim())
  if (!found) return null
  const [, y = '', m = '', d = '', hour = '0', minute = '0', second = '0', fraction = '0', offset = 'Z'] = found
  const [year, month, dayOfMonth] = [Number(y), Number(m), Number(d)]
  if (month < 1 || month > 12 || dayOfMonth < 1 || dayOfMonth > daysIn(year, month)) return null
  if (Number(hour) > 24 || Number(minute) > 59 || Number(second) > 60) return null
  const ofDay = (Number(hour) * 60 + Number(minute)) * 60_000 + Number(second) * 1000
  const milliseconds = Math.floor(Number(`0.${fraction}`) * 1000)
  return daysTo(year, month, dayOfMonth) * day + ofDay + milliseconds - minutesOf(offset) * 60_000
}

function minutesOf(offset: string): number {
  if (offset === 'Z' || offset === 'z') return 0
  const digits = offset.slice(1).replace(':', '').padEnd(4, '0')
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))
  return offset.startsWith('-') ? -minutes : minutes
}

const two = (value: number): string => String(value).padStart(2, '0')

/** `2026-11-24` of an instant, in UTC. */
export function formatDate(milliseconds: number): string {
  const { year, month, day: dayOfMonth } = dateOf(Math.floor(milliseconds / day))
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(dayOfMonth)}`
}

/** `2026-11-24T09:30:00Z` of an instant; fractions of a second are dropped. */
export function formatInstant(milliseconds: number): string {
  const ofDay = Math.floor((milliseconds - Math.floor(milliseconds / day) * day) / 1000)
  const time = `${two(Math.floor(ofDay / 3600))}:${two(Math.floor(ofDay / 60) % 60)}:${two(ofDay % 60)}`
  return `${formatDate(milliseconds)}T${time}Z`
}
