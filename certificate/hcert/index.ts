export type { HcertCertificate, HcertFamily } from './certificate.ts'
export { issueDcc, issueDdcc, issueIcvp } from './issue.ts'
export { readHcert } from './read.ts'
export { verifyHcert } from './verify.ts'
