import type { Report } from '@consular/certificate'
import { expect, test } from 'vitest'
import type { Held } from './held.ts'
import { isGood, stateOf } from './state.ts'

const now = Temporal.Instant.from('2026-11-24T08:00:00Z').epochMilliseconds
const day = 86_400_000
const held = { own: true, revokedAt: null, reason: null } as Held
const other = { ...held, own: false }
const report = (verdict: Report['verdict'], until: number | null = now + 100 * day, from = now - day) =>
  ({ verdict, validity: { from, until } }) as Report
const at = (listed = true) => ({ now, listed })

test('what the service took back does not count, whatever the phone’s own list says', () => {
  const revoked = { ...held, revokedAt: '2026-11-23T08:00:00Z', reason: 'lost' }
  expect(stateOf(revoked, report('valid'), at())).toBe('revoked')
  expect(stateOf({ ...revoked, reason: 'corrected' }, report('valid'), at())).toBe('corrected')
})

test('the end of a certificate is told two weeks ahead', () => {
  expect(stateOf(held, report('valid', now + 15 * day), at())).toBe('counts')
  expect(stateOf(held, report('valid', now + 13 * day), at())).toBe('expiring')
  expect(stateOf(held, report('expired', now - 1), at())).toBe('expired')
  expect(stateOf(held, report('not-yet-valid', null, now + day), at())).toBe('not-yet-valid')
  expect(stateOf(held, report('valid', null), at())).toBe('counts')
})

test('somebody else’s is not called unconfirmed before there is a list, and ours not because the list is old', () => {
  expect(stateOf(other, report('untrusted'), at())).toBe('untrusted')
  expect(stateOf(other, report('untrusted'), at(false))).toBe('unchecked')
  expect(stateOf(held, report('untrusted'), at())).toBe('counts')
})

test('a forged or revoked one is never shown with a good conscience', () => {
  for (const verdict of ['forged', 'revoked', 'malformed', 'unrecognised', 'expired'] as const)
    for (const whose of [held, other]) expect(isGood(stateOf(whose, report(verdict, now - 1), at()))).toBe(false)
})
