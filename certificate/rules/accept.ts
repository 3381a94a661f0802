import type { Certificate } from '../certificate.ts'
import { isArray, isObject, type JsonObject } from '../encoding/json.ts'
import { valueAt } from './access.ts'
import { chooseRules } from './choose.ts'
import { evaluate } from './compile.ts'
import { formatDateTime } from './date-time.ts'
import { factsOf, kindsOf } from './facts.ts'
import type { Rule } from './rule.ts'
import { claimsToMeet } from './rule-set.ts'
import type { CodesBySet } from './valuesets.ts'
import { canRead, canRun } from './version.ts'

/** Under which rules, where and when a certificate is shown. */
export interface Crossing {
  /** All rules at hand: those that apply are chosen. */
  readonly rules: readonly Rule[]
  readonly valueSets: CodesBySet
  /** Country of arrival, ISO 3166-1 alpha-2. */
  readonly country: string
  /** Part of that country, where it has rules of its own. */
  readonly region?: string
  /** Milliseconds since 1970: the instant for which the answer is asked. */
  readonly now: number
  /** `trustedCountry` of the report: the country whose key verified the signature. */
  readonly issuerCountry: string | null
}

/** What became of one rule. */
export interface RuleResult {
  readonly identifier: string
  readonly type: Rule['type']
  readonly result: 'passed' | 'failed' | 'open'
  /**
   * `ok`, `rule.false`, and for an open one: `rule.engine` (it needs a newer CertLogic), `rule.schema` (it reads another version of certificates),
   * `rule.not-boolean` (its value is neither true nor false), `facts.missing`, or the code of an error of its evaluation (`certlogic.…`).
   */
  readonly code: string
  /** The rule in words, by language. */
  readonly descriptions: { readonly [language: string]: string }
  /** Facts that the rule asks for and the certificate, being of this kind, does not state: paths such as `v.0.mp`. */
  readonly missing: readonly string[]
}

/** A country's answer. It says nothing of the signature: ask it only of a certificate that is valid. */
export interface Acceptance {
  readonly answer: 'accepted' | 'not-accepted' | 'open'
  /** `ok`; `rules.failed`; `rules.open` (none failed, but some could not be answered); `rules.none` (no Acceptance rule applies, so nothing is known). */
  readonly code: 'ok' | 'rules.failed' | 'rules.open' | 'rules.none'
  readonly rules: readonly RuleResult[]
}

/**
 * Would the country accept this certificate (EU DCC Validation Rules 1.1, 5)? Every rule that applies must be `true`. An error of a rule, or a value that is no
 * boolean, leaves it open and is not a "no". Certificates of other families answer for the facts of the shape of a DCC that they hold (see `factsOf`): of
 * several statements the best counts, and a rule is open, not failed, where a fact it asks for was not stated in a form the EU knows. An SD-JWT VC that says it meets these very rules today is
 * believed as its signature is, and shows no facts (`claimsToMeet`).
 */
export function accept(certificate: Certificate, crossing: Crossing): Acceptance {
  if (claimsToMeet(certificate, crossing)) return { answer: 'accepted', code: 'ok', rules: [] }
  const answers = factsOf(certificate).map((facts) => acceptFacts(certificate, facts, crossing))
  const order = ['accepted', 'open', 'not-accepted'] as const
  for (const wanted of order) {
    const found = answers.find(({ answer }) => answer === wanted)
    if (found) return found
  }
  return { answer: 'open', code: 'rules.none', rules: [] }
}

function acceptFacts(certificate: Certificate, facts: JsonObject, crossing: Crossing): Acceptance {
  const { country, region, issuerCountry, now, rules } = crossing
  const chosen = chooseRules(rules, { country, region, issuerCountry, now, kinds: kindsOf(facts) })
  const data = { payload: facts, external: externalOf(certificate, crossing) }
  const derived = certificate.family !== 'eu-dcc'
  const results = chosen.map((rule) => ask(rule, data, derived))
  const any = (wanted: RuleResult['result']): boolean => results.some(({ result }) => result === wanted)
  if (any('failed')) return { answer: 'not-accepted', code: 'rules.failed', rules: results }
  if (any('open')) return { answer: 'open', code: 'rules.open', rules: results }
  if (!chosen.some(({ type }) => type === 'Acceptance')) return { answer: 'open', code: 'rules.none', rules: results }
  return { answer: 'accepted', code: 'ok', rules: results }
}

const instantOf = (at: number | null): string | null => (at === null ? null : formatDateTime(at))

/** The parameters that rules may read beside the payload (EU DCC Validation Rules, 7.5). */
const externalOf = ({ issuer, validity }: Certificate, crossing: Crossing): JsonObject => ({
  validationClock: formatDateTime(crossing.now),
  valueSets: crossing.valueSets,
  countryCode: crossing.country,
  region: crossing.region ?? '',
  issuerCountryCode: crossing.issuerCountry ?? issuer.country,
  iat: instantOf(validity.from),
  exp: instantOf(validity.until),
  kid: issuer.keyId,
})

interface RuleData {
  readonly payload: JsonObject
  readonly external: JsonObject
}

function ask(rule: Rule, data: RuleData, derived: boolean): RuleResult {
  const { identifier, type, descriptions } = rule
  const missing = missingOf(rule, data.payload)
  const { result, code } = answerOf(rule, data)
  const unknown = derived && result === 'failed' && missing.length > 0
  const answer = unknown ? ({ result: 'open', code: 'facts.missing' } as const) : { result, code }
  return { identifier, type, ...answer, descriptions, missing }
}

function answerOf(rule: Rule, data: RuleData): Pick<RuleResult, 'result' | 'code'> {
  if (!canRun(rule)) return { result: 'open', code: 'rule.engine' }
  if (!canRead(rule.schemaVersion, data.payload['ver'])) return { result: 'open', code: 'rule.schema' }
  const answer = evaluate(rule.logic, data)
  if (!answer.ok) return { result: 'open', code: answer.refusal.code }
  if (typeof answer.value !== 'boolean') return { result: 'open', code: 'rule.not-boolean' }
  return answer.value ? { result: 'passed', code: 'ok' } : { result: 'failed', code: 'rule.false' }
}

/** A rule that is about several kinds names facts of all: those of entries that the certificate does not have are not missing. */
const missingOf = ({ affectedFields }: Rule, facts: JsonObject): string[] =>
  affectedFields
    .map((field) => field.replace(/^payload\./, ''))
    .filter((field) => {
      const entry = /^([vtr])\.(\d+)\.|^[vtr](\.\d+)?$/.exec(field)
      if (entry !== null) {
        const list = entry[1] === undefined ? null : facts[entry[1]]
        if (!isArray(list) || !isObject(list[Number(entry[2])])) return false
      }
      return valueAt(facts, field) === null
    })
