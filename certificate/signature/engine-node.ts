import { constants, createHash, createPublicKey, type KeyObject, verify } from 'node:crypto'
import type { PublicKey, Scheme } from './key.ts'

const imported = new WeakMap<PublicKey, KeyObject>()

function keyObject(key: PublicKey): KeyObject {
  const known = imported.get(key)
  if (known) return known
  const made = createPublicKey({ key: key.spki as Buffer, format: 'der', type: 'spki' })
  imported.set(key, made)
  return made
}

const digestOf = { 'SHA-1': 'sha1', 'SHA-256': 'sha256', 'SHA-384': 'sha384', 'SHA-512': 'sha512' } as const

/** Verifies with OpenSSL, at once: a prepared key costs nothing more. False for what cannot be a signature of this key. */
export function verifyBytes(key: PublicKey, scheme: Scheme, data: Uint8Array, signature: Uint8Array): boolean {
  try {
    const object = keyObject(key)
    const digest = digestOf[scheme.hash]
    switch (scheme.padding) {
      case 'eddsa':
        return verify(null, data, object, signature)
      case 'pss': {
        const padding = constants.RSA_PKCS1_PSS_PADDING
        return verify(digest, data, { key: object, padding, saltLength: scheme.salt }, signature)
      }
      case 'pkcs1':
        return verify(digest, data, object, signature)
      case 'ecdsa':
        return verify(digest, data, { key: object, dsaEncoding: 'ieee-p1363' }, signature)
    }
  } catch {
    return false
  }
}

/** Hash of the bytes; in a browser it is a promise. */
export const digestBytes = (hash: Scheme['hash'], data: Uint8Array): Uint8Array | Promise<Uint8Array> =>
  createHash(digestOf[hash]).update(data).digest()
