import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accept, type Crossing } from './accept.ts'
import { cardOf, dccOf, doseOf, noon, ruleOf } from './testing.ts'

const crossing: Crossing = { rules: [ruleOf()], valueSets: {}, country: 'XA', now: noon, issuerCountry: 'XB' }
const complete = dccOf({ v: [{ dn: 2, sd: 2, mp: 'EU/1/20/1528' }] })
const begun = dccOf({ v: [{ dn: 1, sd: 2 }] })
const logic = (Logic: unknown, more: { readonly [member: string]: unknown } = {}) => ruleOf({ Logic, ...more })

describe('a country', () => {
  it('accepts what passes every rule, and says each in words', () => {
    expect(accept(complete, crossing)).toEqual({
      answer: 'accepted',
      code: 'ok',
      rules: [
        {
          identifier: 'VR-XA-0001',
          type: 'Acceptance',
          result: 'passed',
          code: 'ok',
          descriptions: { en: 'The series has to be complete.', fr: 'La série doit être complète.' },
          missing: [],
        },
      ],
    })
  })

  it('does not accept what fails one, and names it', () => {
    const answer = accept(begun, crossing)
    expect(answer).toMatchObject({
      answer: 'not-accepted',
      code: 'rules.failed',
      rules: [{ result: 'failed', code: 'rule.false' }],
    })
  })

  it('leaves open what it cannot evaluate, and names the facts that are missing', () => {
    const answer = accept(dccOf({ v: [{ dn: 1 }] }), crossing)
    expect(answer).toMatchObject({
      answer: 'open',
      code: 'rules.open',
      rules: [{ result: 'open', code: 'certlogic.type', missing: ['v.0.sd'] }],
    })
  })

  it('says no where one rule fails and another is open', () => {
    const failing = logic({ '===': [1, 2] }, { Identifier: 'GR-XA-0001', CertificateType: 'General' })
    expect(accept(dccOf({ v: [{ dn: 1 }] }), { ...crossing, rules: [ruleOf(), failing] }).answer).toBe('not-accepted')
  })

  it('has no answer where it has no rules, where none is about this kind, or where only the issuer has any', () => {
    const none = { answer: 'open', code: 'rules.none' }
    expect(accept(complete, { ...crossing, rules: [] })).toMatchObject(none)
    expect(accept(dccOf({ r: [{}] }), crossing)).toMatchObject(none)
    const rules = [logic({ '!': [false] }, { Type: 'Invalidation', Identifier: 'IR-XB-0001', Country: 'XB' })]
    expect(accept(complete, { ...crossing, rules })).toMatchObject({ ...none, rules: [{ result: 'passed' }] })
    expect(accept(cardOf(), crossing)).toMatchObject(none)
    expect(accept({ ...complete, payload: null }, crossing)).toMatchObject(none)
  })

  it('hears the country that issued the certificate', () => {
    const revoked = { '!': [{ in: [{ var: 'external.kid' }, ['AAAAAAAAAAA=']] }] }
    const own = logic(revoked, { Type: 'Invalidation', Identifier: 'IR-XB-0001', Country: 'XB' })
    const answer = accept(complete, { ...crossing, rules: [...crossing.rules, own] })
    expect(answer.answer).toBe('not-accepted')
    expect(answer.rules.map(({ identifier, result }) => [identifier, result])).toEqual([
      ['IR-XB-0001', 'failed'],
      ['VR-XA-0001', 'passed'],
    ])
  })
})

describe('a rule is open', () => {
  const codeOf = (rule: ReturnType<typeof ruleOf>, certificate = complete): unknown =>
    accept(certificate, { ...crossing, rules: [rule] }).rules.map(({ result, code }) => [result, code])

  it('when it needs a newer engine or another one', () => {
    expect(codeOf(ruleOf({ EngineVersion: '1.4.0' }))).toEqual([['open', 'rule.engine']])
    expect(codeOf(ruleOf({ Engine: 'OTHER' }))).toEqual([['open', 'rule.engine']])
  })

  it('when it reads another version of certificates', () => {
    expect(codeOf(ruleOf({ SchemaVersion: '1.3.0' }), dccOf({ v: [{}] }, '1.0.0'))).toEqual([['open', 'rule.schema']])
  })

  it('when its value is no boolean', () => {
    expect(codeOf(logic({ var: 'payload.v.0.dn' }))).toEqual([['open', 'rule.not-boolean']])
    expect(codeOf(logic({ var: 'payload.none' }))).toEqual([['open', 'rule.not-boolean']])
  })
})

