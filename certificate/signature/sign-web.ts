import type { Scheme } from './key.ts'

const nameOf = { pkcs1: 'RSASSA-PKCS1-v1_5', pss: 'RSA-PSS', ecdsa: 'ECDSA', eddsa: 'Ed25519' } as const
const curveOf: { readonly [hash: string]: string } = { 'SHA-256': 'P-256', 'SHA-384': 'P-384', 'SHA-512': 'P-521' }

/** What signs with a private key (PKCS#8, DER); the key is prepared once. Rejects for what is no private key. */
export function signingWith(
  pkcs8: Uint8Array,
  { padding, hash, salt }: Scheme,
): (bytes: Uint8Array) => Promise<Uint8Array> {
  const name = nameOf[padding]
  const parameters = { name, hash, namedCurve: curveOf[hash] ?? '' }
  const key = crypto.subtle.importKey('pkcs8', pkcs8 as BufferSource, parameters, false, ['sign'])
  // Whoever signs hears of a broken key.
  key.catch(() => undefined)
  return async (bytes) =>
    new Uint8Array(await crypto.subtle.sign({ name, hash, saltLength: salt }, await key, bytes as BufferSource))
}
