import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Situation, suggestPriority } from './index.ts'

const report = fc.record({ situation: fc.constantFrom(...Situation.options), silent: fc.boolean() })

test('somebody attacked is seen first, and the reasons say why', () => {
  expect(suggestPriority([{ situation: 'attacked', silent: true }])).toEqual({
    priority: 'P1',
    reasons: ['situation.attacked', 'silent'],
  })
  expect(suggestPriority([{ situation: 'detained', silent: false }]).priority).toBe('P2')
  expect(suggestPriority([{ situation: 'advice', silent: false }]).priority).toBe('P4')
})

test('who says nothing is taken to be unable to, until she says more', () => {
  expect(suggestPriority([{ situation: 'unsaid', silent: false }])).toEqual({
    priority: 'P1',
    reasons: ['situation.unsaid'],
  })
  const later = { situation: 'lost-passport', silent: false } as const
  expect(suggestPriority([{ situation: 'unsaid', silent: false }, later]).priority).toBe('P3')
})

test('a further report never makes a case less urgent, unless it is the first to say anything', () => {
  fc.assert(
    fc.property(fc.array(report, { minLength: 1 }), report, (reports, further) => {
      fc.pre(reports.some(({ situation }) => situation !== 'unsaid'))
      const [before, after] = [suggestPriority(reports), suggestPriority([...reports, further])]
      expect(after.priority <= before.priority).toBe(true)
      expect(after.reasons.length).toBeGreaterThan(0)
    }),
  )
})

test('the order of the reports says nothing', () => {
  fc.assert(
    fc.property(fc.array(report, { minLength: 1 }), (reports) => {
      expect(suggestPriority(reports.toReversed()).priority).toBe(suggestPriority(reports).priority)
    }),
  )
})
