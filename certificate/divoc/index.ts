export { type DivocTerms, type IssuedDivoc, issueDivoc } from './issue.ts'
export { type DivocCertificate, readDivoc } from './read.ts'
export { verifyDivoc } from './verify.ts'
