import { type Check, checkValidity, conclude, failed, notChecked, passed, type Report, stopAfter } from '../report.ts'
import { fits } from '../signature/key.ts'
import { verifySignature } from '../signature/verify.ts'
import { type FoundIssuerKey, findIssuer, findIssuerKeys } from '../trust/find.ts'
import { isShcRevoked } from '../trust/revocation.ts'
import type { TrustList } from '../trust/trust-list.ts'
import type { SealedCard } from './card.ts'
import type { ShcCertificate } from './read.ts'

interface CardFindings {
  readonly checks: readonly Check[]
  readonly trustedCountry: string | null
}

/** Of several cards in a file the worst decides, in the order of precedence of the verdicts. */
const worst: readonly string[] = ['malformed', 'untrusted', 'forged', 'revoked', 'not-yet-valid', 'expired']

const rankOf = ({ checks }: CardFindings): number => {
  const found = checks.find(({ result }) => result === 'failed')
  return found?.result === 'failed' ? worst.indexOf(found.verdict) : worst.length
}

/**
 * Verifies a SMART Health Card at `now` (milliseconds since 1970): a signing key of exactly this issuer with this key id, the signature, the issuer's revocation
 * lists, `nbf` and `exp`.
 */
export async function verifyShc(certificate: ShcCertificate, trust: TrustList, now: number): Promise<Report> {
  const { sealed, validity } = certificate
  const findings: CardFindings[] = []
  for (const card of sealed) findings.push(await checkCard(card, trust))
  const [first, ...others] = findings as [CardFindings, ...CardFindings[]]
  const decisive = others.reduce((found, each) => (rankOf(each) < rankOf(found) ? each : found), first)
  const { checks, trustedCountry } = decisive
  // The period of the certificate is what the periods of all its cards have in common.
  const all = checks.length < 4 || rankOf(decisive) < worst.length ? checks : [...checks, checkValidity(validity, now)]
  return conclude(certificate, { checks: stopAfter(all), trustedCountry })
}

/** Format, key, signature and revocation of one card, up to what fails. */
async function checkCard(card: SealedCard, trust: TrustList): Promise<CardFindings> {
  const { issuer, keyId, signed, signature } = card
  const found = findIssuer(trust, issuer)
  const checks: Check[] = [passed('format')]
  const answer = (check: Check): CardFindings => ({
    checks: [...checks, check],
    trustedCountry: found?.issuer.country ?? null,
  })
  const keys = usableKeys(found ? findIssuerKeys(found, keyId) : [])
  if (typeof keys === 'string') return answer(failed('key', keys, 'untrusted'))
  checks.push(passed('key'))
  if (!(await isSigned(keys, signed, signature))) return answer(failed('signature', 'signature.mismatch', 'forged'))
  checks.push(passed('signature'))
  return answer(checkRevocation(card, trust))
}

/** The keys that may verify a card, or why there are none. */
function usableKeys(keys: readonly FoundIssuerKey[]): readonly FoundIssuerKey[] | string {
  if (keys.length === 0) return 'key.unknown'
  const signing = keys.filter(({ signs }) => signs)
  if (signing.length === 0) return 'key.usage'
  const usable = signing.filter(
    ({ key, algorithm }) => fits(key, 'ES256') && (algorithm === null || algorithm === 'ES256'),
  )
  return usable.length === 0 ? 'key.algorithm' : usable
}

async function isSigned(keys: readonly FoundIssuerKey[], signed: Uint8Array, signature: Uint8Array): Promise<boolean> {
  for (const { key } of keys) if (await verifySignature(key, 'ES256', signed, signature)) return true
  return false
}

/** A card without `rid` cannot be on a list. */
function checkRevocation({ issuer, keyId, rid, notBefore }: SealedCard, trust: TrustList): Check {
  if (rid === null) return notChecked('revocation', 'revocation.no-id')
  const listed = isShcRevoked(trust, { issuer, keyId, rid, notBefore })
  if (listed === 'no-data') return notChecked('revocation', 'revocation.no-data')
  return listed === 'listed' ? failed('revocation', 'revocation.listed', 'revoked') : passed('revocation')
}
