import { expect, test } from 'vitest'
import { type CaseState, caseMoves, caseStates, lateIn, promiseWord, stateAfter } from './index.ts'

const states = Object.keys(caseStates) as CaseState[]

test('every state is reached from the report, and no move stands twice', () => {
  const reached = new Set<CaseState>(['REPORTED'])
  for (const _ of states) for (const { from, to } of caseMoves) if (reached.has(from)) reached.add(to)
  expect([...reached].toSorted()).toEqual(states.toSorted())
  expect(new Set(caseMoves.map(({ from, move }) => `${from} ${move}`)).size).toBe(caseMoves.length)
})

test('nothing closes but what was resolved, and nothing rests before it was triaged', () => {
  expect(caseMoves.filter(({ to }) => to === 'CLOSED').map(({ from }) => from)).toEqual(['RESOLVED'])
  expect(caseMoves.filter(({ from }) => from === 'REPORTED').map(({ move }) => move)).toEqual(['triage'])
  expect(stateAfter('REPORTED', 'close')).toBeNull()
})

test('the lifecycle is printed as docs/lifecycles/assistance.md holds it', async () => {
  const rows = caseMoves.map(({ from, move, to }) => `| ${from} | ${move} | ${to} |`)
  const chart = caseMoves.map(({ from, move, to }) => `  ${from} --> ${to}: ${move}`)
  const text = [
    '# The lifecycle of an assistance case',
    '',
    'Printed from `domain/assistance/lifecycle.ts`. Every move is an officer’s; nothing closes by itself.',
  ]
  const page = [
    ...text,
    '',
    '| From | Move | To |',
    '|---|---|---|',
    ...rows,
    '',
    '```mermaid',
    'stateDiagram-v2',
    ...chart,
    '```',
    '',
  ]
  await expect(page.join('\n')).toMatchFileSnapshot('../../docs/lifecycles/assistance.md')
})

test('a promised word is late to the second, and cannot be promised for the past', () => {
  const now = Temporal.Instant.from('2026-11-23T20:45:00Z')
  const clocks = { readMinutes: 5, contactMinutes: 10, calls: [], verify: true }
  const times = { openedAt: now.subtract({ minutes: 10 }), unreadSince: null, contactedAt: null, nextWordAt: now }
  expect(lateIn(times, clocks, now)).toEqual([])
  expect(lateIn(times, clocks, now.add({ seconds: 1 }))).toEqual(['contact', 'next-word'])
  expect(lateIn({ ...times, unreadSince: times.openedAt, contactedAt: now }, clocks, now)).toEqual(['read'])
  expect(promiseWord(now, now)).toMatchObject({ refusal: { code: 'assistance.word-in-past' } })
  expect(promiseWord(now.add({ minutes: 1 }), now).ok).toBe(true)
})
