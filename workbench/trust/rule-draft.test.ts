import { describe, expect, test } from 'vitest'
import { parseRule } from '../../certificate/rules/rule.ts'
import { emptyRule, termsOf, unreadable, withFiles } from './rule-draft.ts'

const logic = { '>=': [{ var: 'payload.v.0.dn' }, { var: 'payload.v.0.sd' }] }
const rule = JSON.stringify({
  Identifier: 'VR-XX-0001',
  Version: '1.2.0',
  ValidFrom: '2026-12-01T00:00:00Z',
  ValidTo: '2027-12-01T00:00:00Z',
  Description: [{ lang: 'en', desc: 'Complete.' }],
  Logic: logic,
})
const files = [rule, '{"name":"yes","payload":{"v":[{"dn":2,"sd":2}]},"expected":true}', 'no JSON', '{"cat":true}']

describe('a rule that is written', () => {
  test('is filled from the files of a test suite, and what a file does not say stays', () => {
    const draft = withFiles({ ...emptyRule, zh: '完整。' }, files)
    expect(draft).toMatchObject({
      identifier: 'VR-XX-0001',
      version: '1.2.0',
      from: '2026-12-01',
      until: '2027-12-01',
      zh: '完整。',
      en: 'Complete.',
    })
    expect(JSON.parse(draft.tests)).toHaveLength(1)
    expect(withFiles(draft, ['{"cat":true}'])).toEqual(draft)
  })

  test('becomes one that the library reads, with the fields that its logic asks for', () => {
    const { rule: json, tests } = termsOf(withFiles({ ...emptyRule, zh: '完整。' }, files))
    const parsed = parseRule(json)
    expect(parsed).toMatchObject({
      ok: true,
      value: { certificateType: 'Vaccination', country: 'XX', affectedFields: ['v.0.dn', 'v.0.sd'] },
    })
    expect(tests).toEqual([{ name: 'yes', payload: { v: [{ dn: 2, sd: 2 }] }, expected: true }])
  })

  test('names the parts that cannot be read', () => {
    expect(unreadable(emptyRule)).toEqual(['identifier', 'from', 'until', 'zh', 'en', 'logic'])
    expect(unreadable(withFiles({ ...emptyRule, zh: '完整。' }, files))).toEqual([])
    expect(unreadable({ ...withFiles(emptyRule, files), zh: '完', tests: '[{"expected":1}]' })).toEqual(['tests'])
  })
})
