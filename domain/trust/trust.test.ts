import { noTrust, type TrustList } from '@consular/certificate/trust'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anonymise, moveTo } from './anonymous-case.ts'
import { differenceOf } from './difference.ts'
import { marksOf, needReason } from './marks.ts'
import { isNewer } from './rule.ts'

type Signer = TrustList['signers'][number]
const signerOf = (country: string, keyId: string, key = keyId): Signer => ({
  keyId,
  country,
  participant: null,
  key,
  usages: null,
  from: 0,
  until: 1,
  issuedBy: [],
  issuer: null,
  serial: null,
})
const listOf = (signers: readonly Signer[]): TrustList => ({ ...noTrust, signers })
const lists = fc
  .uniqueArray(fc.tuple(fc.constantFrom('XA', 'XB', 'XC'), fc.integer({ min: 0, max: 30 })), { selector: String })
  .map((pairs) => listOf(pairs.map(([country, number]) => signerOf(country, `key ${number}`))))
const about = { proven: true, at: 5, skipped: 0, unchained: 0 }

describe('the difference of two lists', () => {
  test('is nothing between a list and itself, in whatever order it is written', () => {
    fc.assert(
      fc.property(lists, (list) => {
        const { countries, vanished } = differenceOf(list, listOf(list.signers.toReversed()))
        expect([countries, vanished]).toEqual([[], []])
      }),
    )
  })

  test('backwards says gone for added, and added for gone', () => {
    const count = (one: TrustList, other: TrustList, wanted: string) =>
      differenceOf(one, other)
        .countries.flatMap(({ changes }) => changes)
        .filter(({ change }) => change === wanted).length
    fc.assert(
      fc.property(lists, lists, (one, other) => {
        expect(count(one, other, 'added')).toBe(count(other, one, 'gone'))
      }),
    )
  })

  test('names a key that was exchanged under the same id', () => {
    const [before, after] = [listOf([signerOf('XA', 'a')]), listOf([signerOf('XA', 'a', 'another')])]
    expect(differenceOf(before, after).countries).toEqual([
      { country: 'XA', before: 1, after: 1, changes: [{ kind: 'signer', id: 'a', change: 'changed' }] },
    ])
  })
})

describe('the marks of a list', () => {
  test('ask for a reason whenever a country vanished, and never where nothing went', () => {
    fc.assert(
      fc.property(lists, lists, (before, more) => {
        const whole = listOf([
          ...new Map(
            [...before.signers, ...more.signers].map((each) => [`${each.country} ${each.keyId}`, each]),
          ).values(),
        ])
        expect(needReason(marksOf(differenceOf(before, whole), about, 5))).toBe(false)
        const left = listOf(whole.signers.filter(({ country }) => country !== 'XA'))
        const lost = whole.signers.length > left.signers.length
        expect(needReason(marksOf(differenceOf(whole, left), about, 5))).toBe(lost)
      }),
    )
  })

  test('tell one signer of ten from two of ten, and keys that were all exchanged from none', () => {
    const ten = Array.from({ length: 10 }, (_, number) => signerOf('XA', `${number}`))
    const marks = (after: readonly Signer[]) => marksOf(differenceOf(listOf(ten), listOf(after)), about, 5)
    expect([marks(ten.slice(1)), marks(ten.slice(2))]).toEqual([[], ['fewer-signers']])
    expect(marks(ten.map(({ keyId }) => signerOf('XA', `new ${keyId}`)))).toEqual(['fewer-signers'])
    expect(marksOf(differenceOf(noTrust, noTrust), { ...about, at: 4, proven: false }, 5)).toEqual([
      'older',
      'no-proof',
    ])
  })
})

describe('a past case', () => {
  const clock = Temporal.Instant.from('2026-07-01T09:30:00Z')
  const payload = {
    nam: { fn: 'X' },
    dob: '1984-02-29',
    v: [{ dt: '2026-06-01', dn: 1, co: 'XA' }],
    t: [{ sc: '2026-06-30T07:41:23+02:00' }],
  }

  test('keeps every distance of time, wherever it is moved', () => {
    fc.assert(
      fc.property(fc.integer({ min: -400, max: 400 }), fc.integer({ min: -4000, max: 4000 }), (days, hours) => {
        const taken = anonymise(payload, clock, days)
        if (!taken.ok) throw new Error(taken.refusal.code)
        const from = clock.add({ hours })
        const there = moveTo(taken.value, from)
        const late = there.clock.epochMilliseconds - from.epochMilliseconds
        expect(late >= 0 && late < 86_400_000).toBe(true)
        const [v, t] = [there.facts['v'], there.facts['t']] as [[{ dt: string }], [{ sc: string }]]
        const day = there.clock.toZonedDateTimeISO('UTC').toPlainDate()
        expect(Temporal.PlainDate.from(v[0].dt).until(day).days).toBe(30)
        expect(Temporal.Instant.from(t[0].sc).until(there.clock).total('minutes')).toBe(27 * 60 + 49)
      }),
    )
  })

  test('holds no text that is not on the list of what is kept', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        const taken = anonymise({ nam: one, v: [{ ci: other, is: 'secret', nm: one, dn: 1 }], extra: other }, clock, 3)
        expect(taken).toMatchObject({ ok: true, value: { facts: { ver: '1.3.0', v: [{ dn: 1 }] } } })
        expect(taken.ok && Object.keys(taken.value.facts)).toEqual(['ver', 'v'])
      }),
    )
  })

  test.each([null, 'cat', 7, [], {}, { v: [] }, { v: 'x' }])('is none of %j', (nothing) => {
    expect(anonymise(nothing, clock, 0)).toMatchObject({ ok: false, refusal: { code: 'case.facts' } })
  })
})

test('versions are compared as numbers', () => {
  const pairs = [
    ['1.0.1', '1.0.0'],
    ['1.10.0', '1.9.9'],
    ['2.0.0', '1.99.99'],
  ] as const
  for (const [newer, older] of pairs)
    expect([isNewer(newer, older), isNewer(older, newer), isNewer(newer, newer)]).toEqual([true, false, false])
})
