import { fromBase64 } from '../encoding/base64.ts'
import { guard } from '../fault.ts'
import type { PublicKey } from '../signature/key.ts'
import { publicKeyFromSpki } from '../signature/spki.ts'
import { bytesOf, formOf, groupByText } from './group.ts'
import { isCertificateRevoked } from './revocation.ts'
import type { Authority, IssuerKey, TrustedIssuer, TrustedSigner, TrustList } from './trust-list.ts'

/** A signer with its key, which the engine prepares once. */
export interface FoundSigner {
  readonly signer: TrustedSigner
  readonly key: PublicKey
}

/** An authority with its key. */
export interface FoundAuthority {
  readonly authority: Authority
  readonly key: PublicKey
}

/** An issuer with its keys. */
export interface FoundIssuer {
  readonly issuer: TrustedIssuer
  readonly keys: readonly FoundIssuerKey[]
}

/** One key of an issuer. */
export interface FoundIssuerKey extends Omit<IssuerKey, 'key'> {
  readonly key: PublicKey
}

interface Index {
  readonly signers: ReadonlyMap<string, readonly FoundSigner[]>
  readonly authorities: ReadonlyMap<string, readonly FoundAuthority[]>
  readonly issuers: ReadonlyMap<string, FoundIssuer>
}

const indexes = new WeakMap<TrustList, Index>()

function indexOf(trust: TrustList): Index {
  const known = indexes.get(trust)
  if (known) return known
  const made = {
    signers: groupByText(
      trust.signers.flatMap((signer) => withKey(signer.key, (key) => ({ signer, key }))),
      (found) => found.signer.keyId,
    ),
    authorities: groupByText(
      trust.authorities.flatMap((authority) => withKey(authority.key, (key) => ({ authority, key }))),
      (found) => formOf(bytesOf(found.authority.subject)),
    ),
    issuers: new Map(trust.issuers.map((issuer) => [issuer.id, foundIssuer(issuer)])),
  }
  indexes.set(trust, made)
  return made
}

function withKey<T>(spki: string, make: (key: PublicKey) => T): readonly T[] {
  const key = guard(() => publicKeyFromSpki(fromBase64(spki)))
  return 'fault' in key ? [] : [make(key)]
}

function foundIssuer(issuer: TrustedIssuer): FoundIssuer {
  const keys = issuer.keys.flatMap(({ keyId, signs, algorithm, key: spki }) =>
    withKey(spki, (key) => ({ keyId, signs, algorithm, key })),
  )
  return { issuer, keys }
}

/** All signers that have the key id; none where nobody has. Several may share it: all are to be tried. */
export const findSigners = (trust: TrustList, keyId: string): readonly FoundSigner[] =>
  indexOf(trust).signers.get(keyId) ?? []

/** The authorities that bear a name, given as DER: the issuer that a certificate or CRL names. */
export const findAuthorities = (trust: TrustList, subject: Uint8Array): readonly FoundAuthority[] =>
  indexOf(trust).authorities.get(formOf(subject)) ?? []

/** The issuer by its URL or DID, exactly as written. */
export const findIssuer = (trust: TrustList, id: string): FoundIssuer | null => indexOf(trust).issuers.get(id) ?? null

/** The keys of an issuer that have the id. Look at `signs` before using one. */
export const findIssuerKeys = ({ keys }: FoundIssuer, keyId: string): readonly FoundIssuerKey[] =>
  keys.filter((key) => key.keyId === keyId)

/** What the trust says of a signer at an instant. */
export type Standing = 'ok' | 'key.chain' | 'key.expired' | 'key.not-yet' | 'key.revoked'

/**
 * Does a signer count at `now`? Where the trust holds any authority, one of the signer's own country or participant must have issued it and be valid itself; where it holds
 * none, the signer is itself the trust. Then its own validity, then the revocation lists of certificates.
 */
export function standingOf(trust: TrustList, signer: TrustedSigner, now: number): Standing {
  if (trust.authorities.length > 0 && !signer.issuedBy.some((at) => isOpen(trust.authorities[at], now)))
    return 'key.chain'
  if (now < signer.from) return 'key.not-yet'
  if (now > signer.until) return 'key.expired'
  return isRevoked(trust, signer, now) ? 'key.revoked' : 'ok'
}

const isOpen = (authority: Authority | undefined, now: number): boolean =>
  authority !== undefined && now >= authority.from && now <= authority.until

const issuers = new WeakMap<TrustedSigner, Uint8Array>()

function isRevoked(trust: TrustList, signer: TrustedSigner, now: number): boolean {
  const { issuer: name, serial } = signer
  if (trust.certificateRevocations.length === 0 || name === null || serial === null) return false
  const issuer = issuers.get(signer) ?? bytesOf(name)
  issuers.set(signer, issuer)
  return isCertificateRevoked(trust, { issuer, serial }, now) === 'listed'
}
