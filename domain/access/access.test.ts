import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stateNames } from '../application/lifecycle.ts'
import { ApplicationState } from '../application/model.ts'
import { newId } from '../shared/index.ts'
import {
  type GuardedFile,
  mayAt,
  mayOfficer,
  missionsOf,
  movePurpose,
  type Officer,
  type OfficerAction,
  Role,
  readingPurpose,
  stepUp,
} from './index.ts'

const now = Temporal.Instant.from('2026-11-24T09:00:00Z')
let made = 0
const officer = (...postings: Officer['postings']): Officer => ({
  id: newId<'officer'>(now, (bytes) => bytes.fill(++made)),
  postings,
})
const ann = officer({ role: 'reviewer', mission: 'MIL' })
const bo = officer({ role: 'approver', mission: 'MIL' })
const cai = officer({ role: 'reviewer', mission: 'MIL' })
const eve = officer({ role: 'mission-admin', mission: 'MIL' })
const file: GuardedFile = { mission: 'MIL', state: 'IN_REVIEW', reviewer: ann.id, recommendedBy: null, decidedBy: null }

const code = (who: Officer, action: OfficerAction, change: Partial<GuardedFile> = {}) => {
  const answer = mayOfficer(who, action, { ...file, ...change })
  return answer.ok ? 'yes' : answer.refusal.code
}

test("a file of another mission is closed, unless it was given to one's own care", () => {
  expect(code(ann, 'read', { mission: 'ROM', reviewer: null })).toBe('access.other-mission')
  expect(code(ann, 'read', { mission: 'ROM' })).toBe('yes')
})

test('a colleague reads what waits for anyone, not what is in hand', () => {
  expect(code(cai, 'read', { state: 'CHECKING', reviewer: null })).toBe('yes')
  expect(code(cai, 'read')).toBe('access.not-assigned')
  expect(code(cai, 'accept', { state: 'CHECKING' })).toBe('access.not-assigned')
})

test('a draft is the applicant’s alone', () => {
  for (const who of [ann, bo, eve]) expect(code(who, 'read', { state: 'DRAFT', reviewer: null })).not.toBe('yes')
})

test('an approver sees a file when it waits for a second pair of eyes, and what was decided', () => {
  expect(code(bo, 'read')).toBe('access.not-assigned')
  expect(code(bo, 'approve', { state: 'SECOND_REVIEW' })).toBe('yes')
  expect(code(ann, 'approve', { state: 'SECOND_REVIEW' })).toBe('access.role-missing')
  expect(code(bo, 'read', { state: 'APPROVED', decidedBy: bo.id })).toBe('yes')
})

test('an administrator gives files to colleagues and neither reads nor decides them', () => {
  expect(code(eve, 'assign')).toBe('yes')
  for (const action of ['read', 'accept', 'approve', 'refuse'] as const)
    expect(code(eve, action, { state: 'SECOND_REVIEW' })).toBe('access.role-missing')
})

test('duty officers, analysts and auditors open no application', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('duty', 'ministry-analyst', 'auditor'),
      fc.constantFrom(...stateNames),
      (role, state) => {
        expect(code(officer({ role: Role.parse(role), mission: 'MIL' }), 'read', { state, reviewer: null })).toBe(
          'access.role-missing',
        )
      },
    ),
  )
})

test('nobody without a posting may do anything', () => {
  for (const state of stateNames) expect(code(officer(), 'read', { state })).toBe('access.other-mission')
})

test('a passkey counts for five minutes', () => {
  const at = (minutes: number) => stepUp(now.subtract({ minutes }), now).ok
  expect([at(0), at(5), at(6), at(-1)]).toEqual([true, true, false, false])
  expect(stepUp(null, now)).toEqual({ ok: false, refusal: { code: 'access.step-up-needed', data: { minutes: 5 } } })
})

test('the place of a file in the work says why it is opened, and approval has its own word', () => {
  expect(
    ['CHECKING', 'IN_REVIEW', 'SECOND_REVIEW', 'REFUSAL_PROPOSED'].map((state) =>
      readingPurpose(ApplicationState.parse(state)),
    ),
  ).toEqual(['review', 'review', 'second-review', 'second-review'])
  expect([movePurpose('approve', 'SECOND_REVIEW'), movePurpose('refuse', 'REFUSAL_PROPOSED')]).toEqual([
    'approval',
    'second-review',
  ])
})

test('lists are filtered by the missions of a role', () => {
  expect(
    missionsOf(officer({ role: 'reviewer', mission: 'MIL' }, { role: 'approver', mission: 'ROM' }), 'reviewer'),
  ).toEqual(['MIL'])
})

test('a role counts at its own mission alone, and who holds none there is told no more than that', () => {
  const postings = [
    { role: 'reviewer', mission: 'MIL' },
    { role: 'approver', mission: 'ROM' },
  ]
  const at = (mission: string, ...roles: Role[]) => mayAt(postings, mission, roles)
  expect([at('MIL', 'reviewer').ok, at('ROM', 'reviewer', 'approver').ok]).toEqual([true, true])
  expect(at('MIL', 'approver')).toEqual({
    ok: false,
    refusal: { code: 'access.role-missing', data: { roles: ['approver'] } },
  })
  expect(at('FLR', 'reviewer')).toMatchObject({ refusal: { code: 'access.other-mission' } })
})
