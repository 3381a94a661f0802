import type { ReportState } from '@consular/api'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Cry } from './outbox.ts'
import { isSent, toldOf } from './told.ts'

const now = Temporal.Instant.from('2026-11-23T20:20:00Z')
const moment = { now, zone: 'Asia/Bangkok', inTouch: true }
const letter = { address: '/api/reports/a', body: '{}', madeAt: '2026-11-23T20:07:00Z', sent: false, placed: false }
const waiting: Cry = {
  id: 'a',
  secret: 'b',
  situation: 'attacked',
  silent: false,
  madeAt: letter.madeAt,
  letters: [letter],
  enclosures: [],
  state: null,
  heardAt: null,
}
const stored: ReportState = {
  told: 'state',
  reference: 'SOS-1',
  storedAt: '2026-11-23T20:08:00Z',
  readAt: null,
  readBy: null,
  calledAt: null,
  nextWordAt: null,
  shared: [],
  media: [],
  mission: 'uto-th-embassy',
  timeZone: 'Asia/Bangkok',
}
const keysOf = (cry: Cry) => {
  const { first, rest } = toldOf(cry, moment)
  return [first.key, ...rest.map(({ key }) => key)]
}

describe('what is said of a cry', () => {
  test('that only this phone has: since when it waits, and that no person can read it', () => {
    expect(toldOf(waiting, moment)).toEqual({
      first: { key: 'sos-app.waiting', values: { time: '03:07' } },
      rest: [{ key: 'sos-app.waiting.goes' }],
    })
  })

  test('that is stored: when, and that nobody has read it', () => {
    const sent = { ...waiting, letters: [{ ...letter, sent: true }], state: stored }
    expect(toldOf(sent, moment).first).toEqual({ key: 'sos.stored', values: { time: '03:08' } })
    expect(isSent(sent)).toBe(true)
  })

  test('that was read, called about and promised a word: all of it, with the day where it is another one', () => {
    const done = { readAt: '2026-11-23T20:10:00Z', readBy: 14, calledAt: '2026-11-23T20:14:00Z' }
    const state = { ...stored, ...done, nextWordAt: '2026-11-24T20:00:00Z' }
    expect(toldOf({ ...waiting, letters: [], state }, moment)).toMatchObject({
      first: { key: 'sos.read', values: { number: '14', time: '03:10' } },
      rest: [
        { key: 'sos.stored-at', values: { time: '03:08' } },
        { key: 'sos.called', values: { time: '03:14' } },
        { key: 'sos.next', values: { time: '2026-11-25 03:00' } },
        { key: 'sos.reference' },
      ],
    })
  })

  test('of which more waits on the phone: that too, whatever the server has said', () => {
    expect(keysOf({ ...waiting, state: stored })).toContain('sos-app.more-waiting')
    expect(isSent({ ...waiting, state: stored })).toBe(false)
  })

  test('that the service said some time ago, where it does not answer now: when that was', () => {
    const heard = { ...waiting, letters: [], state: stored, heardAt: '2026-11-23T20:12:00Z' }
    expect(toldOf(heard, { ...moment, inTouch: false }).rest).toContainEqual({
      key: 'sos-app.heard',
      values: { time: '03:12' },
    })
    expect(keysOf(heard)).not.toContain('sos-app.heard')
  })

  test('never that somebody has read, called or promised what the server did not say', () => {
    const instant = fc.constantFrom(null, '2026-11-23T20:10:00Z')
    fc.assert(
      fc.property(instant, instant, instant, fc.boolean(), (readAt, calledAt, nextWordAt, sent) => {
        const state = { ...stored, readAt, readBy: readAt && 14, calledAt, nextWordAt } as ReportState
        const keys = keysOf({ ...waiting, letters: [{ ...letter, sent }], state })
        expect(keys.includes('sos.read')).toBe(readAt !== null)
        expect(keys.includes('sos.stored')).toBe(readAt === null)
        expect(keys.includes('sos.called')).toBe(calledAt !== null)
        expect(keys.includes('sos.next')).toBe(nextWordAt !== null)
      }),
    )
  })
})
