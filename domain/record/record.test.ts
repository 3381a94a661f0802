import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newId } from '../shared/index.ts'
import {
  checkLine,
  placeLine,
  productsOf,
  type RecordLine,
  recordRefusals,
  sameness,
  VaccineCatalogue,
} from './index.ts'

const catalogue = VaccineCatalogue.parse(
  JSON.parse(readFileSync(new URL('../../pack/world/vaccines.json', import.meta.url), 'utf8')),
)
const products = productsOf(catalogue)
const at = Temporal.Instant.from('2026-11-24T08:00:00Z')
let made = 0
const id = () => newId<never>(at, (bytes) => bytes.map((_, place) => (made++ * 31 + place) & 0xff))

const person = { familyName: '林', givenName: '梅', birthDate: '1990-05-17' }
const jab = {
  kind: 'vaccination',
  disease: 'covid-19',
  product: 'comirnaty',
  dose: 2,
  doses: 2,
  date: '2026-11-20',
  country: 'XX',
} as const
const swab = {
  kind: 'test',
  disease: 'covid-19',
  method: 'nucleic-acid',
  sample: 'S-1',
  sampledAt: '2026-11-23T09:30:00+01:00',
  result: 'not-detected',
  country: 'IT',
} as const
const lineOf = (change: object = {}, who: object = {}) => ({
  id: id(),
  person: { ...person, ...who },
  entry: { ...jab, ...change },
})

const fault = (line: unknown) => {
  const checked = checkLine(line, at, products)
  return checked.ok ? 'ok' : `${checked.refusal.code} ${JSON.stringify(checked.refusal.data?.['where']).slice(1, -1)}`
}

/** A line that may be believed, of any kind. */
const days = fc
  .integer({ min: 0, max: 2200 })
  .map((back) => Temporal.PlainDate.from('2026-11-24').subtract({ days: back }).toString())
const letters = fc.constantFrom(
  '林',
  '龑㛃',
  'Rossi',
  'D’Angelo',
  'Müller-Lüdenscheidt',
  'Ольга',
  'محمد',
  'Ñuñez',
  'O Brien',
)
const entries = fc.oneof(
  fc.record({
    kind: fc.constant('vaccination'),
    product: fc.constantFrom(...products.values()),
    dose: fc.integer({ min: 1, max: 20 }),
    doses: fc.integer({ min: 1, max: 20 }),
    date: days,
    lot: fc.constantFrom('AB1234', 'x 9/7', '4', 'YF.12-3'),
    country: fc.constantFrom('IT', 'CN', 'XX', 'XK'),
  }),
  fc.record({
    kind: fc.constant('test'),
    disease: fc.constant('covid-19'),
    method: fc.constantFrom('nucleic-acid', 'antigen', 'serology'),
    sample: fc.constantFrom('1', 'S-2026/77', '样本 3'),
    sampledAt: fc
      .tuple(days, fc.constantFrom('T00:00Z', 'T07:59:59.5Z', 'T03:00:00+05:30'))
      .map((parts) => parts.join('')),
    result: fc.constantFrom('detected', 'not-detected'),
    country: fc.constantFrom('IT', 'CN'),
  }),
  fc.record({
    kind: fc.constant('recovery'),
    disease: fc.constant('covid-19'),
    firstPositiveOn: days,
    country: fc.constant('DE'),
  }),
)
const lines = fc
  .record({
    familyName: letters,
    givenName: letters,
    birthDate: fc.constantFrom('1931', '1990-05', '1990-05-17'),
    entry: entries,
  })
  .map(({ entry, ...who }) => {
    const whole =
      'product' in entry ? { ...entry, product: entry.product.id, disease: entry.product.diseases[0] } : entry
    return { id: id(), person: who, entry: whole } as RecordLine
  })

