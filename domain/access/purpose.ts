import * as z from 'zod/mini'
import type { ApplicationState, Move } from '../application/lifecycle.ts'

/** Why an officer opened a person's data: written into the access event that the person can read. */
export const AccessPurpose = z.enum(['review', 'second-review', 'approval', 'question-from-applicant', 'supervision'])
export type AccessPurpose = z.infer<typeof AccessPurpose>

/** The purpose of reading a file in a state, when the officer names no other: its place in the work says it. */
export const readingPurpose = (state: ApplicationState): AccessPurpose =>
  state === 'SECOND_REVIEW' || state === 'REFUSAL_PROPOSED' ? 'second-review' : 'review'

/** The purpose of a move: an approval has its own name, every other move belongs to the reading. */
export const movePurpose = (move: Move, state: ApplicationState): AccessPurpose =>
  move === 'approve' ? 'approval' : readingPurpose(state)
