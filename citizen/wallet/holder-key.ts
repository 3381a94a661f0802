import { toBase64url } from './base64.ts'
import { findKeys, keepKeys } from './vault.ts'

/** A public key as the service takes it (JWK, P-256). */
export interface HolderKey {
  readonly kty: 'EC'
  readonly crv: 'P-256'
  readonly x: string
  readonly y: string
}

const ecdsa = { name: 'ECDSA', namedCurve: 'P-256' } as const

/** The name of a public key: its thumbprint (RFC 7638). */
async function nameOf({ x, y }: { readonly x: string; readonly y: string }): Promise<string> {
  const canonical = JSON.stringify({ crv: 'P-256', kty: 'EC', x, y })
  return toBase64url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(canonical))))
}

/** Makes a key for one certificate, so that two of them are not seen to be of one person by their keys. Its private part never leaves this phone. */
export async function makeHolderKey(): Promise<HolderKey> {
  const pair = await crypto.subtle.generateKey(ecdsa, false, ['sign', 'verify'])
  const { x = '', y = '' } = await crypto.subtle.exportKey('jwk', pair.publicKey)
  await keepKeys(await nameOf({ x, y }), pair)
  return { kty: 'EC', crv: 'P-256', x, y }
}

/** What signs for the holder whose public key a certificate names; null where that key is on another phone. */
export async function holderSigner(jwk: unknown): Promise<((bytes: Uint8Array) => Promise<Uint8Array>) | null> {
  if (typeof jwk !== 'object' || jwk === null || !('x' in jwk) || !('y' in jwk)) return null
  if (typeof jwk.x !== 'string' || typeof jwk.y !== 'string') return null
  const pair = await findKeys(await nameOf({ x: jwk.x, y: jwk.y }))
  if (!pair) return null
  return async (bytes) =>
    new Uint8Array(
      await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, pair.privateKey, bytes as Uint8Array<ArrayBuffer>),
    )
}
