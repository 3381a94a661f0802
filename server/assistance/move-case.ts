import type { AssistanceCaseView, BodyOf, moveCase as contract } from '@consular/api'
import { type CaseState, caseStates, decideMove, type Movable } from '@consular/domain/assistance'
import { ok, type Result } from '@consular/domain/shared'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import type { OfficerSession } from '../http/session.ts'
import { step } from './step.ts'
import type { CaseRecord } from './store.ts'
import { costsOf, tasksOf } from './work-store.ts'

const instantOf = (text: string | null | undefined): Temporal.Instant | null =>
  text === null || text === undefined ? null : Temporal.Instant.from(text)

/** A case as a move sees it. */
export const movableOf = async (tx: Tx, found: CaseRecord): Promise<Movable> => ({
  state: found.state,
  unread: found.unread_since !== null,
  nextWordAt: instantOf(found.next_word_at),
  tasks: await tasksOf(tx, found.id),
  openCosts: (await costsOf(tx, found.id)).filter(({ acknowledged_at: at }) => at === null).length,
})

/** When a case was resolved and came to rest, after a move to a state. */
export function restColumns(state: CaseState, found: Pick<CaseRecord, 'resolved_at'>, now: Temporal.Instant) {
  const rests = !caseStates[state].open
  const resolved = state === 'RESOLVED' ? now.toString() : rests ? found.resolved_at : null
  return { state, closed_at: rests ? now.toString() : null, resolved_at: resolved }
}

/** Makes a move of an officer by the rules of the lifecycle. */
export const moveCase = (
  context: Context,
  session: OfficerSession,
  { id, version, move, text, limit, nextWordAt }: BodyOf<typeof contract> & { readonly id: string },
): Promise<Result<AssistanceCaseView>> =>
  step(context, {
    session,
    id,
    version,
    decide: async (found, tx) => {
      const now = context.now()
      const wanted = { move, text, limit: limit ?? null, nextWordAt: instantOf(nextWordAt) }
      const moved = decideMove(await movableOf(tx, found), wanted, now)
      if (!moved.ok) return moved
      const { state, nextWordAt: promised } = moved.value
      return ok({
        kind: 'move',
        text,
        data: { move, from: found.state, to: state, ...(move === 'decline' ? { limit } : {}) },
        change: {
          ...restColumns(state, found, now),
          next_word_at: promised?.toString() ?? null,
          decline_reason: move === 'decline' ? (limit ?? null) : null,
        },
      })
    },
  })
