import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromBase45, toBase45 } from '../encoding/base45.ts'
import { fromBase64 } from '../encoding/base64.ts'
import { makeSigner } from '../hcert/testing.ts'
import type { Signer } from '../record.ts'
import { publicKeyToJwk, thumbprintOf } from '../signature/jwk.ts'
import { publicKeyFromSpki } from '../signature/spki.ts'
import { type Cwt, issueCwt, keysOfSet, readCwt, verifyCwt } from './index.ts'

const prefix = 'XX1:'
const now = 1_795_000_000_000
const claims = {
  issuer: 'XX',
  subject: 'RG-7KQ4-93XM-2',
  issuedAt: now,
  expiresAt: now + 86_400_000,
  own: new Map([[-65_537, '林\n梅']]),
}

function party(): { readonly signer: Signer; readonly jwk: ReturnType<typeof publicKeyToJwk> } {
  const made = makeSigner('ES256')
  const key = publicKeyFromSpki(fromBase64(made.spki))
  const signer = { algorithm: 'ES256', keyId: thumbprintOf(key), country: 'XX', issuer: 'us', sign: made.sign } as const
  return { signer, jwk: publicKeyToJwk(key) }
}
const us = party()
const keys = keysOfSet([us.jwk])

async function issued(given = claims): Promise<string> {
  const made = await issueCwt(prefix, given, us.signer)
  if (!made.ok) throw new Error(made.refusal.code)
  return made.value
}
function readable(text: string): Cwt {
  const token = readCwt(prefix, text)
  if ('fault' in token) throw new Error(token.fault.code)
  return token
}

test('a token says what was signed, fits a small code, and is valid with the key alone', async () => {
  const text = await issued()
  expect(text).toMatch(/^XX1:[0-9A-Z $%*+\-./:]+$/)
  expect(text.length).toBeLessThan(300)
  const token = readable(text)
  expect(token.claims).toEqual(claims)
  expect(await verifyCwt(token, keys, now)).toBe('valid')
  expect(await verifyCwt(readable(`  ${text}\r\n`), keys, now)).toBe('valid')
})

test('it counts from its beginning to its end, to the second', async () => {
  const token = readable(await issued())
  expect(await verifyCwt(token, keys, now - 120_001)).toBe('not-yet')
  expect(await verifyCwt(token, keys, claims.expiresAt - 1)).toBe('valid')
  expect(await verifyCwt(token, keys, claims.expiresAt)).toBe('expired')
})

test('another key knows nothing of it, and a key that is no key is left out', async () => {
  const token = readable(await issued())
  expect(await verifyCwt(token, keysOfSet([party().jwk]), now)).toBe('unknown-key')
  expect(keysOfSet([{ kty: 'oct', k: 'AA' }, {}, us.jwk])).toHaveLength(1)
})

test('whatever one changes in it, it is never valid, and reading never throws', async () => {
  const bytes = fromBase45(await issued(), prefix.length)
  const change = fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }))
  await fc.assert(
    fc.asyncProperty(change, async ([at, by]) => {
      const changed = bytes.map((byte, place) => (place === at ? byte ^ by : byte))
      const token = readCwt(prefix, prefix + toBase45(changed))
      if (!('fault' in token)) expect(await verifyCwt(token, keys, now)).not.toBe('valid')
    }),
    { numRuns: 300 },
  )
  fc.assert(fc.property(fc.string(), (text) => void readCwt(prefix, prefix + text)))
  expect(readCwt(prefix, 'HC1:AAA')).toMatchObject({ fault: { code: 'cwt.prefix' } })
  expect(readCwt(prefix, prefix + 'A'.repeat(5000))).toMatchObject({ fault: { code: 'cwt.too-long' } })
})

test('it is signed with ES256 or not at all', async () => {
  expect(await issueCwt(prefix, claims, { ...us.signer, algorithm: 'EdDSA' })).toMatchObject({
    refusal: { code: 'signer.algorithm' },
  })
})
