import { constants, createPrivateKey, sign } from 'node:crypto'
import type { Scheme } from './key.ts'

const digestOf = { 'SHA-1': 'sha1', 'SHA-256': 'sha256', 'SHA-384': 'sha384', 'SHA-512': 'sha512' } as const

/** What signs with a private key (PKCS#8, DER); the key is prepared once. Throws for what is no private key. */
export function signingWith(
  pkcs8: Uint8Array,
  { padding, hash, salt }: Scheme,
): (bytes: Uint8Array) => Promise<Uint8Array> {
  const key = createPrivateKey({ key: pkcs8 as Buffer, format: 'der', type: 'pkcs8' })
  const options = {
    eddsa: key,
    ecdsa: { key, dsaEncoding: 'ieee-p1363' },
    pkcs1: key,
    pss: { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: salt },
  } as const
  return async (bytes) => sign(padding === 'eddsa' ? null : digestOf[hash], bytes, options[padding])
}
