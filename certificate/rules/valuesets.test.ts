import { expect, it } from 'vitest'
import { codesBySet, findCode, parseValueSet, type ValueSet } from './valuesets.ts'

const json = {
  valueSetId: 'vaccines-covid-19-names',
  valueSetDate: '2026-01-01',
  valueSetValues: {
    'XX/1': { display: 'One', lang: 'en', active: true, system: 'https://example.org', version: '' },
    'XX/2': { display: 'Two', lang: 'en', active: false, system: '' },
    constructor: {},
  },
}

function setOf(members: object = {}): ValueSet {
  const set = parseValueSet({ ...json, ...members })
  if (!set.ok) throw new Error(set.refusal.code)
  return set.value
}

it('a value set gives its codes to rules, inactive ones too', () => {
  expect(codesBySet([setOf()])).toEqual({ 'vaccines-covid-19-names': ['XX/1', 'XX/2', 'constructor'] })
})

it('of two versions the later one counts', () => {
  const sets = [setOf({ valueSetDate: '2026-02-01', valueSetValues: { 'XX/9': {} } }), setOf()]
  expect(codesBySet(sets)).toEqual({ 'vaccines-covid-19-names': ['XX/9'] })
})

it('a code is found with its words, blanks aside', () => {
  const [sets, id] = [[setOf()], json.valueSetId]
  expect(findCode(sets, id, ' XX/1 ')).toEqual({ display: 'One', active: true, system: 'https://example.org' })
  expect(findCode(sets, id, 'XX/2')).toEqual({ display: 'Two', active: false, system: null })
  expect([findCode(sets, id, 'toString'), findCode(sets, 'other', 'XX/1')]).toEqual([null, null])
})

it.each([
  [null, ''],
  [[], ''],
  [{ ...json, valueSetId: '' }, 'valueSetId'],
  [{ ...json, valueSetDate: 7 }, 'valueSetDate'],
  [{ ...json, valueSetValues: [] }, 'valueSetValues'],
  [{ ...json, valueSetValues: { a: 'b' } }, 'valueSetValues.a'],
])('%j is no value set', (given, member) => {
  expect(parseValueSet(given)).toEqual({ ok: false, refusal: { code: 'value-set.form', data: { member } } })
})
