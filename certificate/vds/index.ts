export { issueVds } from './issue.ts'
export { readVds, type VdsCertificate } from './read.ts'
export { verifyVds } from './verify.ts'
