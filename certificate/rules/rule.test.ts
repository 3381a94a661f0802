import { describe, expect, it } from 'vitest'
import { parseRule, parseRules } from './rule.ts'
import { ruleJson } from './testing.ts'

const refusalOf = (members: { readonly [member: string]: unknown }): unknown => {
  const rule = parseRule(ruleJson(members))
  return rule.ok ? 'read' : [rule.refusal.code, rule.refusal.data?.['member']]
}

describe('reading a rule', () => {
  it('gives its members names and instants', () => {
    expect(parseRule(ruleJson({ Region: 'XA1' }))).toEqual({
      ok: true,
      value: {
        identifier: 'VR-XA-0001',
        type: 'Acceptance',
        country: 'XA',
        region: 'XA1',
        version: '1.0.0',
        schemaVersion: '1.0.0',
        engine: 'CERTLOGIC',
        engineVersion: '0.7.5',
        certificateType: 'Vaccination',
        validFrom: 1_767_225_600_000,
        validTo: 1_893_456_000_000,
        affectedFields: ['v.0', 'v.0.dn', 'v.0.sd'],
        descriptions: { en: 'The series has to be complete.', fr: 'La série doit être complète.' },
        logic: { '>=': [{ var: 'payload.v.0.dn' }, { var: 'payload.v.0.sd' }] },
      },
    })
  })

  it('takes the whole country where the region is empty or left out, and lets more members pass', () => {
    for (const members of [{}, { Region: '' }, { Hash: 'abc' }])
      expect(parseRule(ruleJson(members))).toMatchObject({ ok: true, value: { region: null } })
  })

  it.each(Object.keys(ruleJson()))('refuses one without %s', (member) => {
    expect(refusalOf({ [member]: undefined })).toEqual(['rule.form', member])
    expect(refusalOf({ [member]: 7 })).toEqual(['rule.form', member])
  })

  it.each([
    [{ Identifier: 'VR-XA-1' }, ['rule.form', 'Identifier']],
    [{ Version: '1.0' }, ['rule.form', 'Version']],
    [{ ValidFrom: '2026-01-01' }, ['rule.form', 'ValidFrom']],
    [{ ValidFrom: '2026-02-30T00:00:00Z' }, ['rule.period', 'ValidTo']],
    [{ ValidTo: '2026-01-01T00:00:00Z' }, ['rule.period', 'ValidTo']],
    [{ AffectedFields: [] }, ['rule.form', 'AffectedFields']],
    [{ Logic: {} }, ['rule.form', 'Logic']],
    [{ Logic: { all: [true] } }, ['rule.logic', 'Logic']],
    [{ Region: 'too long' }, ['rule.form', 'Region']],
    [{ Country: 'XB' }, ['rule.identifier', 'Identifier']],
    [{ CertificateType: 'Test' }, ['rule.identifier', 'Identifier']],
    [{ Type: 'Invalidation' }, ['rule.identifier', 'Identifier']],
    [{ Identifier: 'IR-XA-0001' }, ['rule.identifier', 'Identifier']],
  ])('refuses %j', (members, refusal) => {
    expect(refusalOf(members)).toEqual(refusal)
  })

  it('takes an Invalidation rule under its own prefix', () => {
    expect(refusalOf({ Type: 'Invalidation', Identifier: 'IR-XA-0001' })).toBe('read')
  })

  it('does not judge the logic of an engine that it does not know', () => {
    expect(refusalOf({ EngineVersion: '2.0.0', Logic: { all: [true] } })).toBe('read')
    expect(refusalOf({ Engine: 'AT-METADATA', Logic: { all: [true] } })).toBe('read')
  })

  it.each([[null], [[]], ['rule'], [7]])('refuses %j', (json) => {
    expect(parseRule(json)).toMatchObject({ ok: false, refusal: { code: 'rule.form' } })
  })
})

describe('reading a list of rules', () => {
  it('reads all', () => {
    expect(parseRules([ruleJson(), ruleJson({ Version: '1.0.1' })])).toMatchObject({
      ok: true,
      value: [{ version: '1.0.0' }, { version: '1.0.1' }],
    })
  })

  it('refuses the whole for one that is broken, and says which: a rule left out may accept what it forbids', () => {
    expect(parseRules([ruleJson(), ruleJson({ Version: '1' })])).toEqual({
      ok: false,
      refusal: { code: 'rule.form', data: { member: 'Version', place: 1, identifier: 'VR-XA-0001' } },
    })
    expect(parseRules([null])).toMatchObject({ refusal: { data: { place: 0, identifier: null } } })
    expect(parseRules({})).toEqual({ ok: false, refusal: { code: 'rules.form' } })
  })
})