describe('checkLine', () => {
  test('believes what is in order, and answers it so that it is believed again unchanged', () => {
    fc.assert(
      fc.property(lines, (line) => {
        const checked = checkLine(line, at, products)
        expect(checked).toMatchObject({ ok: true })
        if (checked.ok) expect(checkLine(checked.value, at, products)).toEqual(checked)
      }),
    )
  })

  test('answers anything at all with a line or a refusal that is listed, and never throws', () => {
    fc.assert(
      fc.property(
        lines,
        fc.jsonValue(),
        fc.constantFrom('id', 'person', 'entry', 'supersedes'),
        (line, junk, member) => {
          for (const wild of [
            junk,
            { ...line, [member]: junk },
            { ...line, entry: { ...line.entry, country: junk, date: junk, sampledAt: junk } },
          ]) {
            const checked = checkLine(wild, at, products)
            if (!checked.ok) {
              expect(recordRefusals).toContain(checked.refusal.code)
              expect(typeof checked.refusal.data?.['where']).toBe('string')
            }
          }
        },
      ),
    )
  })

  test('believes nothing of tomorrow, anywhere on Earth', () => {
    fc.assert(
      fc.property(lines, fc.integer({ min: 2, max: 4000 }), ({ entry, ...line }, ahead) => {
        const date = Temporal.PlainDate.from('2026-11-24').add({ days: ahead }).toString()
        const when = { date, firstPositiveOn: date, sampledAt: `${date}T00:00:00Z` }
        const wild = Object.fromEntries(Object.entries({ ...entry, ...when }).filter(([name]) => name in entry))
        expect(fault({ ...line, entry: wild })).toMatch(/^record.date-in-future/)
      }),
    )
  })

  test.each([
    ['today where the day has begun already', { date: '2026-11-24' }, {}, 'ok'],
    ['a booster beyond its series', { dose: 3, doses: 2 }, {}, 'ok'],
    ['a dose of a series of one', { dose: 2, doses: 1 }, {}, 'ok'],
    ['a dose that nobody believes', { dose: 21 }, {}, 'record.dose-implausible entry.dose'],
    ['a series that nobody believes', { doses: 90 }, {}, 'record.dose-implausible entry.doses'],
    ['no dose at all', { dose: 0 }, {}, 'record.line-invalid entry.dose'],
    ['the day after tomorrow', { date: '2026-11-26' }, {}, 'record.date-in-future entry.date'],
    ['a 30 February', { date: '2026-02-30' }, {}, 'record.date-impossible entry.date'],
    ['a 13th month', { date: '2026-13-01' }, {}, 'record.date-impossible entry.date'],
    ['a day before there was a vaccine', { date: '2019-12-31' }, {}, 'record.date-too-early entry.date'],
    [
      'a day before the birth',
      { date: '2026-11-20' },
      { birthDate: '2026-11-21' },
      'record.date-before-birth entry.date',
    ],
    [
      'a day before the month of the birth',
      { date: '2026-09-20' },
      { birthDate: '2026-10' },
      'record.date-before-birth entry.date',
    ],
    ['a day in the month of the birth', { date: '2026-10-20' }, { birthDate: '2026-10' }, 'ok'],
    ['a product of no catalogue', { product: 'elixir' }, {}, 'record.product-unknown entry.product'],
    ['a product by a name of every object', { product: 'constructor' }, {}, 'record.product-unknown entry.product'],
    ['a product for another disease', { product: 'stamaril' }, {}, 'record.product-other-disease entry.product'],
    ['a lot of wild form', { lot: '<b>1</b>' }, {}, 'record.lot-form entry.lot'],
    ['a lot too long', { lot: 'A'.repeat(31) }, {}, 'record.lot-form entry.lot'],
    ['a country that is none', { country: 'ZZ' }, {}, 'record.country-unknown entry.country'],
    [
      'no lot against yellow fever',
      { product: 'stamaril', disease: 'yellow-fever' },
      {},
      'record.lot-missing entry.lot',
    ],
    ['no name', {}, { familyName: ' ', givenName: '·' }, 'record.name-missing person.familyName'],
    ['one name', {}, { givenName: '' }, 'ok'],
    ['a name with a smile', {}, { givenName: '梅😀' }, 'record.name-unprintable person.givenName'],
    ['a name with a number', {}, { familyName: 'R2D2' }, 'record.name-unprintable person.familyName'],
    ['a name of 81 letters', {}, { familyName: 'a'.repeat(81) }, 'record.name-too-long person.familyName'],
    [
      'Chinese where Latin letters are asked',
      {},
      { latin: { familyName: '林', givenName: 'MEI' } },
      'record.name-not-latin person.latin.familyName',
    ],
    ['a birth in the future', {}, { birthDate: '2027' }, 'record.birth-date-in-future person.birthDate'],
    ['a birth that never was', {}, { birthDate: '1990-02-30' }, 'record.birth-date-impossible person.birthDate'],
    ['a birth of 1815', {}, { birthDate: '1815-12-10' }, 'record.birth-date-impossible person.birthDate'],
    ['a nationality that is none', {}, { nationality: 'QQ' }, 'record.country-unknown person.nationality'],
  ])('answers %s', (_, change, who, expected) => {
    expect(fault(lineOf(change, who))).toBe(expected)
  })

  test('knows tests of COVID-19 alone, at an instant that has come', () => {
    const sampled = (change: object) => fault({ ...lineOf(), entry: { ...swab, ...change } })
    expect(sampled({ disease: 'yellow-fever' })).toBe('record.disease-not-for-kind entry.disease')
    expect(sampled({ sampledAt: '2026-11-24T08:05:00Z' })).toBe('ok')
    expect(sampled({ sampledAt: '2026-11-24T08:05:01Z' })).toBe('record.date-in-future entry.sampledAt')
    expect(sampled({ sampledAt: '2026-11-24T25:00:00Z' })).toBe('record.date-impossible entry.sampledAt')
    expect(sampled({ sample: '' })).toBe('record.line-invalid entry.sample')
    const checked = checkLine({ ...lineOf(), entry: swab }, at, products)
    expect(checked.ok && checked.value.entry).toMatchObject({ sampledAt: '2026-11-23T08:30:00Z' })
  })

  test('lets no line supersede itself', () => {
    const line = lineOf()
    expect(fault({ ...line, supersedes: line.id })).toBe('record.supersedes-itself supersedes')
  })
})

