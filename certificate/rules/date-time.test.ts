import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Malformed } from '../fault.ts'
import { dateOfBirth, formatDateTime, plusTime, timeUnits } from './date-time.ts'

const written = (text: string, amount = 0, unit: (typeof timeUnits)[number] = 'day'): string => {
  try {
    return plusTime(text, amount, unit).toJSON()
  } catch (error) {
    return error instanceof Malformed ? error.code : 'another error'
  }
}

it.each([
  ['2021', '2021-12-31T00:00:00.000Z'],
  ['2020-02', '2020-02-29T00:00:00.000Z'],
  ['2021-02', '2021-02-28T00:00:00.000Z'],
  ['2021-06-01', '2021-06-01T00:00:00.000Z'],
  ['2021-06-01T12:34:56', '2021-06-01T12:34:56.000Z'],
  ['2021-06-01T12:34:56Z', '2021-06-01T12:34:56.000Z'],
  ['2021-06-01T12:34:56.7', '2021-06-01T12:34:56.700Z'],
  ['2021-06-01T12:34:56.123999Z', '2021-06-01T12:34:56.123Z'],
  ['2021-06-01T12:34:56+2', '2021-06-01T10:34:56.000Z'],
  ['2021-06-01T12:34:56-02', '2021-06-01T14:34:56.000Z'],
  ['2021-06-01T12:34:56+230', '2021-06-01T10:04:56.000Z'],
  ['2021-06-01T12:34:56+0230', '2021-06-01T10:04:56.000Z'],
  ['2021-06-01T12:34:56.5+2:30', '2021-06-01T10:04:56.500Z'],
  ['2021-06-01T12:34:56.5-02:30', '2021-06-01T15:04:56.500Z'],
])('%s is the instant %s', (text, instant) => {
  expect(written(text)).toBe(instant)
})

it.each([
  '',
  '21',
  '2021-13',
  '2021-00',
  '2021-02-29',
  '2021-04-31',
  '2021-6-1',
  '2021-06-01T',
  '2021-06-01T12:34',
  ' 2021',
  '2021-06-01 12:34:56',
  '2021-06-01t12:34:56',
  '2021-06-01T25:00:00',
  '2021-06-01T12:60:00',
  '2021-06-01T12:34:56.',
  '2021-06-01T12:34:56z',
  '2021-06-01T12:34:56+',
  '2021-06-01T12:34:56+24',
  '2021-06-01T12:34:56+02:60',
  '2021-06-01T12:34:56Z ',
  '٢٠٢١',
  '2021/06/01',
  '2021-06-01T12:34:56+02:',
  '2021-06-01T12:34:56+12345',
])('"%s" is no date', (text) => {
  expect(written(text)).toBe('certlogic.date')
})

it.each([
  ['2020-02-29', 1, 'day', '2020-03-01'],
  ['2020-02-29', 1, 'month', '2020-03-29'],
  ['2020-02-29', 1, 'year', '2021-03-01'],
  ['2021-01-31', 1, 'month', '2021-03-03'],
  ['2021-01-31', -2, 'month', '2020-12-01'],
  ['2021-03-28', 24, 'hour', '2021-03-29'],
] as const)(
  '%s and %i %s is %s, as the table of the specification and the calendar of ECMAScript have it',
  (...row) => {
    const [text, amount, unit, date] = row
    expect(written(text, amount, unit)).toBe(`${date}T00:00:00.000Z`)
  },
)

it('counts the calendar as ECMAScript does, over all years', () => {
  const methods = { year: 'FullYear', month: 'Month', day: 'Date', hour: 'Hours' } as const
  const Calendar = globalThis['Date' as keyof typeof globalThis] as unknown as new (
    at: number,
  ) => {
    readonly [method: string]: (value?: number) => number
  }
  const days = fc.integer({ min: -719_528, max: 2_932_896 })
  fc.assert(
    fc.property(days, fc.integer({ min: -9999, max: 9999 }), fc.constantFrom(...timeUnits), (day, amount, unit) => {
      const text = formatDateTime(day * 86_400_000 + 45_296_789)
      const expected = new Calendar(day * 86_400_000 + 45_296_789)
      const now = expected[`getUTC${methods[unit]}`]?.() ?? 0
      const at = expected[`setUTC${methods[unit]}`]?.(now + amount) ?? 0
      expect(written(text, amount, unit)).toBe(formatDateTime(at))
    }),
  )
})

it('ends where the calendar of ECMAScript ends', () => {
  expect(written('2021-01-01', 300_000, 'year')).toBe('certlogic.date')
  expect(written('2021-01-01', 200_000, 'year')).toBe('+202021-01-01T00:00:00.000Z')
  expect(written('2021-01-01', -2022, 'year')).toBe('-000001-01-01T00:00:00.000Z')
})

it('takes a partial birth for the last day that fits it, and no date-time for a birth', () => {
  const born = (text: string): string => dateOfBirth(text).toJSON().slice(0, 10)
  expect(['2004', '2004-02', '2004-02-03'].map(born)).toEqual(['2004-12-31', '2004-02-29', '2004-02-03'])
  for (const text of ['2004-02-03T00:00:00Z', '', '04'])
    expect(() => dateOfBirth(text)).toThrow(new Malformed('certlogic.date'))
})
