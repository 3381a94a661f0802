import { ok, type Result, refuse } from '../shared/index.ts'
import { PersonState, personStates } from './person.ts'
import type { CrisisRefusal } from './refusals.ts'

/** How many persons are in each state; states without anybody are zero. */
export type StateCounts = { readonly [state in PersonState]: number }

/** The board: its states add up to its persons, always. `withoutNews` has to come to zero. */
export interface Board {
  readonly persons: number
  readonly withoutNews: number
  readonly counts: StateCounts
}

/** The board of what was counted in one look. */
export function boardOf(counted: readonly { readonly state: PersonState; readonly persons: number }[]): Board {
  const counts = Object.fromEntries(PersonState.options.map((state) => [state, 0])) as {
    [state in PersonState]: number
  }
  for (const { state, persons } of counted) counts[state] += persons
  const sum = (states: readonly PersonState[]): number => states.reduce((total, state) => total + counts[state], 0)
  return {
    persons: sum(PersonState.options),
    withoutNews: sum(PersonState.options.filter((state) => !personStates[state].news)),
    counts,
  }
}

/** States over which a crisis is not closed unless each such person has a reason. */
export const openStates: readonly PersonState[] = PersonState.options.filter((state) => !personStates[state].settled)

/** May a crisis be closed? `left`: persons in an open state without a reason. Refuses `crisis.open-persons` with their number. */
export const mayClose = (left: number): Result<null, CrisisRefusal> =>
  left === 0 ? ok(null) : refuse('crisis.open-persons', { count: left })
