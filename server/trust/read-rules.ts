import type { AnswerOf, listCases, listRules, RuleCase, RuleFile, RuleRow } from '@consular/api'
import { parseRule } from '@consular/certificate/rules'
import { ok, type Result, refuse } from '@consular/domain/shared'
import type { Context } from '../context.ts'
import type { OfficerSession } from '../http/session.ts'
import { newestEdition } from './edition-store.ts'
import { mayManage } from './manager.ts'
import { allCases, allRules, type CaseRecord, findRule, type RuleRecord } from './rule-store.ts'
import { tryOn } from './try-rule.ts'

const instantOf = (at: number): string => Temporal.Instant.fromEpochMilliseconds(at).toString()

/** A rule in one line. */
function rowOf(record: RuleRecord): RuleRow {
  const parsed = parseRule(record.content)
  if (!parsed.ok) throw new Error(`the rule ${record.id} cannot be read: ${parsed.refusal.code}`)
  const { descriptions, validFrom, validTo } = parsed.value
  return {
    id: record.id,
    identifier: record.identifier,
    version: record.version,
    country: record.country,
    descriptions: { ...descriptions },
    validFrom: instantOf(validFrom),
    validTo: instantOf(validTo),
    state: record.state,
    reason: record.reason,
    proposedBy: record.proposed_by,
    proposedAt: record.proposed_at,
    decidedBy: record.decided_by,
    decidedAt: record.decided_at,
  }
}

/** A rule with its tests and, while it waits and still can be approved, what it would change. */
export async function viewRule(context: Context, found: RuleRecord): Promise<RuleFile> {
  const terms = { rule: { ...found.content }, tests: [...found.tests] }
  const tried = found.state === 'proposed' ? await tryOn(context, terms) : null
  return { ...rowOf(found), ...terms, trial: tried?.ok ? tried.value.trial : null }
}

/** All rules that were ever proposed. */
export async function readRules(
  context: Context,
  session: OfficerSession,
): Promise<Result<AnswerOf<typeof listRules>>> {
  const may = mayManage(session)
  if (!may.ok) return may
  const rules = (await allRules(context.database)).map(rowOf)
  return ok({ rules, edition: await newestEdition(context.database, 'rules') })
}

/** One rule. */
export async function openRule(
  context: Context,
  { session, rule }: { readonly session: OfficerSession; readonly rule: string },
): Promise<Result<RuleFile>> {
  const may = mayManage(session)
  if (!may.ok) return may
  const found = await findRule(context.database, rule)
  return found ? ok(await viewRule(context, found)) : refuse('rule.not-found')
}

/** A case as officers see it. */
export const caseOf = ({ id, title, clock, facts, made_by: madeBy, made_at: madeAt }: CaseRecord): RuleCase => ({
  id,
  title,
  clock,
  facts: { ...facts },
  madeBy,
  madeAt,
})

/** All cases. */
export async function readCases(
  context: Context,
  session: OfficerSession,
): Promise<Result<AnswerOf<typeof listCases>>> {
  const may = mayManage(session)
  if (!may.ok) return may
  return ok({ cases: (await allCases(context.database)).map(caseOf) })
}
