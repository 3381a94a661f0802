import type { KeyKind, PublicKey, Scheme } from './key.ts'
import { pointOf } from './spki.ts'

type Parameters = RsaHashedImportParams | EcKeyImportParams | { readonly name: 'Ed25519' }

const curveOf: { readonly [kind in KeyKind]?: string } = { p256: 'P-256', p384: 'P-384', p521: 'P-521' }
const nameOf = { pkcs1: 'RSASSA-PKCS1-v1_5', pss: 'RSA-PSS', ecdsa: 'ECDSA', eddsa: 'Ed25519' } as const

// The hash that the library takes for each curve by itself.
const hashOfCurve: { readonly [kind in KeyKind]?: Scheme['hash'] } = {
  p256: 'SHA-256',
  p384: 'SHA-384',
  p521: 'SHA-512',
}

const imported = new WeakMap<PublicKey, Map<string, Promise<CryptoKey | null>>>()

/** Null where the browser does not have the algorithm. A broken key is an error instead. */
function cryptoKey(key: PublicKey, { padding, hash }: Scheme): Promise<CryptoKey | null> {
  // WebCrypto ties an RSA key to one padding and hash.
  const use = padding + (key.kind === 'rsa' ? hash : '')
  const known = imported.get(key)?.get(use)
  if (known) return known
  // Pages without https have no WebCrypto at all.
  if (!(crypto as Partial<Crypto>).subtle) return Promise.resolve(null)
  const name = nameOf[padding]
  const parameters: Parameters =
    name === 'Ed25519'
      ? { name }
      : name === 'ECDSA'
        ? { name, namedCurve: curveOf[key.kind] as string }
        : { name, hash }
  const made = crypto.subtle
    .importKey('spki', key.spki as BufferSource, parameters, false, ['verify'])
    .catch((error: unknown) => {
      if (error instanceof Error && error.name === 'NotSupportedError') return null
      throw error
    })
  imported.set(key, (imported.get(key) ?? new Map<string, Promise<CryptoKey | null>>()).set(use, made))
  return made
}

/**
 * Verifies with WebCrypto, and in script what the browser does not know (Ed25519, P-521; every curve on pages without https). False for what cannot be a signature of this key, and for RSA where
 * there is no WebCrypto.
 */
export async function verifyBytes(
  key: PublicKey,
  scheme: Scheme,
  data: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  try {
    const prepared = await cryptoKey(key, scheme)
    if (!prepared) return await verifyInScript(key, scheme, data, signature)
    const parameters = { name: nameOf[scheme.padding], hash: scheme.hash, saltLength: scheme.salt }
    return await crypto.subtle.verify(parameters, prepared, signature as BufferSource, data as BufferSource)
  } catch {
    return false
  }
}

async function verifyInScript(
  key: PublicKey,
  scheme: Scheme,
  data: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  const point = pointOf(key)
  if (key.kind === 'ed25519') {
    const { ed25519 } = await import('@noble/curves/ed25519.js')
    return ed25519.verify(signature, data, point, { zip215: false })
  }
  if (key.kind === 'rsa') return false
  const curves = await import('@noble/curves/nist.js')
  const curve = { p256: curves.p256, p384: curves.p384, p521: curves.p521 }[key.kind]
  const rest = { lowS: false, format: 'compact' } as const
  if (hashOfCurve[key.kind] === scheme.hash) return curve.verify(signature, data, point, { ...rest, prehash: true })
  return curve.verify(signature, await digestBytes(scheme.hash, data), point, { ...rest, prehash: false })
}

/** Hash of the bytes. */
export const digestBytes = async (hash: Scheme['hash'], data: Uint8Array): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest(hash, data as BufferSource))