it('a rule reads the parameters of the crossing', () => {
  const values = { countryCode: 'XA', region: 'XA1', issuerCountryCode: 'XB', kid: 'AAAAAAAAAAA=' }
  const equal = Object.entries(values).map(([name, value]) => ({ '===': [{ var: `external.${name}` }, value] }))
  const [clock, from, until] = ['validationClock', 'iat', 'exp'].map((name) => ({
    plusTime: [{ var: `external.${name}` }, 0, 'day'],
  }))
  const known = { in: [{ var: 'payload.v.0.mp' }, { var: 'external.valueSets.vaccines-covid-19-names' }] }
  const rules = [logic({ and: [...equal, { before: [from, clock, until] }, known] })]
  const valueSets = { 'vaccines-covid-19-names': ['EU/1/20/1528'] }
  expect(accept(complete, { ...crossing, rules, valueSets, region: 'XA1' }).answer).toBe('accepted')
})

describe('facts that are missing', () => {
  const fields = ['r.0.tg', 'v', 'v.0', 'v.0.tg', 'v.1', 'payload.v.0.dt', 'dob', 'nam.gn']
  it('are those which a certificate of its kind would state', () => {
    const rule = ruleOf({ AffectedFields: fields })
    expect(accept(complete, { ...crossing, rules: [rule] }).rules[0]?.missing).toEqual(['v.0.tg', 'v.0.dt', 'nam.gn'])
  })

  const approved = logic({ in: [{ var: 'payload.v.0.mp' }, ['EU/1/20/1528']] }, { AffectedFields: ['v.0', 'v.0.mp'] })
  it('leave a rule open that a certificate of another family does not meet for want of them', () => {
    const unknown = cardOf(doseOf('999', '2026-06-01', { disease: { code: '840539006' } }))
    expect(accept(unknown, { ...crossing, rules: [approved] })).toMatchObject({
      answer: 'open',
      rules: [{ result: 'open', code: 'facts.missing', missing: ['v.0.mp'] }],
    })
    expect(accept(dccOf({ v: [{}] }), { ...crossing, rules: [approved] }).answer).toBe('not-accepted')
  })
})

it('of several statements on one card the best counts', () => {
  const fever = doseOf('37', '2026-01-01', { disease: { code: 'A95' }, dose: 1, doses: 2 })
  const card = cardOf(fever, doseOf('208', '2026-05-01'), doseOf('208', '2026-06-01'))
  expect(accept(card, crossing).answer).toBe('accepted')
  expect(accept(cardOf(fever), crossing).answer).toBe('not-accepted')
})

it('every payload has an answer, whatever it is', () => {
  const entry = fc.dictionary(fc.constantFrom('dn', 'sd', 'mp', 'dt', 'tg'), fc.jsonValue())
  const group = fc.oneof(fc.jsonValue(), fc.array(fc.oneof(entry, fc.jsonValue()), { minLength: 1, maxLength: 2 }))
  const payload = fc.oneof(fc.jsonValue(), fc.dictionary(fc.constantFrom('ver', 'v', 't', 'r', 'nam'), group))
  const rules = [
    ruleOf(),
    logic({ in: [{ var: 'payload.v.0.mp' }, { var: 'payload.t' }] }, { Identifier: 'VR-XA-0002' }),
  ]
  fc.assert(
    fc.property(payload, (given) => {
      const { answer } = accept({ ...complete, payload: given }, { ...crossing, rules })
      expect(['accepted', 'not-accepted', 'open']).toContain(answer)
    }),
  )
})
