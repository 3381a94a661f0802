import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newReference, parseDate, parsePartialDate, parseReference } from './index.ts'

const bytes = fc.uint8Array({ minLength: 8, maxLength: 8 })
const made = bytes.map((random) => newReference('TD', () => random))

test('the reference of the design is a valid one', () => {
  expect(parseReference('TD', 'TD-7KQ4-93XM-2')).toEqual({ ok: true, value: 'TD-7KQ4-93XM-2' })
})

test('a reference is read back however it is typed', () => {
  fc.assert(
    fc.property(made, (reference) => {
      const forms = [
        reference.toLowerCase(),
        reference.replaceAll('-', ' '),
        reference.replaceAll('-', ''),
        reference.slice(0, 3) + reference.slice(3).replaceAll('0', 'o').replaceAll('1', 'I'),
      ]
      for (const form of forms) expect(parseReference('TD', form)).toEqual({ ok: true, value: reference })
    }),
  )
})

test('one wrong symbol, or two neighbours exchanged, is found', () => {
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
  fc.assert(
    fc.property(made, fc.nat(7), fc.nat(31), (reference, place, other) => {
      const symbols = reference.slice(3).replaceAll('-', '').split('')
      const changed = symbols.with(place, alphabet.charAt(other))
      const swapped = symbols.with(place, symbols[place + 1] ?? '').with(place + 1, symbols[place] ?? '')
      for (const typed of [changed, swapped])
        expect(parseReference('TD', `TD${typed.join('')}`).ok).toBe(typed.join('') === symbols.join(''))
    }),
  )
})

test('another shape is told apart from a wrong check character', () => {
  expect(parseReference('TD', 'TD-7KQ4-93XM-3')).toMatchObject({ refusal: { code: 'shared.reference-check' } })
  for (const text of ['', 'TD-7KQ4-93XM', 'XX-7KQ4-93XM-2', 'TD-7KQ4-93X!-2'])
    expect(parseReference('TD', text)).toMatchObject({ refusal: { code: 'shared.reference-format' } })
})

test('a birth date may be known to the year or the month', () => {
  for (const text of ['1970', '1970-05', '1970-05-02', '2000-02-29'])
    expect(parsePartialDate(text)).toEqual({ ok: true, value: text })
  for (const text of ['1970-13', '1900-02-29', '2026-02-30', '0000'])
    expect(parsePartialDate(text)).toMatchObject({ refusal: { code: 'shared.date-impossible' } })
  for (const text of ['70', '1970-5', '02.05.1970', 'yesterday'])
    expect(parsePartialDate(text)).toMatchObject({ refusal: { code: 'shared.date-format' } })
})

test('a full day must be full', () => {
  expect(parseDate('2026-12-17')).toMatchObject({ ok: true })
  expect(parseDate('2026-12')).toMatchObject({ refusal: { code: 'shared.date-format' } })
})
