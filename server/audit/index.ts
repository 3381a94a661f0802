export { type AuditEntry, auditRow, record } from './record.ts'
