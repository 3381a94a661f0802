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
  const { key, found } = await findKey(certificate, trust, now)
  if (key.result === 'failed') return conclude(certificate, { checks: [format, key, ...skipped(0)] })
  if (found === null) return conclude(certificate, { checks: [format, key, mismatch, ...skipped(1)] })
  const revocation = checkRevocation(certificate, found, { trust, now })
  const validity =
    revocation.result === 'failed' ? notChecked('validity', 'after-failure') : checkValidity(certificate.validity, now)
  const checks = [format, key, signature, revocation, validity]
  return conclude(certificate, { checks, trustedCountry: found.signer.country })
}

const format = passed('format')
const signature = passed('signature')
const mismatch = failed('signature', 'signature.mismatch', 'forged')
const keyFound = passed('key')
const noData = notChecked('revocation', 'revocation.no-data')

const skipped = (from: number): readonly Check[] =>
  (['signature', 'revocation', 'validity'] as const).slice(from).map((each) => notChecked(each, 'after-failure'))

interface Found {
  readonly key: Check
  /** Whose key verified the signature; null if no key did. */
  readonly found: FoundSigner | null
}

async function findKey(certificate: HcertCertificate, trust: TrustList, now: number): Promise<Found> {
  const { keyId } = certificate.issuer
  const candidates = keyId === null ? [] : findSigners(trust, keyId)
  if (candidates.length === 0) return { key: failed('key', 'key.unknown', 'untrusted'), found: null }
  const unfit: Unfit[] = []
  for (const found of candidates) {
    const code = unfitness(certificate, found, { trust, now })
    if (code !== null) unfit.push({ found, code })
    else if (await signed(certificate, found)) return { key: keyFound, found }
  }
  for (const each of unfit) if (await signed(certificate, each.found)) return foundUnfit(certificate, each, now)
  const [first] = unfit
  if (first && unfit.length === candidates.length) return { key: failed('key', first.code, 'untrusted'), found: null }
  return { key: keyFound, found: null }
}

interface Unfit {
  readonly found: FoundSigner
  readonly code: string
}

/**
 * The signature is that of a key which does not count, so that nobody vouches for it. But where the certificate is itself out of its period, just as its signer
 * is, then that is what is wrong with it.
 */
function foundUnfit({ validity }: HcertCertificate, { found, code }: Unfit, now: number): Found {
  const together = outOfPeriod[code] === checkValidity(validity, now).code
  return together ? { key: passed('key', code), found } : { key: failed('key', code, 'untrusted'), found: null }
}

const outOfPeriod: { readonly [standing: string]: string } = {
  'key.expired': 'validity.expired',
  'key.not-yet': 'validity.not-yet',
}

interface Circumstances {
  readonly trust: TrustList
  readonly now: number
}

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

function signed({ sealed }: HcertCertificate, { key }: FoundSigner): Promise<boolean> {
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
