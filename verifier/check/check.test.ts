import { verdicts } from '@consular/certificate'
import { describe, expect, test } from 'vitest'
import { readBest } from './examine.ts'
import { Gatherer } from './gather.ts'
import { tones, wordOf } from './outcome.ts'
import { Presence } from './presence.ts'

describe('the word over a verdict', () => {
  test('is green for a valid certificate alone, whatever the rules say of another', () => {
    const answers = [
      null,
      { answer: 'accepted', code: 'ok' },
      { answer: 'open', code: 'rules.open' },
      { answer: 'open', code: 'rules.none' },
      { answer: 'not-accepted', code: 'rules.failed' },
    ] as const
    for (const verdict of verdicts)
      for (const acceptance of answers) {
        const green = tones[wordOf({ verdict }, acceptance)] === 'good'
        const refused = acceptance?.code === 'rules.failed' || acceptance?.code === 'rules.open'
        expect(green, `${verdict} ${acceptance?.code}`).toBe(verdict === 'valid' && !refused)
      }
  })

  test('says of a missing key that it proves nothing, and of a forgery that it is one', () => {
    expect(tones[wordOf({ verdict: 'untrusted' }, null)]).toBe('look')
    expect(tones[wordOf({ verdict: 'forged' }, null)]).toBe('bad')
    expect(wordOf({ verdict: 'valid' }, { answer: 'open', code: 'rules.open' })).toBe('rules-open')
  })
})

describe('a code before the camera', () => {
  test('is new once, for as long as it stays, and again after it was away', () => {
    const presence = new Presence()
    expect(presence.see(['a'], 0)).toEqual(['a'])
    expect(presence.see(['a'], 500)).toEqual([])
    expect(presence.see([], 1000)).toEqual([])
    expect(presence.see(['a'], 2400)).toEqual([])
    expect(presence.see([], 4000)).toEqual([])
    expect(presence.see(['a'], 4500)).toEqual(['a'])
  })

  test('is new beside one that stays, so the next traveller need not wait', () => {
    const presence = new Presence()
    presence.see(['a'], 0)
    expect(presence.see(['a', 'b'], 100)).toEqual(['b'])
    expect(presence.see(['b'], 200)).toEqual([])
  })
})

describe('a card that was split over several codes', () => {
  const [first, second] = [
    'shc:/1/2/5676290952432060346029243740446031222959532654603460292540772804336028',
    'shc:/2/2/7064716152',
  ]

  test('is one text once all are there, in any order', () => {
    const gatherer = new Gatherer()
    expect(gatherer.take(second)).toEqual({ have: 1, of: 2 })
    expect(gatherer.take(second)).toEqual({ have: 1, of: 2 })
    expect(gatherer.take(first)).toMatch(/^shc:\/\d+7064716152$/)
  })

  test('is given up for any other code', () => {
    const gatherer = new Gatherer()
    gatherer.take(first)
    expect(gatherer.take('HC1:ABC')).toBe('HC1:ABC')
    expect(gatherer.take(second)).toEqual({ have: 1, of: 2 })
  })
})

test('of several texts the one that can be read as a certificate counts', () => {
  expect(readBest(['WIFI:S:Guest;;', 'HC1:ABC'])).toMatchObject({ fault: { verdict: 'malformed' } })
  expect(readBest(['WIFI:S:Guest;;'])).toMatchObject({ fault: { code: 'text.unrecognised' } })
  expect(readBest([])).toMatchObject({ fault: { code: 'picture.no-code' } })
})
