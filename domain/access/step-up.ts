import type { Move } from '../application/lifecycle.ts'
import { ok, type Result, refuse } from '../shared/index.ts'
import type { AccessRefusal } from './refusals.ts'

/** Decisions that issue or refuse a document, and moves that cannot be undone, ask for the passkey again. */
export const stepUpMoves: ReadonlySet<Move> = new Set<Move>(['approve', 'refuse', 'destroy'])

/** How fresh a user-verified assertion has to be, in minutes. */
export const stepUpMinutes = 5

/** Was the officer verified by passkey within the last five minutes? An assertion from the future counts as none. */
export function stepUp(verifiedAt: Temporal.Instant | null, now: Temporal.Instant): Result<true, AccessRefusal> {
  const age = verifiedAt ? now.epochMilliseconds - verifiedAt.epochMilliseconds : -1
  return age >= 0 && age <= stepUpMinutes * 60_000
    ? ok(true)
    : refuse('access.step-up-needed', { minutes: stepUpMinutes })
}
