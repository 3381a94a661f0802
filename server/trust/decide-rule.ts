import type { BodyOf, decideRule as endpoint, RuleFile } from '@consular/api'
import { ok, type Result, refuse } from '@consular/domain/shared'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import type { OfficerSession } from '../http/session.ts'
import { insertEdition, newestNumbers } from './edition-store.ts'
import { actOf, mayDecide } from './manager.ts'
import { viewRule } from './read-rules.ts'
import { approvedRules, findRule, settleRule } from './rule-store.ts'
import { tryOn } from './try-rule.ts'

interface Request {
  readonly session: OfficerSession
  readonly rule: string
  readonly body: BodyOf<typeof endpoint>
}

/**
 * A second officer approves a rule or rejects it, never the one who proposed it. Approved, it is published with all others at once, so that verifiers without a line have it in time, and
 * counts from its own first day: no verifier asks a rule before that. It is checked once more, beside what was published meanwhile.
 */
export async function decideRule(context: Context, { session, rule: id, body }: Request): Promise<Result<RuleFile>> {
  const may = mayDecide(context, session)
  if (!may.ok) return may
  const early = await findRule(context.database, id)
  if (!early) return refuse('rule.not-found')
  if (early.state !== 'proposed') return refuse('rule.already-decided', { state: early.state })
  if (early.proposed_by.id === session.officer.id) return refuse('rule.own-proposal')
  const isApproved = body.decision === 'approve'
  const tried = isApproved ? await tryOn(context, { rule: early.content, tests: [...early.tests] }) : null
  if (tried && !tried.ok) return tried
  const done = await context.database.transaction().execute(async (tx): Promise<Result<null>> => {
    const found = await findRule(tx, id, 'lock')
    if (found?.state !== 'proposed') return refuse('rule.already-decided', { state: found?.state ?? null })
    const [by, at] = [session.officer.id, context.now().toString()]
    const state = isApproved ? 'approved' : 'rejected'
    const { rules: number } = await newestNumbers(tx)
    const edition = isApproved ? number + 1 : null
    if (edition !== null) {
      const published = [...(await approvedRules(tx)).map(({ content }) => content), found.content]
      const row = {
        kind: 'rules',
        number: edition,
        content: JSON.stringify(published),
        made_by: by,
        made_at: at,
      } as const
      // Another rule was approved at this moment: it has to be among those that are published.
      if (!(await insertEdition(tx, { ...row, list_id: null, rule_id: id }))) return refuse('service.unavailable')
    }
    await settleRule(tx, id, { state, decided_by: by, decided_at: at })
    await record(tx, context, actOf(session, `rule.${state}`, { rule: id, edition }))
    return ok(null)
  })
  if (!done.ok) return done
  const decided = await findRule(context.database, id)
  return decided ? ok(await viewRule(context, decided)) : refuse('rule.not-found')
}
