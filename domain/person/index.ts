export { PersonId } from './id.ts'
