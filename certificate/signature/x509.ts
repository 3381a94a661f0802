import { daysIn, daysTo } from '../encoding/time.ts'
import { guard, Malformed } from '../fault.ts'
import {
  bitsOf,
  bytesOf,
  childrenOf,
  contentOf,
  type Element,
  expectTag,
  octetsOf,
  oidOf,
  readDer,
  tags,
} from './der.ts'
import type { PublicKey } from './key.ts'
import { countryOf, latin, textOf } from './name.ts'
import { oldSchemeFrom, verifySigned } from './signature-algorithm.ts'
import { publicKeyFromSpki } from './spki.ts'

/** A certificate (RFC 5280) as far as health certificates need it. Instants in milliseconds since 1970, octets in lower-case hex. */
export interface X509 {
  readonly der: Uint8Array
  /** The signed part, as it stands. */
  readonly tbs: Uint8Array
  readonly key: PublicKey
  /** Names as DER. `compareForm` tells whether two are the same. */
  readonly subject: Uint8Array
  readonly issuer: Uint8Array
  readonly serial: string
  readonly from: number
  readonly until: number
  /** In capitals; null where the name has none. */
  readonly subjectCountry: string | null
  readonly issuerCountry: string | null
  /** Object identifiers; null where the extension is absent. */
  readonly extendedKeyUsage: readonly string[] | null
  /** ICAO 9303-12 document type list, such as `NV`; null where absent. */
  readonly documentTypes: readonly string[] | null
  /** By basic constraints; without them, by a key usage that lets it sign certificates. */
  readonly isAuthority: boolean
  readonly mayCertSign: boolean
  readonly mayCrlSign: boolean
  /** False where a key usage is stated and digital signature is not in it. */
  readonly maySign: boolean
  readonly subjectKeyId: string | null
  readonly authorityKeyId: string | null
  /** URIs and DNS names. */
  readonly subjectAltNames: readonly { readonly kind: 'uri' | 'dns'; readonly value: string }[]
  /** The algorithm and the signature, for `isSignedBy`. */
  readonly signatureAlgorithm: Element
  readonly signature: Uint8Array
}

/** Lower-case hex of the bytes. */
export const toHex = (bytes: Uint8Array): string => {
  let text = ''
  for (const byte of bytes) text += (byte < 16 ? '0' : '') + byte.toString(16)
  return text
}

/** Serial number in hex, without the octet that carries only the sign, so that a CRL and a certificate agree. */
export function serialOf(element: Element | undefined): string {
  const hex = toHex(contentOf(expectTag(element, tags.integer)))
  return hex.replace(/^(?:00)+(?=..)/, '')
}

const twoDigits = /^\d{10}(?:\d\d)?Z$/
const fourDigits = /^\d{12}(?:\d\d(?:[.,]\d{1,9})?)?Z$/

/** UTCTime or GeneralizedTime in UTC (RFC 5280, 4.1.2.5). */
export function timeOf(element: Element | undefined): number {
  const utc = element?.tag === tags.utcTime
  const text = latin(contentOf(utc ? element : expectTag(element, tags.generalizedTime)))
  if (!(utc ? twoDigits : fourDigits).test(text)) throw new Malformed('x509.time')
  const digits = utc ? (text < '50' ? '20' : '19') + text : text
  const read = (from: number, to: number): number => Number(digits.slice(from, to))
  const [year, month, day] = [read(0, 4), read(4, 6), read(6, 8)]
  const second = /^\d\d/.test(digits.slice(12)) ? read(12, 14) : 0
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month) || read(8, 10) > 23 || read(10, 12) > 59)
    throw new Malformed('x509.time')
  return daysTo(year, month, day) * 86_400_000 + (read(8, 10) * 3600 + read(10, 12) * 60 + second) * 1000
}

/** Takes the signed wrapping of certificates and CRLs apart: content, algorithm, signature. */
export function openSigned(der: Uint8Array): { readonly content: Element; algorithm: Element; signature: Uint8Array } {
  const [content, algorithm, signature, more] = childrenOf(readDer(der), tags.sequence)
  if (more) throw new Malformed('x509.members')
  return {
    content: expectTag(content, tags.sequence),
    algorithm: expectTag(algorithm, tags.sequence),
    signature: bitsOf(signature),
  }
}

/** Reads a DER certificate. Throws `Malformed`: `x509.*`, `der.*`, or `key.*` where no family signs with such a key. */
export function parseX509(der: Uint8Array): X509 {
  const { content, algorithm, signature } = openSigned(der)
  const parts = childrenOf(content)
  const [serial, , issuer, validity, subject, spki, ...rest] = parts[0]?.tag === 0xa0 ? parts.slice(1) : parts
  const [from, until] = childrenOf(expectTag(validity, tags.sequence))
  const issuerName = expectTag(issuer, tags.sequence)
  const subjectName = expectTag(subject, tags.sequence)
  const key = publicKeyFromSpki(expectTag(spki, tags.sequence))
  return {
    der,
    tbs: bytesOf(content),
    key,
    subject: bytesOf(subjectName),
    issuer: bytesOf(issuerName),
    serial: serialOf(serial),
    from: timeOf(from),
    until: timeOf(until),
    subjectCountry: countryOf(subjectName),
    issuerCountry: countryOf(issuerName),
    ...readExtensions(extensionsOf(rest.find(({ tag }) => tag === 0xa3))),
    signatureAlgorithm: algorithm,
    signature,
  }
}

