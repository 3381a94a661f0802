import { guard, Malformed } from '../fault.ts'
import { type Canonical, canonise } from '../linked-data/canonise.ts'
import type { Contexts } from '../linked-data/contexts.ts'
import { bytesToSign, type Proven, takeProof } from '../linked-data/proof.ts'
import {
  type Check,
  checkValidity,
  conclude,
  failed,
  notChecked,
  passed,
  questions,
  type Report,
  stopAfter,
} from '../report.ts'
import { type Algorithm, fits } from '../signature/key.ts'
import { verifySignature } from '../signature/verify.ts'
import { type FoundIssuerKey, findIssuer, findIssuerKeys } from '../trust/find.ts'
import type { TrustList } from '../trust/trust-list.ts'
import { describeCredential } from './credential.ts'
import { findInterchangeable } from './interchangeable.ts'
import type { DivocCertificate } from './read.ts'
import { keepSigned } from './signed-part.ts'

/** Context by which proof options are canonised. */
export const proofContext = 'https://w3id.org/security/v2'

/** The types of proof (W3C CCG, Linked Data Cryptographic Suite Registry), each with the one algorithm that its JWS may name. */
export const algorithms: { readonly [type: string]: Algorithm } = {
  Ed25519Signature2018: 'EdDSA',
  RsaSignature2018: 'PS256',
}

/**
 * Verifies a DIVOC certificate: a Linked Data Proof of type Ed25519Signature2018 (EdDSA) or RsaSignature2018 (PS256) by a key that the trust list gives to the
 * issuer of the credential. What the contexts do not define is not signed: the report leaves it out and warns (`divoc.unsigned`). Where the contexts give two
 * members one meaning, the signature cannot tell them apart: a warning too (`divoc.interchangeable`). DIVOC publishes no revocation list.
 */
export async function verifyDivoc(certificate: DivocCertificate, trust: TrustList, now: number): Promise<Report> {
  const { credential, issuerId } = certificate.sealed
  const proven = guard(() => withAlgorithm(takeProof(credential)))
  if ('fault' in proven) return stop(certificate, failed('format', proven.fault.code, 'malformed'))
  const document = await attempt(canonise(proven.document, trust.contexts))
  const format = checkDocument(document)
  if (format) return stop(certificate, format)
  const found = findKeys(trust, issuerId, proven)
  if (typeof found === 'string') return stop(certificate, failed('key', found, 'untrusted'))
  const options = await attempt(canonise({ ...proven.options, '@context': proofContext }, trust.contexts))
  if ('unreadable' in options && options.unreadable.code !== 'context.unknown')
    return stop(certificate, failed('format', options.unreadable.code, 'malformed'))
  if ('unreadable' in document || 'unreadable' in options)
    return stop(certificate, failed('signature', 'context.unknown', 'untrusted'))
  if (!(await isSigned(proven, found.keys, bytesToSign(proven.header, options.quads, document.quads))))
    return stop(certificate, failed('signature', 'signature.mismatch', 'forged'))
  return report(certificate, { document, contexts: trust.contexts, country: found.country, now })
}

type Suited = Proven & { readonly algorithm: Algorithm }

function withAlgorithm(proven: Proven): Suited {
  const algorithm = Object.hasOwn(algorithms, proven.type) ? algorithms[proven.type] : undefined
  if (algorithm === undefined) throw new Malformed('proof.type')
  if (algorithm !== proven.algorithm) throw new Malformed('jws.algorithm')
  return { ...proven, algorithm }
}

type Attempt = Canonical | { readonly unreadable: Malformed }

async function attempt(canonical: Promise<Canonical>): Promise<Attempt> {
  try {
    return await canonical
  } catch (error) {
    if (error instanceof Malformed) return { unreadable: error }
    throw error
  }
}

/** A document that cannot be canonised, or loses statements on the way, is malformed; for one whose context is not at hand that is not known. */
function checkDocument(document: Attempt): Check | null {
  if (!('unreadable' in document)) return document.complete ? null : failed('format', 'proof.uncovered', 'malformed')
  const { code } = document.unreadable
  return code === 'context.unknown' ? null : failed('format', code, 'malformed')
}

interface Found {
  readonly keys: readonly FoundIssuerKey[]
  readonly country: string | null
}

/** The keys of the issuer of the credential that the proof may mean, or the reason why there are none. */
function findKeys(trust: TrustList, issuerId: string, proven: Suited): Found | string {
  const issuer = findIssuer(trust, issuerId)
  const keys = issuer ? findIssuerKeys(issuer, proven.keyId) : []
  if (!issuer || keys.length === 0) return 'key.unknown'
  const signing = keys.filter(({ signs }) => signs)
  if (signing.length === 0) return 'key.usage'
  const fitting = signing.filter(
    ({ key, algorithm }) => fits(key, proven.algorithm) && (algorithm === null || algorithm === proven.algorithm),
  )
  return fitting.length === 0 ? 'key.algorithm' : { keys: fitting, country: issuer.issuer.country }
}

async function isSigned(proven: Suited, keys: readonly FoundIssuerKey[], bytes: Uint8Array): Promise<boolean> {
  for (const { key } of keys) if (await verifySignature(key, proven.algorithm, bytes, proven.signature)) return true
  return false
}

interface Signed {
  readonly document: Canonical
  readonly contexts: Contexts
  readonly country: string | null
  readonly now: number
}

/** The report on a certificate whose signature is good: only what is signed is told. */
async function report(certificate: DivocCertificate, { document, contexts, country, now }: Signed): Promise<Report> {
  const { proof: _proof, ...credential } = certificate.sealed.credential
  const kept = await keepSigned(credential, document, contexts)
  const signed = kept && guard(() => describeCredential(kept))
  if (!signed || 'fault' in signed) return stop(certificate, failed('format', 'proof.uncovered', 'malformed'))
  const unsigned = document.dropped.map((name) => ({ code: 'divoc.unsigned', value: name }))
  const warnings = [...unsigned, ...(await findInterchangeable(credential, contexts))]
  const { issuerId: _, ...told } = signed
  const checks = [
    ...(['format', 'key', 'signature'] as const).map((question) => passed(question)),
    notChecked('revocation', 'revocation.no-data'),
    checkValidity(told.validity, now),
  ]
  return conclude({ ...certificate, ...told }, { checks, trustedCountry: country, warnings })
}

/** The report of a check that failed: those before it passed. */
function stop(certificate: DivocCertificate, check: Check): Report {
  const before = questions.slice(0, questions.indexOf(check.question)).map((question) => passed(question))
  return conclude(certificate, { checks: stopAfter([...before, check]) })
}
