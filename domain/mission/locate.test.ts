import { describe, expect, it } from 'vitest'
import { locate } from './locate.ts'
import { directoryOf, sharedJson } from './testing.ts'

interface Case {
  readonly id: string
  readonly name: string
  readonly lat: number
  readonly lon: number
  readonly nearest: { readonly mission: string; readonly km: number }
  readonly competent: {
    readonly mission: string | null
    readonly rule: string
    readonly candidates?: readonly string[]
  }
}

const material = sharedJson('conformance/locator/cases.json') as { tieToleranceKm: number; cases: Case[] } | null
const cn = directoryOf('cn')
const uto = directoryOf('uto')

describe.runIf(material !== null)('the locator cases', () => {
  for (const expected of material?.cases ?? []) {
    it(`${expected.id} ${expected.name}`, () => {
      const found = locate(cn, { lat: expected.lat, lon: expected.lon })
      expect(found.nearest?.mission.id).toBe(expected.nearest.mission)
      expect(Math.abs((found.nearest?.km ?? Infinity) - expected.nearest.km)).toBeLessThanOrEqual(
        (material?.tieToleranceKm ?? 0) + 0.005,
      )
      expect(found.competent?.mission.id ?? null).toBe(expected.competent.mission)
      expect(found.rule).toBe(expected.competent.rule)
      expect(found.candidates.map(({ mission }) => mission.id)).toEqual(expected.competent.candidates ?? [])
    })
  }
})

describe('who is competent', () => {
  it('goes by the district, not by the distance: Bologna is served by Milan', () => {
    const found = locate(uto, { lat: 44.4949, lon: 11.3426 })
    expect(found.nearest?.mission.id).toBe('uto-it-florence-cg')
    expect(found.competent?.mission.id).toBe('uto-it-milan-cg')
    expect(found.rule).toBe('parent:IT-45')
    expect(found.place?.area).toMatchObject({ en: 'Emilia-Romagna', country: 'IT' })
  })

  it('is the superior embassy, not the honorary consul next door', () => {
    const found = locate(uto, { lat: 38.42, lon: 27.14 })
    expect(found.nearest?.mission.id).toBe('uto-tr-izmir-hc')
    expect(found.competent?.mission.id).toBe('uto-tr-embassy')
    expect(found.rule).toBe('country-default')
  })

  it('is nobody where the ministry has not decided, and the candidates are named in its order', () => {
    const found = locate(cn, { lat: 44.9521, lon: 34.1024 })
    expect(found.competent).toBeNull()
    expect(found.candidates.map(({ mission }) => mission.id)).toEqual(['cn-ua-embassy', 'cn-ru-embassy'])
  })

  it('is nobody at home and on the high sea', () => {
    expect(locate(cn, { lat: 39.9, lon: 116.4 })).toMatchObject({ competent: null, rule: 'domestic' })
    expect(locate(cn, { lat: 0, lon: -30 })).toMatchObject({ competent: null, rule: 'unassigned-area', place: null })
  })

  it('stays with a post that does not work normally, though the nearest is another', () => {
    const found = locate(cn, { lat: 15.3694, lon: 44.191 })
    expect(found.competent?.mission).toMatchObject({ id: 'cn-ye-embassy', status: 'suspended' })
    expect(found.nearest?.mission.id).not.toBe('cn-ye-embassy')
  })
})
