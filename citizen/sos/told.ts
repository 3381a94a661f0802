import { timeTold } from '@consular/domain/shared'
import { type Cry, waits } from './outbox.ts'

/** A sentence by its key, with what is filled in. */
export interface Sentence {
  readonly key: string
  readonly values?: { readonly [name: string]: string }
}

interface Moment {
  readonly now: Temporal.Instant
  /** The zone in which this phone tells what waits on it. */
  readonly zone: string
  /** False where the service was asked and did not answer. */
  readonly inTouch: boolean
}

/** What is true of a cry: first the one thing that counts, then the rest. Nothing is said that neither the phone nor the server knows. */
export function toldOf(
  cry: Cry,
  { now, zone, inTouch }: Moment,
): { readonly first: Sentence; readonly rest: readonly Sentence[] } {
  const here = (at: string) => timeTold(at, { zone, now })
  const { state } = cry
  if (state === null)
    return {
      first: { key: 'sos-app.waiting', values: { time: here(cry.madeAt) } },
      rest: [{ key: 'sos-app.waiting.goes' }],
    }
  const there = (at: string) => timeTold(at, { zone: state.timeZone, now })
  const stored = { time: there(state.storedAt) }
  const waiting = cry.letters.find(({ sent }) => !sent)
  const first =
    state.readAt === null
      ? { key: 'sos.stored', values: stored }
      : { key: 'sos.read', values: { number: String(state.readBy), time: there(state.readAt) } }
  const rest: readonly (Sentence | null)[] = [
    waiting ? { key: 'sos-app.more-waiting', values: { time: there(waiting.madeAt) } } : null,
    state.readAt === null ? null : { key: 'sos.stored-at', values: stored },
    state.calledAt === null ? null : { key: 'sos.called', values: { time: there(state.calledAt) } },
    state.nextWordAt === null ? null : { key: 'sos.next', values: { time: there(state.nextWordAt) } },
    cry.heardAt === null || inTouch ? null : { key: 'sos-app.heard', values: { time: there(cry.heardAt) } },
    { key: 'sos.reference', values: { reference: state.reference } },
  ]
  return { first, rest: rest.filter((sentence) => sentence !== null) }
}

/** Is everything of a cry with the server? */
export const isSent = (cry: Cry): boolean => cry.state !== null && !waits(cry)
