import { createHash, createPublicKey, randomBytes, sign, verify } from 'node:crypto'
import { SDJwtInstance } from '@sd-jwt/core'
import { SDJwtVcInstance } from '@sd-jwt/sd-jwt-vc'
import { expect, test } from 'vitest'
import { disclosuresOf, issueSdJwt, type Jwk, present, readSdJwt, verifySdJwt } from './index.ts'
import { holder, issuerKey, now, random, record, signer, type TestKey, terms, trust } from './testing.ts'

// The other implementation: @sd-jwt of the OpenWallet Foundation, over node:crypto.

const signWith = (key: TestKey) => (data: string) =>
  sign('sha256', Buffer.from(data), { key: key.privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')

const verifyWith = (jwk: Jwk, data: string, signature: string) =>
  verify(
    'sha256',
    Buffer.from(data),
    { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  )

const configuration: ConstructorParameters<typeof SDJwtVcInstance>[0] = {
  hasher: (data, algorithm) =>
    new Uint8Array(
      createHash(algorithm.replace('-', ''))
        .update(Buffer.from(data as string))
        .digest(),
    ),
  hashAlg: 'sha-256',
  saltGenerator: (length) => randomBytes(length).toString('base64url'),
  signer: signWith(issuerKey),
  signAlg: 'ES256',
  verifier: (data, signature) => verifyWith(issuerKey.jwk, data, signature),
  kbSigner: signWith(holder),
  kbSignAlg: 'ES256',
  kbVerifier: (data, signature, payload) => verifyWith((payload as { cnf: { jwk: Jwk } }).cnf.jwk, data, signature),
}

const other = new SDJwtVcInstance(configuration)
/** The same of RFC 9901 alone, without what credentials add. */
const core = new SDJwtInstance(configuration)

const seconds = Math.floor(now / 1000)
const keyBinding = { audience: 'https://border.example', nonce: 'n-42' }

async function issued(): Promise<string> {
  const acceptance = [{ ruleSet: 'FR', version: '1.0.3', on: '2026-11-24', until: null }]
  const outcome = await issueSdJwt(record, signer, terms, { random, holderKey: holder.jwk, acceptance })
  if (!outcome.ok) throw new Error(outcome.refusal.code)
  return outcome.value
}

const verdictOf = async (text: string, options = {}) => {
  const certificate = readSdJwt(text)
  if ('fault' in certificate) return certificate.fault.code
  return (await verifySdJwt(certificate, trust, now, options)).code
}

test('what we issue is verified by the other, with the same claims', async () => {
  const text = await issued()
  const { payload } = await other.verify(text, { currentDate: seconds })
  const certificate = readSdJwt(text)
  expect('fault' in certificate ? null : certificate.payload).toEqual(payload)
  expect((await core.verify(text, { currentDate: seconds })).payload).toEqual(payload)
  const told = disclosuresOf(text)
  const paths = told.ok ? told.value.map(({ path }) => path.join('.')) : []
  expect(paths.sort()).toEqual((await core.presentableKeys(text)).sort())
})

test('what we present with key binding is verified by the other, and refused by it for another nonce', async () => {
  const presented = await present(await issued(), {
    disclose: [['family_name'], ['acceptance', 0], ['vaccinations', 1, 'date']],
    keyBinding: { ...keyBinding, issuedAt: now, sign: holder.sign },
  })
  if (!presented.ok) throw new Error(presented.refusal.code)
  const { payload, kb } = await other.verify(presented.value, { currentDate: seconds, keyBindingNonce: 'n-42' })
  expect(payload).toMatchObject({ family_name: '欧阳', vaccinations: [{ date: '2020-01-02' }] })
  expect(payload).not.toHaveProperty('given_name')
  expect(kb?.payload).toMatchObject({ aud: keyBinding.audience, nonce: 'n-42' })
  await expect(other.verify(presented.value, { currentDate: seconds, keyBindingNonce: 'n-43' })).rejects.toThrow()
})

test('what the other presents of ours is verified by us', async () => {
  const presented = await other.present(
    await issued(),
    { family_name: true, birth_year: true },
    { kb: { payload: { iat: seconds, aud: keyBinding.audience, nonce: 'n-42' } } },
  )
  expect(await verdictOf(presented, { keyBinding })).toBe('ok')
  expect(await verdictOf(presented, { keyBinding: { ...keyBinding, nonce: 'n-43' } })).toBe('binding.nonce')
})

test('what the other issues is verified by us, presented by us, and that again by the other', async () => {
  const text = await other.issue(
    {
      iss: signer.issuer,
      iat: seconds - 10,
      exp: seconds + 1000,
      vct: 'https://credentials.example/vct/health-certificate',
      cnf: { jwk: holder.jwk },
      family_name: 'Čapek',
      address: { city: 'Uto', code: '1' },
      marks: ['a', 'b', 'c'],
    },
    {
      _sd: ['family_name', 'address', 'marks'],
      _sd_decoy: 3,
      address: { _sd: ['city', 'code'] },
      marks: { _sd: [0, 2], _sd_decoy: 1 },
    } as never,
    { header: { kid: signer.keyId } },
  )
  expect(await verdictOf(text)).toBe('ok')
  const presented = await present(text, {
    disclose: [
      ['address', 'city'],
      ['marks', 2],
    ],
    keyBinding: { ...keyBinding, issuedAt: now, sign: holder.sign },
  })
  if (!presented.ok) throw new Error(presented.refusal.code)
  expect(await verdictOf(presented.value, { keyBinding })).toBe('ok')
  const certificate = readSdJwt(presented.value)
  expect('fault' in certificate ? null : certificate.payload).toMatchObject({
    address: { city: 'Uto' },
    marks: ['b', 'c'],
  })
  const { payload } = await other.verify(presented.value, { currentDate: seconds, keyBindingNonce: 'n-42' })
  expect('fault' in certificate ? null : certificate.payload).toEqual(payload)
})
