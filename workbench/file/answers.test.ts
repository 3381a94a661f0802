import { expect, test } from 'vitest'
import { answerPages, isCorrected } from './answers.ts'

const answer = (value: string, at = 0) => ({ value, at, device: 'phone' })
const file = {
  answers: {
    city: answer('Bologna', millis('2026-11-28T08:00:00Z')),
    surname: answer('LIN', millis('2026-11-20T08:00:00Z')),
    empty: answer(''),
    photo: answer('id-of-photo'),
    odd: answer('asked by the wizard'),
  },
  attachments: [
    {
      id: 'id-of-photo',
      kind: 'photo',
      state: 'stored' as const,
      size: 1,
      received: 1,
      refusal: null,
      width: 3,
      height: 4,
      createdAt: '2026-11-20T08:00:00Z',
    },
  ],
  steps: [
    {
      at: '2026-11-26T14:00:00Z',
      move: 'return' as const,
      from: 'IN_REVIEW' as const,
      to: 'RETURNED' as const,
      by: 'officer' as const,
      officerNumber: 7,
      reason: null,
    },
  ],
}

function millis(instant: string): number {
  return Temporal.Instant.from(instant).epochMilliseconds
}

test('answers stand in the order of the form, what no page knows comes last, pictures and blanks are left out', () => {
  const form = [
    { id: 'name', fields: ['surname', 'empty'] },
    { id: 'home', fields: ['city', 'photo'] },
    { id: 'nothing', fields: ['never-answered'] },
  ]
  expect(answerPages(file, form)).toEqual([
    { id: 'name', fields: ['surname'] },
    { id: 'home', fields: ['city'] },
    { id: 'other', fields: ['odd'] },
  ])
})

test('what was written after the return is marked as corrected, and nothing else', () => {
  expect(isCorrected(file, 'city')).toBe(true)
  expect(isCorrected(file, 'surname')).toBe(false)
  expect(isCorrected({ ...file, steps: [] }, 'city')).toBe(false)
})
