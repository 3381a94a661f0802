export { rulesCommand } from './run-rules.ts'
export { trustCommand } from './trust-command.ts'
export { verifyCommand } from './verify-command.ts'
