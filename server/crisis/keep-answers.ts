import { type AnswerSource, personNow, type Saying, saidAt } from '@consular/domain/crisis'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import { settleAnswered } from './household-store.ts'
import { answersOf, insertAnswers, lockPersons, writeState } from './person-store.ts'
import type { CrisisRecord } from './store.ts'

/** An answer on its way in, about one or several persons. */
export interface Incoming {
  /** The id that its sender gave it: the same again changes nothing. */
  readonly id: string
  readonly says: Saying
  readonly source: AnswerSource
  /** When it was true, as far as its sender says so. */
  readonly at: Temporal.Instant | null
  readonly officer?: string
  readonly account?: string
  readonly text?: string | undefined
}

/**
 * Keeps an answer about persons of a crisis and reckons anew what is known of each: the latest true one counts, every one is kept. In the caller’s transaction, which
 * holds the crisis. Answers the persons for whom it was new.
 */
export async function keepAnswers(
  tx: Tx,
  context: Context,
  {
    found,
    persons,
    answer,
  }: { readonly found: CrisisRecord; readonly persons: readonly string[]; readonly answer: Incoming },
): Promise<readonly string[]> {
  const held = await lockPersons(tx, found.id, persons)
  if (held.length === 0) return []
  const now = context.now()
  const at = saidAt(answer.at, { from: Temporal.Instant.from(found.happened_at), now })
  const fresh = await insertAnswers(tx, held, {
    id: answer.id,
    crisis_id: found.id,
    says: answer.says,
    source: answer.source,
    at: at.toString(),
    stored_at: now.toString(),
    by_officer: answer.officer ?? null,
    text: answer.text === undefined || answer.text === '' ? null : answer.text,
  })
  if (fresh.length === 0) return []
  const answers = await answersOf(tx, fresh)
  for (const person of fresh) await writeState(tx, person, personNow(answers.get(person) ?? []))
  if (answer.says === 'safe' || answer.says === 'help') await settleAnswered(tx, fresh, now)
  await record(tx, context, {
    action: 'crisis.answer',
    actor: actorOf(answer),
    account: answer.account ?? null,
    mission: found.mission,
    outcome: 'done',
    data: { crisis: found.id, persons: fresh, says: answer.says, source: answer.source },
  })
  return fresh
}

function actorOf({ officer, account }: Incoming) {
  if (officer !== undefined) return { kind: 'officer', id: officer } as const
  return account === undefined ? ({ kind: 'nobody', id: null } as const) : ({ kind: 'citizen', id: account } as const)
}
