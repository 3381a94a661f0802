import { type CodesBySet, evaluate, parseRule, type Rule, validate } from '@consular/certificate/rules'
import { ok, type Result, refuse } from '../shared/index.ts'
import type { TrustRefusal } from './refusals.ts'

/** A test of a rule, in the form in which the EU's test suites write them. */
export interface RuleTest {
  readonly name: string
  readonly payload: unknown
  /** `validationClock`, `valueSets` …; value sets that are not given are those of the service. */
  readonly external?: { readonly [name: string]: unknown } | undefined
  readonly expected: boolean
}

/** A rule that can be proposed. */
export interface CheckedRule {
  readonly rule: Rule
  readonly tests: number
}

/** What is there beside the rule. */
export interface RuleSurroundings {
  readonly valueSets: CodesBySet
  /** The rules that are published now. */
  readonly published: readonly Rule[]
  readonly now: Temporal.Instant
}

/** The paths of all `var` of an expression, `payload.v.0.dn` and `external.valueSets.…` among them. */
export function readPaths(logic: unknown): readonly string[] {
  const found = new Set<string>()
  const visit = (part: unknown): void => {
    if (Array.isArray(part)) for (const each of part) visit(each)
    else if (typeof part === 'object' && part !== null)
      for (const [name, operand] of Object.entries(part))
        if (name === 'var' && typeof operand === 'string') found.add(operand)
        else visit(operand)
  }
  visit(logic)
  return [...found].toSorted()
}

const numbersOf = (version: string): readonly number[] => version.split('.').map(Number)

/** Is one version of three numbers newer than another? */
export function isNewer(version: string, than: string): boolean {
  const [one, other] = [numbersOf(version), numbersOf(than)]
  const place = one.findIndex((number, at) => number !== (other[at] ?? 0))
  return place >= 0 && (one[place] ?? 0) > (other[place] ?? 0)
}

/** Codes of an evaluation that would not end: too many steps, or too deep. */
const endless: ReadonlySet<string> = new Set(['certlogic.steps', 'certlogic.too-deep', 'certlogic.too-large'])

/** Is an answer one that no rule of the service may give: it never ends? */
export const isEndless = (code: string): boolean => endless.has(code)

/**
 * Checks a rule with its tests before it may be proposed. Refuses the library's `rule.form`, `rule.identifier`, `rule.period`, `rule.logic`; `rule.endless`, `rule.period-over`,
 * `rule.texts-missing` (Chinese and English are needed), `rule.version-not-newer`, `rule.value-set-unknown`, `rule.tests-one-sided` (one that passes and one that fails are needed),
 * `rule.contradicts-tests` with the first test that comes out otherwise.
 */
export function checkRule(
  json: unknown,
  tests: readonly RuleTest[],
  surroundings: RuleSurroundings,
): Result<CheckedRule, TrustRefusal> {
  const parsed = parseRule(json)
  if (!parsed.ok) {
    const { code, data = {} } = parsed.refusal
    const isTooLong = isEndless(String(data['issue']))
    return refuse(isTooLong ? 'rule.endless' : (code as TrustRefusal), { issue: '', ...data })
  }
  const rule = parsed.value
  const [issue] = validate(rule.logic)
  if (issue)
    return refuse(isEndless(issue.code) ? 'rule.endless' : 'rule.logic', { member: 'Logic', issue: issue.code })
  const surrounding = checkSurroundings(rule, surroundings)
  if (!surrounding.ok) return surrounding
  const tested = runTests(rule, tests, surroundings.valueSets)
  return tested.ok ? ok({ rule, tests: tests.length }) : tested
}

function checkSurroundings(rule: Rule, { valueSets, published, now }: RuleSurroundings): Result<null, TrustRefusal> {
  if (rule.validTo <= now.epochMilliseconds) return refuse('rule.period-over')
  const missing = ['zh', 'en'].filter((language) => !(rule.descriptions[language] ?? '').trim())
  if (missing.length > 0) return refuse('rule.texts-missing', { languages: missing })
  const same = published.find((other) => other.identifier === rule.identifier && !isNewer(rule.version, other.version))
  if (same) return refuse('rule.version-not-newer', { published: same.version })
  const set = readPaths(rule.logic)
    .flatMap((path) => /^external\.valueSets\.(.+)$/.exec(path)?.[1] ?? [])
    .find((name) => !Object.hasOwn(valueSets, name))
  return set === undefined ? ok(null) : refuse('rule.value-set-unknown', { set })
}

/** Runs the tests of a rule. Refuses the first that comes out otherwise than it says. */
export function runTests(rule: Rule, tests: readonly RuleTest[], valueSets: CodesBySet): Result<null, TrustRefusal> {
  const answers = tests.map(({ payload, external = {} }) =>
    evaluate(rule.logic, { payload, external: { valueSets, ...external } }),
  )
  // Before what comes out otherwise: a rule without an end has no answer to compare.
  const stuck = answers.findIndex((answer) => !answer.ok && isEndless(answer.refusal.code))
  if (stuck >= 0) return refuse('rule.endless', { test: tests[stuck]?.name ?? '' })
  for (const [at, { name, expected }] of tests.entries()) {
    const answer = answers[at]
    const got = answer?.ok ? String(answer.value) : (answer?.refusal.code ?? '')
    if (got !== String(expected))
      return refuse('rule.contradicts-tests', { test: name, expected: String(expected), got })
  }
  const sides = new Set(tests.map(({ expected }) => expected))
  return sides.size === 2 ? ok(null) : refuse('rule.tests-one-sided')
}
