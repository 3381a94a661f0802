import type { Entry } from '@consular/certificate'
import { expect, test } from 'vitest'
import { expiryOf } from './lifetime.ts'

const issuedAt = Temporal.Instant.from('2026-11-24T08:00:00Z')
const keyUntil = issuedAt.add({ hours: 24 * 700 })
const entry = (kind: Entry['kind'], more: object = {}) => ({ kind, ...more }) as Entry
const daysOf = (until: Temporal.Instant): number => until.since(issuedAt).total('hours') / 24

test('a certificate counts for the days of what it tells, the longest of several', () => {
  const end = (...entries: Entry[]) => daysOf(expiryOf('shc', entries, { issuedAt, keyUntil }))
  expect([end(entry('vaccination')), end(entry('test')), end(entry('test'), entry('vaccination'))]).toEqual([
    365, 30, 365,
  ])
})

test('a recovery counts to the end of its last day, wherever it is', () => {
  const until = expiryOf('eu-dcc', [entry('recovery', { validUntil: '2027-03-30' })], { issuedAt, keyUntil })
  expect(until.toString()).toBe('2027-03-31T11:59:59Z')
})

test('no certificate outlives its key; a yellow card and a seal live as long as it', () => {
  const soon = issuedAt.add({ hours: 24 * 10 })
  expect(daysOf(expiryOf('eu-dcc', [entry('vaccination')], { issuedAt, keyUntil: soon }))).toBe(10)
  for (const family of ['icvp', 'vds-nc'] as const)
    expect(daysOf(expiryOf(family, [entry('vaccination')], { issuedAt, keyUntil }))).toBe(700)
})
