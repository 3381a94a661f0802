import { Defect } from '@consular/domain/application'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { defectsByField } from './catalogue.ts'
import { defectsToSend, noteDefect, toggleDefect } from './defects.ts'

const basis = { law: 'x', article: null, effectiveFrom: '2026-01-01', version: 1, confirmed: true }
const name = fc.constantFrom('a', 'b', 'c')

test('a fault ticked twice is not ticked', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(name, name)), name, name, (clicks, code, field) => {
      const ticked = clicks.reduce<ReturnType<typeof toggleDefect>>((all, [c, f]) => toggleDefect(all, c, f), [])
      const again = toggleDefect(toggleDefect(ticked, code, field), code, field)
      expect(again.toSorted(inOrder)).toEqual(ticked.toSorted(inOrder))
    }),
  )
})

const inOrder = (one: { code: string; field: string }, other: { code: string; field: string }) =>
  (one.code + one.field).localeCompare(other.code + other.field)

test('each code is sent once, with every field that it reopens, in the shape of the contract', () => {
  const ticked = noteDefect(
    [
      { code: 'UNREADABLE', field: 'passport', note: '' },
      { code: 'NAME', field: 'father', note: '' },
      { code: 'UNREADABLE', field: 'visa', note: 'the lower edge' },
    ],
    { code: 'UNREADABLE', field: 'passport', note: ' too dark ' },
  )
  const sent = defectsToSend(ticked)
  expect(sent).toEqual([
    { code: 'UNREADABLE', fields: ['passport', 'visa'], note: 'too dark\nthe lower edge' },
    { code: 'NAME', fields: ['father'] },
  ])
  expect(sent.every((defect) => Defect.safeParse(defect).success)).toBe(true)
})

test('the catalogue is shown in the order of the form, and only for fields that the form has', () => {
  const rules = [
    { code: 'A', fields: ['photo', 'name'], basis },
    { code: 'B', fields: ['name'], basis },
    { code: 'C', fields: ['other-form'], basis },
  ]
  expect(defectsByField(rules, ['name', 'birth-date', 'photo'])).toEqual([
    { field: 'name', codes: ['A', 'B'] },
    { field: 'photo', codes: ['A'] },
  ])
})
