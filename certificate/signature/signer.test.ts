import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Algorithm } from './key.ts'
import { schemeOf } from './key.ts'
import { signingWith as signingInBrowser } from './sign-web.ts'
import { signerFrom } from './signer.ts'
import { publicKeyFromSpki } from './spki.ts'
import { verifySignature } from './verify.ts'

const pairs = {
  ES256: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  ES384: generateKeyPairSync('ec', { namedCurve: 'P-384' }),
  PS256: generateKeyPairSync('rsa', { modulusLength: 2048 }),
  EdDSA: generateKeyPairSync('ed25519'),
} as const
const said = new TextEncoder().encode('what is signed')
const identity = (algorithm: Algorithm) => ({ algorithm, keyId: 'key', country: 'XX', issuer: 'https://example.org' })

test.each(Object.entries(pairs))(
  'what a key in memory or in a PEM file signs with %s is verified',
  async (name, pair) => {
    const algorithm = name as Algorithm
    const key = publicKeyFromSpki(new Uint8Array(pair.publicKey.export({ type: 'spki', format: 'der' })))
    const der = new Uint8Array(pair.privateKey.export({ type: 'pkcs8', format: 'der' }))
    const pem = pair.privateKey.export({ type: 'pkcs8', format: 'pem' })
    for (const given of [der, pem]) {
      const signer = signerFrom(given, identity(algorithm))
      if (!signer.ok) throw new Error(signer.refusal.code)
      expect(await verifySignature(key, algorithm, said, await signer.value.sign(said))).toBe(true)
    }
    const inBrowser = await signingInBrowser(der, schemeOf[algorithm])(said)
    expect(await verifySignature(key, algorithm, said, inBrowser)).toBe(true)
    expect(await verifySignature(key, algorithm, said.subarray(1), inBrowser)).toBe(false)
  },
)

test('a key that is encrypted or broken is refused before anything is signed', () => {
  const pem = pairs.ES256.privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' })
  expect(signerFrom(pem, identity('ES256'))).toEqual({ ok: false, refusal: { code: 'signer.encrypted' } })
  for (const broken of [
    '',
    'no key',
    '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----',
    new Uint8Array(9),
  ])
    expect(signerFrom(broken, identity('ES256'))).toEqual({ ok: false, refusal: { code: 'signer.unreadable' } })
})
