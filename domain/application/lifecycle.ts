/** What an application's clock does while it rests in a state: it runs against the mission, waits for the applicant, or does not exist. */
export type Clock = 'running' | 'paused' | 'none'

/** Whose turn it is. `nobody` means that the story is over. */
export type Owner = 'applicant' | 'mission' | 'system' | 'nobody'

/** Every state of an application with its one owner and its one clock (DOMAIN.md, section 6). */
export const applicationStates = {
  DRAFT: { owner: 'applicant', clock: 'none' },
  SUBMITTED: { owner: 'system', clock: 'none' },
  CHECKING: { owner: 'mission', clock: 'running' },
  IN_REVIEW: { owner: 'mission', clock: 'running' },
  RETURNED: { owner: 'applicant', clock: 'paused' },
  INTERVIEW_DUE: { owner: 'applicant', clock: 'paused' },
  INTERVIEW_BOOKED: { owner: 'applicant', clock: 'paused' },
  INTERVIEW_DONE: { owner: 'mission', clock: 'running' },
  FEE_DUE: { owner: 'applicant', clock: 'paused' },
  SECOND_REVIEW: { owner: 'mission', clock: 'running' },
  REFUSAL_PROPOSED: { owner: 'mission', clock: 'running' },
  APPROVED: { owner: 'mission', clock: 'running' },
  REFUSED: { owner: 'nobody', clock: 'none' },
  PERSONALISING: { owner: 'mission', clock: 'running' },
  PRINTED: { owner: 'mission', clock: 'running' },
  SPOILED: { owner: 'mission', clock: 'running' },
  QC_PASSED: { owner: 'mission', clock: 'running' },
  DISPATCHED: { owner: 'mission', clock: 'none' },
  DELIVERED: { owner: 'nobody', clock: 'none' },
  UNDELIVERED: { owner: 'mission', clock: 'none' },
  READY_FOR_COLLECTION: { owner: 'applicant', clock: 'none' },
  COLLECTED: { owner: 'nobody', clock: 'none' },
  UNCOLLECTED: { owner: 'mission', clock: 'none' },
  DESTROYED: { owner: 'nobody', clock: 'none' },
  WITHDRAWN: { owner: 'nobody', clock: 'none' },
  LAPSED: { owner: 'nobody', clock: 'none' },
} as const satisfies { readonly [state: string]: { readonly owner: Owner; readonly clock: Clock } }

export type ApplicationState = keyof typeof applicationStates

/** Who makes a move. A second officer is an officer who is not the first one: four eyes hold for administrators too. */
export type MoveActor = 'applicant' | 'officer' | 'second-officer' | 'system'

interface Row {
  readonly from: ApplicationState
  readonly move: string
  readonly to: ApplicationState
  readonly by: MoveActor
}

const withdrawals = (
  [
    'DRAFT',
    'SUBMITTED',
    'CHECKING',
    'IN_REVIEW',
    'RETURNED',
    'INTERVIEW_DUE',
    'INTERVIEW_BOOKED',
    'INTERVIEW_DONE',
    'FEE_DUE',
    'SECOND_REVIEW',
    'REFUSAL_PROPOSED',
  ] as const
).map((from) => ({ from, move: 'withdraw', to: 'WITHDRAWN', by: 'applicant' }) as const)

/**
 * The lifecycle of an application as a table: the server guards with it, the workbench draws its buttons from it, the picture in docs/ is printed from it.
 * `resubmit` leads back to review when the file had been accepted, and back to the checks when it had not: the reviewer stays the same.
 */
