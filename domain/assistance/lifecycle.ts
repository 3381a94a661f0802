/** Every state of a case (DOMAIN.md, section 6). `open`: somebody still has to do something, and the next word stays due. */
export const caseStates = {
  REPORTED: { open: true },
  TRIAGED: { open: true },
  ASSIGNED: { open: true },
  ACTIVE: { open: true },
  WAITING_HOST: { open: true },
  WAITING_FAMILY: { open: true },
  WAITING_CITIZEN: { open: true },
  RESOLVED: { open: true },
  CLOSED: { open: false },
  REOPENED: { open: true },
  MERGED_INTO: { open: false },
  REFERRED: { open: false },
  DECLINED: { open: false },
} as const satisfies { readonly [state: string]: { readonly open: boolean } }

export type CaseState = keyof typeof caseStates

const live = ['TRIAGED', 'ASSIGNED', 'ACTIVE', 'WAITING_HOST', 'WAITING_FAMILY', 'WAITING_CITIZEN', 'REOPENED'] as const
const waits = ['WAITING_HOST', 'WAITING_FAMILY', 'WAITING_CITIZEN'] as const

/** The lifecycle of a case as a table. Each move is an officer's: nothing closes by itself. A case may be triaged again at any time before it rests. */
export const caseMoves = [
  { from: 'REPORTED', move: 'triage', to: 'TRIAGED' },
  { from: 'TRIAGED', move: 'assign', to: 'ASSIGNED' },
  { from: 'REOPENED', move: 'assign', to: 'ASSIGNED' },
  { from: 'ASSIGNED', move: 'begin', to: 'ACTIVE' },
  ...waits.map((to) => ({ from: 'ACTIVE', move: `wait-${to.slice(8).toLowerCase()}`, to }) as const),
  ...waits.map((from) => ({ from, move: 'resume', to: 'ACTIVE' }) as const),
  { from: 'ACTIVE', move: 'resolve', to: 'RESOLVED' },
  { from: 'RESOLVED', move: 'resume', to: 'ACTIVE' },
  { from: 'RESOLVED', move: 'close', to: 'CLOSED' },
  { from: 'CLOSED', move: 'reopen', to: 'REOPENED' },
  ...live.map((from) => ({ from, move: 'merge', to: 'MERGED_INTO' }) as const),
  ...live.map((from) => ({ from, move: 'refer', to: 'REFERRED' }) as const),
  ...live.map((from) => ({ from, move: 'decline', to: 'DECLINED' }) as const),
] as const satisfies readonly { readonly from: CaseState; readonly move: string; readonly to: CaseState }[]

export type CaseMove = (typeof caseMoves)[number]['move']

/** Where a move leads from a state; null where it is none. */
export const stateAfter = (from: CaseState, move: CaseMove): CaseState | null =>
  caseMoves.find((row) => row.from === from && row.move === move)?.to ?? null
