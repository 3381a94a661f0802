export type { HcertCertificate, HcertFamily } from './certificate.ts'
export { readHcert } from './read.ts'
export { verifyHcert } from './verify.ts'
