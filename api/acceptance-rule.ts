import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { Instant, Uuid } from './value.ts'
import { OfficerRef } from './workbench.ts'

const Reason = z.string().check(z.trim(), z.minLength(3), z.maxLength(2000))

/** A test of a rule, in the form of the EU's test suites. */
export const RuleTest = z.object({
  name: z.string().check(z.maxLength(200)),
  payload: z.unknown(),
  external: z.optional(z.record(z.string(), z.unknown())),
  expected: z.boolean(),
})

/** A rule with its tests. What `rule` must look like is the library's to say: the form of the EU's gateway. */
export const RuleTerms = z.object({
  rule: z.record(z.string(), z.unknown()),
  tests: z.array(RuleTest).check(z.maxLength(100)),
})
export type RuleTerms = z.infer<typeof RuleTerms>

/** A rule in one line. */
export const RuleRow = z.object({
  id: Uuid,
  identifier: z.string(),
  version: z.string(),
  country: z.string(),
  descriptions: z.record(z.string(), z.string()),
  validFrom: Instant,
  validTo: Instant,
  state: z.enum(['proposed', 'approved', 'rejected']),
  reason: z.string(),
  proposedBy: OfficerRef,
  proposedAt: Instant,
  decidedBy: z.nullable(OfficerRef),
  decidedAt: z.nullable(Instant),
})
export type RuleRow = z.infer<typeof RuleRow>

const Answer = z.enum(['accepted', 'not-accepted', 'open'])

/** What a rule would do: how many tests it passes, and which past cases its country would answer in another way. */
export const RuleTrial = z.object({
  tests: z.number(),
  cases: z.number(),
  changes: z.array(
    z.object({ id: Uuid, title: z.string(), before: Answer, after: Answer, because: z.array(z.string()) }),
  ),
})
export type RuleTrial = z.infer<typeof RuleTrial>

export const RuleFile = z.extend(RuleRow, {
  rule: z.record(z.string(), z.unknown()),
  tests: z.array(RuleTest),
  /** null where it was decided. */
  trial: z.nullable(RuleTrial),
})
export type RuleFile = z.infer<typeof RuleFile>

/** A past case: facts of nobody in particular, their days moved. */
export const RuleCase = z.object({
  id: Uuid,
  title: z.string(),
  clock: Instant,
  facts: z.record(z.string(), z.unknown()),
  madeBy: OfficerRef,
  madeAt: Instant,
})
export type RuleCase = z.infer<typeof RuleCase>

const managerRefusals = ['access.role-missing'] as const
const ruleRefusals = [
  'rule.contradicts-tests',
  'rule.endless',
  'rule.form',
  'rule.identifier',
  'rule.logic',
  'rule.period',
  'rule.period-over',
  'rule.tests-one-sided',
  'rule.texts-missing',
  'rule.value-set-unknown',
  'rule.version-not-newer',
] as const
const Params = z.object({ rule: Uuid })

export const listRules = endpoint({
  name: 'listAcceptanceRules',
  summary: 'Acceptance rules: those that are published, proposed and past.',
  method: 'GET',
  path: '/api/workbench/rules',
  who: 'officer',
  status: 200,
  answer: z.object({ rules: z.array(RuleRow), edition: z.nullable(z.object({ number: z.number(), at: Instant })) }),
  refusals: [...managerRefusals],
})
export const tryRule = endpoint({
  name: 'tryAcceptanceRule',
  summary: 'Try a rule: its tests, and the past cases whose answer it changes. Nothing is kept.',
  method: 'POST',
  path: '/api/workbench/rules/trial',
  who: 'officer',
  body: RuleTerms,
  status: 200,
  answer: RuleTrial,
  refusals: [...managerRefusals, ...ruleRefusals],
})
export const proposeRule = endpoint({
  name: 'proposeAcceptanceRule',
  summary: 'Propose a rule that passes its tests. Proposing it again changes nothing.',
  method: 'PUT',
  path: '/api/workbench/rules/:rule',
  who: 'officer',
  params: Params,
  body: z.extend(RuleTerms, { reason: Reason }),
  status: 200,
  answer: RuleFile,
  refusals: [...managerRefusals, ...ruleRefusals, 'access.step-up-needed', 'rule.id-taken'],
})
export const openRule = endpoint({
  name: 'openAcceptanceRule',
  summary: 'Read a rule with its tests and, while it waits, what it would change.',
  method: 'GET',
  path: '/api/workbench/rules/:rule',
  who: 'officer',
  params: Params,
  status: 200,
  answer: RuleFile,
  refusals: [...managerRefusals, 'rule.not-found'],
})
export const decideRule = endpoint({
  name: 'decideAcceptanceRule',
  summary:
    'A second officer, never the one who proposed it, approves a rule or rejects it. Approved, it is published at once and counts from its own day on.',
  method: 'POST',
  path: '/api/workbench/rules/:rule/decision',
  who: 'officer',
  params: Params,
  body: z.object({ decision: z.enum(['approve', 'reject']) }),
  status: 200,
  answer: RuleFile,
  refusals: [
    ...managerRefusals,
    ...ruleRefusals,
    'access.step-up-needed',
    'rule.not-found',
    'rule.own-proposal',
    'rule.already-decided',
  ],
})
export const listCases = endpoint({
  name: 'listRuleCases',
  summary: 'The past cases on which rules are tried.',
  method: 'GET',
  path: '/api/workbench/rule-cases',
  who: 'officer',
  status: 200,
  answer: z.object({ cases: z.array(RuleCase) }),
  refusals: [...managerRefusals],
})
export const putCase = endpoint({
  name: 'putRuleCase',
  summary:
    'Keep a case: of what is sent, only facts that belong to nobody are kept, and their days are moved. Sending it again changes nothing.',
  method: 'PUT',
  path: '/api/workbench/rule-cases/:case',
  who: 'officer',
  params: z.object({ case: Uuid }),
  body: z.object({
    title: z.string().check(z.trim(), z.minLength(1), z.maxLength(120)),
    clock: Instant,
    payload: z.record(z.string(), z.unknown()),
  }),
  status: 200,
  answer: RuleCase,
  refusals: [...managerRefusals, 'case.facts'],
})
export const removeCase = endpoint({
  name: 'removeRuleCase',
  summary: 'Remove a case.',
  method: 'DELETE',
  path: '/api/workbench/rule-cases/:case',
  who: 'officer',
  params: z.object({ case: Uuid }),
  status: 204,
  answer: 'nothing',
  refusals: [...managerRefusals, 'case.not-found'],
})
