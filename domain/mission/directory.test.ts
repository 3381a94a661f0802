import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nearest } from './directory.ts'
import { distanceKm, positionOf } from './position.ts'
import { directoryOf } from './testing.ts'

const cn = directoryOf('cn')
const uto = directoryOf('uto')
const anywhere = fc.record({
  lat: fc.double({ min: -90, max: 90, noNaN: true }),
  lon: fc.double({ min: -180, max: 180, noNaN: true }),
})

describe('the nearest mission', () => {
  it('is the one that a search of all distances finds, everywhere on Earth', () => {
    fc.assert(
      fc.property(anywhere, (position) => {
        const found = nearest(cn, position)[0]
        const least = Math.min(...cn.visited.map((mission) => distanceKm(position, mission.position)))
        expect(found?.km).toBeCloseTo(least, 6)
      }),
    )
  })

  it('comes first when several are asked for, and the rest follow by distance', () => {
    fc.assert(
      fc.property(anywhere, (position) => {
        const several = nearest(cn, position, 5).map(({ km }) => km)
        expect(several[0]).toBeCloseTo(nearest(cn, position)[0]?.km ?? Number.NaN, 6)
        expect(several).toEqual([...several].sort((a, b) => a - b))
      }),
    )
  })

  it('leaves out posts that are closed, relocated or do not serve the public', () => {
    const ids = cn.visited.map(({ id }) => id)
    for (const id of ['cn-ye-embassy', 'cn-sd-embassy', 'cn-ly-embassy', 'cn-sm-embassy']) expect(ids).not.toContain(id)
    expect(ids).toHaveLength(276)
  })

  it('from Bologna: Florence 80.4 km, Milan 203.0 km, Rome 300.7 km', () => {
    const found = nearest(uto, { lat: 44.4949, lon: 11.3426 }, 3).map(({ mission, km }) => [mission.id, km.toFixed(1)])
    expect(found).toEqual([
      ['uto-it-florence-cg', '80.4'],
      ['uto-it-milan-cg', '203.0'],
      ['uto-it-embassy', '300.7'],
    ])
  })
})

describe('distance', () => {
  it('is the same on both sides of the 180th meridian and whichever longitude names a pole', () => {
    expect(distanceKm({ lat: 0, lon: 179.9 }, { lat: 0, lon: -179.9 })).toBeCloseTo(22.239, 2)
    expect(distanceKm({ lat: 90, lon: 0 }, { lat: 90, lon: 123 })).toBeCloseTo(0, 6)
    expect(distanceKm({ lat: 90, lon: 0 }, { lat: -90, lon: 0 })).toBeCloseTo(Math.PI * 6371.0088, 3)
  })

  it('is symmetric and never longer than half the circumference', () => {
    fc.assert(
      fc.property(anywhere, anywhere, (a, b) => {
        expect(distanceKm(a, b)).toBeCloseTo(distanceKm(b, a), 6)
        expect(distanceKm(a, b)).toBeLessThanOrEqual(Math.PI * 6371.0088 + 1e-6)
      }),
    )
  })
})

describe('a position', () => {
  it('takes the edges of the world', () => {
    for (const [lat, lon] of [
      [90, 180],
      [-90, -180],
      [0, 0],
    ] as const)
      expect(positionOf(lat, lon).ok).toBe(true)
  })

  it('is refused out of range, and when it is no number', () => {
    for (const [lat, lon] of [
      [90.1, 0],
      [0, 180.5],
      [Number.NaN, 0],
      [0, Number.POSITIVE_INFINITY],
    ] as const) {
      expect(positionOf(lat, lon)).toMatchObject({ ok: false, refusal: { code: 'mission.position-out-of-range' } })
    }
  })
})
