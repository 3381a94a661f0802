import { describe, expect, it } from 'vitest'
import { plainCalendar, type WorkCalendar } from './calendar.ts'
import type { Mission } from './mission.ts'
import { openState } from './opening.ts'
import { directoryOf } from './testing.ts'

const missions = directoryOf('uto').missions
const mission = (id: string): Mission => {
  const found = missions.get(id)
  if (found === undefined) throw new Error(id)
  return found
}
const milan = mission('uto-it-milan-cg')
const florence = mission('uto-it-florence-cg')
const at = (text: string) => Temporal.Instant.from(text)
const holidays: WorkCalendar = {
  ...plainCalendar,
  holidays: new Map([
    ['2026-12-07', { zh: '圣安波罗修日', en: 'Saint Ambrose' }],
    ['2026-12-08', { zh: '圣母无染原罪日', en: 'Immaculate Conception' }],
  ]),
}

describe('opening hours', () => {
  it('on Sunday night before midnight it opens on Monday at nine, in nine hours and twenty minutes', () => {
    const now = at('2026-11-22T23:40:00+01:00')
    const found = openState(milan, now, plainCalendar)
    expect(found).toMatchObject({ state: 'closed', holiday: null })
    if (found.state !== 'closed' || found.opensAt === null) throw new Error('closed, with an opening, was expected')
    expect(found.opensAt.toZonedDateTimeISO('Europe/Rome').toPlainDateTime().toString()).toBe('2026-11-23T09:00:00')
    expect(found.opensAt.since(now).round({ largestUnit: 'hour' }).toString()).toBe('PT9H20M')
  })

  it('is open from the first minute, and closed from the last', () => {
    expect(openState(milan, at('2026-11-23T09:00:00+01:00'), plainCalendar)).toMatchObject({ state: 'open' })
    expect(openState(milan, at('2026-11-23T12:29:59+01:00'), plainCalendar)).toMatchObject({ state: 'open' })
    expect(openState(milan, at('2026-11-23T12:30:00+01:00'), plainCalendar)).toMatchObject({ state: 'closed' })
  })

  it('skips the holidays of the host and of the city, and says which it is today', () => {
    const found = openState(milan, at('2026-12-07T10:00:00+01:00'), holidays)
    expect(found).toMatchObject({ state: 'closed', holiday: { en: 'Saint Ambrose' } })
    expect(found.state === 'closed' ? found.opensAt?.toString() : null).toBe('2026-12-09T08:00:00Z')
  })

  it('knows a second period of the same day', () => {
    const found = openState(florence, at('2026-11-24T13:00:00+01:00'), plainCalendar)
    expect(found.state === 'closed' ? found.opensAt?.toString() : null).toBe('2026-11-24T13:30:00Z')
  })

  it('follows the change of the clock in the mission’s zone', () => {
    const found = openState(milan, at('2026-10-24T12:00:00+02:00'), plainCalendar)
    expect(found.state === 'closed' ? found.opensAt?.toString() : null).toBe('2026-10-26T08:00:00Z')
  })

  it('is unknown, not guessed, when the directory has no hours', () => {
    expect(openState({ ...milan, openingHours: null }, at('2026-11-23T10:00:00Z'), plainCalendar)).toEqual({
      state: 'unknown',
    })
  })
})
