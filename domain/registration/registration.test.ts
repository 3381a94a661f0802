import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  checkRegistration,
  datesOf,
  registrationMoves,
  registrationNumber,
  registrationStates,
  stateOn,
} from './index.ts'
import type { RegistrationDetails } from './registration.ts'
import { freshId, home, person, rules, trip } from './testing-registration.ts'

const today = Temporal.PlainDate.from('2026-11-24')
const check = (told: RegistrationDetails) => checkRegistration(told, { today, mostDaysAhead: rules.mostDaysAhead })
const one = person()
const day = (text: string) => Temporal.PlainDate.from(text)

describe('what is told', () => {
  test('is brought into one form: blanks are nothing, telephones international, a home has no last day', () => {
    const told = home({
      until: '2027-01-01',
      phone: '0090 (232) 123-45-67',
      persons: [
        person({
          latinName: '',
          birthDate: '',
          documentNumber: '',
          phone: '',
          needs: ['pregnant', 'medical', 'medical'],
        }),
      ],
    })
    const checked = check(told)
    if (!checked.ok) throw new Error(checked.refusal.code)
    expect(checked.value).toMatchObject({ until: null, phone: '+902321234567' })
    expect(checked.value.persons[0]).toMatchObject({
      latinName: null,
      birthDate: null,
      documentNumber: null,
      phone: null,
      needs: ['medical', 'pregnant'],
    })
  })

  test('checked twice is the same', () => {
    const checked = check(trip({ persons: [person(), person({ givenName: '', birthDate: '2020' })] }))
    if (!checked.ok) throw new Error(checked.refusal.code)
    expect(check(checked.value)).toEqual(checked)
  })

  test.each<[string, RegistrationDetails, object?]>([
    ['registration.country-unknown', home({ country: 'QQ' })],
    ['registration.country-unknown', home({ country: 'XX' })],
    ['registration.until-missing', trip({ until: null })],
    ['registration.until-before-from', trip({ until: '2026-11-30' })],
    ['registration.trip-over', trip({ from: '2026-11-01', until: '2026-11-22' })],
    ['registration.too-far-ahead', trip({ until: '2028-11-24' }), { latest: '2028-11-23' }],
    ['registration.too-far-ahead', home({ from: '2028-11-24' }), { latest: '2028-11-23' }],
    [
      'registration.name-missing',
      home({ persons: [person(), person({ familyName: '', givenName: '12' })] }),
      { person: 2 },
    ],
    ['registration.person-taken', home({ persons: [one, one] })],
    ['registration.name-unprintable', home({ persons: [person({ givenName: 'Mei <b>' })] }), { person: 1 }],
    ['registration.birth-date-in-future', home({ persons: [person({ birthDate: '2027' })] }), { person: 1 }],
    ['shared.date-impossible', home({ persons: [person({ birthDate: '2020-02-30' })] }), { person: 1 }],
    ['person.phone-format', home({ phone: '12' })],
    ['person.phone-format', home({ persons: [person({ phone: 'x' })] }), { person: 1 }],
  ])('is refused with %s', (code, told, data) => {
    expect(check(told)).toMatchObject({ ok: false, refusal: { code, ...(data && { data }) } })
  })

  test('may be of a trip that ended yesterday here, for it may be that day still where the traveller is', () => {
    expect(check(trip({ from: '2026-11-01', until: '2026-11-23' })).ok).toBe(true)
  })
})

describe('a registration', () => {
  const stay = datesOf(null, today, rules)
  const week = datesOf('2026-12-08', today, rules)

  test.each([
    ['2026-11-24', 'ACTIVE'],
    ['2027-11-23', 'ACTIVE'],
    ['2027-11-24', 'REFRESH_DUE'],
    ['2027-12-23', 'REFRESH_DUE'],
    ['2027-12-24', 'LAPSED'],
    ['2028-02-21', 'LAPSED'],
    ['2028-02-22', 'ERASED'],
  ])('of a home made on 2026-11-24 is on %s %s', (on, state) => {
    expect(stateOn(stay, day(on))).toBe(state)
  })

  test.each([
    ['2026-12-08', 'ACTIVE'],
    ['2026-12-09', 'ACTIVE'],
    ['2026-12-10', 'LAPSED'],
    ['2026-12-21', 'LAPSED'],
    ['2026-12-22', 'ERASED'],
  ])('of a trip until 2026-12-08 is on %s %s', (on, state) => {
    expect(stateOn(week, day(on))).toBe(state)
  })

  test('only ever moves forward by itself, along the table, and is erased in the end', () => {
    const when = fc.integer({ min: 0, max: 800 })
    const last = fc.option(fc.integer({ min: 0, max: 700 }), { nil: null })
    const order = Object.keys(registrationStates)
    fc.assert(
      fc.property(last, when, when, (length, instant, other) => {
        const until = length === null ? null : today.add({ days: length }).toString()
        const dates = datesOf(until, today, rules)
        const [early, late] = [Math.min(instant, other), Math.max(instant, other)]
        const [before, after] = [early, late].map((days) => stateOn(dates, today.add({ days })))
        expect(order.indexOf(String(after))).toBeGreaterThanOrEqual(order.indexOf(String(before)))
        if (until !== null) expect([before, after]).not.toContain('REFRESH_DUE')
        expect(stateOn(dates, dates.eraseOn.subtract({ days: 1 }))).not.toBe('ERASED')
        expect(stateOn(dates, dates.eraseOn)).toBe('ERASED')
      }),
    )
  })

  test('confirmed on any day counts for a year from then', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 800 }), (days) => {
        const on = today.add({ days })
        const dates = datesOf(null, on, rules)
        expect(stateOn(dates, on)).toBe('ACTIVE')
        expect(stateOn(dates, on.add({ months: 12 }))).toBe('REFRESH_DUE')
      }),
    )
  })

  test('reaches every state, can be deleted from each but the last, and nothing leads out of that', () => {
    const reached = new Set(['ACTIVE', ...registrationMoves.map(({ to }) => to)])
    expect([...reached].toSorted()).toEqual(Object.keys(registrationStates).toSorted())
    const deletable = registrationMoves.filter(({ move }) => move === 'delete').map(({ from }) => from)
    expect(deletable).toEqual(['ACTIVE', 'REFRESH_DUE', 'LAPSED'])
    expect(new Set<string>(registrationMoves.map(({ from }) => from))).not.toContain('ERASED')
  })
})

test('its number is of its id alone, and looks like one', () => {
  const id = freshId()
  expect(registrationNumber(id)).toBe(registrationNumber(id))
  expect(registrationNumber(id)).toMatch(/^RG-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]$/)
  expect(new Set(Array.from({ length: 1000 }, () => registrationNumber(freshId()))).size).toBe(1000)
})

test('the lifecycle is printed as docs/lifecycles/registration.md holds it', async () => {
  const rows = registrationMoves.map(
    ({ from, move, to, by, kind }) => `| ${from} | ${move} | ${to} | ${by} | ${kind} |`,
  )
  const chart = registrationMoves.map(({ from, move, to }) => `  ${from} --> ${to}: ${move}`)
  const page = [
    '# The lifecycle of a registration',
    '',
    'Printed from `domain/registration/lifecycle.ts`. The days are in `pack/world/registration-rules.json`. Of what is erased a proof stays, and no more.',
    '',
    '| From | Move | To | By | Kind |',
    '|---|---|---|---|---|',
    ...rows,
    '',
    '```mermaid',
    'stateDiagram-v2',
    ...chart,
    '```',
    '',
  ]
  await expect(page.join('\n')).toMatchFileSnapshot('../../docs/lifecycles/registration.md')
})
