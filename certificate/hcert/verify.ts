import { toUtf8 } from '../encoding/utf8.ts'
import { type Check, checkValidity, conclude, failed, notChecked, passed, type Report } from '../report.ts'
import { type Algorithm, fits, type KeyKind } from '../signature/key.ts'
import { sha256 } from '../signature/sha256.ts'
import { verifySignature } from '../signature/verify.ts'
import { type FoundSigner, findSigners, standingOf } from '../trust/find.ts'
import { isDccRevoked } from '../trust/revocation.ts'
import type { TrustList } from '../trust/trust-list.ts'
import type { HcertCertificate } from './certificate.ts'

/**
 * Verifies a certificate that `readHcert` decoded, at `now` (milliseconds since 1970), by the trust given and nothing else (HCERT specification 1.0.5). Every
 * signer that has the key id is tried; one counts if its standing, its algorithm and what it may sign allow it.
 */
export async function verifyHcert(certificate: HcertCertificate, trust: TrustList, now: number): Promise<Report> {
  const { keyId } = certificate.issuer
  const candidates = keyId === null ? [] : findSigners(trust, keyId)
  const circumstances = { trust, now }
  for (const found of candidates)
    if (unfitness(certificate, found, circumstances) === null && (await signed(certificate, found)))
      return accepted(certificate, { found, key: keyFound }, circumstances)
  return await refused(certificate, candidates, circumstances)
}

const format = passed('format')
const keyFound = passed('key')
const signature = passed('signature')
const noData = notChecked('revocation', 'revocation.no-data')

interface Circumstances {
  readonly trust: TrustList
  readonly now: number
}

interface Accepted {
  readonly found: FoundSigner
  readonly key: Check
}

/** The report where a key verified the signature. */
function accepted(certificate: HcertCertificate, { found, key }: Accepted, circumstances: Circumstances): Report {
  const revocation = checkRevocation(certificate, found, circumstances)
  const validity =
    revocation.result === 'failed'
      ? notChecked('validity', 'after-failure')
      : checkValidity(certificate.validity, circumstances.now)
  const checks = [format, key, signature, revocation, validity]
  return conclude(certificate, { checks, trustedCountry: found.signer.country })
}

/** The report where no key that counts did: the reason is that of a key which does not count, if the signature is its own, or if there are no others. */
async function refused(
  certificate: HcertCertificate,
  candidates: readonly FoundSigner[],
  circumstances: Circumstances,
): Promise<Report> {
  const codes = candidates.map((found) => unfitness(certificate, found, circumstances))
  for (const [at, found] of candidates.entries()) {
    const code = codes[at] ?? null
    if (code === null || !(await signed(certificate, found))) continue
    // But where the certificate is itself out of its period, just as its signer is, then that is what is wrong with it.
    const together = outOfPeriod.get(code) === checkValidity(certificate.validity, circumstances.now).code
    return together
      ? accepted(certificate, { found, key: passed('key', code) }, circumstances)
      : failedAt(certificate, [failed('key', code, 'untrusted')])
  }
  const [first = 'key.unknown'] = codes
  if (codes.includes(null))
    return failedAt(certificate, [keyFound, failed('signature', 'signature.mismatch', 'forged')])
  return failedAt(certificate, [failed('key', first ?? 'key.unknown', 'untrusted')])
}

function failedAt(certificate: HcertCertificate, checks: readonly Check[]): Report {
  const rest = (['key', 'signature', 'revocation', 'validity'] as const).slice(checks.length)
  const skipped = rest.map((question) => notChecked(question, 'after-failure'))
  return conclude(certificate, { checks: [format, ...checks, ...skipped] })
}

const outOfPeriod: ReadonlyMap<string, string> = new Map([
  ['key.expired', 'validity.expired'],
  ['key.not-yet', 'validity.not-yet'],
])

/** Why a signer does not count for this certificate, or null. */
function unfitness(
  certificate: HcertCertificate,
  { signer, key }: FoundSigner,
  { trust, now }: Circumstances,
): string | null {
  const { message, usage } = certificate.sealed
  if (message.algorithm !== null && !fits(key, message.algorithm)) return 'key.algorithm'
  const standing = standingOf(trust, signer, now)
  if (standing !== 'ok') return standing
  return signer.usages === null || signer.usages.includes(usage) ? null : 'key.usage'
}

/** What a key signs with where the protected header does not say: the unprotected one is never asked, for anybody can write in it. */
const implied: { readonly [kind in KeyKind]: Algorithm } = {
  p256: 'ES256',
  p384: 'ES384',
  p521: 'ES512',
  rsa: 'PS256',
  ed25519: 'EdDSA',
}

function signed({ sealed }: HcertCertificate, { key }: FoundSigner): boolean | Promise<boolean> {
  const { message, signed: data } = sealed
  return verifySignature(key, message.algorithm ?? implied[key.kind], data, message.signature)
}

/** Hash lists (Commission Implementing Decision (EU) 2022/483): the first 16 bytes of SHA-256 of the signature, the identifier, or country and identifier. */
function checkRevocation(
  { sealed }: HcertCertificate,
  { signer, key }: FoundSigner,
  { trust, now }: Circumstances,
): Check {
  if (trust.dccRevocations.length === 0) return noData
  const { message, id, country } = sealed
  const bytes = message.signature
  const half = (hashed: Uint8Array): Uint8Array => sha256(hashed).subarray(0, 16)
  const hashes = {
    // Of an ECDSA signature only r counts: anybody can negate s.
    SIGNATURE: () => half(key.kind === 'rsa' ? bytes : bytes.subarray(0, bytes.length / 2)),
    ...(id === null
      ? {}
      : { UCI: () => half(toUtf8(id)), COUNTRYCODEUCI: () => half(toUtf8((country ?? signer.country) + id)) }),
  }
  const answer = isDccRevoked(trust, { keyId: signer.keyId, country: signer.country, hashes }, now)
  if (answer === 'listed') return failed('revocation', 'revocation.listed', 'revoked')
  return answer === 'no-data' ? noData : passed('revocation')
}
