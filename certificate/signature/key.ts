/** Signature algorithms by their JOSE names. ES256K and others do not occur in health certificates. */
export type Algorithm = 'ES256' | 'ES384' | 'ES512' | 'PS256' | 'RS256' | 'EdDSA'

/** What a public key is. */
export type KeyKind = 'p256' | 'p384' | 'p521' | 'rsa' | 'ed25519'

/** A public key: DER SubjectPublicKeyInfo (RFC 5280, 4.1.2.7). The engine remembers what it imported for each object, so keep the object. */
export interface PublicKey {
  readonly kind: KeyKind
  readonly spki: Uint8Array
}

/** How a signature is made, in the parts that X.509 and CMS combine freely: P-384 with SHA-256 occurs there. */
export interface Scheme {
  readonly padding: 'ecdsa' | 'pkcs1' | 'pss' | 'eddsa'
  /** SHA-1 only where somebody else vouches for what was signed: see `isSignedBy`. */
  readonly hash: 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512'
  /** Bytes of salt; only with `pss`. */
  readonly salt: number
}

const kindOf: { readonly [algorithm in Algorithm]: KeyKind } = {
  ES256: 'p256',
  ES384: 'p384',
  ES512: 'p521',
  PS256: 'rsa',
  RS256: 'rsa',
  EdDSA: 'ed25519',
}

/** The parts of each algorithm. */
export const schemeOf: { readonly [algorithm in Algorithm]: Scheme } = {
  ES256: { padding: 'ecdsa', hash: 'SHA-256', salt: 0 },
  ES384: { padding: 'ecdsa', hash: 'SHA-384', salt: 0 },
  ES512: { padding: 'ecdsa', hash: 'SHA-512', salt: 0 },
  PS256: { padding: 'pss', hash: 'SHA-256', salt: 32 },
  RS256: { padding: 'pkcs1', hash: 'SHA-256', salt: 0 },
  EdDSA: { padding: 'eddsa', hash: 'SHA-512', salt: 0 },
}

/** Does a key fit an algorithm? P-384 with ES256 does not: it breaks every profile here. */
export const fits = (key: PublicKey, algorithm: Algorithm): boolean => key.kind === kindOf[algorithm]

/** Does a key fit a scheme, whatever its curve? */
export function fitsScheme(key: PublicKey, { padding }: Scheme): boolean {
  if (key.kind === 'rsa') return padding === 'pkcs1' || padding === 'pss'
  return padding === (key.kind === 'ed25519' ? 'eddsa' : 'ecdsa')
}

/** Bytes of an ECDSA signature in the form r‖s (RFC 7518, 3.4). */
export const rawLength: { readonly [kind in KeyKind]?: number } = { p256: 64, p384: 96, p521: 132 }
