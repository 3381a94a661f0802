import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CrisisArea, checkArea, daysOf, isInside, widened } from './area.ts'
import { decideCrisis, erasureDue, saidAt } from './event.ts'

const nothing: CrisisArea = { circles: [], polygons: [], countries: [], unplaced: [] }
const izmir = { lat: 38.423, lon: 27.143 }
const circle = { ...nothing, circles: [{ ...izmir, km: 30 }] }
const at = (lat: number, lon: number, country = 'TR') => ({ country, position: { lat, lon } })

describe('an area', () => {
  test('takes in 29.9 km and not 31 km of a circle of 30 km, by great circle', () => {
    expect(isInside(circle, at(izmir.lat + 29.9 / 111.195, izmir.lon))).toBe(true)
    expect(isInside(circle, at(izmir.lat + 31 / 111.195, izmir.lon))).toBe(false)
    // A degree of longitude is shorter here than one of latitude.
    expect(isInside(circle, at(izmir.lat, izmir.lon + 0.34))).toBe(true)
    expect(isInside(circle, at(izmir.lat + 0.34, izmir.lon))).toBe(false)
  })

  test('takes in whole countries, and those who gave no place only where that was asked for', () => {
    const unplaced = { country: 'TR', position: null }
    expect(isInside(circle, unplaced)).toBe(false)
    expect(isInside({ ...circle, unplaced: ['TR'] }, unplaced)).toBe(true)
    expect(isInside({ ...circle, unplaced: ['TR'] }, at(0, 0))).toBe(false)
    expect(isInside({ ...nothing, countries: ['TR'] }, at(0, 0))).toBe(true)
    expect(isInside({ ...nothing, countries: ['TR'] }, at(0, 0, 'GR'))).toBe(false)
  })

  test('takes in what a polygon encloses', () => {
    const corner = [
      { lat: 0, lon: 0 },
      { lat: 0, lon: 10 },
      { lat: 10, lon: 10 },
      { lat: 10, lon: 5 },
      { lat: 5, lon: 5 },
      { lat: 5, lon: 0 },
    ]
    const area = { ...nothing, polygons: [corner] }
    expect([at(2, 2), at(2, 8), at(8, 8), at(8, 2), at(-1, 5)].map((place) => isInside(area, place))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ])
  })

  test('loses nobody when it is widened', () => {
    const place = fc.record({
      lat: fc.double({ min: -80, max: 80, noNaN: true }),
      lon: fc.double({ min: -170, max: 170, noNaN: true }),
    })
    const some = fc.array(
      fc.record({
        lat: fc.integer({ min: -80, max: 80 }),
        lon: fc.integer({ min: -170, max: 170 }),
        km: fc.integer({ min: 1, max: 2000 }),
      }),
      { maxLength: 3 },
    )
    fc.assert(
      fc.property(some, some, place, (one, other, position) => {
        const [first, second] = [
          { ...nothing, circles: one },
          { ...nothing, circles: other },
        ]
        const each = { country: 'TR', position }
        expect(isInside(widened(first, second), each)).toBe(isInside(first, each) || isInside(second, each))
      }),
    )
  })

  test('cannot be empty, nor have a polygon across the 180th meridian', () => {
    const over = [
      { lat: 0, lon: 179 },
      { lat: 0, lon: -179 },
      { lat: 5, lon: 179 },
    ]
    expect(checkArea(circle).ok).toBe(true)
    for (const area of [nothing, { ...nothing, polygons: [over] }])
      expect(checkArea(area)).toMatchObject({ refusal: { code: 'crisis.area-impossible' } })
  })
})

test('a stay covers the instant on whatever side of the date line it is', () => {
  expect(daysOf(Temporal.Instant.from('2026-11-23T01:14:00Z'))).toEqual({
    earliest: '2026-11-22',
    latest: '2026-11-23',
  })
  expect(daysOf(Temporal.Instant.from('2026-11-23T11:00:00Z')).latest).toBe('2026-11-24')
})

test('a crisis is declared or rejected by a second officer, once', () => {
  const proposed = { state: 'PROPOSED', proposedBy: 'a' } as const
  expect(decideCrisis(proposed, 'a', 'approve')).toMatchObject({ refusal: { code: 'crisis.own-proposal' } })
  expect(decideCrisis(proposed, 'b', 'approve')).toEqual({ ok: true, value: 'DECLARED' })
  expect(decideCrisis(proposed, 'b', 'reject')).toEqual({ ok: true, value: 'REJECTED' })
  expect(decideCrisis({ state: 'DECLARED', proposedBy: 'a' }, 'b', 'reject')).toMatchObject({
    refusal: { code: 'crisis.already-decided' },
  })
})

test('the hour of a phone counts unless it is before the event or ahead of us, and positions go 30 days after the end', () => {
  const [from, now] = ['2026-11-23T01:14:00Z', '2026-11-23T05:00:00Z'].map((text) => Temporal.Instant.from(text)) as [
    Temporal.Instant,
    Temporal.Instant,
  ]
  const three = Temporal.Instant.from('2026-11-23T03:00:00Z')
  expect(saidAt(three, { from, now })).toBe(three)
  for (const wrong of [null, Temporal.Instant.from('1970-01-01T00:00:00Z'), now.add({ hours: 1 })])
    expect(saidAt(wrong, { from, now })).toBe(now)
  expect(erasureDue(now).toString()).toBe('2026-12-23T05:00:00Z')
})
