export { type Acceptance, accept, type Crossing, type RuleResult } from './accept.ts'
export { type Compiled, compile, evaluate } from './compile.ts'
export { DateTime } from './date-time.ts'
export { factsOf } from './facts.ts'
export { type CertificateType, parseRule, parseRules, type Rule } from './rule.ts'
export { ruleSetVersion } from './rule-set.ts'
export { type Issue, validate } from './validate.ts'
export {
  type CodesBySet,
  codesBySet,
  findCode,
  parseValueSet,
  type ValueSet,
  type ValueSetCode,
} from './valuesets.ts'
export { engineVersion } from './version.ts'
