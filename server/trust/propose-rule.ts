import { isDeepStrictEqual } from 'node:util'
import type { BodyOf, proposeRule as endpoint, RuleFile } from '@consular/api'
import { ok, type Result, refuse } from '@consular/domain/shared'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import type { OfficerSession } from '../http/session.ts'
import { actOf, mayDecide } from './manager.ts'
import { viewRule } from './read-rules.ts'
import { findRule, insertRule } from './rule-store.ts'
import { tryOn } from './try-rule.ts'

interface Request {
  readonly session: OfficerSession
  readonly rule: string
  readonly body: BodyOf<typeof endpoint>
}

/** Proposes a rule: it is well-formed, ends, has its texts and passes its own tests, else it is refused. */
export async function proposeRule(context: Context, { session, rule: id, body }: Request): Promise<Result<RuleFile>> {
  const may = mayDecide(context, session)
  if (!may.ok) return may
  const { rule: content, tests, reason } = body
  const known = await findRule(context.database, id)
  if (known)
    return isDeepStrictEqual([known.content, known.tests], [content, JSON.parse(JSON.stringify(tests))])
      ? ok(await viewRule(context, known))
      : refuse('rule.id-taken')
  const tried = await tryOn(context, body)
  if (!tried.ok) return tried
  const { identifier, version, country } = tried.value.checked.rule
  const [proposed_by, proposed_at] = [session.officer.id, context.now().toString()]
  const kept = await context.database.transaction().execute(async (tx) => {
    const row = { id, identifier, version, country, content, tests, reason, proposed_by, proposed_at }
    const isNew = await insertRule(tx, row)
    if (isNew) await record(tx, context, actOf(session, 'rule.proposed', { rule: id, identifier, version }))
    return isNew
  })
  const found = kept ? await findRule(context.database, id) : null
  return found ? ok(await viewRule(context, found)) : refuse('rule.id-taken')
}
