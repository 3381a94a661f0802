export { adviseFamilies, type FamilyAdvice, FamilyFacts } from './families.ts'
export { findAcceptance, type Span } from './find-acceptance.ts'
export { expiryOf } from './lifetime.ts'
export { type CountRow, type ShownRow, suppress } from './suppress.ts'
