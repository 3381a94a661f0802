import type { AssistanceCaseView } from '@consular/api'
import { ok, type Result, refuse } from '@consular/domain/shared'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import type { OfficerSession } from '../http/session.ts'
import { caseView, shownReports } from './case-view.ts'
import { openCase } from './guard.ts'
import { appendEvent, type CaseRecord, type HappenedInCase, lockCase, updateCase } from './store.ts'

/** What a decision does to a case. `data` stands in the history and in the audit log: codes and ids, nothing of anybody. */
export interface Done {
  readonly kind: HappenedInCase['kind']
  readonly text?: string
  readonly data: { readonly [key: string]: unknown }
  readonly change: Parameters<typeof updateCase>[2]
  /** What is written beside the case itself, in the same transaction. */
  readonly write?: (tx: Tx) => Promise<void>
}

/** Who acts in which case, at the version that she saw. */
export interface Acting {
  readonly session: OfficerSession
  readonly id: string
  readonly version: number
}

interface Step extends Acting {
  /** Was the very same thing done before? `same`: then nothing is done again; `other`: its id stands for something else. */
  readonly repeated?: (tx: Tx) => Promise<'same' | 'other' | null>
  readonly decide: (found: CaseRecord, tx: Tx) => Result<Done> | Promise<Result<Done>>
}

/** One step of an officer in a case: guard, version, decision, event and audit in one transaction. */
export async function step(context: Context, acting: Step): Promise<Result<AssistanceCaseView>> {
  const { session, id, version, decide, repeated } = acting
  return context.database.transaction().execute(async (tx): Promise<Result<AssistanceCaseView>> => {
    const opened = await openCase(tx, context, { session, id, purpose: 'act' })
    if (!opened.ok) return opened
    const before = (await repeated?.(tx)) ?? null
    if (before === 'other') return refuse('assistance.id-taken')
    if (before === null) {
      if (opened.value.version !== version)
        return refuse('assistance.changed-meanwhile', { version: opened.value.version })
      const done = await decide(opened.value, tx)
      if (!done.ok) return done
      await settle(tx, context, { session, found: opened.value, done: done.value })
    }
    return ok(await viewNow(tx, context, { session, id }))
  })
}

/** A case as it is now, for whoever has just acted in it. */
export async function viewNow(
  tx: Tx,
  context: Context,
  { session, id }: Pick<Acting, 'session' | 'id'>,
): Promise<AssistanceCaseView> {
  const found = await lockCase(tx, id)
  if (!found) throw new Error('A case that was held is not there')
  return caseView(tx, context, { found, shown: await shownReports(tx, id), officer: session.officer.id })
}

/** Writes what a decision does: the case, its history, the audit log. */
export async function settle(
  tx: Tx,
  context: Context,
  { session, found, done }: { readonly session: OfficerSession; readonly found: CaseRecord; readonly done: Done },
): Promise<void> {
  const { kind, text, data, change, write } = done
  await updateCase(tx, found, change)
  await write?.(tx)
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
