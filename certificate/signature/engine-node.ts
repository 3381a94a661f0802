import { constants, createPublicKey, type KeyObject, verify } from 'node:crypto'
import type { Algorithm, PublicKey } from './key.ts'

const imported = new WeakMap<PublicKey, KeyObject>()

function keyObject(key: PublicKey): KeyObject {
  const known = imported.get(key)
  if (known) return known
  const made = createPublicKey({ key: key.spki as Buffer, format: 'der', type: 'spki' })
  imported.set(key, made)
  return made
}

const digestOf = { ES256: 'sha256', ES384: 'sha384', ES512: 'sha512', PS256: 'sha256', RS256: 'sha256' } as const

/** Verifies with OpenSSL, at once: a prepared key costs nothing more. False for what cannot be a signature of this key. */
export function verifyBytes(key: PublicKey, algorithm: Algorithm, data: Uint8Array, signature: Uint8Array): boolean {
  try {
    const object = keyObject(key)
    switch (algorithm) {
      case 'EdDSA':
        return verify(null, data, object, signature)
      case 'PS256':
        return verify(
          'sha256',
          data,
          { key: object, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 },
          signature,
        )
      case 'RS256':
        return verify('sha256', data, object, signature)
      default:
        return verify(digestOf[algorithm], data, { key: object, dsaEncoding: 'ieee-p1363' }, signature)
    }
  } catch {
    return false
  }
}
