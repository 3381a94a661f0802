import { toBase64 } from '../encoding/base64.ts'
import { toUtf8 } from '../encoding/utf8.ts'
import { type Check, conclude, failed, notChecked, passed, type Report, stopAfter } from '../report.ts'
import { fits } from '../signature/key.ts'
import { sha256 } from '../signature/sha256.ts'
import { verifySignature } from '../signature/verify.ts'
import { isSignedBy, type X509 } from '../signature/x509.ts'
import { findAuthorities, findSigners } from '../trust/find.ts'
import { isCertificateRevoked, isDccRevoked } from '../trust/revocation.ts'
import type { TrustList } from '../trust/trust-list.ts'
import type { SealKind } from './message.ts'
import type { SealedVds, VdsCertificate } from './read.ts'

/** Extended key usage of a signer of seals, and the kinds of document that it may seal (ICAO 9303-12 and the technical report). */
const sealsUsage = '2.23.136.1.1.14.2'
const documentType: { readonly [kind in SealKind]: string } = { 'icao.vacc': 'NV', 'icao.test': 'NT' }

/** Is a certificate meant to sign seals of this kind? Where it has no list of document types, all kinds. */
export const mayUse = ({ extendedKeyUsage, documentTypes, maySign }: X509, kind: SealKind): boolean =>
  maySign &&
  extendedKeyUsage?.includes(sealsUsage) === true &&
  (documentTypes === null || documentTypes.includes(documentType[kind]))

/**
 * Verifies a VDS-NC at `now` (milliseconds since 1970): the embedded certificate must be issued by an authority of the trust (all that bear its issuer's name are tried) that is
 * valid, of its own country, and be meant for such seals; then the signature, the authorities' revocation lists, and the certificate's own period. Where the trust holds no authority,
 * the certificate itself must be among its signers. ICAO has no list of single seals: where the country publishes hash lists of identifiers (as for DCCs), the seal's own is looked up there.
 */
export async function verifyVds(certificate: VdsCertificate, trust: TrustList, now: number): Promise<Report> {
  const { sealed } = certificate
  const trusted = await findTrust(sealed, trust, now)
  const conclusion = (trustedCountry: string | null, ...checks: Check[]): Report =>
    conclude(certificate, { checks: stopAfter([passed('format'), ...checks]), trustedCountry })
  if ('code' in trusted) return conclusion(null, failed('key', trusted.code, 'untrusted'))
  const { country } = trusted
  const { signer, algorithm, signed, signature } = sealed
  if (!(await verifySignature(signer.key, algorithm, signed, signature)))
    return conclusion(country, passed('key'), failed('signature', 'signature.mismatch', 'forged'))
  const revocation = checkRevocation(sealed, country, { trust, now })
  const before = [passed('key'), passed('signature'), revocation]
  return revocation.result === 'failed'
    ? conclusion(country, ...before)
    : conclusion(country, ...before, checkPeriod(signer, now))
}

type Trusted = { readonly country: string | null } | { readonly code: string }

/** Whose the signer is, or why it may not seal this. */
async function findTrust({ signer, kind, algorithm }: SealedVds, trust: TrustList, now: number): Promise<Trusted> {
  const found = await (trust.authorities.length > 0 ? findAuthority(signer, trust, now) : findListed(signer, trust))
  if ('code' in found) return found
  if (!fits(signer.key, algorithm)) return { code: 'key.algorithm' }
  return mayUse(signer, kind) ? found : { code: 'key.usage' }
}

async function findAuthority(signer: X509, trust: TrustList, now: number): Promise<Trusted> {
  const named = findAuthorities(trust, signer.issuer)
  if (named.length === 0) return { code: 'key.unknown' }
  for (const { authority, key } of named) {
    if (now < authority.from || now > authority.until) continue
    if (signer.subjectCountry !== null && signer.subjectCountry !== authority.country) continue
    if (await isSignedBy(signer, key)) return { country: authority.country }
  }
  return { code: 'key.chain' }
}

function findListed(signer: X509, trust: TrustList): Trusted {
  const keyId = toBase64(sha256(signer.der).subarray(0, 8))
  const spki = toBase64(signer.key.spki)
  const listed = findSigners(trust, keyId).find(({ key }) => toBase64(key.spki) === spki)
  return listed ? { country: listed.signer.country } : { code: 'key.unknown' }
}

interface Circumstances {
  readonly trust: TrustList
  readonly now: number
}

function checkRevocation({ signer, id }: SealedVds, country: string | null, { trust, now }: Circumstances): Check {
  const { issuer, serial } = signer
  const listed = isCertificateRevoked(trust, { issuer, serial }, now)
  if (listed === 'listed') return failed('revocation', 'key.revoked', 'revoked')
  if (id !== null && country !== null && isSealRevoked(id, country, { trust, now }))
    return failed('revocation', 'revocation.listed', 'revoked')
  return listed === 'no-data' ? notChecked('revocation', 'revocation.no-data') : passed('revocation')
}

/** No key id is ever empty: only the lists of the whole country are asked. */
function isSealRevoked(id: string, country: string, { trust, now }: Circumstances): boolean {
  const half = (text: string): Uint8Array => sha256(toUtf8(text)).subarray(0, 16)
  const hashes = { UCI: () => half(id), COUNTRYCODEUCI: () => half(country + id) }
  return isDccRevoked(trust, { keyId: '', country, hashes }, now) === 'listed'
}

/** A seal is good as long as its signer's certificate (technical report, validity of the signer). */
function checkPeriod({ from, until }: X509, now: number): Check {
  if (now < from) return failed('validity', 'key.not-yet', 'not-yet-valid')
  return now > until ? failed('validity', 'key.expired', 'expired') : passed('validity')
}
