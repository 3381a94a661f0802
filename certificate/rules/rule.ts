import { isArray, isObject, isString, type JsonObject } from '../encoding/json.ts'
import { parseInstant } from '../encoding/time.ts'
import type { Outcome, Refusal } from '../record.ts'
import { validate } from './validate.ts'
import { canRun } from './version.ts'

const certificateTypes = ['General', 'Vaccination', 'Test', 'Recovery'] as const
/** What kind of certificate a rule is about; `General` is about all. */
export type CertificateType = (typeof certificateTypes)[number]

const ruleTypes = ['Acceptance', 'Invalidation'] as const

/** One rule of a country (validation-rule.schema.json of the EU gateway). */
export interface Rule {
  /** Such as `VR-FR-0008`. */
  readonly identifier: string
  /** `Acceptance` is asked by the country of arrival, `Invalidation` by the country that issued the certificate. Both are passed by `true`. */
  readonly type: (typeof ruleTypes)[number]
  /** ISO 3166-1 alpha-2, or `EU`. */
  readonly country: string
  /** Part of the country; null for the whole of it. */
  readonly region: string | null
  readonly version: string
  /** The version of the certificate's schema that the rule reads. */
  readonly schemaVersion: string
  readonly engine: string
  readonly engineVersion: string
  readonly certificateType: CertificateType
  /** Milliseconds since 1970; both ends inclusive. */
  readonly validFrom: number
  readonly validTo: number
  /** Paths within the certificate's payload, such as `v.0.mp`. */
  readonly affectedFields: readonly string[]
  /** By language, such as `en`. */
  readonly descriptions: { readonly [language: string]: string }
  /** A CertLogic expression over `{payload, external}`. */
  readonly logic: object
}

const semver = /^\d+\.\d+\.\d+$/
const instant = /^\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d([-+][0-2]\d:[0-5]\d|Z)$/

/** The members that are texts of one form. */
const texts: { readonly [member: string]: RegExp } = {
  Identifier: /^(GR|VR|TR|RR|IR)-[A-Z]{2}-\d{4}$/,
  Type: /^(Acceptance|Invalidation)$/,
  Country: /^[A-Z]{2}$/,
  Version: semver,
  SchemaVersion: semver,
  Engine: /./,
  EngineVersion: semver,
  CertificateType: /^(General|Test|Vaccination|Recovery)$/,
  ValidFrom: instant,
  ValidTo: instant,
}

const prefixes: { readonly [prefix: string]: CertificateType } = {
  GR: 'General',
  VR: 'Vaccination',
  TR: 'Test',
  RR: 'Recovery',
}

const refuse = (code: string, member: string): Refusal => ({ code, data: { member } })

/**
 * Reads one rule that is already JSON. It must fit the schema of the gateway in all that decides its answer; members beyond are let pass, and how a description
 * is worded does not matter. Refuses with `rule.form` (a member is missing or has another form), `rule.identifier` (which does not fit the type, kind or country:
 * Gateway-constraints.adoc), `rule.period` (ends before it begins) or `rule.logic` (not well-formed, for an engine version that is known here).
 */
export function parseRule(json: unknown): Outcome<Rule> {
  if (!isObject(json)) return { ok: false, refusal: refuse('rule.form', '') }
  const refusal = refusalOf(json)
  return refusal === null ? { ok: true, value: ruleOf(json) } : { ok: false, refusal }
}

function refusalOf(json: JsonObject): Refusal | null {
  for (const [member, form] of Object.entries(texts)) {
    const value = json[member]
    if (!isString(value) || !form.test(value)) return refuse('rule.form', member)
  }
  const { Region: region, AffectedFields: fields, Description: descriptions, Logic: logic } = json
  if (region !== undefined && !(isString(region) && /^[A-Z0-9]{0,5}$/.test(region)))
    return refuse('rule.form', 'Region')
  if (!isArray(fields) || fields.length === 0 || !fields.every(isString)) return refuse('rule.form', 'AffectedFields')
  if (!isArray(descriptions) || descriptions.length === 0 || !descriptions.every(isDescription))
    return refuse('rule.form', 'Description')
  if (!isObject(logic) || Object.keys(logic).length === 0) return refuse('rule.form', 'Logic')
  return faultOf(ruleOf(json))
}

/** Constraints between members. */
function faultOf(rule: Rule): Refusal | null {
  const [prefix = '', country] = rule.identifier.split('-')
  const fits = rule.type === 'Invalidation' ? prefix === 'IR' : prefixes[prefix] === rule.certificateType
  if (!fits || country !== rule.country) return refuse('rule.identifier', 'Identifier')
  if (Number.isNaN(rule.validFrom) || Number.isNaN(rule.validTo) || rule.validFrom >= rule.validTo)
    return refuse('rule.period', 'ValidTo')
  const [issue] = canRun(rule) ? validate(rule.logic) : []
  return issue === undefined ? null : { code: 'rule.logic', data: { member: 'Logic', issue: issue.code } }
}

const language = /^[a-z]{2}(-[a-z]{2})?$/

interface Description {
  readonly lang: string
  readonly desc: string
}
const isDescription = (value: unknown): value is Description =>
  isObject(value) && isString(value['lang']) && language.test(value['lang']) && isString(value['desc'])

/** Of JSON whose members have been checked. */
function ruleOf(json: JsonObject): Rule {
  const text = (member: string): string => json[member] as string
  const descriptions = json['Description'] as readonly Description[]
  return {
    identifier: text('Identifier'),
    type: text('Type') as Rule['type'],
    country: text('Country'),
    region: (json['Region'] as string | undefined) || null,
    version: text('Version'),
    schemaVersion: text('SchemaVersion'),
    engine: text('Engine'),
    engineVersion: text('EngineVersion'),
    certificateType: text('CertificateType') as CertificateType,
    validFrom: parseInstant(text('ValidFrom')) ?? Number.NaN,
    validTo: parseInstant(text('ValidTo')) ?? Number.NaN,
    affectedFields: json['AffectedFields'] as readonly string[],
    descriptions: Object.fromEntries(descriptions.map(({ lang, desc }) => [lang, desc])),
    logic: json['Logic'] as object,
  }
}

/**
 * Reads a list of rules that is already JSON. One that cannot be read refuses the whole list, for to leave a rule out may accept what it forbids: the refusal is
 * that of `parseRule`, with the place in the list and the identifier; `rules.form` for what is no list.
 */
export function parseRules(json: unknown): Outcome<readonly Rule[]> {
  if (!isArray(json)) return { ok: false, refusal: { code: 'rules.form' } }
  const rules: Rule[] = []
  for (const [place, item] of json.entries()) {
    const rule = parseRule(item)
    if (rule.ok) rules.push(rule.value)
    else {
      const identifier = isObject(item) && isString(item['Identifier']) ? item['Identifier'] : null
      const { code, data } = rule.refusal
      return { ok: false, refusal: { code, data: { ...data, place, identifier } } }
    }
  }
  return { ok: true, value: rules }
}
