export { issueShc } from './issue.ts'
export { type Joined, joinChunks } from './numeric.ts'
export { readShc, readShcFile, type ShcCertificate } from './read.ts'
export { verifyShc } from './verify.ts'
