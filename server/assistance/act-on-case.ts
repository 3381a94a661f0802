import type { AssistanceCaseView, actOnCase as actContract, BodyOf, triageCase as triageContract } from '@consular/api'
import { promiseWord, stateAfter } from '@consular/domain/assistance'
import { ok, type Result, refuse } from '@consular/domain/shared'
import type { Context } from '../context.ts'
import type { OfficerSession } from '../http/session.ts'
import { step } from './step.ts'

/** Decides the priority of a case; another one than suggested needs a reason, and the suggestion is kept beside it. */
export const triageCase = (
  context: Context,
  session: OfficerSession,
  { id, version, priority, reason }: BodyOf<typeof triageContract> & { readonly id: string },
): Promise<Result<AssistanceCaseView>> =>
  step(context, {
    session,
    id,
    version,
    decide: (found) => {
      const state = found.state === 'REPORTED' ? stateAfter(found.state, 'triage') : found.state
      if (state === null) return refuse('assistance.not-possible-now')
      const why = reason?.trim() ?? ''
      if (priority !== found.suggested && why.length < 3) return refuse('assistance.override-reason-needed')
      const at = context.now().toString()
      const change = {
        state,
        priority,
        suggested_then: found.suggested,
        override_reason: why === '' ? null : why,
        triaged_by: session.officer.id,
        triaged_at: at,
      }
      return ok({ kind: 'triage', text: why, data: { priority, suggested: found.suggested }, change })
    },
  })

/** Takes a case, logs a call, leaves a note, or promises the next word. A call that reached the person stops the clock of the contact. */
export const actOnCase = (
  context: Context,
  session: OfficerSession,
  { id, version, act, text, reached, nextWordAt }: BodyOf<typeof actContract> & { readonly id: string },
): Promise<Result<AssistanceCaseView>> =>
  step(context, {
    session,
    id,
    version,
    decide: (found) => {
      const now = context.now()
      switch (act) {
        case 'take': {
          const state = stateAfter(found.state, 'assign') ?? found.state
          return ok({ kind: 'take', text, data: {}, change: { taken_by: session.officer.id, state } })
        }
        case 'call': {
          const contact = reached && found.contacted_at === null ? { contacted_at: now.toString() } : {}
          return ok({ kind: 'call', text, data: { reached: reached ?? false }, change: contact })
        }
        case 'note':
          return ok({ kind: 'note', text, data: {}, change: {} })
        case 'next-word': {
          if (nextWordAt === undefined) return refuse('assistance.word-in-past')
          const promised = promiseWord(Temporal.Instant.from(nextWordAt), now)
          if (!promised.ok) return promised
          const at = promised.value.toString()
          return ok({ kind: 'next-word', text, data: { at }, change: { next_word_at: at } })
        }
      }
    },
  })
