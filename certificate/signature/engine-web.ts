import type { Algorithm, KeyKind, PublicKey } from './key.ts'

type Parameters = RsaHashedImportParams | EcKeyImportParams | { readonly name: 'Ed25519' }

const ecdsa = (namedCurve: string): EcKeyImportParams => ({ name: 'ECDSA', namedCurve })
const importAs: { readonly [kind in Exclude<KeyKind, 'rsa'>]: Parameters } = {
  p256: ecdsa('P-256'),
  p384: ecdsa('P-384'),
  p521: ecdsa('P-521'),
  ed25519: { name: 'Ed25519' },
}
const verifyAs: { readonly [algorithm in Algorithm]: AlgorithmIdentifier | EcdsaParams | RsaPssParams } = {
  ES256: { name: 'ECDSA', hash: 'SHA-256' },
  ES384: { name: 'ECDSA', hash: 'SHA-384' },
  ES512: { name: 'ECDSA', hash: 'SHA-512' },
  PS256: { name: 'RSA-PSS', saltLength: 32 },
  RS256: { name: 'RSASSA-PKCS1-v1_5' },
  EdDSA: { name: 'Ed25519' },
}

const imported = new WeakMap<PublicKey, Map<string, Promise<CryptoKey>>>()

function cryptoKey(key: PublicKey, algorithm: Algorithm): Promise<CryptoKey> {
  // WebCrypto ties an RSA key to one padding.
  const use = key.kind === 'rsa' ? algorithm : key.kind
  const known = imported.get(key)?.get(use)
  if (known) return known
  const parameters: Parameters =
    key.kind === 'rsa'
      ? { name: algorithm === 'PS256' ? 'RSA-PSS' : 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
      : importAs[key.kind]
  const made = crypto.subtle.importKey('spki', key.spki as BufferSource, parameters, false, ['verify'])
  imported.set(key, (imported.get(key) ?? new Map()).set(use, made))
  return made
}

/** Verifies with WebCrypto. False for what cannot be a signature of this key. */
export async function verifyBytes(
  key: PublicKey,
  algorithm: Algorithm,
  data: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  try {
    const prepared = await cryptoKey(key, algorithm)
    return await crypto.subtle.verify(verifyAs[algorithm], prepared, signature as BufferSource, data as BufferSource)
  } catch {
    return false
  }
}
