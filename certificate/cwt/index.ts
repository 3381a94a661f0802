export { issueCwt } from './issue.ts'
export { type Cwt, type CwtClaims, readCwt } from './read.ts'
export { type CwtKey, type CwtVerdict, keysOfSet, verifyCwt } from './verify.ts'
