import { describe, expect, it } from 'vitest'
import { plainCalendar } from './calendar.ts'
import { guide } from './help.ts'
import { locate } from './locate.ts'
import { callable } from './mission.ts'
import { missionRefusals } from './refusals.ts'
import { mayServe } from './serve.ts'
import { directoryOf } from './testing.ts'

const uto = directoryOf('uto')
const cn = directoryOf('cn')
const when = { now: Temporal.Instant.from('2026-11-22T22:40:00Z'), calendarOf: () => plainCalendar }
const bologna = locate(uto, { lat: 44.4949, lon: 11.3426 })

describe('help now and documents', () => {
  it('are two answers: Florence helps, Milan issues', () => {
    const found = guide(uto, bologna, when)
    expect(found.helpNow).toMatchObject({
      mission: { id: 'uto-it-florence-cg' },
      abroad: false,
      calls: [{ kind: 'duty', e164: '+390555550399' }, { kind: 'hotline' }],
    })
    expect(found.documents).toMatchObject({ mission: { id: 'uto-it-milan-cg' }, open: { state: 'closed' } })
    expect(found.byDistance.map(({ km }) => km.toFixed(1))).toEqual(['80.4', '203.0', '300.7'])
  })

  it('say when the nearest mission lies across a border: from San Diego it is Tijuana', () => {
    const found = guide(cn, locate(cn, { lat: 32.7157, lon: -117.1611 }), when)
    expect(found.helpNow).toMatchObject({ mission: { id: 'cn-mx-tijuana-cg' }, abroad: true })
    expect(found.documents?.mission.id).toBe('cn-us-los-angeles-cg')
  })

  it('never offer a stale number', () => {
    const stale = [...cn.missions.values()].filter(({ phones, dutyPhones }) =>
      [...phones, ...dutyPhones].some(({ valid }) => !valid),
    )
    expect(stale.length).toBeGreaterThan(0)
    for (const mission of stale) {
      const bad = new Set(
        [...mission.phones, ...mission.dutyPhones].filter(({ valid }) => !valid).map(({ e164 }) => e164),
      )
      const offered = callable(mission)
      expect([...offered.duty, ...offered.office].filter(({ e164 }) => bad.has(e164))).toEqual([])
    }
  })

  it('name the hotline where nobody is competent', () => {
    const found = guide(cn, locate(cn, { lat: 0, lon: -30 }), when)
    expect(found.documents).toBeNull()
    expect(found.hotlines).toMatchObject([
      { e164: '+861012308', shown: '+86\u00a010\u00a012308' },
      { e164: '+861065612308' },
    ])
  })
})

describe('a passport', () => {
  it('may be asked of the competent mission', () => {
    expect(mayServe(uto, 'uto-it-milan-cg', bologna)).toMatchObject({ ok: true, value: { id: 'uto-it-milan-cg' } })
  })

  it('is refused elsewhere, with the competent one named', () => {
    expect(mayServe(uto, 'uto-it-florence-cg', bologna)).toEqual({
      ok: false,
      refusal: {
        code: 'mission.not-competent',
        data: { mission: 'uto-it-florence-cg', competent: 'uto-it-milan-cg', rule: 'parent:IT-45' },
      },
    })
  })

  it('is refused everywhere where nobody is named', () => {
    const crimea = locate(cn, { lat: 44.9521, lon: 34.1024 })
    expect(mayServe(cn, 'cn-ua-embassy', crimea)).toMatchObject({
      ok: false,
      refusal: { code: 'mission.not-competent', data: { competent: null } },
    })
  })

  it('of a mission that does not exist is refused by a code of its own', () => {
    expect(mayServe(uto, 'uto-nowhere', bologna)).toMatchObject({ ok: false, refusal: { code: 'mission.unknown' } })
  })

  it('every refusal of this module is listed', () => {
    expect([...missionRefusals].every((code) => code.startsWith('mission.'))).toBe(true)
    expect(new Set(missionRefusals).size).toBe(missionRefusals.length)
  })
})
