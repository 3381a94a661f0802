/** Writes what an issuer of certificates publishes, so that others verify them with nothing else: certificates, revocation lists, trust lists, key sets. */
export { type PublishedValueSet, valueSets } from '../hcert/value-sets.ts'
export { signToken } from '../sdjwt/issue.ts'
export { thumbprintOf } from '../signature/jwk.ts'
export { makeCrl, type RevocationReason, revocationReasons } from '../signature/make-crl.ts'
export { writeEncryptedKey } from '../signature/make-encrypted-key.ts'
export { makeCertificate, type Name, type Role, type Sign } from '../signature/make-x509.ts'
export { keyIdOf } from './certificates.ts'
export {
  type ListedCertificate,
  type ListSigner,
  makeIssuerDocument,
  makeTrustDocument,
  trustContexts,
} from './make-document.ts'
export { makeKeySet, type PublishedKey } from './make-keys.ts'
export { makeDccBatch, makeShcList, makeStatusToken } from './make-revocations.ts'
