export { auditCommand } from './command.ts'
export { canonicalJson } from './entry.ts'
export { type AuditEntry, auditRow, record } from './record.ts'
export { sealAudit } from './seal.ts'
