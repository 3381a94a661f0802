import { dateOf } from '../encoding/time.ts'
import { toUtf8 } from '../encoding/utf8.ts'
import { joinBytes, tags, writeDer, writeUnsigned } from './der.ts'
import { ecdsaToDer } from './ecdsa-der.ts'
import type { PublicKey } from './key.ts'
import { sha256 } from './sha256.ts'
import { pointOf } from './spki.ts'

/** Signs bytes with ECDSA on P-256 and SHA-256, r‖s: what a `Signer` does. */
export type Sign = (bytes: Uint8Array) => Promise<Uint8Array>

/** A distinguished name: country (ISO 3166-1 alpha-2), organisation, common name. */
export interface Name {
  readonly country: string
  readonly organisation: string
  readonly commonName: string
}

/** What a certificate is for: a country's authority, or a signer with the uses that it is bound to. */
export type Role =
  | { readonly kind: 'authority' }
  | {
      readonly kind: 'signer'
      /** Extended key usages, dotted. */
      readonly usages: readonly string[]
      /** ICAO 9303-12 document types, such as `NV`. */
      readonly documentTypes: readonly string[]
    }

/** What `makeCertificate` writes. Instants in milliseconds since 1970; the serial number is 1 to 20 octets, not negative (RFC 5280, 4.1.2.2). */
export interface CertificateTerms {
  readonly serial: Uint8Array
  readonly subject: Name
  readonly key: PublicKey
  readonly issuer: Name
  readonly issuerKey: PublicKey
  readonly from: number
  readonly until: number
  readonly role: Role
  /** Where the authority publishes its revocation list. */
  readonly crl: string | null
}

/** An object identifier given in dotted form. */
export function writeOid(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  const octets = [first * 40 + second, ...rest].flatMap((arc) => {
    const groups = [arc % 128]
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) groups.unshift((left % 128) + 128)
    return groups
  })
  return writeDer(tags.oid, Uint8Array.from(octets))
}

const two = (value: number): string => String(value).padStart(2, '0')

/** UTCTime before 2050, GeneralizedTime from then on (RFC 5280, 4.1.2.5). Parts of a second are dropped. */
export function writeTime(instant: number): Uint8Array {
  const days = Math.floor(instant / 86_400_000)
  const { year, month, day } = dateOf(days)
  const seconds = Math.floor((instant - days * 86_400_000) / 1000)
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  const rest = `${[month, day, ...clock].map(two).join('')}Z`
  return year < 2050
    ? writeDer(tags.utcTime, toUtf8(two(year % 100) + rest))
    : writeDer(tags.generalizedTime, toUtf8(String(year).padStart(4, '0') + rest))
}

const printable = (text: string): Uint8Array => writeDer(0x13, toUtf8(text))

/** A name as DER: the country as a printable string (RFC 5280, A.1), the rest as UTF-8. */
export function writeName({ country, organisation, commonName }: Name): Uint8Array {
  const attributes: readonly (readonly [string, Uint8Array])[] = [
    ['2.5.4.6', printable(country)],
    ['2.5.4.10', writeDer(0x0c, toUtf8(organisation))],
    ['2.5.4.3', writeDer(0x0c, toUtf8(commonName))],
  ]
  const parts = attributes.map(([oid, value]) =>
    writeDer(tags.set, writeDer(tags.sequence, joinBytes([writeOid(oid), value]))),
  )
  return writeDer(tags.sequence, ...parts)
}

/** An extension (RFC 5280, 4.1): critical ones must be understood. */
export function writeExtension(oid: string, critical: boolean, value: Uint8Array): Uint8Array {
  const flag = critical ? [writeDer(tags.boolean, Uint8Array.of(0xff))] : []
  return writeDer(tags.sequence, writeOid(oid), ...flag, writeDer(tags.octetString, value))
}

/** Identifier of a key: the leftmost 160 bits of SHA-256 over it (RFC 7093, 2, method 1). */
export const keyIdentifierOf = (key: PublicKey): Uint8Array => sha256(pointOf(key)).subarray(0, 20)

