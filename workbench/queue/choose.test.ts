import fc from 'fast-check'
import { expect, test } from 'vitest'
import { after, isTakeable, keepChosen } from './choose.ts'

const rows = (...ids: string[]) => ids.map((id) => ({ id }))

test('the chosen row stays chosen wherever it moves', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string(), { minLength: 1 }), fc.nat(), (ids, n) => {
      const chosen = ids[n % ids.length] ?? ''
      expect(keepChosen(rows(...ids), rows(...ids.toReversed()), chosen)).toBe(chosen)
    }),
  )
})

test('when the chosen row left, the one in its place is chosen, the last when it was the last', () => {
  expect(keepChosen(rows('a', 'b', 'c'), rows('a', 'c'), 'b')).toBe('c')
  expect(keepChosen(rows('a', 'b', 'c'), rows('a', 'b'), 'c')).toBe('b')
  expect(keepChosen(rows('a'), [], 'a')).toBeNull()
  expect(keepChosen([], rows('a', 'b'), null)).toBe('a')
})

test('the next file is the one below, at the end the first above, and none when it was alone', () => {
  expect(after(rows('a', 'b', 'c'), 'b')).toBe('c')
  expect(after(rows('a', 'b', 'c'), 'c')).toBe('a')
  expect(after(rows('a'), 'a')).toBeNull()
  expect(after(rows('a', 'b'), 'not in the queue')).toBe('a')
})

test('an officer takes into review what nobody has, and decides only what she did not review', () => {
  const ann = { name: 'Ann' }
  expect(isTakeable({ mine: false, reviewer: null }, 'review')).toBe(true)
  expect(isTakeable({ mine: true, reviewer: ann }, 'review')).toBe(true)
  expect(isTakeable({ mine: false, reviewer: ann }, 'review')).toBe(false)
  expect(isTakeable({ mine: true, reviewer: ann }, 'decision')).toBe(false)
  expect(isTakeable({ mine: false, reviewer: ann }, 'decision')).toBe(true)
  expect(isTakeable({ mine: false, reviewer: null }, 'waiting')).toBe(false)
})
