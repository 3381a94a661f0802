import { toUtf8 } from '../encoding/utf8.ts'
import { type Check, checkValidity, conclude, failed, notChecked, passed, type Report } from '../report.ts'
import { toBeSigned } from '../signature/cose.ts'
import { type Algorithm, fits } from '../signature/key.ts'
import { sha256 } from '../signature/sha256.ts'
import { verifySignature } from '../signature/verify.ts'
import { type FoundSigner, findSigners, standingOf } from '../trust/find.ts'
import { isDccRevoked } from '../trust/revocation.ts'
import type { TrustedSigner, TrustList } from '../trust/trust-list.ts'
import type { HcertCertificate } from './certificate.ts'

/**
 * Verifies a certificate that `readHcert` decoded, at `now` (milliseconds since 1970), by the trust given and nothing else: HCERT specification 1.0.5. Every
 * signer that has the key id is tried; one counts if its standing, its algorithm and what it may sign allow it.
 */
export async function verifyHcert(certificate: HcertCertificate, trust: TrustList, now: number): Promise<Report> {
  const found = await findKey(certificate, trust, now)
  if (found.signer === null) {
    const { question } = found.check
    const before = question === 'key' ? [] : [passed('key')]
    return conclude(certificate, { checks: [passed('format'), ...before, found.check, ...after(question)] })
  }
  const revocation = checkRevocation(certificate, found.signer, { trust, now })
  const validity =
    revocation.result === 'failed' ? notChecked('validity', 'after-failure') : checkValidity(certificate.validity, now)
  const checks = [passed('format'), passed('key'), passed('signature'), revocation, validity]
  return conclude(certificate, { checks, trustedCountry: found.signer.country })
}

const after = (question: Check['question']): readonly Check[] => [
  ...(question === 'key' ? [notChecked('signature', 'after-failure')] : []),
  notChecked('revocation', 'after-failure'),
  notChecked('validity', 'after-failure'),
]

type Found = { readonly signer: TrustedSigner; readonly check: null } | { readonly signer: null; readonly check: Check }

/** The signer whose key verifies the signature, or the check that failed. */
async function findKey(certificate: HcertCertificate, trust: TrustList, now: number): Promise<Found> {
  const { message, usage } = certificate.sealed
  const { keyId } = certificate.issuer
  const algorithm = message.algorithm as Algorithm
  const candidates = keyId === null ? [] : findSigners(trust, keyId)
  const data = toBeSigned(message)
  const signs = ({ key }: FoundSigner): Promise<boolean> => verifySignature(key, algorithm, data, message.signature)
  const unfit: { readonly found: FoundSigner; readonly code: string }[] = []
  for (const found of candidates) {
    const code = unfitness(found)
    if (code !== null) unfit.push({ found, code })
    else if (await signs(found)) return { signer: found.signer, check: null }
  }
  // A signer that must not be believed is named as the reason, if the signature is its own or nobody else has the key id.
  for (const { found, code } of unfit)
    if (unfit.length === candidates.length || (await signs(found)))
      return { signer: null, check: failed('key', code, 'untrusted') }
  return {
    signer: null,
    check:
      candidates.length === 0
        ? failed('key', 'key.unknown', 'untrusted')
        : failed('signature', 'signature.mismatch', 'forged'),
  }

  function unfitness({ signer, key }: FoundSigner): string | null {
    if (!fits(key, algorithm)) return 'key.algorithm'
    const standing = standingOf(trust, signer, now)
    if (standing !== 'ok') return standing
    return signer.usages === null || signer.usages.includes(usage) ? null : 'key.usage'
  }
}

interface Circumstances {
  readonly trust: TrustList
  readonly now: number
}

/** Hash lists (Commission Implementing Decision (EU) 2021/1073, annex IV): the first 16 bytes of SHA-256 of the signature, the identifier, or country and identifier. */
function checkRevocation({ sealed }: HcertCertificate, signer: TrustedSigner, { trust, now }: Circumstances): Check {
  const { message, id, country } = sealed
  const half = (bytes: Uint8Array): Uint8Array => sha256(bytes).subarray(0, 16)
  const hashes = {
    // Of an ECDSA signature only r counts: s can be negated by anybody.
    SIGNATURE: () =>
      half(
        message.algorithm === 'PS256' ? message.signature : message.signature.subarray(0, message.signature.length / 2),
      ),
    ...(id === null
      ? {}
      : { UCI: () => half(toUtf8(id)), COUNTRYCODEUCI: () => half(toUtf8((country ?? signer.country) + id)) }),
  }
  const answer = isDccRevoked(trust, { keyId: signer.keyId, country: signer.country, hashes }, now)
  if (answer === 'listed') return failed('revocation', 'revocation.listed', 'revoked')
  return answer === 'no-data' ? notChecked('revocation', 'revocation.no-data') : passed('revocation')
}
