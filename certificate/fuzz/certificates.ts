import { formatInstant } from '../encoding/time.ts'
import { toUtf8 } from '../encoding/utf8.ts'
import { childrenOf, bytesOf as elementBytes, readDer, writeDer, writeUnsigned } from '../signature/der.ts'
import { sha256 } from '../signature/sha256.ts'
import { parseX509 } from '../signature/x509.ts'
import type { FuzzKey } from './keys.ts'

const sequence = (...parts: readonly Uint8Array[]): Uint8Array => writeDer(0x30, ...parts)
const integer = (value: number): Uint8Array => writeDer(2, Uint8Array.of(value))

function oid(text: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number)
  const octets = [first * 40 + second, ...rest].flatMap((arc) => {
    const groups = [arc & 127]
    for (let left = arc >> 7; left > 0; left >>= 7) groups.unshift((left & 127) | 128)
    return groups
  })
  return writeDer(6, Uint8Array.from(octets))
}

const attribute = (type: string, value: string): Uint8Array =>
  writeDer(0x31, sequence(oid(type), writeDer(0x13, toUtf8(value))))
const nameOf = (country: string, name: string): Uint8Array =>
  sequence(attribute('2.5.4.6', country), attribute('2.5.4.3', name))
/** UTCTime, for years around 2026. */
const time = (at: number): Uint8Array => writeDer(0x17, toUtf8(`${formatInstant(at).replaceAll(/\D/g, '').slice(2)}Z`))
const extension = (id: string, value: Uint8Array): Uint8Array => sequence(oid(id), writeDer(4, value))
const ecdsaSha256 = sequence(oid('1.2.840.10045.4.3.2'))

/** DER of an ECDSA signature r‖s. */
const signatureOf = (raw: Uint8Array): Uint8Array =>
  sequence(writeUnsigned(raw.subarray(0, 32)), writeUnsigned(raw.subarray(32)))

const signed = (content: Uint8Array, { sign }: FuzzKey): Uint8Array =>
  sequence(content, ecdsaSha256, writeDer(3, Uint8Array.of(0), signatureOf(sign(content))))

/** What a certificate is for. */
export interface Wanted {
  readonly name: string
  readonly country: string
  readonly serial: number
  readonly from: number
  readonly until: number
  readonly isAuthority?: boolean
  readonly usages?: readonly string[]
  readonly documentTypes?: readonly string[]
}

/** Who issues: a P-256 key and the name of its certificate (country and common name). */
export interface IssuingKey {
  readonly key: FuzzKey
  readonly country: string
  readonly name: string
}

function extensionsOf({ isAuthority = false, usages, documentTypes }: Wanted): readonly Uint8Array[] {
  const types = documentTypes?.map((type) => writeDer(0x13, toUtf8(type)))
  return [
    extension('2.5.29.19', isAuthority ? sequence(writeDer(1, Uint8Array.of(255))) : sequence()),
    extension('2.5.29.15', writeDer(3, isAuthority ? Uint8Array.of(1, 0x06) : Uint8Array.of(7, 0x80))),
    ...(usages ? [extension('2.5.29.37', sequence(...usages.map(oid)))] : []),
    ...(types ? [extension('2.23.136.1.1.6.2', sequence(integer(0), writeDer(0x31, ...types)))] : []),
  ]
}

/** An X.509 certificate (RFC 5280) of a key. */
export function certify({ publicKey }: FuzzKey, issuer: IssuingKey, wanted: Wanted): Uint8Array {
  const content = sequence(
    writeDer(0xa0, integer(2)),
    integer(wanted.serial),
    ecdsaSha256,
    nameOf(issuer.country, issuer.name),
    sequence(time(wanted.from), time(wanted.until)),
    nameOf(wanted.country, wanted.name),
    publicKey.spki,
    writeDer(0xa3, sequence(...extensionsOf(wanted))),
  )
  return signed(content, issuer.key)
}

/** A revocation list (RFC 5280, 5) of some serial numbers. */
export function revoke(issuer: IssuingKey, serials: readonly number[], at: number): Uint8Array {
  const entries = serials.map((serial) => sequence(integer(serial), time(at)))
  const name = nameOf(issuer.country, issuer.name)
  const week = 604_800_000
  return signed(
    sequence(integer(1), ecdsaSha256, name, time(at), time(at + 520 * week), sequence(...entries)),
    issuer.key,
  )
}

/** A detached CMS message (RFC 5652) over some content, with signed attributes, by the key of a certificate. */
export function signCms(content: Uint8Array, certificate: Uint8Array, { sign }: FuzzKey): Uint8Array {
  const { issuer } = parseX509(certificate)
  const serial = childrenOf(childrenOf(readDer(certificate))[0] ?? readDer(certificate))[1]
  const data = oid('1.2.840.113549.1.7.1')
  const digest = sequence(oid('2.16.840.1.101.3.4.2.1'))
  const attributes = [
    sequence(oid('1.2.840.113549.1.9.3'), writeDer(0x31, data)),
    sequence(oid('1.2.840.113549.1.9.4'), writeDer(0x31, writeDer(4, sha256(content)))),
  ]
  const info = sequence(
    integer(1),
    sequence(issuer, serial ? elementBytes(serial) : integer(0)),
    digest,
    writeDer(0xa0, ...attributes),
    ecdsaSha256,
    writeDer(4, signatureOf(sign(writeDer(0x31, ...attributes)))),
  )
  const message = sequence(
    integer(1),
    writeDer(0x31, digest),
    sequence(data),
    writeDer(0xa0, certificate),
    writeDer(0x31, info),
  )
  return sequence(oid('1.2.840.113549.1.7.2'), writeDer(0xa0, message))
}
