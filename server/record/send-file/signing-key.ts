import { CompactSign, calculateJwkThumbprint, exportJWK, importJWK, importPKCS8, type JWK } from 'jose'

/** A private key that signs lines, and the RFC 7638 thumbprint of its public part: whose lines they are. */
export interface FileSigner {
  readonly thumbprint: string
  readonly sign: (content: unknown) => Promise<string>
}

/** Reads a private key: PKCS#8 PEM or JWK, P-256 or Ed25519. Null for what is none. */
export async function signerFrom(text: string): Promise<FileSigner | null> {
  try {
    const found = text.startsWith('{') ? await fromJwk(JSON.parse(text) as JWK) : await fromPem(text)
    const thumbprint = await calculateJwkThumbprint(await exportJWK(found.key))
    return {
      thumbprint,
      sign: (content) =>
        new CompactSign(new TextEncoder().encode(JSON.stringify(content)))
          .setProtectedHeader({ alg: found.alg })
          .sign(found.key),
    }
  } catch {
    return null
  }
}

async function fromJwk(jwk: JWK) {
  const alg = jwk.kty === 'OKP' ? 'EdDSA' : 'ES256'
  const key = await importJWK(jwk, alg, { extractable: true })
  if (key instanceof Uint8Array || jwk.d === undefined) throw new Error('no private key')
  return { alg, key }
}

async function fromPem(pem: string) {
  for (const alg of ['ES256', 'EdDSA']) {
    const key = await importPKCS8(pem, alg, { extractable: true }).catch(() => null)
    if (key) return { alg, key }
  }
  throw new Error('no such key')
}
