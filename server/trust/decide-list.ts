import type { BodyOf, decideTrustList, TrustListFile } from '@consular/api'
import { ok, type Result, refuse } from '@consular/domain/shared'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import type { OfficerSession } from '../http/session.ts'
import { insertEdition, newestNumbers } from './edition-store.ts'
import { actOf, mayDecide } from './manager.ts'
import { readInThread } from './read-in-thread.ts'
import type { SourceList } from './read-list.ts'
import { sourceList } from './source-list.ts'
import {
  allSources,
  changeList,
  currentListOf,
  currentLists,
  filesOf,
  findList,
  findSource,
  type ListRow,
} from './store.ts'
import { viewList } from './view.ts'

interface Request {
  readonly session: OfficerSession
  readonly list: string
  readonly body: BodyOf<typeof decideTrustList>
}

/** Approvals at the same moment: each has to see the other's list in its edition. */
const mostTries = 4

/** May this list be decided in this way by this officer? Of a list that two look at, none decides alone. */
async function mayDecideOn(tx: Tx, found: ListRow, { session, body }: Request): Promise<Result<null>> {
  const wanted = body.decision === 'approve' ? ['proposed'] : ['waiting', 'proposed']
  if (!wanted.includes(found.state)) return refuse('trust.already-decided', { state: found.state })
  if (found.proposed_by?.id === session.officer.id) return refuse('trust.own-proposal')
  if (found.version !== body.version) return refuse('trust.changed-meanwhile')
  if (body.decision === 'reject') return body.reason === undefined ? refuse('trust.reason-needed') : ok(null)
  const current = await currentListOf(tx, found.source_id)
  return (current?.id ?? null) === body.against ? ok(null) : refuse('trust.changed-meanwhile')
}

/** Every source's list that counts, with the candidate in the place of its own. */
async function togetherWith(tx: Tx, candidate: ListRow, now: Temporal.Instant): Promise<Result<SourceList[]>> {
  const lists = [...(await currentLists(tx)).filter(({ source_id }) => source_id !== candidate.source_id), candidate]
  const found: SourceList[] = []
  for (const source of await allSources(tx)) {
    const list = lists.find(({ source_id }) => source_id === source.id)
    if (!list || list.origin === 'end') continue
    const earlier = list.returns_to === null ? list : await findList(tx, list.returns_to)
    const isNew = list.id === candidate.id && list.origin !== 'return'
    // What counts already was in force when it came: that it ran out since must not keep other lists from being approved.
    const at = isNew || !earlier ? now : Temporal.Instant.from(earlier.received_at)
    const against = sourceList(source, await filesOf(tx, list), at)
    if (!against.ok) return against
    found.push(against.value)
  }
  return ok(found)
}

async function reject(context: Context, request: Request): Promise<Result<null>> {
  return context.database.transaction().execute(async (tx): Promise<Result<null>> => {
    const found = await findList(tx, request.list, 'lock')
    if (!found) return refuse('trust.list-unknown')
    const may = await mayDecideOn(tx, found, request)
    if (!may.ok) return may
    const { session, list, body } = request
    await changeList(tx, list, {
      state: 'rejected',
      reason: body.reason ?? null,
      decided_by: session.officer.id,
      decided_at: context.now().toString(),
    })
    await record(tx, context, actOf(session, 'trust.list-rejected', { list, source: found.source_id }))
    return ok(null)
  })
}

/** One attempt; null where another approval took the edition's number meanwhile. */
async function approveOnce(context: Context, request: Request): Promise<Result<null> | null> {
  const { session, list, body } = request
  const before = await findList(context.database, list)
  if (!before) return refuse('trust.list-unknown')
  const early = await mayDecideOn(context.database, before, request)
  if (!early.ok) return early
  const { trust: number } = await newestNumbers(context.database)
  const sources = await togetherWith(context.database, before, context.now())
  if (!sources.ok) return refuse('trust.broken', { cause: sources.refusal.code })
  const read = await readInThread(sources.value)
  if (!read.ok) return refuse('trust.broken', { cause: read.refusal.code })
  return context.database.transaction().execute(async (tx): Promise<Result<null> | null> => {
    const found = await findList(tx, list, 'lock')
    if (!found) return refuse('trust.list-unknown')
    const may = await mayDecideOn(tx, found, { ...request, body })
    if (!may.ok) return may
    const [by, at] = [session.officer.id, context.now().toString()]
    await changeList(tx, list, { state: 'approved', decided_by: by, decided_at: at })
    const edition = { kind: 'trust', number: number + 1, content: read.value.text, made_by: by, made_at: at } as const
    if (!(await insertEdition(tx, { ...edition, list_id: list, rule_id: null }))) throw new Overtaken()
    await record(
      tx,
      context,
      actOf(session, 'trust.list-approved', { list, source: found.source_id, edition: number + 1 }),
    )
    return ok(null)
  })
}

/** Undoes a transaction whose edition's number was taken. */
class Overtaken extends Error {}

async function approve(context: Context, request: Request): Promise<Result<null>> {
  for (let turn = 0; turn < mostTries; turn++) {
    const done = await approveOnce(context, request).catch((error: unknown) => {
      if (error instanceof Overtaken) return null
      throw error
    })
    if (done !== null) return done
  }
  return refuse('trust.changed-meanwhile')
}

/**
 * A second officer approves a list, never the one who proposed it: from then on every verifier that asks has it, together with the lists of all other sources, each checked once
 * more. Or she rejects it, with a reason. What can no longer be used when it is approved is `trust.broken`, and nothing changes.
 */
export async function decideList(context: Context, request: Request): Promise<Result<TrustListFile>> {
  const may = mayDecide(context, request.session)
  if (!may.ok) return may
  const done = request.body.decision === 'approve' ? await approve(context, request) : await reject(context, request)
  if (!done.ok) return done
  const found = await findList(context.database, request.list)
  const source = found && (await findSource(context.database, found.source_id))
  return found && source ? ok(await viewList(context.database, found, source)) : refuse('trust.list-unknown')
}
