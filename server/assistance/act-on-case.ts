import type { AssistanceCaseView, actOnCase as actContract, BodyOf, triageCase as triageContract } from '@consular/api'
import { promiseWord, stateAfter } from '@consular/domain/assistance'
import { ok, type Result, refuse } from '@consular/domain/shared'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import type { OfficerSession } from '../http/session.ts'
import { caseView, shownReports } from './case-view.ts'
import { openCase } from './guard.ts'
import { appendEvent, type CaseRecord, type HappenedInCase, lockCase, updateCase } from './store.ts'

/** What a decision does to a case. */
interface Done {
  readonly kind: HappenedInCase['kind']
  readonly text?: string
  readonly data: { readonly [key: string]: unknown }
  readonly change: Parameters<typeof updateCase>[2]
}

interface Step {
  readonly session: OfficerSession
  readonly id: string
  readonly version: number
  readonly decide: (found: CaseRecord) => Result<Done>
}

/** One step of an officer in a case: guard, version, decision, event and audit in one transaction. */
async function step(context: Context, { session, id, version, decide }: Step): Promise<Result<AssistanceCaseView>> {
  return context.database.transaction().execute(async (tx): Promise<Result<AssistanceCaseView>> => {
    const opened = await openCase(tx, context, { session, id, purpose: 'act' })
    if (!opened.ok) return opened
    if (opened.value.version !== version)
      return refuse('assistance.changed-meanwhile', { version: opened.value.version })
    const done = decide(opened.value)
    if (!done.ok) return done
    await settle(tx, context, { session, found: opened.value, done: done.value })
    const found = (await lockCase(tx, id)) ?? opened.value
    return ok(await caseView(tx, context, { found, shown: await shownReports(tx, id) }))
  })
}

async function settle(
  tx: Tx,
  context: Context,
  { session, found, done }: { readonly session: OfficerSession; readonly found: CaseRecord; readonly done: Done },
): Promise<void> {
  const { kind, text, data, change } = done
  await updateCase(tx, found, change)
  const said = text === undefined || text === '' ? {} : { text }
  await appendEvent(tx, { case: found.id, at: context.now(), kind, actor: session.officer.id, data, ...said })
  await record(tx, context, {
    action: `assistance.${kind}`,
    actor: { kind: 'officer', id: session.officer.id },
    mission: found.mission,
    outcome: 'done',
    data: { ...data, case: found.id },
  })
}

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
