import { ok, type Result, refuse } from '../shared/index.ts'
import type { AssistanceRefusal } from './refusals.ts'

/** What the person of a case has said: nothing yet, that it may be, or that she expressly opposes it (VCCR 36(1)(c)). */
export type PersonWord = 'unasked' | 'allowed' | 'opposed'

/** What decides whether the sender of a report hears of a case. */
export interface Gate {
  /** Is the report about somebody else than its sender? */
  readonly aboutOther: boolean
  readonly family: PersonWord
  readonly sealed: boolean
}

/**
 * How much the sender of a report is told. `received`: that we have it, and no more, for the person opposes it or the case is sealed.
 * `state`: what has become of the report. `shared`: also what officers share of the person, with her word.
 */
export type Told = 'received' | 'state' | 'shared'

/** How much the sender of a report is told. Of her own emergency everybody hears everything. */
export function toldTo({ aboutOther, family, sealed }: Gate): Told {
  if (!aboutOther) return 'shared'
  if (family === 'allowed') return 'shared'
  return family === 'opposed' || sealed ? 'received' : 'state'
}

/** May something of the person be shared with the sender of a report? Refuses `assistance.person-opposes`, `assistance.person-not-asked`. */
export function mayShare(gate: Gate): Result<null, AssistanceRefusal> {
  if (toldTo(gate) === 'shared') return ok(null)
  return refuse(gate.family === 'opposed' ? 'assistance.person-opposes' : 'assistance.person-not-asked')
}

/** May the mission act for a detained person? Refuses `assistance.help-opposed` where she expressly opposes it. */
export const mayHelp = (help: PersonWord): Result<null, AssistanceRefusal> =>
  help === 'opposed' ? refuse('assistance.help-opposed') : ok(null)
