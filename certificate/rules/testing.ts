import type { Certificate, Entry, Vaccination } from '../certificate.ts'
import { parseRule, type Rule } from './rule.ts'

/** For tests: invented rules and certificates. */

/** A rule of an invented country, as JSON, with some members changed. */
export const ruleJson = (
  members: { readonly [member: string]: unknown } = {},
): { readonly [member: string]: unknown } => ({
  Identifier: 'VR-XA-0001',
  Type: 'Acceptance',
  Country: 'XA',
  Version: '1.0.0',
  SchemaVersion: '1.0.0',
  Engine: 'CERTLOGIC',
  EngineVersion: '0.7.5',
  CertificateType: 'Vaccination',
  Description: [
    { lang: 'en', desc: 'The series has to be complete.' },
    { lang: 'fr', desc: 'La série doit être complète.' },
  ],
  ValidFrom: '2026-01-01T00:00:00Z',
  ValidTo: '2030-01-01T00:00:00Z',
  AffectedFields: ['v.0', 'v.0.dn', 'v.0.sd'],
  Logic: { '>=': [{ var: 'payload.v.0.dn' }, { var: 'payload.v.0.sd' }] },
  ...members,
})

/** The same, read. */
export function ruleOf(members: { readonly [member: string]: unknown } = {}): Rule {
  const rule = parseRule(ruleJson(members))
  if (!rule.ok) throw new Error(JSON.stringify(rule.refusal))
  return rule.value
}

/** 2026-11-24T12:00:00Z. */
export const noon = 1_795_521_600_000

/** A DCC of an invented person around some groups. */
export const dccOf = (groups: { readonly [group: string]: unknown }, ver: unknown = '1.3.0'): Certificate => ({
  family: 'eu-dcc',
  holder: { familyName: 'Lindqvist', givenName: 'Maja', birthDate: '1984-02-29' },
  entries: [],
  issuer: { country: 'XB', id: 'XB', keyId: 'AAAAAAAAAAA=' },
  validity: { from: noon - 86_400_000, until: noon + 86_400_000 },
  warnings: [],
  payload: { ver, nam: { fn: 'Lindqvist' }, dob: '1984-02-29', ...groups },
  sealed: null,
})

/** A certificate of another family with some entries. */
export const cardOf = (...entries: readonly Entry[]): Certificate => ({
  ...dccOf({}),
  family: 'shc',
  payload: { resourceType: 'Bundle' },
  entries,
})

/** One dose as a card of another family states it: coded by CVX, uncounted. */
export const doseOf = (cvx: string, date: string, members: Partial<Vaccination> = {}): Vaccination => ({
  kind: 'vaccination',
  disease: null,
  vaccine: { code: cvx, system: 'http://hl7.org/fhir/sid/cvx' },
  product: null,
  manufacturer: null,
  dose: null,
  doses: null,
  date,
  ...members,
})
