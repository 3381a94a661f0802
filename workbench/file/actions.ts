import type { CaseFile } from '@consular/api'
import { type Move, movesFrom } from '@consular/domain/application'

/** The moves that officers make on this screen, with their keys; a state never offers two with the same key. */
export const moveKeys = {
  accept: 'a',
  recommend: 'p',
  approve: 'p',
  return: 'r',
  'send-back': 'b',
  'propose-refusal': 'x',
  refuse: 'x',
} as const satisfies { readonly [move in Move]?: string }

export type OfficerMove = keyof typeof moveKeys

const isOfficerMove = (move: Move): move is OfficerMove => Object.hasOwn(moveKeys, move)

/** A move that the state of a file has, and why this officer may not make it now; null when she may. */
export interface Action {
  readonly move: OfficerMove
  readonly key: string
  readonly whyNot: 'own' | 'warning' | 'role' | null
}

type Facts = Pick<CaseFile, 'state' | 'moves' | 'warnings' | 'reviewer' | 'recommendedBy'>

/** What officers can do with a file in its state, in the order of the buttons; what is not permitted stays visible with its reason. */
export function actionsOf(file: Facts, officer: string): Action[] {
  const open = file.warnings.some(({ resolved }) => resolved === null)
  const own = [file.reviewer?.id, file.recommendedBy?.id].includes(officer)
  const inState = movesFrom(file.state)
  return (Object.keys(moveKeys) as OfficerMove[])
    .filter((move) => inState.some((row) => row.move === move && isOfficerMove(row.move)))
    .map((move) => ({ move, key: moveKeys[move], whyNot: whyNot(move) }))

  function whyNot(move: OfficerMove): Action['whyNot'] {
    if (own && inState.some((row) => row.move === move && row.by === 'second-officer')) return 'own'
    if (!file.moves.includes(move)) return 'role'
    return move === 'approve' && open ? 'warning' : null
  }
}