describe('sameness', () => {
  test('is of the act, not of its spelling, its id or its result', () => {
    const one = lineOf({ lot: 'A1' }, { latin: { familyName: 'LIN', givenName: 'Mei' } }) as unknown as RecordLine
    const other = lineOf({ lot: 'B2' }, { familyName: 'Lin', givenName: 'MÉI' }) as unknown as RecordLine
    expect(sameness(one, 'a')).toBe(sameness(other, 'b'))
    const [yes, no] = ['detected', 'not-detected'].map(
      (result) => ({ person, entry: { ...swab, result } }) as RecordLine,
    )
    expect(sameness(yes as RecordLine, 'a')).toBe(sameness(no as RecordLine, 'a'))
    expect(sameness(yes as RecordLine, 'a')).not.toBe(sameness(no as RecordLine, 'b'))
  })

  test('tells two acts apart', () => {
    fc.assert(
      fc.property(days, days, (one, other) => {
        const [first, second] = [one, other].map((date) => sameness(lineOf({ date }) as unknown as RecordLine, 'a'))
        expect(first === second).toBe(one === other)
      }),
    )
  })
})

test('a line that comes again is repeated, whatever the order of its members', () => {
  fc.assert(
    fc.property(lines, (line) => {
      const turned = {
        person: Object.fromEntries(Object.entries(line.person).toReversed()),
        entry: Object.fromEntries(Object.entries(line.entry).toReversed()),
      }
      const own = {
        id: line.id,
        source: 'a',
        kind: line.entry.kind,
        state: 'held',
        supersedes: null,
        content: turned as RecordLine,
      } as const
      const around = { own, superseded: undefined, sameAct: own }
      expect(placeLine(line, 'a', around)).toEqual({ ok: true, value: 'repeated' })
      expect(placeLine(line, 'b', around)).toMatchObject({ ok: false, refusal: { code: 'record.id-taken' } })
      expect(placeLine({ ...line, id: id() }, 'a', { ...around, own: undefined })).toEqual({
        ok: true,
        value: 'repeated',
      })
    }),
  )
})

describe('the catalogue of vaccines', () => {
  test('names each once, in both languages, with codes of the forms that their owners use', () => {
    expect(products.size).toBe(catalogue.products.length)
    for (const { id: name, names, eu, icd11, cvx, icvp, source } of catalogue.products) {
      expect(
        [names.zh, names.en, source].every((text) => text !== ''),
        name,
      ).toBe(true)
      if (eu) expect(eu.kind, name).toMatch(/^\d{8,18}$/)
      if (icd11) expect(icd11, name).toMatch(/^XM[0-9A-Z]{4,5}$/)
      if (cvx) expect(cvx, name).toMatch(/^\d{1,3}$/)
      if (icvp) expect(icvp, name).toMatch(/^[A-Za-z]+Product[0-9a-f]{32}$/)
    }
    const codes = catalogue.products.flatMap(({ icvp }) => (icvp ? [icvp] : []))
    expect(new Set(codes).size).toBe(codes.length)
  })
})
