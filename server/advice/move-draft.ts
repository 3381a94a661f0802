import type { AdviceFile, BodyOf, moveAdviceDraft as endpoint } from '@consular/api'
import { stepUp } from '@consular/domain/access'
import { type AdviceMove, checkContent, moveAdvice } from '@consular/domain/advice'
import { ok, type Result, refuse } from '@consular/domain/shared'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import type { OfficerSession } from '../http/session.ts'
import { actOn, editorOf } from './editor.ts'
import { openAdvice } from './read-advice.ts'
import { findVersion, lockAdvice, moveVersion, type VersionChange, type VersionRecord } from './store.ts'
import { takeEffect } from './take-effect.ts'

interface Request {
  readonly session: OfficerSession
  readonly advice: string
  readonly draft: string
  readonly body: BodyOf<typeof endpoint>
}

/** What is public by it, or no longer, needs the passkey once more. */
const needsPasskey = new Set<AdviceMove>(['approve', 'stop'])
const words: { readonly [move in AdviceMove]: string } = {
  propose: 'proposed',
  'take-back': 'taken-back',
  return: 'returned',
  approve: 'approved',
  stop: 'stopped',
  discard: 'discarded',
}

/** May it be moved now, by her, as she saw it, and is it fit for what it becomes? */
function decide(context: Context, { session, body }: Request, row: VersionRecord): Result<VersionChange['state']> {
  const officer = editorOf(session)
  if (!officer.ok) return officer
  if (row.version !== body.version) return refuse('advice.changed-meanwhile')
  const authors = [...row.authors, ...(row.proposed_by ? [row.proposed_by.id] : [])]
  const moved = moveAdvice({ state: row.state, authors }, body.move, officer.value)
  if (!moved.ok) return moved
  const fresh = needsPasskey.has(body.move) ? stepUp(session.steppedUpAt, context.now()) : ok(true)
  if (!fresh.ok) return fresh
  if (body.move === 'return' && !body.note) return refuse('advice.note-needed')
  if (body.move !== 'propose' && body.move !== 'approve') return moved
  const { kind, country, act } = row
  const fit = checkContent(row.content, { kind, country, act, levels: context.pack.adviceLevels, now: context.now() })
  return fit.ok ? moved : fit
}

/** Who did it and when, in the columns of the move. What goes back to the desk has neither proposer nor decision any more. */
function changeOf(context: Context, { session, body }: Request, state: VersionChange['state']): VersionChange {
  const [by, at] = [session.officer.id, context.now().toString()]
  if (state === 'PROPOSED') return { state, proposed_by: by, proposed_at: at, note: null }
  if (state === 'APPROVED') return { state, decided_by: by, decided_at: at }
  const nobody = { proposed_by: null, proposed_at: null, decided_by: null, decided_at: null }
  return { state, ...nobody, note: body.note ?? null }
}

async function move(tx: Tx, context: Context, request: Request): Promise<Result<null>> {
  const { session, advice, draft, body } = request
  await lockAdvice(tx, advice)
  const row = await findVersion(tx, draft)
  if (row?.advice_id !== advice) return refuse('advice.not-found')
  const decided = decide(context, request, row)
  if (!decided.ok) return decided
  await moveVersion(tx, draft, changeOf(context, request, decided.value))
  const data = { advice, version: draft, country: row.country, act: row.act }
  await record(tx, context, actOn(session, words[body.move], data))
  const approved = decided.value === 'APPROVED' ? await findVersion(tx, draft) : null
  if (approved) await takeEffect(tx, context, approved)
  return ok(null)
}

/** Moves a draft on or back. Approved, it is public in the same transaction, unless its day is still to come. */
export async function moveDraft(context: Context, request: Request): Promise<Result<AdviceFile>> {
  const officer = editorOf(request.session)
  if (!officer.ok) return officer
  const done = await context.database.transaction().execute((tx) => move(tx, context, request))
  if (!done.ok) return done
  context.nudge('keep-advice')
  return openAdvice(context, request.session, request.advice)
}
