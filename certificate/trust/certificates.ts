import { fromBase64, toBase64 } from '../encoding/base64.ts'
import { Malformed } from '../fault.ts'
import { type Crl, parseCrl } from '../signature/crl.ts'
import { childrenOf, readDer, tags } from '../signature/der.ts'
import { sha256 } from '../signature/sha256.ts'
import { parseX509, type X509 } from '../signature/x509.ts'
import { makePart, type PartSigner, readEach, type TrustPart } from './part.ts'
import type { Authority, Usage } from './trust-list.ts'

const usageOf: { readonly [end: string]: Usage } = { 1: 'test', 2: 'vaccination', 3: 'recovery' }
const dccUsage = /^1\.3\.6\.1\.4\.1(?:\.0)?\.1847\.2021\.1\.([123])$/

/** What a signer's certificate lets it sign: only the identifiers of the DCC restrict, in either arc; others say nothing. */
export function usagesOf({ extendedKeyUsage }: X509): readonly Usage[] | null {
  const found = (extendedKeyUsage ?? []).flatMap((oid) => usageOf[dccUsage.exec(oid)?.[1] ?? ''] ?? [])
  return found.length > 0 ? [...new Set(found)] : null
}

/** Key id of HCERT: base64 of the first 8 bytes of SHA-256 over the certificate. */
export const keyIdOf = (der: Uint8Array): string => toBase64(sha256(der).subarray(0, 8))

/** What a list says of a certificate beside it. */
export interface Listing {
  readonly country?: string
  readonly participant?: string
  readonly keyId?: string
}

const countryOf = (certificate: X509, { country, participant }: Listing): string =>
  country ?? certificate.subjectCountry ?? certificate.issuerCountry ?? participant ?? ''

/** A certificate as a country's authority. */
export function makeAuthority(certificate: X509, listing: Listing): Authority {
  const { subject, subjectKeyId, key, from, until } = certificate
  return {
    country: countryOf(certificate, listing),
    participant: listing.participant ?? null,
    subject: toBase64(subject),
    subjectKeyId,
    key: toBase64(key.spki),
    from,
    until,
  }
}

/** A certificate as a document signer. */
export function makeSigner(certificate: X509, listing: Listing): PartSigner {
  const { issuer, serial, key, from, until } = certificate
  const signer = {
    keyId: listing.keyId ?? keyIdOf(certificate.der),
    country: countryOf(certificate, listing),
    participant: listing.participant ?? null,
    key: toBase64(key.spki),
    usages: usagesOf(certificate),
    from,
    until,
    issuedBy: [],
    issuer: toBase64(issuer),
    serial,
  }
  return { signer, certificate }
}

/** What a DER file is, by its outermost members. */
export function kindOfDer(der: Uint8Array): 'certificate' | 'crl' | 'private-key' | 'public-key' | 'unknown' {
  const parts = childrenOf(readDer(der), tags.sequence)
  const [first, second] = parts
  // PKCS #8, PKCS #1, SEC 1 and PKCS #12 begin with a version; an encrypted key is an algorithm with an octet string.
  if (first?.tag === tags.integer || (parts.length === 2 && second?.tag === tags.octetString)) return 'private-key'
  if (first?.tag !== tags.sequence) return 'unknown'
  if (parts.length === 2 && second?.tag === tags.bitString) return 'public-key'
  if (parts.length !== 3) return 'unknown'
  const isTimed = childrenOf(first).some(({ tag }) => tag === tags.utcTime || tag === tags.generalizedTime)
  return isTimed ? 'crl' : 'certificate'
}

interface Block {
  readonly label: string
  readonly text: string
}

const armour = /-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \1-----/g

/** The blocks of a PEM text (RFC 7468). */
const blocksOf = (text: string): readonly Block[] =>
  [...text.matchAll(armour)].map(([, label = '', body = '']) => ({ label, text: body }))

type Item = X509 | Crl

function readBlock({ label, text }: Block): Item {
  if (label === 'PUBLIC KEY') throw new Malformed('trust.public-key')
  return readItem(fromBase64(text.replaceAll(/\s+/g, '')))
}

/** A certificate or revocation list. Throws `trust.private-key`, `trust.public-key`, `trust.unknown-kind` for other DER. */
function readItem(der: Uint8Array): Item {
  const kind = kindOfDer(der)
  if (kind === 'certificate') return parseX509(der)
  if (kind === 'crl') return parseCrl(der)
  throw new Malformed(kind === 'unknown' ? 'trust.unknown-kind' : `trust.${kind}`)
}

/** Reads all certificates and revocation lists of a PEM text. A private key anywhere in it refuses the file: it does not belong there. */
export async function readPem(text: string, name: string): Promise<TrustPart> {
  const blocks = blocksOf(text)
  if (/-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/.test(text)) throw new Malformed('trust.private-key')
  const { found, skipped } = await readEach(blocks, (_, at) => `${at}`, readBlock)
  const [only] = skipped
  if (found.length === 0) throw new Malformed(only?.code ?? 'trust.pem')
  return { ...partOf(found, name), skipped }
}

/** Reads one certificate or revocation list in DER. */
export const readDerFile = (der: Uint8Array, name: string): TrustPart => partOf([readItem(der)], name)

function partOf(items: readonly Item[], name: string): TrustPart {
  const crls = items.flatMap((item) => ('serials' in item ? [item] : []))
  const certificates = items.flatMap((item) => ('serials' in item ? [] : [item]))
  const kind = certificates.length > 0 ? 'certificates' : 'crl'
  const at = crls.length > 0 ? Math.min(...crls.map(({ thisUpdate }) => thisUpdate)) : null
  return makePart(
    { name, kind, at, proof: 'none' },
    {
      crls,
      authorities: certificates.filter(isCountryAuthority).map((each) => makeAuthority(each, {})),
      signers: certificates.filter(isSigner).map((each) => makeSigner(each, {})),
    },
  )
}

const isCountryAuthority = ({ isAuthority, mayCertSign }: X509): boolean => isAuthority && mayCertSign

/** An authority may sign documents too where its key usage says so: some countries' test lists hold nothing else. */
const isSigner = (certificate: X509): boolean => !certificate.isAuthority || certificate.maySign
