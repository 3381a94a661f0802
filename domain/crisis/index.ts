export { CrisisArea, checkArea, daysOf, isInside, widened } from './area.ts'
export { type Board, boardOf, mayClose, openStates, type StateCounts } from './board.ts'
export { callRank, Vulnerability, vulnerabilities } from './call-list.ts'
export { CrisisKind, CrisisState, decideCrisis, erasureDue, erasureRule, saidAt } from './event.ts'
export { foldName, type Identity, type MatchReason, mergeInto, nameKeys } from './match.ts'
export { Channel, mostTries, nextWay, patience, type Reach, readSms, waysTo } from './message.ts'
export {
  AnswerSource,
  type PersonAnswer,
  type PersonNow,
  PersonState,
  personNow,
  personStates,
  Saying,
} from './person.ts'
export { type CrisisRefusal, crisisRefusals } from './refusals.ts'
