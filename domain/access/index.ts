export { Officer, OfficerId, Posting, Role } from './officer.ts'