/** Extensions by object identifier, each as the element inside its octet string. A repeated one is refused (RFC 5280, 4.2). */
export function extensionsOf(wrapped: Element | undefined): ReadonlyMap<string, Element> {
  const found = new Map<string, Element>()
  const [list] = wrapped ? childrenOf(wrapped) : []
  for (const extension of list ? childrenOf(list, tags.sequence) : []) {
    const parts = childrenOf(extension, tags.sequence)
    const oid = oidOf(parts[0])
    if (found.has(oid)) throw new Malformed('x509.extension-twice')
    found.set(oid, readDer(octetsOf(parts.at(-1))))
  }
  return found
}

type Extensions = Pick<
  X509,
  | 'extendedKeyUsage'
  | 'documentTypes'
  | 'isAuthority'
  | 'mayCertSign'
  | 'mayCrlSign'
  | 'maySign'
  | 'subjectKeyId'
  | 'authorityKeyId'
  | 'subjectAltNames'
>

function readExtensions(extensions: ReadonlyMap<string, Element>): Extensions {
  const [constraints, keyUsage] = [extensions.get('2.5.29.19'), extensions.get('2.5.29.15')]
  const [types, keyId] = [extensions.get('2.23.136.1.1.6.2'), extensions.get('2.5.29.14')]
  const usages = extensions.get('2.5.29.37')
  const may = (bit: number): boolean => !keyUsage || bitSet(keyUsage, bit)
  const certSign = keyUsage !== undefined && bitSet(keyUsage, 5)
  return {
    isAuthority: constraints ? saysAuthority(constraints) : certSign,
    mayCertSign: may(5),
    mayCrlSign: may(6),
    maySign: may(0),
    extendedKeyUsage: usages ? childrenOf(usages, tags.sequence).map(oidOf) : null,
    documentTypes: types ? documentTypesOf(types) : null,
    subjectKeyId: keyId ? toHex(octetsOf(keyId)) : null,
    authorityKeyId: authorityKeyIdOf(extensions.get('2.5.29.35')),
    subjectAltNames: altNamesOf(extensions.get('2.5.29.17')),
  }
}

function bitSet(element: Element, bit: number): boolean {
  const octets = contentOf(expectTag(element, tags.bitString)).subarray(1)
  return (((octets[bit >> 3] ?? 0) << (bit & 7)) & 0x80) !== 0
}

function saysAuthority(constraints: Element): boolean {
  const [flag] = childrenOf(constraints, tags.sequence)
  return flag?.tag === tags.boolean && contentOf(flag)[0] !== 0
}

/** DocumentTypeList (ICAO 9303-12, 7.1.1): version, set of printable strings. */
function documentTypesOf(element: Element): readonly string[] {
  const [, list] = childrenOf(element, tags.sequence)
  return childrenOf(expectTag(list, tags.set)).map(textOf)
}

/** The identifier of the authority's key. */
export function authorityKeyIdOf(element: Element | undefined): string | null {
  const found = element && childrenOf(element, tags.sequence).find(({ tag }) => tag === 0x80)
  return found ? toHex(contentOf(found)) : null
}

function altNamesOf(element: Element | undefined): X509['subjectAltNames'] {
  if (!element) return []
  return childrenOf(element, tags.sequence).flatMap((name) =>
    name.tag === 0x86 || name.tag === 0x82
      ? [{ kind: name.tag === 0x86 ? ('uri' as const) : ('dns' as const), value: latin(contentOf(name)) }]
      : [],
  )
}

/** Did the key sign this certificate? False for algorithms that do not count (SHA-1, MD5, DSA). */
export const isSignedBy = (certificate: X509, issuerKey: PublicKey): Promise<boolean> =>
  verifySigned(issuerKey, certificate.signatureAlgorithm, certificate.tbs, certificate.signature)

/**
 * The same with SHA-1 let pass: only for certificates for which a trust list or the operator vouches already, where the signature tells whose they are. Signers with it are in live lists; that
 * somebody makes two certificates of one hash needs the authority's help there, and gains nothing.
 */
export async function isIssuedBy(certificate: X509, issuerKey: PublicKey): Promise<boolean> {
  const old = guard(() => oldSchemeFrom(certificate.signatureAlgorithm))
  const algorithm = old && 'padding' in old ? old : certificate.signatureAlgorithm
  return verifySigned(issuerKey, algorithm, certificate.tbs, certificate.signature)
}
