import { fromBase64url, toBase64url } from '../encoding/base64.ts'
import { toUtf8 } from '../encoding/utf8.ts'
import { Malformed } from '../fault.ts'
import { childrenOf, joinBytes, readDer, tags, unsignedOf, writeDer, writeUnsigned } from './der.ts'
import type { KeyKind, PublicKey } from './key.ts'
import { sha256 } from './sha256.ts'
import { makePublicKey, pointOf, publicKeyFromSpki } from './spki.ts'

const curves: { readonly [name: string]: { readonly kind: KeyKind; readonly size: number } } = {
  'P-256': { kind: 'p256', size: 32 },
  'P-384': { kind: 'p384', size: 48 },
  'P-521': { kind: 'p521', size: 66 },
}

type Members = { readonly [name: string]: unknown }

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function octetsOf(jwk: Members, name: string): Uint8Array {
  const value = jwk[name]
  if (typeof value !== 'string' || value === '') throw new Malformed(`jwk.${name}`)
  return fromBase64url(value)
}

/**
 * The key that a JWK (RFC 7517, RFC 7518, 6; RFC 8037) is: EC on P-256, P-384, P-521, RSA, or Ed25519. Throws `Malformed`: `jwk.private` where it holds a private key, `jwk.kty`,
 * `jwk.crv`, `jwk.x`, `jwk.y` (each coordinate as long as its curve says), `jwk.n`, `jwk.e`, `key.length`.
 */
export function publicKeyFromJwk(jwk: unknown): PublicKey {
  if (!isMembers(jwk)) throw new Malformed('jwk.object')
  if ('d' in jwk || 'k' in jwk) throw new Malformed('jwk.private')
  switch (jwk['kty']) {
    case 'EC':
      return ecKey(jwk)
    case 'OKP': {
      if (jwk['crv'] !== 'Ed25519') throw new Malformed('jwk.crv')
      const x = octetsOf(jwk, 'x')
      if (x.length !== 32) throw new Malformed('jwk.x')
      return makePublicKey('ed25519', x)
    }
    case 'RSA': {
      const numbers = joinBytes([writeUnsigned(octetsOf(jwk, 'n')), writeUnsigned(octetsOf(jwk, 'e'))])
      return publicKeyFromSpki(makePublicKey('rsa', writeDer(tags.sequence, numbers)).spki)
    }
    default:
      throw new Malformed('jwk.kty')
  }
}

function ecKey(jwk: Members): PublicKey {
  const curve = typeof jwk['crv'] === 'string' && Object.hasOwn(curves, jwk['crv']) ? curves[jwk['crv']] : undefined
  if (!curve) throw new Malformed('jwk.crv')
  const [x, y] = [octetsOf(jwk, 'x'), octetsOf(jwk, 'y')]
  if (x.length !== curve.size) throw new Malformed('jwk.x')
  if (y.length !== curve.size) throw new Malformed('jwk.y')
  return makePublicKey(curve.kind, joinBytes([Uint8Array.of(4), x, y]))
}

/** A public key as a JWK with no other members than the key itself. A compressed point is refused: `jwk.compressed`. */
export function publicKeyToJwk(key: PublicKey): { readonly [name: string]: string } {
  const point = pointOf(key)
  if (key.kind === 'ed25519') return { kty: 'OKP', crv: 'Ed25519', x: toBase64url(point) }
  if (key.kind === 'rsa') {
    const [n, e] = childrenOf(readDer(point)).map(unsignedOf)
    return { kty: 'RSA', n: toBase64url(n as Uint8Array), e: toBase64url(e as Uint8Array) }
  }
  const [crv, curve] = Object.entries(curves).find(([, { kind }]) => kind === key.kind) as [string, { size: number }]
  if (point[0] !== 4) throw new Malformed('jwk.compressed')
  const [x, y] = [point.subarray(1, 1 + curve.size), point.subarray(1 + curve.size)]
  return { kty: 'EC', crv, x: toBase64url(x), y: toBase64url(y) }
}

/** Thumbprint of a key (RFC 7638) with SHA-256, base64url: the `kid` that SMART Health Cards demand. */
export function thumbprintOf(key: PublicKey): string {
  const members = Object.entries(publicKeyToJwk(key)).sort(([a], [b]) => (a < b ? -1 : 1))
  return toBase64url(sha256(toUtf8(JSON.stringify(Object.fromEntries(members)))))
}
