import { movesFrom, stateNames } from '@consular/domain/application'
import { expect, test } from 'vitest'
import { actionsOf } from './actions.ts'

const ann = { id: 'ann', number: 7, name: 'Ann' }
const warning = { id: 'duplicate-person', kind: 'duplicate-person', data: {}, resolved: null } as const
const file = { moves: [], warnings: [], reviewer: ann, recommendedBy: ann }

test('no state offers two actions with one key', () => {
  for (const state of stateNames) {
    const keys = actionsOf({ ...file, state }, 'bo').map(({ key }) => key)
    expect(new Set(keys).size, state).toBe(keys.length)
  }
})

test('what the server permits is open', () => {
  for (const state of stateNames) {
    const moves = movesFrom(state).map(({ move }) => move)
    expect(actionsOf({ ...file, state, moves }, 'bo').every(({ whyNot }) => whyNot === null)).toBe(true)
  }
})

test('the officer who recommended sees the approval closed, and why', () => {
  const actions = actionsOf({ ...file, state: 'SECOND_REVIEW', moves: ['approve'] }, 'ann')
  expect(actions.map(({ move, whyNot }) => [move, whyNot])).toEqual([
    ['approve', 'own'],
    ['send-back', 'own'],
    ['propose-refusal', 'own'],
  ])
})

test('an open warning closes the approval and nothing else', () => {
  const actions = actionsOf(
    { ...file, state: 'SECOND_REVIEW', moves: ['approve', 'send-back'], warnings: [warning] },
    'bo',
  )
  expect(actions.filter(({ whyNot }) => whyNot === 'warning').map(({ move }) => move)).toEqual(['approve'])
})

test('a role that is missing is said', () => {
  expect(actionsOf({ ...file, state: 'IN_REVIEW' }, 'dao').every(({ whyNot }) => whyNot === 'role')).toBe(true)
})