export const applicationMoves = [
  { from: 'DRAFT', move: 'submit', to: 'SUBMITTED', by: 'applicant' },
  { from: 'SUBMITTED', move: 'begin-checks', to: 'CHECKING', by: 'system' },
  { from: 'CHECKING', move: 'accept', to: 'IN_REVIEW', by: 'officer' },
  { from: 'CHECKING', move: 'return', to: 'RETURNED', by: 'officer' },
  { from: 'IN_REVIEW', move: 'return', to: 'RETURNED', by: 'officer' },
  { from: 'RETURNED', move: 'resubmit', to: 'IN_REVIEW', by: 'applicant' },
  { from: 'RETURNED', move: 'resubmit', to: 'CHECKING', by: 'applicant' },
  { from: 'RETURNED', move: 'lapse', to: 'LAPSED', by: 'system' },
  { from: 'IN_REVIEW', move: 'ask-interview', to: 'INTERVIEW_DUE', by: 'officer' },
  { from: 'INTERVIEW_DUE', move: 'book-interview', to: 'INTERVIEW_BOOKED', by: 'applicant' },
  { from: 'INTERVIEW_BOOKED', move: 'hold-interview', to: 'INTERVIEW_DONE', by: 'officer' },
  { from: 'INTERVIEW_BOOKED', move: 'miss-interviews', to: 'RETURNED', by: 'system' },
  { from: 'INTERVIEW_DONE', move: 'resume-review', to: 'IN_REVIEW', by: 'system' },
  { from: 'IN_REVIEW', move: 'recommend', to: 'FEE_DUE', by: 'officer' },
  { from: 'FEE_DUE', move: 'settle-fee', to: 'SECOND_REVIEW', by: 'system' },
  { from: 'IN_REVIEW', move: 'propose-refusal', to: 'REFUSAL_PROPOSED', by: 'officer' },
  { from: 'SECOND_REVIEW', move: 'propose-refusal', to: 'REFUSAL_PROPOSED', by: 'second-officer' },
  { from: 'SECOND_REVIEW', move: 'approve', to: 'APPROVED', by: 'second-officer' },
  { from: 'SECOND_REVIEW', move: 'send-back', to: 'IN_REVIEW', by: 'second-officer' },
  { from: 'REFUSAL_PROPOSED', move: 'send-back', to: 'IN_REVIEW', by: 'second-officer' },
  { from: 'REFUSAL_PROPOSED', move: 'refuse', to: 'REFUSED', by: 'second-officer' },
  { from: 'APPROVED', move: 'order', to: 'PERSONALISING', by: 'system' },
  { from: 'PERSONALISING', move: 'print', to: 'PRINTED', by: 'officer' },
  { from: 'PRINTED', move: 'pass-quality', to: 'QC_PASSED', by: 'officer' },
  { from: 'PRINTED', move: 'spoil', to: 'SPOILED', by: 'officer' },
  { from: 'SPOILED', move: 'order-again', to: 'PERSONALISING', by: 'officer' },
  { from: 'QC_PASSED', move: 'dispatch', to: 'DISPATCHED', by: 'officer' },
  { from: 'DISPATCHED', move: 'deliver', to: 'DELIVERED', by: 'system' },
  { from: 'DISPATCHED', move: 'fail-delivery', to: 'UNDELIVERED', by: 'system' },
  { from: 'UNDELIVERED', move: 'keep-for-collection', to: 'READY_FOR_COLLECTION', by: 'officer' },
  { from: 'QC_PASSED', move: 'keep-for-collection', to: 'READY_FOR_COLLECTION', by: 'officer' },
  { from: 'READY_FOR_COLLECTION', move: 'hand-over', to: 'COLLECTED', by: 'officer' },
  { from: 'READY_FOR_COLLECTION', move: 'give-up-waiting', to: 'UNCOLLECTED', by: 'system' },
  { from: 'UNCOLLECTED', move: 'destroy', to: 'DESTROYED', by: 'second-officer' },
  ...withdrawals,
] as const satisfies readonly Row[]

export type Move = (typeof applicationMoves)[number]['move']

/** One row of the table. */
export interface ApplicationMove extends Row {
  readonly move: Move
}

/** The names of all moves, each once, in the order of the table. */
export const moveNames: readonly Move[] = [...new Set(applicationMoves.map(({ move }) => move))]

/** The moves that lead out of a state; none for a terminal one. */
export const movesFrom = (state: ApplicationState): readonly ApplicationMove[] =>
  applicationMoves.filter(({ from }) => from === state)

/** May this kind of actor make this move from this state? A second officer may do what an officer may; never the reverse. */
export const permitted = (state: ApplicationState, move: Move, actor: MoveActor): boolean =>
  movesFrom(state).some(
    (row) => row.move === move && (row.by === actor || (row.by === 'officer' && actor === 'second-officer')),
  )

/** States without an exit. */
export const isTerminal = (state: ApplicationState): boolean => movesFrom(state).length === 0

const isState = (name: string): name is ApplicationState => Object.hasOwn(applicationStates, name)

/** The names of all states, in the order of the story. */
export const stateNames: readonly ApplicationState[] = Object.keys(applicationStates).filter(isState)

/**
 * States in which a person has an application under way: the database allows one per document kind. A draft is not yet one. An approved
 * file ends here for now: its document is made elsewhere, and the service would never learn that it is done.
 */
export const liveStates: readonly ApplicationState[] = stateNames.filter(
  (state) => state !== 'DRAFT' && state !== 'APPROVED' && !isTerminal(state),
)

/** States that follow a decision of two officers: what decides again is told `application.already-decided`. */
export const decidedStates: readonly ApplicationState[] = [
  'APPROVED',
  'REFUSED',
  'PERSONALISING',
  'PRINTED',
  'SPOILED',
  'QC_PASSED',
  'DISPATCHED',
  'DELIVERED',
  'UNDELIVERED',
  'READY_FOR_COLLECTION',
  'COLLECTED',
  'UNCOLLECTED',
  'DESTROYED',
]

/** The state that a history of moves leads to. Throws on a history that the table does not know: stored events are never illegal. */
export function foldState(
  history: readonly { readonly move: Move; readonly to: ApplicationState }[],
): ApplicationState {
  return history.reduce<ApplicationState>((from, { move, to }) => {
    if (!movesFrom(from).some((row) => row.move === move && row.to === to))
      throw new Error(`no move ${move} from ${from} to ${to}`)
    return to
  }, 'DRAFT')
}
