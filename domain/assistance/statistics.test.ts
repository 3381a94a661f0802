import fc from 'fast-check'
import { expect, test } from 'vitest'
import { leastShown } from '../shared/index.ts'
import { type CountedCell, regionOfZone, showProtection } from './statistics.ts'

const timed = (known: number) => ({ known, median: 5, ninetieth: 50 })
const cell = (type: CountedCell['type'], place: string, count: number): CountedCell => ({
  type,
  place,
  count,
  read: timed(count),
  contact: timed(Math.floor(count / 2)),
  resolve: timed(0),
})
const places = ['A1', 'A2', 'B1', 'B2']
const regionOf = (place: string): string => place.slice(0, 1)
const tables = fc
  .array(fc.integer({ min: 0, max: 30 }), { minLength: 12, maxLength: 12 })
  .map((counts) =>
    counts.map((count, at) =>
      cell((['DETAINED', 'MISSING', 'DEATH'] as const)[Math.floor(at / 4)] ?? 'INFO', String(places[at % 4]), count),
    ),
  )

test('no small count is shown, and none can be reckoned from the total of its place, its kind, or its kind in its region', () => {
  fc.assert(
    fc.property(tables, (cells) => {
      const shown = showProtection(cells, regionOf)
      const truth = (type: string, place: string) =>
        cells.find((each) => each.type === type && each.place === place)?.count ?? 0
      for (const { type, place, count, measures } of shown) {
        expect(count === null ? measures : count).toBe(count === null ? null : truth(type, place))
        if (count !== null) expect(count).toBeGreaterThanOrEqual(leastShown)
      }
      const lots = [
        ...Map.groupBy(shown, ({ place }) => place).values(),
        ...Map.groupBy(shown, ({ type }) => type).values(),
        ...Map.groupBy(shown, ({ type, place }) => `${type} ${regionOf(place)}`).values(),
      ]
      for (const lot of lots) {
        const hidden = lot.filter(({ count }) => count === null)
        const sum = hidden.reduce((total, { type, place }) => total + truth(type, place), 0)
        expect(hidden.length === 0 || hidden.length === lot.length || (hidden.length > 1 && sum >= leastShown)).toBe(
          true,
        )
      }
    }),
  )
})

test('a time that is known of few is not told, though their count is', () => {
  expect(showProtection([cell('DETAINED', 'A1', 16)], regionOf)).toEqual([
    {
      type: 'DETAINED',
      place: 'A1',
      count: 16,
      measures: { read: { median: 5, ninetieth: 50 }, contact: null, resolve: null },
    },
  ])
})

test('a mission lies in the part of the world of its time zone', () => {
  expect(['Asia/Bangkok', 'Pacific/Fiji', 'Atlantic/Azores', null].map(regionOfZone)).toEqual([
    'asia',
    'oceania',
    'elsewhere',
    'elsewhere',
  ])
})
