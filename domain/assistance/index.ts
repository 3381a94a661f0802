export {
  AssistanceLaw,
  type AssistanceType,
  AssistanceTypeCode,
  AssistanceTypes,
  Limit,
  suggestType,
} from './assistance-type.ts'
export { Acknowledgement, CaseEventKind, ContactRole, SearchPurpose } from './case-words.ts'
export { checklistFrom, renewChecklist, settleTask, type Task, type TaskOutcome } from './checklist.ts'
export { mayHelp, mayShare, type PersonWord, type Told, toldTo } from './consent.ts'
export {
  type DetentionRule,
  DetentionRules,
  type DetentionTimes,
  detentionClock,
  type HostDeadline,
} from './detention.ts'
export { DutyLevel, DutyTable } from './duty-table.ts'
export { amongKnowing, askTable, type DueCall, type DutyWorld, dutyMission } from './escalation.ts'
export { type CaseMove, type CaseState, caseMoves, caseStates, stateAfter } from './lifecycle.ts'
export { keptMediaBytes, MediaFlag, MediaKind, mostMedia, voiceTypeOf } from './media.ts'
export { decideMove, type Movable, mayMerge, officerMoves } from './move.ts'
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
export { type Likeness, likeness, type Traits } from './same-person.ts'
export {
  type CountedCell,
  CountingPurpose,
  ProtectionCell,
  regionOfZone,
  type Spread,
  showProtection,
  type WorldRegion,
  worldRegions,
} from './statistics.ts'
