import { expect, test } from 'vitest'
import type { Verdict } from '../report.ts'
import {
  acceptancesOf,
  type ClaimPath,
  disclosuresOf,
  healthCertificateType,
  issueSdJwt,
  type KeyBinding,
  present,
  readSdJwt,
  type SdJwtExtras,
  verifySdJwt,
} from './index.ts'
import { holder, issuerKey, makeKey, now, random, record, signer, terms, trust, trusting } from './testing.ts'

const acceptance = [
  { ruleSet: 'FR', version: '1.0.3', on: '2026-11-24', until: '2027-02-01' },
  { ruleSet: 'AT', version: '1.1.0', on: '2026-11-24', until: null },
]

async function issued(extras: Partial<SdJwtExtras> = {}, by = signer): Promise<string> {
  const outcome = await issueSdJwt(record, by, terms, { random, ...extras })
  if (!outcome.ok) throw new Error(outcome.refusal.code)
  return outcome.value
}

async function shown(text: string, disclose: readonly ClaimPath[], more: Parameters<typeof binding> | [] = []) {
  const keyBinding = more.length > 0 ? binding(...(more as Parameters<typeof binding>)) : undefined
  const outcome = await present(text, { disclose, ...(keyBinding ? { keyBinding } : {}) })
  if (!outcome.ok) throw new Error(outcome.refusal.code)
  return outcome.value
}

const asked: KeyBinding = { audience: 'https://border.example', nonce: 'n-1' }
const binding = (more: Partial<KeyBinding & { issuedAt: number; sign: typeof holder.sign }> = {}) => ({
  ...asked,
  issuedAt: now - 20_000,
  sign: holder.sign,
  ...more,
})

async function check(text: string, options: { keyBinding?: KeyBinding; trust?: typeof trust; now?: number } = {}) {
  const certificate = readSdJwt(text)
  if ('fault' in certificate) return `${certificate.fault.verdict} ${certificate.fault.code}`
  const { keyBinding } = options
  const report = await verifySdJwt(
    certificate,
    options.trust ?? trust,
    options.now ?? now,
    keyBinding ? { keyBinding } : {},
  )
  return report.verdict === ('valid' satisfies Verdict) ? 'valid' : `${report.verdict} ${report.code}`
}

const opened = (text: string) => {
  const certificate = readSdJwt(text)
  if ('fault' in certificate) throw new Error(certificate.fault.code)
  return certificate
}

test('all that was recorded is read again from the whole certificate', async () => {
  const certificate = opened(await issued({ holderKey: holder.jwk, acceptance }))
  expect(certificate.holder).toEqual({
    familyName: '欧阳',
    givenName: '文博',
    standardFamilyName: 'OUYANG',
    standardGivenName: 'WENBO',
    birthDate: '1967-03-14',
    sex: 'M',
    documentNumber: 'XB7700102',
    nationality: 'CN',
  })
  expect(certificate.entries).toEqual(record.entries)
  expect(certificate.issuer).toEqual({ country: 'XX', id: 'https://issuer.example', keyId: 'key-1' })
  expect(certificate.validity).toEqual({ from: terms.issuedAt, until: terms.expiresAt })
  expect(certificate.warnings).toEqual([])
  expect(acceptancesOf(certificate.payload)).toEqual(acceptance)
  expect(certificate.payload).toMatchObject({ vct: healthCertificateType, jti: terms.id, birth_year: 1967 })
})

test('nothing personal is readable before the holder shows it', async () => {
  const [token = ''] = (await issued({ holderKey: holder.jwk, acceptance })).split('~')
  const payload = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as object
  expect(Object.keys(payload).sort()).toEqual(
    ['_sd', '_sd_alg', 'cnf', 'exp', 'iat', 'iss', 'issuing_country', 'nbf', 'vct'].sort(),
  )
  expect(payload).toMatchObject({ _sd: { length: 16 } })
  const bare = opened(`${token}~`)
  expect(bare.holder).toEqual({})
  expect(bare.entries).toEqual([])
})

test('name, year of birth and a rule set that is met can be shown without any medical fact', async () => {
  const text = await issued({ holderKey: holder.jwk, acceptance })
  const presentation = await shown(text, [['family_name'], ['given_name'], ['birth_year'], ['acceptance', 0]], [{}])
  const certificate = opened(presentation)
  expect(certificate.holder).toEqual({ familyName: '欧阳', givenName: '文博', birthDate: '1967' })
  expect(certificate.entries).toEqual([])
  expect(acceptancesOf(certificate.payload)).toEqual([acceptance[0]])
  expect(await check(presentation, { keyBinding: asked })).toBe('valid')
})

