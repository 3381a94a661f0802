/** Signature algorithms by their JOSE names. ES256K and others do not occur in health certificates. */
export type Algorithm = 'ES256' | 'ES384' | 'ES512' | 'PS256' | 'RS256' | 'EdDSA'

/** What a public key is. */
export type KeyKind = 'p256' | 'p384' | 'p521' | 'rsa' | 'ed25519'

/** A public key: DER SubjectPublicKeyInfo (RFC 5280, 4.1.2.7). The engine remembers what it imported for each object, so keep the object. */
export interface PublicKey {
  readonly kind: KeyKind
  readonly spki: Uint8Array
}

const kindOf: { readonly [algorithm in Algorithm]: KeyKind } = {
  ES256: 'p256',
  ES384: 'p384',
  ES512: 'p521',
  PS256: 'rsa',
  RS256: 'rsa',
  EdDSA: 'ed25519',
}

/** Does a key fit an algorithm? P-384 with ES256 does not: it breaks every profile here. */
export const fits = (key: PublicKey, algorithm: Algorithm): boolean => key.kind === kindOf[algorithm]

/** Bytes of an ECDSA signature in the form r‖s (RFC 7518, 3.4). */
export const rawLength: { readonly [kind in KeyKind]?: number } = { p256: 64, p384: 96, p521: 132 }
