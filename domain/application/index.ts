export {
  approve,
  lapse,
  refuseApplication,
  remindersDue,
  resolveWarning,
  type Silence,
  sendBack,
  withdraw,
} from './decide.ts'
export { lifecycleDiagram } from './diagram.ts'
export { mergeDraft, writeAnswers } from './draft.ts'
export {
  type ApplicationMove,
  applicationMoves,
  applicationStates,
  type Clock,
  decidedStates,
  foldState,
  isTerminal,
  liveStates,
  type MoveActor,
  moveNames,
  movesFrom,
  type Owner,
  permitted,
  stateNames,
} from './lifecycle.ts'
export {
  Answer,
  Answers,
  Application,
  ApplicationEvent,
  ApplicationId,
  ApplicationState,
  after,
  type Decision,
  Defect,
  EventActor,
  Move,
  RefusalReason,
  ServiceId,
  Warning,
} from './model.ts'
export { type Act, type Answered, isFirstOfficer, type OfficerAct } from './move.ts'
export {
  acceptanceDue,
  addWorkingDays,
  type Calendar,
  type ClockColour,
  type ClockReading,
  clockColour,
  type Pause,
  type PausedDays,
  type PromiseTerms,
  pausedDays,
  pauses,
  promisedOn,
} from './promise.ts'
export { byQueueOrder } from './queue.ts'
export { type ApplicationRefusal, applicationRefusals } from './refusals.ts'
export {
  accept,
  beginChecks,
  type Days,
  openFields,
  type ProposedRefusal,
  proposeRefusal,
  recommend,
  resubmit,
  returnForCorrection,
} from './review.ts'
export {
  Basis,
  Condition,
  DefectRule,
  Defects,
  DocumentRule,
  PageField,
  RefusalGround,
  RefusalGrounds,
  Service,
  Services,
  workingDaysOf,
} from './service.ts'
