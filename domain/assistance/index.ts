export { DutyLevel, DutyTable } from './duty-table.ts'
export { callsDue, type DueCall, type DutyWorld, dutyMission } from './escalation.ts'
export { type CaseMove, type CaseState, caseMoves, caseStates, stateAfter } from './lifecycle.ts'
export { Priority, type Suggestion, suggestPriority } from './priority.ts'
export { type CaseTimes, type Late, lateIn, promiseWord } from './promise.ts'
export { type AssistanceRefusal, assistanceRefusals } from './refusals.ts'
export {
  type Fields,
  keptWords,
  type Report,
  type ReportedPosition,
  ReportFlag,
  readFields,
  readReport,
  Situation,
} from './report.ts'
export { handOver, onDuty, runs, type Shift, shiftTimes } from './rota.ts'
