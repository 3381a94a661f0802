import fc from 'fast-check'
import { expect, test } from 'vitest'
import { leastShown } from '../shared/index.ts'
import { type CountRow, suppress } from './suppress.ts'

const months = ['2026-09', '2026-10', '2026-11']
const kinds = ['record.vaccination', 'record.test', 'record.recovery', 'certificate.eu-dcc', 'certificate.shc']
const tables = fc
  .array(fc.integer({ min: 0, max: 40 }), { minLength: 15, maxLength: 15 })
  .map((counts): CountRow[] =>
    counts.map((count, at) => ({ month: months[at % 3] as string, kind: kinds[Math.floor(at / 3)] as string, count })),
  )
const groupOf = ({ kind }: { kind: string }): string => kind.split('.')[0] as string

test('what is shown is true, and never small', () => {
  fc.assert(
    fc.property(tables, (rows) => {
      for (const shown of suppress(rows)) {
        const row = rows.find(({ month, kind }) => month === shown.month && kind === shown.kind)
        expect(shown.count === null || (shown.count === row?.count && shown.count >= leastShown)).toBe(true)
      }
    }),
  )
})

test('who knows the total of a group, of a month or of all months, reckons no hidden count from it', () => {
  fc.assert(
    fc.property(tables, (rows) => {
      const shown = suppress(rows)
      const truth = (each: { month: string; kind: string }) =>
        rows.find(({ month, kind }) => month === each.month && kind === each.kind)?.count ?? 0
      const lots = [
        ...Map.groupBy(shown, (row) => `${groupOf(row)} ${row.month}`).values(),
        ...Map.groupBy(shown, groupOf).values(),
      ]
      for (const lot of lots) {
        const hidden = lot.filter(({ count }) => count === null)
        if (hidden.length === 0) continue
        const sum = hidden.reduce((total, each) => total + truth(each), 0)
        // Either the total itself is all that there is, or at least two share what is left of it.
        const isWhole = hidden.length === lot.length
        expect(isWhole || (hidden.length > 1 && sum >= leastShown)).toBe(true)
      }
    }),
  )
})

test('nothing is hidden without need, and a small count takes the smallest other along', () => {
  const row = (kind: string, count: number, month = '2026-11'): CountRow => ({ month, kind, count })
  const big = [row('record.test', 30), row('record.vaccination', 12), row('record.recovery', 0)]
  expect(suppress(big)).toEqual([row('record.test', 30), row('record.vaccination', 12)])
  expect(suppress([row('record.test', 30), row('record.vaccination', 12), row('record.recovery', 3)])).toEqual([
    row('record.test', 30),
    { ...row('record.vaccination', 12), count: null },
    { ...row('record.recovery', 3), count: null },
  ])
})
