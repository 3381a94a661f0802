export { checksFor, type Lookups, type OtherFile } from './checks.ts'
export {
  approve,
  examinableStates,
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
export { type Facts, factsOf, holds, passportExpiry } from './facts.ts'
export { type AnswerRefusal, checkAnswer, type Field, type FieldKind, fieldOf, fields } from './field.ts'
export {
  documentNumberOf,
  type Faults,
  type Filling,
  type FormField,
  faultsOf,
  form,
  type Page,
  prefill,
} from './form.ts'
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
export { type NewDraft, newDraft, type Submission, submit } from './submit.ts'
export { validUntil } from './validity.ts'
export { type Choice, chooseDocument, nextQuestion, questionsFor, type WizardRules } from './wizard.ts'
