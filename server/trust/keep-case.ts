import type { BodyOf, putCase, RuleCase } from '@consular/api'
import { ok, type Result, refuse } from '@consular/domain/shared'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import type { OfficerSession } from '../http/session.ts'
import { actOf, mayManage } from './manager.ts'
import { caseOf } from './read-rules.ts'
import { deleteCase, findCase, insertCase } from './rule-store.ts'
import { takeOut } from './try-rule.ts'

/** Keeps a case of nobody in particular: the person is taken out before anything is written. Refuses `case.facts`. */
export async function keepCase(
  context: Context,
  request: { readonly session: OfficerSession; readonly id: string; readonly body: BodyOf<typeof putCase> },
): Promise<Result<RuleCase>> {
  const { session, id, body } = request
  const may = mayManage(session)
  if (!may.ok) return may
  const taken = takeOut(context, body.payload, body.clock)
  if (!taken.ok) return taken
  const { clock, facts } = taken.value
  const [made_by, made_at] = [session.officer.id, context.now().toString()]
  await context.database.transaction().execute(async (tx) => {
    const isNew = await insertCase(tx, { id, title: body.title, clock: clock.toString(), facts, made_by, made_at })
    if (isNew) await record(tx, context, actOf(session, 'rule.case-kept', { case: id }))
  })
  const found = await findCase(context.database, id)
  return found ? ok(caseOf(found)) : refuse('case.facts')
}

/** Removes a case. */
export async function removeCase(
  context: Context,
  { session, id }: { readonly session: OfficerSession; readonly id: string },
): Promise<Result<undefined>> {
  const may = mayManage(session)
  if (!may.ok) return may
  return context.database.transaction().execute(async (tx): Promise<Result<undefined>> => {
    if (!(await deleteCase(tx, id))) return refuse('case.not-found')
    await record(tx, context, actOf(session, 'rule.case-removed', { case: id }))
    return ok(undefined)
  })
}
