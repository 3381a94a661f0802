import { describe, expect, it } from 'vitest'
import { isWorkingDay, plainCalendar, type WorkCalendar } from './calendar.ts'

const date = (text: string) => Temporal.PlainDate.from(text)
const name = { zh: '假日', en: 'Holiday' }
const calendar: WorkCalendar = {
  ...plainCalendar,
  holidays: new Map([
    ['2026-02-28', name],
    ['2026-12-08', name],
  ]),
  worked: new Set(['2026-02-14', '2026-02-28']),
}

describe('a working day', () => {
  it('is any day from Monday to Friday that is no holiday', () => {
    expect(isWorkingDay(date('2026-12-07'), calendar)).toBe(true)
    expect(isWorkingDay(date('2026-12-08'), calendar)).toBe(false)
    expect(isWorkingDay(date('2026-12-12'), calendar)).toBe(false)
  })

  it('is a weekend day worked in exchange, unless it is a holiday after all', () => {
    expect(isWorkingDay(date('2026-02-14'), calendar)).toBe(true)
    expect(isWorkingDay(date('2026-02-28'), calendar)).toBe(false)
  })

  it('follows the weekend of the country', () => {
    const friday = date('2026-11-27')
    expect(isWorkingDay(friday, plainCalendar)).toBe(true)
    expect(isWorkingDay(friday, { ...plainCalendar, weekend: [5, 6] })).toBe(false)
  })
})
