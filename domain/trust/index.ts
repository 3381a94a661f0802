export {
  type AnonymousCase,
  anonymise,
  type ChangedAnswer,
  changedAnswers,
} from './anonymous-case.ts'
export { type CountryDifference, differenceOf, type KeyChange, type TrustDifference } from './difference.ts'
export { type ListAbout, type Mark, markNames, marksOf, needReason, unremarkedPart } from './marks.ts'
export { type TrustRefusal, trustRefusals } from './refusals.ts'
export { type CheckedRule, checkRule, isEndless, isNewer, type RuleTest, readPaths } from './rule.ts'
