export { trustCommand } from './trust-command.ts'
export { verifyCommand } from './verify-command.ts'
