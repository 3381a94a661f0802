import type { OfficerId } from '../access/officer.ts'
import { type Refusal, type Result, refuse } from '../shared/result.ts'
import { type ApplicationState, decidedStates, type Move, movesFrom, permitted } from './lifecycle.ts'
import type { Application, ApplicationEvent, Decision } from './model.ts'
import type { ApplicationRefusal } from './refusals.ts'

/** Who makes a move, and when. */
export interface Act {
  readonly by: ApplicationEvent['by']
  readonly now: Temporal.Instant
}

/** An officer who acts, and when. */
export interface OfficerAct {
  readonly by: OfficerId
  readonly now: Temporal.Instant
}

/** What a rule of this module answers. */
export type Answered<T> = Result<T, ApplicationRefusal>

/** The act of an officer as an event records it. */
export const officerAct = ({ by, now }: OfficerAct): Act => ({ by: { kind: 'officer', id: by }, now })

const deciding: ReadonlySet<Move> = new Set<Move>([
  'recommend',
  'approve',
  'propose-refusal',
  'refuse',
  'send-back',
  'return',
  'accept',
])

/** Refuses a move that the table does not allow from the present state, with that state as data. */
export function whyNot(
  application: Application,
  move: Move,
  actor: 'applicant' | 'officer' | 'system',
): Refusal<ApplicationRefusal> | null {
  const { state } = application
  if (permitted(state, move, actor === 'officer' ? 'second-officer' : actor)) return null
  const code =
    deciding.has(move) && decidedStates.includes(state) ? 'application.already-decided' : 'application.not-possible-now'
  return { code, data: { state, move } }
}

/** Is this officer the first pair of eyes of this file: its reviewer, or the one who recommended? */
export const isFirstOfficer = ({ reviewer, recommendedBy }: Application, officer: OfficerId): boolean =>
  officer === reviewer || officer === recommendedBy

/** Four eyes, with no exception for administrators: who reviewed or recommended does not decide. */
export const ownRecommendation = (application: Application, officer: OfficerId) =>
  isFirstOfficer(application, officer) ? refuse('application.own-recommendation', { state: application.state }) : null

/** The event of a move; the destination is named only where the table has two. */
export function eventOf(
  application: Pick<Application, 'state'>,
  move: Move,
  act: Act,
  to?: ApplicationState,
): ApplicationEvent {
  const row = movesFrom(application.state).find((each) => each.move === move && (to === undefined || each.to === to))
  if (!row) throw new Error(`no move ${move} from ${application.state}`)
  return {
    move,
    from: row.from,
    to: row.to,
    at: act.now.toString({ smallestUnit: 'millisecond' }),
    by: act.by,
    details: {},
  }
}

/** One event with its details, and the columns that change with it; the state always does. */
export function decision(
  event: ApplicationEvent,
  details: ApplicationEvent['details'] = {},
  change: Decision['change'] = {},
): Decision {
  return { events: [{ ...event, details }], change: { ...change, state: event.to } }
}
