import type { AssistanceCaseView, BodyOf, mergeCase as contract } from '@consular/api'
import { mayMerge } from '@consular/domain/assistance'
import { ok, type Result, refuse } from '@consular/domain/shared'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import type { OfficerSession } from '../http/session.ts'
import { admit, confidantsOf } from './confidant-store.ts'
import { openCase } from './guard.ts'
import { knownCase } from './known-store.ts'
import { restColumns } from './move-case.ts'
import { settle, viewNow } from './step.ts'
import { type CaseRecord, lockSender } from './store.ts'

/** Both cases of a merge. */
interface Pair {
  readonly from: CaseRecord
  readonly into: CaseRecord
}

/**
 * Merges a case into another one about the same person. Both histories stay where they are; what is reported further goes on in the other
 * one. Where one of both is sealed, both are from now on: neither leads to the other.
 */
export const mergeCase = (
  context: Context,
  session: OfficerSession,
  { id, version, into: reference }: BodyOf<typeof contract> & { readonly id: string },
): Promise<Result<AssistanceCaseView>> =>
  context.database.transaction().execute(async (tx): Promise<Result<AssistanceCaseView>> => {
    // One merge after the other: two that cross would wait for one another for ever.
    await lockSender(tx, 'merge')
    const from = await openCase(tx, context, { session, id, purpose: 'act' })
    if (!from.ok) return from
    const target = await knownCase(tx, { id: null, reference, officer: session.officer.id })
    const into = await openCase(tx, context, { session, id: target?.id ?? nobody, purpose: 'act' })
    if (!into.ok) return into
    if (from.value.version !== version) return refuse('assistance.changed-meanwhile', { version: from.value.version })
    if (from.value.id === into.value.id) return refuse('assistance.not-possible-now')
    const state = mayMerge({ state: from.value.state, unread: from.value.unread_since !== null }, into.value)
    if (!state.ok) return state
    await merge(tx, context, session, { from: from.value, into: into.value })
    return ok(await viewNow(tx, context, { session, id: into.value.id }))
  })

/** An id of no case: what is not known is looked for all the same. */
const nobody = '00000000-0000-7000-8000-000000000000'

async function merge(tx: Tx, context: Context, session: OfficerSession, { from, into }: Pair): Promise<void> {
  const now = context.now()
  const seals = from.sealed_at !== null || into.sealed_at !== null
  const seal = (found: CaseRecord) =>
    seals && found.sealed_at === null ? { sealed_at: now.toString(), sealed_by: session.officer.id } : {}
  if (seals) await shareConfidence(tx, context, session, { from, into })
  await settle(tx, context, {
    session,
    found: from,
    done: {
      kind: 'merge',
      data: { into: into.id },
      change: {
        ...restColumns('MERGED_INTO', from, now),
        merged_into: into.id,
        next_word_at: null,
        ...seal(from),
      },
    },
  })
  await settle(tx, context, {
    session,
    found: into,
    done: {
      kind: 'merge',
      data: { from: from.id },
      change: { ...seal(into), next_word_at: sooner(from.next_word_at, into.next_word_at) },
    },
  })
}

/** Whoever may know of one of both may know of the other. */
async function shareConfidence(tx: Tx, context: Context, session: OfficerSession, { from, into }: Pair): Promise<void> {
  const sealed = [from, into].filter(({ sealed_at: at }) => at !== null)
  const knowing = new Set([session.officer.id, ...sealed.flatMap(({ taken_by: by }) => by ?? [])])
  for (const each of sealed) for (const { officer } of await confidantsOf(tx, each.id)) knowing.add(officer)
  for (const officer of knowing)
    for (const found of [from, into])
      await admit(tx, { case: found.id, officer, by: session.officer.id, at: context.now() })
}

/** The word that was promised first still comes first. */
function sooner(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other
  return Temporal.Instant.compare(Temporal.Instant.from(one), Temporal.Instant.from(other)) < 0 ? one : other
}
