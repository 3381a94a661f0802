import { expect, it } from 'vitest'
import type { Certificate } from '../certificate.ts'
import { accept, type Crossing } from './accept.ts'
import { ruleSetVersion } from './rule-set.ts'
import { cardOf, noon, ruleOf } from './testing.ts'

const rules = [ruleOf(), ruleOf({ Identifier: 'VR-XA-0002' })]
const crossing: Crossing = { rules, valueSets: {}, country: 'XA', now: noon, issuerCountry: 'XB' }
const version = ruleSetVersion(rules, 'XA', noon) ?? ''
const claim = { ruleSet: 'XA', version, on: '2026-11-24', until: '2026-11-30' }
const saying = (change: object, family: Certificate['family'] = 'sd-jwt-vc'): Certificate => ({
  ...cardOf(),
  family,
  payload: { acceptance: [{ ...claim, ...change }] },
})
const answer = (certificate: Certificate, change: Partial<Crossing> = {}) =>
  accept(certificate, { ...crossing, ...change }).answer

it('a set of rules has one name, in whichever order it lies, and another as soon as one rule is another', () => {
  expect(version).toMatch(/^[0-9a-f]{16}$/)
  expect(ruleSetVersion(rules.toReversed(), 'XA', noon)).toBe(version)
  expect(ruleSetVersion([...rules, ruleOf({ Version: '1.0.1' })], 'XA', noon)).not.toBe(version)
  expect(ruleSetVersion(rules.slice(1), 'XA', noon)).not.toBe(version)
  expect(ruleSetVersion(rules, 'XB', noon)).toBeNull()
})

it('who shows that she meets these very rules today is accepted, without a fact', () => {
  expect(answer(saying({}))).toBe('accepted')
  expect(answer(saying({ until: null }))).toBe('accepted')
})

it('other rules, another day, another country, a part of it, and what any other family says of itself do not count', () => {
  const day = 86_400_000
  for (const certificate of [saying({ version: '0'.repeat(16) }), saying({ ruleSet: 'XC' }), saying({}, 'shc')])
    expect(answer(certificate)).toBe('open')
  for (const now of [noon - day, noon + 7 * day]) expect(answer(saying({}), { now })).toBe('open')
  expect(answer(saying({}), { region: 'NORTH' })).toBe('open')
  expect(answer(saying({}), { rules: rules.slice(1) })).toBe('open')
})
