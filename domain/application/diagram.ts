import {
  type ApplicationMove,
  type ApplicationState,
  applicationMoves,
  applicationStates,
  stateNames,
} from './lifecycle.ts'

const row = ({ from, move, to, by }: ApplicationMove) => `| ${from} | ${move} | ${to} | ${by} |`
const arrow = ({ from, move, to }: ApplicationMove) => `  ${from} --> ${to}: ${move}`
const state = (name: ApplicationState) =>
  `| ${name} | ${applicationStates[name].owner} | ${applicationStates[name].clock} |`

/** The page docs/lifecycles/application.md: a Mermaid picture and the tables, printed from the table of moves. */
export function lifecycleDiagram(): string {
  return [
    '# Application',
    '',
    'Printed from `domain/application/lifecycle.ts`; `vitest run -u domain/application/lifecycle` prints it again. Anyone may withdraw before the approval: those moves are in the table, not in the picture.',
    '',
    '```mermaid',
    'stateDiagram-v2',
    '  [*] --> DRAFT',
    ...applicationMoves.filter(({ move }) => move !== 'withdraw').map(arrow),
    '```',
    '',
    '| State | Owner | Clock |',
    '|---|---|---|',
    ...stateNames.map(state),
    '',
    '| From | Move | To | By |',
    '|---|---|---|---|',
    ...applicationMoves.map(row),
    '',
  ].join('\n')
}
