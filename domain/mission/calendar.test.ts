import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addWorkingDays, isWorkingDay, plainCalendar, type WorkCalendar, workingDaysBetween } from './calendar.ts'

const date = (text: string) => Temporal.PlainDate.from(text)
const name = { zh: '假日', en: 'Holiday' }
const closedOn = (...days: string[]): WorkCalendar => ({
  ...plainCalendar,
  holidays: new Map(days.map((day) => [day, name])),
})
const someDate = fc.integer({ min: 0, max: 3000 }).map((days) => date('2024-01-01').add({ days }))

describe('working days', () => {
  it('accepted on 2026-11-24, fifteen working days end on 15, 16 or 17 December as holidays are added', () => {
    const accepted = date('2026-11-24')
    expect(addWorkingDays(accepted, 15, plainCalendar).toString()).toBe('2026-12-15')
    expect(addWorkingDays(accepted, 15, closedOn('2026-12-08')).toString()).toBe('2026-12-16')
    expect(addWorkingDays(accepted, 15, closedOn('2026-12-07', '2026-12-08')).toString()).toBe('2026-12-17')
  })

  it('a pause from Thursday 26 to Monday 30 November holds two of them', () => {
    expect(workingDaysBetween(date('2026-11-26'), date('2026-11-30'), plainCalendar)).toBe(2)
  })

  it('a promise of 17 December paused for two working days becomes 21 December', () => {
    expect(addWorkingDays(date('2026-12-17'), 2, closedOn('2026-12-07', '2026-12-08')).toString()).toBe('2026-12-21')
  })

  it('a weekend day worked in exchange counts, a holiday on it does not', () => {
    const calendar: WorkCalendar = { ...closedOn('2026-02-28'), worked: new Set(['2026-02-14', '2026-02-28']) }
    expect(isWorkingDay(date('2026-02-14'), calendar)).toBe(true)
    expect(isWorkingDay(date('2026-02-28'), calendar)).toBe(false)
  })

  it('adding and counting are each other’s inverse, and the end is a working day', () => {
    fc.assert(
      fc.property(
        someDate,
        fc.integer({ min: 1, max: 60 }),
        fc.array(fc.integer({ min: 0, max: 100 })),
        (from, days, holidays) => {
          const calendar = closedOn(...holidays.map((ahead) => from.add({ days: ahead }).toString()))
          const end = addWorkingDays(from, days, calendar)
          expect(isWorkingDay(end, calendar)).toBe(true)
          expect(workingDaysBetween(from.add({ days: 1 }), end.add({ days: 1 }), calendar)).toBe(days)
        },
      ),
    )
  })

  it('a number that is no number of days is a bug', () => {
    expect(() => addWorkingDays(date('2026-11-24'), -1, plainCalendar)).toThrow(RangeError)
    expect(() => addWorkingDays(date('2026-11-24'), 1, { ...plainCalendar, weekend: [1, 2, 3, 4, 5, 6, 7] })).toThrow(
      RangeError,
    )
  })
})
