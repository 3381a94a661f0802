import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lifecycleDiagram } from './diagram.ts'
import {
  type ApplicationState,
  applicationMoves,
  applicationStates,
  foldState,
  isTerminal,
  type Move,
  movesFrom,
  permitted,
  stateNames as states,
} from './lifecycle.ts'

test('every state is reached from a draft', () => {
  const reached = new Set<ApplicationState>(['DRAFT'])
  for (const state of reached) for (const { to } of movesFrom(state)) reached.add(to)
  expect([...reached].sort()).toEqual([...states].sort())
})

test('terminal states have no exit and no owner, every other state has both', () => {
  const terminal = states.filter(isTerminal)
  expect(terminal.sort()).toEqual(['COLLECTED', 'DELIVERED', 'DESTROYED', 'LAPSED', 'REFUSED', 'WITHDRAWN'])
  for (const state of states) expect(applicationStates[state].owner === 'nobody', state).toBe(terminal.includes(state))
})

test('every state that is not terminal can still end', () => {
  const ends = new Set(states.filter(isTerminal))
  for (let grown = -1; grown !== ends.size; ) {
    grown = ends.size
    for (const { from, to } of applicationMoves) if (ends.has(to)) ends.add(from)
  }
  expect(ends.size).toBe(states.length)
})

test('any walk over the table folds to the state where the walk ended', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { maxLength: 40 }), (choices) => {
      const walk: { from: ApplicationState; move: Move; to: ApplicationState }[] = []
      for (const choice of choices) {
        const rows = movesFrom(walk.at(-1)?.to ?? 'DRAFT')
        const row = rows[choice % Math.max(rows.length, 1)]
        if (row) walk.push(row)
      }
      expect(foldState(walk)).toBe(walk.at(-1)?.to ?? 'DRAFT')
    }),
  )
})

test('a history that jumps is a bug, not a state', () => {
  expect(() => foldState([{ move: 'approve', to: 'APPROVED' }])).toThrow('no move approve from DRAFT')
})

const deciding = new Set<Move>(['approve', 'refuse', 'destroy'])

test('only a second officer approves, refuses or destroys', () => {
  for (const { from, move, by } of applicationMoves.filter((row) => deciding.has(row.move))) {
    expect(by).toBe('second-officer')
    expect(permitted(from, move, 'officer')).toBe(false)
    expect(permitted(from, move, 'applicant')).toBe(false)
  }
})

test('an applicant may withdraw until the approval and not after', () => {
  const open = states.filter((state) => permitted(state, 'withdraw', 'applicant'))
  expect(open).toContain('SECOND_REVIEW')
  expect(open).not.toContain('APPROVED')
  expect(open).toHaveLength(11)
})

test('the picture in docs is the one that the table prints', async () => {
  await expect(lifecycleDiagram()).toMatchFileSnapshot('../../docs/lifecycles/application.md')
})
