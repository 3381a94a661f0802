import { tags, writeDer, writeUnsigned } from './der.ts'
import type { PublicKey } from './key.ts'
import {
  authorityKeyExtension,
  type Name,
  type Sign,
  signDer,
  signedWith,
  writeExtension,
  writeName,
  writeTime,
} from './make-x509.ts'

/** Why a certificate was revoked, with its number in RFC 5280, 5.3.1. */
export const revocationReasons = {
  unspecified: 0,
  'key-compromise': 1,
  'authority-compromise': 2,
  superseded: 4,
  'cessation-of-operation': 5,
} as const

/** One of them. */
export type RevocationReason = keyof typeof revocationReasons

/** A revoked certificate: serial number in hex, instant in milliseconds since 1970. */
export interface Revoked {
  readonly serial: string
  readonly at: number
  readonly reason: RevocationReason
}

/** What `makeCrl` writes. */
export interface CrlTerms {
  readonly issuer: Name
  readonly issuerKey: PublicKey
  /** Grows with every list of the authority (RFC 5280, 5.2.3). */
  readonly number: number
  readonly thisUpdate: number
  readonly nextUpdate: number
  readonly revoked: readonly Revoked[]
}

const octetsOf = (hex: string): Uint8Array =>
  Uint8Array.from((hex.length % 2 === 1 ? `0${hex}` : hex).match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))

function entryOf({ serial, at, reason }: Revoked): Uint8Array {
  const code = writeDer(0x0a, Uint8Array.of(revocationReasons[reason]))
  // RFC 5280, 5.3.1: unspecified is said by leaving the reason out.
  const extensions = reason === 'unspecified' ? [] : [writeDer(tags.sequence, writeExtension('2.5.29.21', false, code))]
  return writeDer(tags.sequence, writeUnsigned(octetsOf(serial)), writeTime(at), ...extensions)
}

/** Writes a revocation list (RFC 5280, 5) as DER and has it signed by the authority's key with ECDSA on P-256. An empty one is a list too. */
export function makeCrl({ issuer, issuerKey, number, thisUpdate, nextUpdate, revoked }: CrlTerms, sign: Sign) {
  const version = writeDer(tags.integer, Uint8Array.of(1))
  const hex = number.toString(16)
  const extensions = writeDer(
    tags.sequence,
    authorityKeyExtension(issuerKey),
    writeExtension('2.5.29.20', false, writeUnsigned(octetsOf(hex))),
  )
  const content = writeDer(
    tags.sequence,
    version,
    signedWith,
    writeName(issuer),
    writeTime(thisUpdate),
    writeTime(nextUpdate),
    ...(revoked.length === 0 ? [] : [writeDer(tags.sequence, ...revoked.map(entryOf))]),
    writeDer(0xa0, extensions),
  )
  return signDer(content, sign)
}
