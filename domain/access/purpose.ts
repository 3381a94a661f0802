import * as z from 'zod/mini'
import type { ApplicationState, Move } from '../application/lifecycle.ts'

/** Why an officer opened a person's data: written into the access event that the person can read. */
export const AccessPurpose = z.enum([
  'acceptance',
  'review',
  'second-review',
  'approval',
  'refusal',
  'after-decision',
  'assignment',
  'search',
  'support',
  'audit',
  'denied',
])
export type AccessPurpose = z.infer<typeof AccessPurpose>

const reading: { readonly [state in ApplicationState]?: AccessPurpose } = {
  SUBMITTED: 'acceptance',
  CHECKING: 'acceptance',
  IN_REVIEW: 'review',
  RETURNED: 'review',
  INTERVIEW_DUE: 'review',
  INTERVIEW_BOOKED: 'review',
  INTERVIEW_DONE: 'review',
  FEE_DUE: 'review',
  SECOND_REVIEW: 'second-review',
  REFUSAL_PROPOSED: 'second-review',
}

/** The purpose of reading a file in a state: its place in the work says why it is opened. */
export const readingPurpose = (state: ApplicationState): AccessPurpose => reading[state] ?? 'after-decision'

/** The purpose of a move: approval and refusal have their own names, every other move is done while reading. */
export const movePurpose = (move: Move, state: ApplicationState): AccessPurpose => {
  if (move === 'approve') return 'approval'
  return move === 'refuse' ? 'refusal' : readingPurpose(state)
}
