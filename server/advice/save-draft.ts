import { isDeepStrictEqual } from 'node:util'
import type { AdviceFile, BodyOf, saveAdviceDraft as endpoint } from '@consular/api'
import { ok, type Result, refuse } from '@consular/domain/shared'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import type { OfficerSession } from '../http/session.ts'
import { actOn, editorOf } from './editor.ts'
import { openAdvice } from './read-advice.ts'
import {
  findVersion,
  insertAdvice,
  insertDraft,
  lockAdvice,
  rewriteDraft,
  type VersionRecord,
  versionsOf,
} from './store.ts'

interface Request {
  readonly session: OfficerSession
  readonly advice: string
  readonly draft: string
  readonly body: BodyOf<typeof endpoint>
}

/** Is it the same once more: a request that was repeated, or a draft that nobody changed? */
const isSame = (known: VersionRecord, { advice, body }: Request): boolean =>
  known.advice_id === advice && known.act === body.act && isDeepStrictEqual(known.content, body.content)

/** May the draft be begun: nothing else is worked on, and what is to be withdrawn is public? */
function mayBegin(rows: readonly VersionRecord[], { act }: Request['body']): Result<null> {
  if (rows.some(({ state }) => state === 'DRAFT' || state === 'PROPOSED' || state === 'APPROVED'))
    return refuse('advice.open-draft')
  return act === 'withdraw' && !rows.some(({ state }) => state === 'PUBLISHED')
    ? refuse('advice.nothing-published')
    : ok(null)
}

async function write(tx: Tx, context: Context, request: Request): Promise<Result<null>> {
  const { session, advice, draft, body } = request
  const [author, written_at] = [session.officer.id, context.now().toString()]
  const known = await findVersion(tx, draft)
  if (known && known.advice_id !== advice) return refuse('advice.id-taken')
  if (known && isSame(known, request)) return ok(null)
  if (known) {
    if (known.state !== 'DRAFT') return refuse('advice.not-possible-now', { state: known.state })
    if (known.version !== body.version || known.act !== body.act) return refuse('advice.changed-meanwhile')
    await rewriteDraft(tx, draft, { author, written_at, content: body.content })
  } else {
    const begun = mayBegin(await versionsOf(tx, advice), body)
    if (!begun.ok) return begun
    await insertDraft(tx, { id: draft, advice_id: advice, act: body.act, author, written_at, content: body.content })
  }
  const { country, act } = body
  await record(tx, context, actOn(session, 'written', { advice, version: draft, country, act }))
  return ok(null)
}

/** Writes a draft; the advice begins with its first one, and keeps its country and its kind. */
export async function saveDraft(context: Context, request: Request): Promise<Result<AdviceFile>> {
  const { session, advice, body } = request
  const officer = editorOf(session)
  if (!officer.ok) return officer
  if (!officer.value.editor) return refuse('access.role-missing', { roles: ['advice-editor'] })
  const done = await context.database.transaction().execute(async (tx): Promise<Result<null>> => {
    const { kind, country, act } = body
    const created = { created_by: session.officer.id, created_at: context.now().toString() }
    if (act === 'publish') await insertAdvice(tx, { id: advice, kind, country, ...created })
    const known = await lockAdvice(tx, advice)
    if (!known) return refuse('advice.nothing-published')
    if (known.kind !== kind || known.country !== country) return refuse('advice.country-fixed')
    return write(tx, context, request)
  })
  return done.ok ? openAdvice(context, session, advice) : done
}
