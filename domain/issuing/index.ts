export { adviseFamilies, type FamilyAdvice, FamilyFacts } from './families.ts'
export { expiryOf } from './lifetime.ts'
export { type CountRow, leastShown, type ShownRow, suppress } from './suppress.ts'
