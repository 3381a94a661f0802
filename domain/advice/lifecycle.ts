import * as z from 'zod/mini'
import { ok, type Result, refuse } from '../shared/index.ts'
import type { AdviceRefusal } from './refusals.ts'

/** Where a version is. UPDATED, WITHDRAWN and EXPIRED were published once and stay readable; DISCARDED never was. */
export const AdviceState = z.enum([
  'DRAFT',
  'PROPOSED',
  'APPROVED',
  'PUBLISHED',
  'UPDATED',
  'WITHDRAWN',
  'EXPIRED',
  'DISCARDED',
])
export type AdviceState = z.infer<typeof AdviceState>

/** What a version does once it takes effect: it says something, or takes back what was said. Both need two persons. */
export const AdviceAct = z.enum(['publish', 'withdraw'])
export type AdviceAct = z.infer<typeof AdviceAct>

/** What officers do with a version that is not public yet. */
export const AdviceMove = z.enum(['propose', 'take-back', 'return', 'approve', 'stop', 'discard'])
export type AdviceMove = z.infer<typeof AdviceMove>

interface Row {
  readonly move: AdviceMove | 'publish' | 'withdraw' | 'replace' | 'expire'
  readonly from: AdviceState
  readonly to: AdviceState
  /** `editor` and `approver` are roles; `second`: an approver who has neither written nor proposed it; `clock`: its time has come. */
  readonly by: 'editor' | 'approver' | 'second' | 'clock'
}

/** Every move of a version. A correction of what is public is a new version that replaces it. */
export const adviceMoves: readonly Row[] = [
  { move: 'propose', from: 'DRAFT', to: 'PROPOSED', by: 'editor' },
  { move: 'discard', from: 'DRAFT', to: 'DISCARDED', by: 'editor' },
  { move: 'take-back', from: 'PROPOSED', to: 'DRAFT', by: 'editor' },
  { move: 'return', from: 'PROPOSED', to: 'DRAFT', by: 'approver' },
  { move: 'approve', from: 'PROPOSED', to: 'APPROVED', by: 'second' },
  { move: 'stop', from: 'APPROVED', to: 'DRAFT', by: 'approver' },
  { move: 'publish', from: 'APPROVED', to: 'PUBLISHED', by: 'clock' },
  { move: 'withdraw', from: 'APPROVED', to: 'WITHDRAWN', by: 'clock' },
  { move: 'replace', from: 'PUBLISHED', to: 'UPDATED', by: 'clock' },
  { move: 'withdraw', from: 'PUBLISHED', to: 'WITHDRAWN', by: 'clock' },
  { move: 'expire', from: 'PUBLISHED', to: 'EXPIRED', by: 'clock' },
]

/** What the rules know of a version. */
export interface GuardedVersion {
  readonly state: AdviceState
  /** Whoever has written or proposed it. */
  readonly authors: readonly string[]
}

/** Who asks: an id, and which of the two roles she holds. */
export interface AdviceOfficer {
  readonly id: string
  readonly editor: boolean
  readonly approver: boolean
}

const holds = (officer: AdviceOfficer, by: Row['by']): boolean =>
  by === 'editor' ? officer.editor : by !== 'clock' && officer.approver

/** May this officer make this move now, and where does it lead? Four eyes hold for everyone, whatever roles she has. */
export function moveAdvice(
  { state, authors }: GuardedVersion,
  move: AdviceMove,
  officer: AdviceOfficer,
): Result<AdviceState, AdviceRefusal | 'access.role-missing'> {
  const row = adviceMoves.find((each) => each.move === move && each.from === state)
  if (!row) return refuse('advice.not-possible-now', { state })
  if (!holds(officer, row.by))
    return refuse('access.role-missing', { roles: [row.by === 'editor' ? 'advice-editor' : 'advice-approver'] })
  if (row.by === 'second' && authors.includes(officer.id)) return refuse('advice.own-work')
  return ok(row.to)
}

/** The moves that an officer finds at a version. */
export const movesFor = (version: GuardedVersion, officer: AdviceOfficer): readonly AdviceMove[] =>
  AdviceMove.options.filter((move) => moveAdvice(version, move, officer).ok)
