import { generateKeyPairSync, sign } from 'node:crypto'
import { type PublicKey, publicKeyFromSpki, type Signer } from '@consular/certificate'
import { issueCwt, keysOfSet } from '@consular/certificate/cwt'
import { makeKeySet, thumbprintOf } from '@consular/certificate/publish'
import { expect, test } from 'vitest'
import { checkProof, proofClaims, proofPrefix, registrationNumber } from './index.ts'
import { freshId, person } from './testing-registration.ts'

const now = Temporal.Instant.from('2026-11-24T08:00:00Z')
const until = now.add({ hours: 24 * 30 })

function keyPair(): { readonly key: PublicKey; readonly signer: Signer } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const key = publicKeyFromSpki(new Uint8Array(publicKey.export({ type: 'spki', format: 'der' })))
  const how = { key: privateKey, dsaEncoding: 'ieee-p1363' } as const
  return {
    key,
    signer: {
      algorithm: 'ES256',
      keyId: thumbprintOf(key),
      country: 'XX',
      issuer: 'a demonstration',
      sign: async (bytes) => new Uint8Array(sign('sha256', bytes, how)),
    },
  }
}
const us = keyPair()
const set = makeKeySet([{ keyId: us.signer.keyId, key: us.key, algorithm: 'ES256' }])
const keys = keysOfSet(set['keys'] as Parameters<typeof keysOfSet>[0])
const number = registrationNumber(freshId())

async function codeOf(who = person(), signer = us.signer): Promise<string> {
  const terms = { number, country: 'XX', issuedAt: now, expiresAt: until }
  const code = await issueCwt(proofPrefix, proofClaims(who, terms), signer)
  if (!code.ok) throw new Error(code.refusal.code)
  return code.value
}

test('a code proves name, birth date, number and until when, with keys alone', async () => {
  expect(await checkProof(await codeOf(), keys, now)).toEqual({
    verdict: 'valid',
    proof: {
      number,
      familyName: '林',
      givenName: '梅',
      latinName: 'LIN MEI',
      birthDate: '1992-05-02',
      country: 'XX',
      until,
    },
  })
})

test('what was not told is not in it, and nothing else is', async () => {
  const who = person({ latinName: null, birthDate: null, givenName: '', documentNumber: 'SECRET', needs: ['medical'] })
  const { proof } = await checkProof(await codeOf(who), keys, now)
  expect(proof).toMatchObject({ givenName: '', latinName: null, birthDate: null })
  const claims = proofClaims(who, { number, country: 'XX', issuedAt: now, expiresAt: until })
  expect([...claims.own.values()]).toEqual(['林'])
})

test('it proves nothing after its end, of another key, or when it is something else', async () => {
  const code = await codeOf()
  expect((await checkProof(code, keys, until)).verdict).toBe('expired')
  expect((await checkProof(await codeOf(person(), keyPair().signer), keys, now)).verdict).toBe('unknown-key')
  const end = code.at(-1) === 'A' ? 'B' : 'A'
  expect((await checkProof(code.slice(0, -1) + end, keys, now)).verdict).toMatch(/forged|broken/)
  expect(await checkProof('HC1:6BFOXN', keys, now)).toEqual({ verdict: 'other', proof: null })
  expect(await checkProof(`${proofPrefix}A`, keys, now)).toEqual({ verdict: 'broken', proof: null })
})
