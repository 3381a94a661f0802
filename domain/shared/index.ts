export { type Id, isId, newId } from './id.ts'
export { type Json, ok, type Refusal, type Result, refuse } from './result.ts'
export { DateText, InstantText, idSchema } from './schema.ts'
