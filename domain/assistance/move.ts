import { ok, type Result, refuse } from '../shared/index.ts'
import type { Limit } from './assistance-type.ts'
import type { Task } from './checklist.ts'
import { type CaseMove, type CaseState, caseStates, stateAfter } from './lifecycle.ts'
import { promiseWord } from './promise.ts'
import type { AssistanceRefusal } from './refusals.ts'

/** The moves that an officer makes by name; the others are made by triage, by taking a case in hand, and by merging. */
export const officerMoves = [
  'begin',
  'wait-host',
  'wait-family',
  'wait-citizen',
  'resume',
  'resolve',
  'close',
  'reopen',
  'refer',
  'decline',
] as const satisfies readonly CaseMove[]
export type OfficerMove = (typeof officerMoves)[number]

/** A case as a move sees it. */
export interface Movable {
  readonly state: CaseState
  readonly unread: boolean
  readonly nextWordAt: Temporal.Instant | null
  readonly tasks: readonly Pick<Task, 'outcome'>[]
  /** Costs that the person has not acknowledged. */
  readonly openCosts: number
}

/** A move with what it needs: words, a limit to decline with, a promise for whoever has to wait. */
export interface WantedMove {
  readonly move: OfficerMove
  readonly text: string
  readonly limit: Limit | null
  readonly nextWordAt: Temporal.Instant | null
}

export interface Moved {
  readonly state: CaseState
  readonly nextWordAt: Temporal.Instant | null
}

const waits: ReadonlySet<OfficerMove> = new Set(['wait-host', 'wait-family', 'wait-citizen'])
const saysWhy: ReadonlySet<OfficerMove> = new Set(['resolve', 'close', 'reopen', 'refer'])

/**
 * One move of an officer. Whoever waits is promised when the next word comes; nothing rests that is unread; a case closes once its
 * checklist is settled and its costs are acknowledged. Refuses `assistance.not-possible-now`, `assistance.next-word-needed`,
 * `assistance.word-in-past`, `assistance.note-needed`, `assistance.limit-needed`, `assistance.unread-left`, `assistance.tasks-open`,
 * `assistance.costs-open`.
 */
export function decideMove(
  found: Movable,
  wanted: WantedMove,
  now: Temporal.Instant,
): Result<Moved, AssistanceRefusal> {
  const state = stateAfter(found.state, wanted.move)
  if (state === null) return refuse('assistance.not-possible-now')
  const wanting = missingFor(found, wanted, state)
  if (wanting !== null) return refuse(wanting)
  // Nobody waits for a word on what rests.
  if (!caseStates[state].open) return ok({ state, nextWordAt: null })
  if (wanted.nextWordAt !== null) {
    const promised = promiseWord(wanted.nextWordAt, now)
    return promised.ok ? ok({ state, nextWordAt: promised.value }) : promised
  }
  const stillPromised = found.nextWordAt !== null && Temporal.Instant.compare(found.nextWordAt, now) > 0
  if (waits.has(wanted.move) && !stillPromised) return refuse('assistance.next-word-needed')
  return ok({ state, nextWordAt: found.nextWordAt })
}

function missingFor(found: Movable, { move, text, limit }: WantedMove, state: CaseState): AssistanceRefusal | null {
  if (saysWhy.has(move) && text.trim().length < 3) return 'assistance.note-needed'
  if (move === 'decline' && limit === null) return 'assistance.limit-needed'
  if (!caseStates[state].open && found.unread) return 'assistance.unread-left'
  if (move !== 'close') return null
  if (found.tasks.some(({ outcome }) => outcome === null)) return 'assistance.tasks-open'
  return found.openCosts > 0 ? 'assistance.costs-open' : null
}

/** May a case be merged into another one? Both must be open, the first one read and triaged. Refuses `assistance.not-possible-now`, `assistance.unread-left`. */
export function mayMerge(
  found: Pick<Movable, 'state' | 'unread'>,
  into: Pick<Movable, 'state'>,
): Result<CaseState, AssistanceRefusal> {
  const state = stateAfter(found.state, 'merge')
  if (state === null || !caseStates[into.state].open) return refuse('assistance.not-possible-now')
  return found.unread ? refuse('assistance.unread-left') : ok(state)
}