test('one claim of one entry can be shown without the others', async () => {
  const presentation = await shown(await issued(), [['vaccinations', 1, 'date']])
  expect(opened(presentation).payload).toMatchObject({ vaccinations: [{ date: '2020-01-02' }] })
  expect(opened(presentation).payload).not.toHaveProperty('birthdate')
  // The token, the list, the entry, the date.
  expect(presentation.split('~')).toHaveLength(5)
  expect(await check(presentation)).toBe('valid')
})

test('the holder is told what she can show', async () => {
  const all = disclosuresOf(await issued())
  const paths = all.ok ? all.value.map(({ path }) => path.join('.')) : []
  expect(paths).toContain('birth_year')
  expect(paths).toContain('vaccinations')
  expect(paths).toContain('vaccinations.0.lot')
  expect(paths).toContain('tests.0.result_code')
  expect(all.ok && all.value.find(({ path }) => path.join('.') === 'vaccinations.1')?.value).toEqual({
    disease: { code: '1D47' },
    product: { code: 'Stamaril' },
    dose: 1,
    date: '2020-01-02',
  })
  expect(disclosuresOf('nothing')).toEqual({ ok: false, refusal: { code: 'text.unrecognised' } })
})

test('a presentation is refused for a path that leads nowhere and for a certificate that is bound to nobody', async () => {
  const text = await issued()
  const refused = { ok: false, refusal: { code: 'presentation.path', data: { path: 'vaccinations.2' } } }
  expect(await present(text, { disclose: [['vaccinations', 2]] })).toEqual(refused)
  expect(await present(text, { disclose: [['toString']] })).toMatchObject({ refusal: { code: 'presentation.path' } })
  expect(await present(text, { disclose: [], keyBinding: binding() })).toMatchObject({
    refusal: { code: 'binding.no-key' },
  })
  expect(await present('eyJ~', { disclose: [] })).toMatchObject({ ok: false })
})

test('an issuer refuses what cannot be signed', async () => {
  const refusal = async (change: object, extras: Partial<SdJwtExtras> = {}, on = terms) => {
    const person = { ...record.person, ...change }
    const outcome = await issueSdJwt({ ...record, person }, signer, on, { random, ...extras })
    return outcome.ok ? 'issued' : outcome.refusal.code
  }
  expect(await refusal({ familyName: ' ', givenName: '' })).toBe('record.name')
  expect(await refusal({ birthDate: '14.3.1967' })).toBe('record.birth-date')
  expect(await refusal({ birthDate: '1967-03' })).toBe('issued')
  expect(await refusal({}, {}, { ...terms, expiresAt: terms.issuedAt })).toBe('terms.period')
  expect(await refusal({}, { holderKey: { ...holder.jwk, d: 'AA' } })).toBe('jwk.private')
  expect(await refusal({}, { holderKey: { kty: 'EC', crv: 'secp256k1' } })).toBe('jwk.crv')
})

test('a presentation that was made for another verifier, another time or by another person is forged', async () => {
  const text = await issued({ holderKey: holder.jwk })
  const bound = (more: Parameters<typeof binding>[0]) => shown(text, [['family_name']], [more])
  const verdict = async (more: Parameters<typeof binding>[0]) => check(await bound(more), { keyBinding: asked })
  expect(await verdict({})).toBe('valid')
  expect(await verdict({ audience: 'https://other.example' })).toBe('forged binding.audience')
  expect(await verdict({ nonce: 'n-2' })).toBe('forged binding.nonce')
  expect(await verdict({ sign: makeKey().sign })).toBe('forged binding.signature')
  expect(await verdict({ issuedAt: now - 7_200_000 })).toBe('forged binding.time')
  expect(await verdict({ issuedAt: now + 600_000 })).toBe('forged binding.time')
  const old = await bound({ issuedAt: now - 7_200_000 })
  expect(await check(old, { keyBinding: { ...asked, maximumAge: 10_800_000 } })).toBe('valid')
})

