import type { BodyOf, proposeTrustList, TrustListFile } from '@consular/api'
import { ok, type Result, refuse } from '@consular/domain/shared'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import type { OfficerSession } from '../http/session.ts'
import { actOf, mayDecide } from './manager.ts'
import { changeList, currentListOf, findList, findSource } from './store.ts'
import { compared, viewList } from './view.ts'

interface Request {
  readonly session: OfficerSession
  readonly list: string
  readonly body: BodyOf<typeof proposeTrustList>
}

/**
 * The first officer proposes a list, seen beside the one that counts: where that is another by now, she has to look again (`trust.changed-meanwhile`). A list that shrank or is older
 * needs a reason.
 */
export async function proposeList(context: Context, { session, list, body }: Request): Promise<Result<TrustListFile>> {
  const may = mayDecide(context, session)
  if (!may.ok) return may
  return context.database.transaction().execute(async (tx): Promise<Result<TrustListFile>> => {
    const found = await findList(tx, list, 'lock')
    const source = found && (await findSource(tx, found.source_id, 'lock'))
    if (!found || !source) return refuse('trust.list-unknown')
    const isOwnRepetition = found.state === 'proposed' && found.proposed_by?.id === session.officer.id
    if (isOwnRepetition) return ok(await viewList(tx, found, source))
    if (found.state !== 'waiting') return refuse('trust.already-decided', { state: found.state })
    const current = await currentListOf(tx, source.id)
    if (found.version !== body.version || (current?.id ?? null) !== body.against)
      return refuse('trust.changed-meanwhile')
    const { marks, reasonNeeded } = await compared(tx, found, current)
    if (reasonNeeded && body.reason === undefined) return refuse('trust.reason-needed', { marks })
    await changeList(tx, list, {
      state: 'proposed',
      reason: body.reason ?? null,
      proposed_by: session.officer.id,
      proposed_at: context.now().toString(),
    })
    await record(tx, context, actOf(session, 'trust.list-proposed', { list, source: source.id, marks }))
    const proposed = await findList(tx, list)
    return ok(await viewList(tx, proposed ?? found, source))
  })
}
