import { type KeyObject, sign } from 'node:crypto'

/** Signs bytes with a private key, hashing them itself: Ed25519, or ECDSA with SHA-256 as r‖s. */
export const signWith = (key: KeyObject, bytes: Uint8Array): Uint8Array =>
  key.asymmetricKeyType === 'ed25519'
    ? sign(null, bytes, key)
    : sign('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' })
