import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chooseRules, type Occasion } from './choose.ts'
import { noon, ruleOf } from './testing.ts'
import { canRead, canRun, compareVersions } from './version.ts'

const occasion: Occasion = { country: 'XA', issuerCountry: 'XB', kinds: ['Vaccination'], now: noon }
const chosen = (rules: Parameters<typeof chooseRules>[0], change: Partial<Occasion> = {}): string[] =>
  chooseRules(rules, { ...occasion, ...change }).map(({ identifier, version }) => `${identifier} ${version}`)

describe('the rules that apply', () => {
  const invalidation = ruleOf({ Type: 'Invalidation', Identifier: 'IR-XB-0001', Country: 'XB' })

  it('are the Acceptance rules of the country of arrival and the Invalidation rules of the issuer', () => {
    const rules = [ruleOf(), invalidation, ruleOf({ Country: 'XB', Identifier: 'VR-XB-0001' })]
    expect(chosen(rules)).toEqual(['IR-XB-0001 1.0.0', 'VR-XA-0001 1.0.0'])
    expect(chosen(rules, { country: 'xb', issuerCountry: 'XA' })).toEqual(['VR-XB-0001 1.0.0'])
    expect(chosen(rules, { issuerCountry: null })).toEqual(['VR-XA-0001 1.0.0'])
  })

  it('are about the kind of the certificate, or general', () => {
    const general = ruleOf({ Identifier: 'GR-XA-0001', CertificateType: 'General' })
    const test = ruleOf({ Identifier: 'TR-XA-0001', CertificateType: 'Test' })
    expect(chosen([ruleOf(), general, test])).toEqual(['GR-XA-0001 1.0.0', 'VR-XA-0001 1.0.0'])
    expect(chosen([ruleOf(), general, test], { kinds: ['Test'] })).toEqual(['GR-XA-0001 1.0.0', 'TR-XA-0001 1.0.0'])
  })

  it('are valid at the instant, both ends included', () => {
    const rule = ruleOf()
    const at = (now: number): number => chosen([rule], { now }).length
    expect([rule.validFrom - 1, rule.validFrom, rule.validTo, rule.validTo + 1].map(at)).toEqual([0, 1, 1, 0])
  })

  it('come in their newest version that is valid, whatever their order', () => {
    const versions = ['1.0.0', '1.0.9', '1.0.10', '0.9.99'].map((Version) => ruleOf({ Version }))
    const later = ruleOf({ Version: '2.0.0', ValidFrom: '2027-01-01T00:00:00Z' })
    fc.assert(
      fc.property(fc.shuffledSubarray([...versions, later], { minLength: 5 }), (rules) => {
        expect(chosen(rules)).toEqual(['VR-XA-0001 1.0.10'])
      }),
    )
  })

  it('of a region apply there, beside those of the whole country', () => {
    const rules = [ruleOf(), ruleOf({ Region: 'XA1', Identifier: 'VR-XA-0002' })]
    expect(chosen(rules)).toEqual(['VR-XA-0001 1.0.0'])
    expect(chosen(rules, { region: 'xa1' })).toEqual(['VR-XA-0001 1.0.0', 'VR-XA-0002 1.0.0'])
    expect(chosen(rules, { region: 'XA2' })).toEqual(['VR-XA-0001 1.0.0'])
  })

  it('of Greece are found under both of its codes', () => {
    const greek = ruleOf({ Country: 'EL', Identifier: 'VR-EL-0001' })
    expect(chosen([greek], { country: 'GR' })).toEqual(['VR-EL-0001 1.0.0'])
  })
})

describe('versions', () => {
  it('compare by their numbers', () => {
    expect(compareVersions('1.10.0', '1.9.9')).toBeGreaterThan(0)
    expect(compareVersions('1.3', '1.3.0')).toBe(0)
    expect(compareVersions('nonsense', '1.0.0')).toBe(0)
  })

  it('of the engine run up to the one that is known here', () => {
    const runs = (engineVersion: string, engine = 'CERTLOGIC'): boolean => canRun({ engine, engineVersion })
    expect([runs('0.7.5'), runs('1.3.3'), runs('1.3.4'), runs('1.0.0', 'OTHER')]).toEqual([true, true, false, false])
  })

  it('of a certificate must be of the same line and no older than what the rule reads', () => {
    const read = [canRead('1.0.0', '1.3.0'), canRead('1.3.0', '1.0.0'), canRead('1.0.0', '2.0.0')]
    expect(read).toEqual([true, false, false])
    expect([canRead('1.0.0', undefined), canRead('1.0.0', 'one')]).toEqual([true, true])
  })
})
