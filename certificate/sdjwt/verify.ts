import type { Warning } from '../certificate.ts'
import { type Check, checkValidity, conclude, failed, notChecked, passed, type Report, stopAfter } from '../report.ts'
import { fits, type PublicKey } from '../signature/key.ts'
import { verifySignature } from '../signature/verify.ts'
import { type FoundIssuer, findIssuer, findIssuerKeys } from '../trust/find.ts'
import { statusOf } from '../trust/revocation.ts'
import type { TrustList } from '../trust/trust-list.ts'
import { findBindingFault, type KeyBinding } from './binding.ts'
import type { SdJwtCertificate, SealedSdJwt } from './read.ts'

/** What the verifier asks for beyond the certificate itself. */
export interface SdJwtOptions {
  /** Given: the holder must prove for this audience and nonce that she has the key to which the certificate is bound. */
  readonly keyBinding?: KeyBinding
}

/**
 * Verifies an SD-JWT VC: the issuer exactly as in the trust, one of its keys that may sign, the signature, the holder's token, the status list, the period.
 * A token of the holder that is wrong is `forged` (`binding.*`); one that was asked for and is absent is `untrusted` (`binding.absent`). A status list that
 * marks the certificate as suspended gives `revoked` with `revocation.suspended`.
 */
export async function verifySdJwt(
  certificate: SdJwtCertificate,
  trust: TrustList,
  now: number,
  options: SdJwtOptions = {},
): Promise<Report> {
  const { issuer, sealed } = certificate
  const found = issuer.id === null ? null : findIssuer(trust, issuer.id)
  const keys = found ? usableKeys(found, certificate) : 'key.unknown'
  const checks = await answer(certificate, keys, { trust, now, options })
  const warnings: readonly Warning[] =
    sealed.binding && !options.keyBinding ? [{ code: 'binding.not-asked', at: 'kb+jwt' }] : []
  return conclude(certificate, {
    checks: stopAfter(checks),
    trustedCountry: found?.issuer.country ?? null,
    warnings,
  })
}

interface Against {
  readonly trust: TrustList
  readonly now: number
  readonly options: SdJwtOptions
}

/** The answers in the order of the questions, up to the first that fails. */
async function answer(
  certificate: SdJwtCertificate,
  keys: readonly PublicKey[] | string,
  { trust, now, options }: Against,
): Promise<readonly Check[]> {
  const format = passed('format')
  if (typeof keys === 'string') return [format, failed('key', keys, 'untrusted')]
  const { sealed, validity } = certificate
  const signature = await checkSignature(sealed, keys)
  const bound = signature.result === 'failed' ? signature : await checkBinding(sealed, now, options.keyBinding)
  const first = [format, passed('key'), bound]
  if (bound.result === 'failed') return first
  const status = checkStatus(certificate, trust, now)
  return status.result === 'failed' ? [...first, status] : [...first, status, checkValidity(validity, now)]
}

/** The keys that may have signed, or why there is none. Without a key id (it is optional, RFC 7515, 4.1.4) every key of the issuer may. */
function usableKeys(found: FoundIssuer, { issuer, sealed }: SdJwtCertificate): readonly PublicKey[] | string {
  const named = issuer.keyId === null ? found.keys : findIssuerKeys(found, issuer.keyId)
  if (named.length === 0) return 'key.unknown'
  const signing = named.filter(({ signs }) => signs)
  if (signing.length === 0) return 'key.usage'
  const { algorithm } = sealed
  const fitting = signing.filter(
    (each) => (each.algorithm === null || each.algorithm === algorithm) && fits(each.key, algorithm),
  )
  return fitting.length === 0 ? 'key.algorithm' : fitting.map(({ key }) => key)
}

async function checkSignature(sealed: SealedSdJwt, keys: readonly PublicKey[]): Promise<Check> {
  for (const key of keys)
    if (await verifySignature(key, sealed.algorithm, sealed.signed, sealed.signature)) return passed('signature')
  return failed('signature', 'signature.mismatch', 'forged')
}

/** A token that is there must be right even where nobody asked for it. */
async function checkBinding(sealed: SealedSdJwt, now: number, keyBinding: KeyBinding | undefined): Promise<Check> {
  const { binding } = sealed
  if (!binding) return keyBinding ? failed('signature', 'binding.absent', 'untrusted') : passed('signature')
  const fault = await findBindingFault(sealed, binding, { now, keyBinding })
  return fault === null ? passed('signature') : failed('signature', fault, 'forged')
}

/** The list must be of the certificate's own issuer: another trusted one has no say in what this one revoked. */
function checkStatus({ issuer, sealed }: SdJwtCertificate, trust: TrustList, now: number): Check {
  if (!sealed.status) return notChecked('revocation', 'revocation.not-offered')
  const status = statusOf(trust, { ...sealed.status, issuer: issuer.id ?? '' }, now)
  switch (status) {
    case 0:
      return passed('revocation')
    case 'no-data':
      return notChecked('revocation', 'revocation.no-data')
    case 'expired':
      return notChecked('revocation', 'revocation.expired-data')
    case 'out-of-range':
      return failed('revocation', 'revocation.out-of-range', 'revoked')
    case 2:
      return failed('revocation', 'revocation.suspended', 'revoked')
    default:
      return failed('revocation', 'revocation.listed', 'revoked')
  }
}
