import type { RuleTerms, RuleTrial } from '@consular/api'
import type { CodesBySet, Rule } from '@consular/certificate/rules'
import { ok, type Result, refuse } from '@consular/domain/shared'
import { anonymise, type CheckedRule, changedAnswers, checkRule, type RuleTest } from '@consular/domain/trust'
import { ruleBook } from '../certificate/index.ts'
import type { Context } from '../context.ts'
import type { OfficerSession } from '../http/session.ts'
import { mayManage } from './manager.ts'
import { allCases } from './rule-store.ts'

/** What rules are written beside: those that are published, and the value sets of the service. */
async function surroundingsOf(
  context: Context,
): Promise<{ published: readonly Rule[]; valueSets: CodesBySet; now: Temporal.Instant }> {
  const { rules, valueSets } = await ruleBook(context)
  return { published: rules, valueSets, now: context.now() }
}

/** Tests as the rules take them: what is not there is undefined. */
const testsOf = (tests: RuleTerms['tests']): readonly RuleTest[] =>
  tests.map(({ name, payload, external, expected }) => ({ name, payload, external, expected }))

/** A rule that passes its own tests, with what it would change of past answers. Refuses as `checkRule` does; `rule.endless` also for one that does not end on a past case. */
export async function tryOn(
  context: Context,
  terms: RuleTerms,
): Promise<Result<{ readonly checked: CheckedRule; readonly trial: RuleTrial }>> {
  const surroundings = await surroundingsOf(context)
  const checked = checkRule(terms.rule, testsOf(terms.tests), surroundings)
  if (!checked.ok) return checked
  const { rule, tests } = checked.value
  const cases = await allCases(context.database)
  const stored = cases.map(({ id, clock, facts }) => ({ id, clock: Temporal.Instant.from(clock), facts }))
  const { valueSets, published, now } = surroundings
  const begins = Temporal.Instant.fromEpochMilliseconds(Math.max(rule.validFrom, now.epochMilliseconds))
  const book = { valueSets, country: rule.country, rules: published }
  const changes = changedAnswers(stored, {
    before: book,
    after: { ...book, rules: [...published, rule] },
    from: begins,
  })
  if (changes.some(({ endless }) => endless.includes(rule.identifier))) return refuse('rule.endless')
  const titles = new Map(cases.map(({ id, title }) => [id, title]))
  const told = changes.map(({ id, before, after, because }) => ({
    id,
    title: titles.get(id) ?? '',
    before,
    after,
    because: [...because],
  }))
  return ok({ checked: checked.value, trial: { tests, cases: cases.length, changes: told } })
}

/** Tries a rule and keeps nothing. */
export async function tryRule(
  context: Context,
  { session, terms }: { readonly session: OfficerSession; readonly terms: RuleTerms },
): Promise<Result<RuleTrial>> {
  const may = mayManage(session)
  if (!may.ok) return may
  const tried = await tryOn(context, terms)
  return tried.ok ? ok(tried.value.trial) : tried
}

/** Takes the person out of a case. The days are moved by a chance number of up to half a year either way. */
export function takeOut(context: Context, payload: unknown, clock: string) {
  const [high = 0, low = 0] = context.random(new Uint8Array(2))
  const days = ((high * 256 + low) % 361) - 180
  return anonymise(payload, Temporal.Instant.from(clock), days)
}
