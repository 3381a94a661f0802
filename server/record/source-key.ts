import { createPublicKey, type KeyObject } from 'node:crypto'
import { ok, type Result, refuse } from '@consular/domain/shared'
import { calculateJwkThumbprint, type JWK } from 'jose'

/** A public key by which a source signs, with the name that RFC 7638 gives it. */
export interface SigningKey {
  readonly jwk: JWK
  readonly thumbprint: string
}

/**
 * Reads a public signing key of P-256 or Ed25519: PEM (SPKI, or a certificate) or JWK. Refuses `source.key-unusable` with the cause: `private` where somebody has sent the key that
 * must never leave the source (it is not kept), `kind` for another kind of key, `form` for what is no key.
 */
export async function readSigningKey(text: string): Promise<Result<SigningKey, 'source.key-unusable'>> {
  if (/PRIVATE KEY/.test(text) || /"d"\s*:/.test(text)) return refuse('source.key-unusable', { cause: 'private' })
  const key = keyOf(text.trim())
  if (key === null) return refuse('source.key-unusable', { cause: 'form' })
  const { kty, crv, x, y } = key.export({ format: 'jwk' }) as JWK
  if (!(kty === 'EC' && crv === 'P-256') && !(kty === 'OKP' && crv === 'Ed25519'))
    return refuse('source.key-unusable', { cause: 'kind' })
  const jwk = { kty, crv, x, ...(y === undefined ? {} : { y }) } as JWK
  return ok({ jwk, thumbprint: await thumbprintOf(jwk) })
}

/** The RFC 7638 thumbprint of a key. */
export const thumbprintOf = (jwk: JWK): Promise<string> => calculateJwkThumbprint(jwk)

function keyOf(text: string): KeyObject | null {
  try {
    if (text.startsWith('{')) return createPublicKey({ key: JSON.parse(text) as JsonWebKey, format: 'jwk' })
    return createPublicKey(text)
  } catch {
    return null
  }
}
