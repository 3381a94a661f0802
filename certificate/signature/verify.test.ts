import { constants, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { afterEach, describe, expect, test, vi } from 'vitest'
import * as onNode from './engine-node.ts'
import * as onWeb from './engine-web.ts'
import { publicKeyFromJwk, publicKeyToJwk, thumbprintOf } from './jwk.ts'
import { type Algorithm, type PublicKey, schemeOf } from './key.ts'
import { publicKeyFromSpki } from './spki.ts'
import { verifySignature } from './verify.ts'

interface Pair {
  readonly publicKey: KeyObject
  readonly privateKey: KeyObject
}

const ec = (namedCurve: string): Pair => generateKeyPairSync('ec', { namedCurve })
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pairs: { readonly [algorithm in Algorithm]: Pair } = {
  ES256: ec('P-256'),
  ES384: ec('P-384'),
  ES512: ec('P-521'),
  PS256: rsa,
  RS256: rsa,
  EdDSA: generateKeyPairSync('ed25519'),
}
const algorithms = Object.keys(pairs) as readonly Algorithm[]
const data = new TextEncoder().encode('what was signed')

const keyOf = (algorithm: Algorithm): PublicKey =>
  publicKeyFromSpki(new Uint8Array(pairs[algorithm].publicKey.export({ type: 'spki', format: 'der' })))

function signWith(algorithm: Algorithm): Uint8Array {
  const key = pairs[algorithm].privateKey
  if (algorithm === 'EdDSA') return sign(null, data, key)
  if (algorithm === 'RS256') return sign('sha256', data, key)
  if (algorithm === 'PS256')
    return sign('sha256', data, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 })
  return sign(`sha${algorithm.slice(2)}`, data, { key, dsaEncoding: 'ieee-p1363' })
}

const flip = (bytes: Uint8Array): Uint8Array => Uint8Array.from(bytes, (byte, at) => (at === 5 ? byte ^ 1 : byte))

afterEach(() => vi.restoreAllMocks())

describe.each(algorithms)('%s', (algorithm) => {
  const [key, scheme, signature] = [keyOf(algorithm), schemeOf[algorithm], signWith(algorithm)]

  test.each([
    ['Node', onNode.verifyBytes],
    ['a browser', onWeb.verifyBytes],
  ])('verifies in %s, and not with a changed octet', async (_, verifyBytes) => {
    expect(await verifyBytes(key, scheme, data, signature)).toBe(true)
    expect(await verifyBytes(key, scheme, flip(data), signature)).toBe(false)
    expect(await verifyBytes(key, scheme, data, flip(signature))).toBe(false)
    expect(await verifyBytes(key, scheme, data, new Uint8Array())).toBe(false)
  })

  test('verifies nothing with a key of another kind', async () => {
    for (const other of algorithms)
      expect(await verifySignature(keyOf(other), algorithm, data, signature)).toBe(keyOf(other).kind === key.kind)
  })
})

test.each(['EdDSA', 'ES512', 'ES256'] as const)('%s verifies in a browser that does not know it', async (algorithm) => {
  vi.spyOn(crypto.subtle, 'importKey').mockRejectedValue(new DOMException('', 'NotSupportedError'))
  const [key, signature] = [keyOf(algorithm), signWith(algorithm)]
  expect(await onWeb.verifyBytes(key, schemeOf[algorithm], data, signature)).toBe(true)
  expect(await onWeb.verifyBytes(key, schemeOf[algorithm], flip(data), signature)).toBe(false)
})

test.each(['EdDSA', 'ES512', 'ES384', 'ES256'] as const)(
  '%s verifies on a page that has no WebCrypto',
  async (algorithm) => {
    vi.spyOn(crypto, 'subtle', 'get').mockReturnValue(undefined as unknown as SubtleCrypto)
    const [key, signature] = [keyOf(algorithm), signWith(algorithm)]
    expect(await onWeb.verifyBytes(key, schemeOf[algorithm], data, signature)).toBe(true)
    expect(await onWeb.verifyBytes(key, schemeOf[algorithm], flip(data), signature)).toBe(false)
  },
)

test('P-256 with SHA-384 verifies in a browser that does not know the curve', async () => {
  vi.spyOn(crypto.subtle, 'importKey').mockRejectedValue(new DOMException('', 'NotSupportedError'))
  const scheme = { padding: 'ecdsa', hash: 'SHA-384', salt: 0 } as const
  const signature = sign('sha384', data, { key: pairs.ES256.privateKey, dsaEncoding: 'ieee-p1363' })
  expect(await onWeb.verifyBytes(keyOf('ES256'), scheme, data, signature)).toBe(true)
})

test('a point that is not on its curve verifies nothing', async () => {
  const key = { kind: 'p256', spki: flip(keyOf('ES256').spki.toReversed()).toReversed() } as const
  expect(onNode.verifyBytes(key, schemeOf.ES256, data, signWith('ES256'))).toBe(false)
  expect(await onWeb.verifyBytes(key, schemeOf.ES256, data, signWith('ES256'))).toBe(false)
})

test.each(['SHA-256', 'SHA-384', 'SHA-512'] as const)('%s is the same in Node and in a browser', async (hash) => {
  expect(new Uint8Array(await onWeb.digestBytes(hash, data))).toEqual(
    new Uint8Array(await onNode.digestBytes(hash, data)),
  )
})

describe('JWK', () => {
  test.each(algorithms)('of a key for %s is the one that Node writes, and is read again', (algorithm) => {
    const key = keyOf(algorithm)
    expect(publicKeyToJwk(key)).toEqual(pairs[algorithm].publicKey.export({ format: 'jwk' }))
    expect(publicKeyFromJwk(publicKeyToJwk(key))).toEqual(key)
  })

  test('has the thumbprint of RFC 7638', () => {
    const jwk = {
      kty: 'RSA',
      n: '0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw',
      e: 'AQAB',
    }
    expect(thumbprintOf(publicKeyFromJwk(jwk))).toBe('NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs')
  })

  const good = publicKeyToJwk(keyOf('ES256'))
  test.each([
    ['with a private key', { ...good, d: 'AAAA' }, 'jwk.private'],
    ['with a coordinate that is too long', { ...good, x: `AAAA${good['x']}` }, 'jwk.x'],
    ['without a coordinate', { ...good, y: undefined }, 'jwk.y'],
    ['on a foreign curve', { ...good, crv: 'secp256k1' }, 'jwk.crv'],
    ['on a curve named like a member of all objects', { ...good, crv: 'constructor' }, 'jwk.crv'],
    ['that is symmetric', { kty: 'oct', k: 'AAAA' }, 'jwk.private'],
    ['of an unknown kind', { kty: 'XY' }, 'jwk.kty'],
    ['that is none', null, 'jwk.object'],
    ['of a short RSA key', { kty: 'RSA', n: 'AQAB', e: 'AQAB' }, 'key.length'],
  ])('%s is refused', (_, jwk, code) => {
    expect(() => publicKeyFromJwk(jwk)).toThrow(code)
  })
})