test('a copied presentation is worthless once something is added, taken away or left unbound', async () => {
  const text = await issued({ holderKey: holder.jwk })
  const bound = await shown(text, [['family_name'], ['given_name']], [{}])
  const token = bound.slice(bound.lastIndexOf('~') + 1)
  const [jwt = '', first = ''] = bound.split('~')
  expect(await check(`${jwt}~${first}~${token}`, { keyBinding: asked })).toBe('forged binding.content')
  expect(await check(`${text}${token}`)).toBe('forged binding.content')
  expect(await check(`${jwt}~${first}~`, { keyBinding: asked })).toBe('untrusted binding.absent')
  expect(await check(`${jwt}~${first}~`)).toBe('valid')
  const unbound = await issued()
  expect(await check(`${unbound}${token}`, { keyBinding: asked })).toBe('forged binding.no-key')
})

test('a token of the holder that nobody asked for is verified and mentioned', async () => {
  const bound = await shown(await issued({ holderKey: holder.jwk }), [], [{}])
  const certificate = opened(bound)
  const report = await verifySdJwt(certificate, trust, now)
  expect(report.verdict).toBe('valid')
  expect(report.warnings).toEqual([{ code: 'binding.not-asked', at: 'kb+jwt' }])
})

test('only a signing key of exactly this issuer counts', async () => {
  const text = await issued()
  const other = makeKey()
  expect(await check(text, { trust: trusting([]) })).toBe('untrusted key.unknown')
  expect(await check(text, { trust: trusting([{ jwk: issuerKey.jwk, issuer: `${signer.issuer}/` }]) })).toBe(
    'untrusted key.unknown',
  )
  expect(await check(text, { trust: trusting([{ jwk: issuerKey.jwk, keyId: 'key-2' }]) })).toBe('untrusted key.unknown')
  expect(await check(text, { trust: trusting([{ jwk: issuerKey.jwk, signs: false }]) })).toBe('untrusted key.usage')
  expect(await check(text, { trust: trusting([{ jwk: issuerKey.jwk, algorithm: 'ES384' }]) })).toBe(
    'untrusted key.algorithm',
  )
  expect(await check(text, { trust: trusting([{ jwk: other.jwk }]) })).toBe('forged signature.mismatch')
  expect(await check(text, { trust: trusting([{ jwk: other.jwk }, { jwk: issuerKey.jwk }]) })).toBe('valid')
})

test('the period of the certificate is checked last', async () => {
  const text = await issued()
  expect(await check(text, { now: terms.issuedAt - 1 })).toBe('not-yet-valid validity.not-yet')
  expect(await check(text, { now: terms.expiresAt + 1 })).toBe('expired validity.expired')
})

test('a status list decides over a certificate that names it', async () => {
  const uri = 'https://issuer.example/status/1'
  const text = await issued({ status: { uri, index: 5 } })
  // Two bits each, the first in the lowest: place 5 is bits 2 and 3 of the second byte.
  const listed = (bits: number, more = {}) =>
    trusting(
      [{ jwk: issuerKey.jwk }],
      [
        {
          uri,
          issuer: signer.issuer,
          bits: 2,
          list: Buffer.from([0, bits << 2]).toString('base64'),
          expires: null,
          ...more,
        },
      ],
    )
  expect(await check(text, { trust: listed(0) })).toBe('valid')
  expect(await check(text, { trust: listed(1) })).toBe('revoked revocation.listed')
  expect(await check(text, { trust: listed(2) })).toBe('revoked revocation.suspended')
  expect(await check(text, { trust: listed(3) })).toBe('revoked revocation.listed')
  expect(await check(text, { trust: listed(0, { list: 'AA==' }) })).toBe('revoked revocation.out-of-range')
  const revocationOf = async (against: typeof trust) =>
    (await verifySdJwt(opened(text), against, now)).checks.find(({ question }) => question === 'revocation')?.code
  expect(await revocationOf(trust)).toBe('revocation.no-data')
  expect(await revocationOf(listed(1, { issuer: 'https://other.example' }))).toBe('revocation.no-data')
  expect(await revocationOf(listed(1, { expires: now - 1 }))).toBe('revocation.expired-data')
})

test('after a failure the other questions stay open', async () => {
  const report = await verifySdJwt(opened(await issued()), trusting([]), now)
  expect(report.checks.map(({ question, result, code }) => `${question} ${result} ${code}`)).toEqual([
    'format passed ok',
    'key failed key.unknown',
    'signature not-checked after-failure',
    'revocation not-checked after-failure',
    'validity not-checked after-failure',
  ])
})
