import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Answers, mergeDraft, writeAnswers } from './index.ts'
import { answers, draft } from './testing-example.ts'

const answer = fc.record({
  value: fc.constantFrom('a', 'b', 'c'),
  at: fc.nat(3),
  device: fc.constantFrom('phone', 'tablet'),
})
const drafts: fc.Arbitrary<Answers> = fc.dictionary(
  fc.constantFrom('surname', 'city', 'photo', '__proto__', 'toString'),
  answer,
)

test('the newest answer of each field wins', () => {
  const stored = { city: { value: 'Roma', at: 1, device: 'phone' }, email: { value: 'a@b.c', at: 9, device: 'phone' } }
  const incoming = {
    city: { value: 'Bologna', at: 2, device: 'tablet' },
    email: { value: 'old@b.c', at: 3, device: 'tablet' },
  }
  expect(mergeDraft(stored, incoming)).toEqual({ city: incoming.city, email: stored.email })
})

test('the order of merging does not matter, and merging again changes nothing', () => {
  fc.assert(
    fc.property(drafts, drafts, drafts, (a, b, c) => {
      expect(mergeDraft(a, b)).toEqual(mergeDraft(b, a))
      expect(mergeDraft(mergeDraft(a, b), c)).toEqual(mergeDraft(a, mergeDraft(b, c)))
      expect(mergeDraft(a, a)).toEqual(a)
      expect(mergeDraft(mergeDraft(a, b), b)).toEqual(mergeDraft(a, b))
    }),
  )
})

test('a field that nobody asks is not stored', () => {
  expect(writeAnswers(draft(), answers({ city: 'Roma', toString: 'x' }))).toEqual({
    ok: false,
    refusal: { code: 'application.field-unknown', data: { fields: ['toString'] } },
  })
})