/** The extension that names the key of the issuer. */
export const authorityKeyExtension = (key: PublicKey): Uint8Array =>
  writeExtension('2.5.29.35', false, writeDer(tags.sequence, writeDer(0x80, keyIdentifierOf(key))))

/** Content and signature as one signed structure (RFC 5280, 4.1). */
export async function signDer(content: Uint8Array, sign: Sign): Promise<Uint8Array> {
  const signature = ecdsaToDer(await sign(content))
  return writeDer(tags.sequence, content, signedWith, writeDer(tags.bitString, Uint8Array.of(0), signature))
}

/** ecdsa-with-SHA256 (RFC 5758, 3.2), as it stands inside and beside what `signDer` signs. */
export const signedWith: Uint8Array = writeDer(tags.sequence, writeOid('1.2.840.10045.4.3.2'))

// Key usage (RFC 5280, 4.2.1.3): certificate and revocation list signing are bits 5 and 6, digital signature bit 0.
const authorityUsage = writeDer(tags.bitString, Uint8Array.of(1, 0b0000_0110))
const signerUsage = writeDer(tags.bitString, Uint8Array.of(7, 0b1000_0000))

function extensionsOf({ role, key, issuerKey, crl }: CertificateTerms): readonly Uint8Array[] {
  const isAuthority = role.kind === 'authority'
  // ICAO 9303-12: an authority issues signers alone, so that no path goes on below one.
  const constraints = isAuthority
    ? [writeDer(tags.boolean, Uint8Array.of(0xff)), writeDer(tags.integer, Uint8Array.of(0))]
    : []
  return [
    writeExtension('2.5.29.19', true, writeDer(tags.sequence, ...constraints)),
    writeExtension('2.5.29.15', true, isAuthority ? authorityUsage : signerUsage),
    writeExtension('2.5.29.14', false, writeDer(tags.octetString, keyIdentifierOf(key))),
    authorityKeyExtension(issuerKey),
    ...(isAuthority ? [] : signerExtensions(role)),
    ...(crl === null ? [] : [crlExtension(crl)]),
  ]
}

function signerExtensions({ usages, documentTypes }: Extract<Role, { kind: 'signer' }>): readonly Uint8Array[] {
  const types = writeDer(tags.set, ...documentTypes.map(printable))
  const list = writeDer(tags.sequence, writeDer(tags.integer, Uint8Array.of(0)), types)
  return [
    ...(usages.length === 0
      ? []
      : [writeExtension('2.5.29.37', false, writeDer(tags.sequence, ...usages.map(writeOid)))]),
    ...(documentTypes.length === 0 ? [] : [writeExtension('2.23.136.1.1.6.2', false, list)]),
  ]
}

/** CRLDistributionPoints with one full name (RFC 5280, 4.2.1.13). */
function crlExtension(url: string): Uint8Array {
  const point = writeDer(tags.sequence, writeDer(0xa0, writeDer(0xa0, writeDer(0x86, toUtf8(url)))))
  return writeExtension('2.5.29.31', false, writeDer(tags.sequence, point))
}

/**
 * Writes a certificate (RFC 5280, profile of ICAO 9303-12) as DER and has it signed with ECDSA on P-256 by the issuer's key: its own for an authority, the authority's for a signer.
 */
export function makeCertificate(terms: CertificateTerms, sign: Sign): Promise<Uint8Array> {
  const { serial, issuer, from, until, subject, key } = terms
  const content = writeDer(
    tags.sequence,
    writeDer(0xa0, writeDer(tags.integer, Uint8Array.of(2))),
    writeUnsigned(serial),
    signedWith,
    writeName(issuer),
    writeDer(tags.sequence, writeTime(from), writeTime(until)),
    writeName(subject),
    key.spki,
    writeDer(0xa3, writeDer(tags.sequence, ...extensionsOf(terms))),
  )
  return signDer(content, sign)
}
