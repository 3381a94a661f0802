export { type Certificate, type Entry, type Family, families, type Holder, type Reading } from './certificate.ts'
export { type Report, type Verdict, verdicts } from './report.ts'
