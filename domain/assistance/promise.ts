import { ok, type Result, refuse } from '../shared/index.ts'
import type { Clocks } from './duty-table.ts'
import type { AssistanceRefusal } from './refusals.ts'

/** The instants of a case that its clocks run from. */
export interface CaseTimes {
  readonly openedAt: Temporal.Instant
  readonly unreadSince: Temporal.Instant | null
  readonly contactedAt: Temporal.Instant | null
  readonly nextWordAt: Temporal.Instant | null
  /** When the host state owes a notice of an arrest, and when something of the checklist is due; null where nothing is. */
  readonly noticeDueAt?: Temporal.Instant | null
  readonly taskDueAt?: Temporal.Instant | null
}

/** What is late in a case. */
export type Late = 'read' | 'contact' | 'next-word' | 'notice' | 'task'

/** Which clocks of a case have run out. A promised word is late even where the case waits for others. */
export function lateIn(times: CaseTimes, clocks: Clocks, now: Temporal.Instant): readonly Late[] {
  const past = (instant: Temporal.Instant): boolean => Temporal.Instant.compare(instant, now) < 0
  const due: readonly (readonly [Late, Temporal.Instant | null])[] = [
    ['read', times.unreadSince?.add({ minutes: clocks.readMinutes }) ?? null],
    ['contact', times.contactedAt === null ? times.openedAt.add({ minutes: clocks.contactMinutes }) : null],
    ['next-word', times.nextWordAt],
    ['notice', times.noticeDueAt ?? null],
    ['task', times.taskDueAt ?? null],
  ]
  return due.filter(([, instant]) => instant !== null && past(instant)).map(([late]) => late)
}

/** A promise of the next word. Refuses `assistance.word-in-past`. */
export const promiseWord = (
  at: Temporal.Instant,
  now: Temporal.Instant,
): Result<Temporal.Instant, AssistanceRefusal> =>
  Temporal.Instant.compare(at, now) > 0 ? ok(at) : refuse('assistance.word-in-past')
