/**
 * Reads and verifies travel-health certificates of every family, offline.
 *
 *     const { ok, value: part } = await parseTrust(bytes, 'did.json')
 *     const trust = await combineTrust([part])
 *     const report = await verify(read(text), trust, now)
 *
 * `read` and `verify` never throw for any input, and know no network and no clock. For what only some programs need there are further entries: `./issue` and
 * the families, `./rules`, `./qr`, `./names`, `./trust`.
 */
export {
  type Certificate,
  type Coded,
  type Entry,
  type Family,
  families,
  type Holder,
  type Issuer,
  type Reading,
  type Recovery,
  type Test,
  type Unreadable,
  type Vaccination,
  type Validity,
  type Warning,
} from './certificate.ts'
export type { Fault } from './fault.ts'
export { type AnyCertificate, read } from './read.ts'
export type { HealthRecord, IssueTerms, Outcome, PersonName, Refusal, Signer } from './record.ts'
export { type Check, type Question, questions, type Report, type Verdict, verdicts } from './report.ts'
export type { KeyBinding } from './sdjwt/index.ts'
export type { PublicKey } from './signature/key.ts'
export { publicKeyFromSpki } from './signature/spki.ts'
export { combineTrust, loadTrust, noTrust, parseTrust, saveTrust, type TrustList } from './trust/index.ts'
export { verify } from './verify.ts'
