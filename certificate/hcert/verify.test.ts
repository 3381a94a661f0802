import { expect, test } from 'vitest'
import { fromBase64, toBase64 } from '../encoding/base64.ts'
import { writeCbor } from '../encoding/cbor-write.ts'
import { toUtf8 } from '../encoding/utf8.ts'
import { toBeSigned } from '../signature/cose.ts'
import { sha256 } from '../signature/sha256.ts'
import { noTrust, type TrustedSigner, type TrustList } from '../trust/trust-list.ts'
import { readHcert } from './index.ts'
import {
  claimsWith,
  day,
  dcc,
  makeSigner,
  now,
  own,
  reportOn,
  signedText,
  textOf,
  trusted,
  trustIn,
} from './testing.ts'

const text = await signedText(claimsWith(dcc()))
const trust = trustIn(trusted(own))
const verdictOf = async (given: string, list: TrustList, at = now) => {
  const { verdict, code } = await reportOn(given, list, at)
  return `${verdict} ${code}`
}
const messageOf = (given: string) => {
  const reading = readHcert(given)
  if ('fault' in reading) throw new Error(reading.fault.code)
  return reading.sealed.message
}
/** The certificate with another signature, or with headers of its own. */
const remade = (signature: Uint8Array, header = messageOf(text).protectedHeader): string =>
  textOf(writeCbor([header, new Map([[4, fromBase64(own.keyId)]]), messageOf(text).payload, signature]))

test('a good certificate is valid, with every check in its order and the country of the trust list', async () => {
  const report = await reportOn(text, trustIn(trusted(own, { country: 'XA' })))
  expect(report).toMatchObject({ verdict: 'valid', code: 'ok', family: 'eu-dcc', trustedCountry: 'XA' })
  expect(report.checks).toEqual([
    { question: 'format', result: 'passed', code: 'ok' },
    { question: 'key', result: 'passed', code: 'ok' },
    { question: 'signature', result: 'passed', code: 'ok' },
    { question: 'revocation', result: 'not-checked', code: 'revocation.no-data' },
    { question: 'validity', result: 'passed', code: 'ok' },
  ])
})

test('PS256, and the larger curves with their own hashes, are verified', async () => {
  for (const algorithm of ['PS256', 'ES384', 'ES512'] as const) {
    const signer = makeSigner(algorithm)
    expect(await verdictOf(await signedText(claimsWith(dcc()), signer), trustIn(trusted(signer)))).toBe('valid ok')
  }
})

test('nobody has the key id, or there is none', async () => {
  const report = await reportOn(text, noTrust)
  expect(report).toMatchObject({ verdict: 'untrusted', code: 'key.unknown', trustedCountry: null })
  expect(report.checks.slice(2).map(({ code }) => code)).toEqual(['after-failure', 'after-failure', 'after-failure'])
  const { protectedHeader, payload, signature } = messageOf(text)
  expect(protectedHeader.length).toBeGreaterThan(0)
  const anonymous = textOf(writeCbor([writeCbor(new Map([[1, -7]])), {}, payload, signature]))
  expect(await verdictOf(anonymous, trust)).toBe('untrusted key.unknown')
})

test('a signature that is not of this key is forged, of any length and form', async () => {
  const { signature } = messageOf(text)
  expect(await verdictOf(text, trustIn(trusted(makeSigner('ES256'))))).toBe('forged signature.mismatch')
  for (const wrong of [
    signature.with(5, (signature[5] as number) ^ 1),
    new Uint8Array(64),
    new Uint8Array(3),
    new Uint8Array(0),
  ])
    expect(await verdictOf(remade(wrong), trust)).toBe('forged signature.mismatch')
  const report = await reportOn(remade(new Uint8Array(64)), trust)
  expect(report.checks.slice(3).map(({ code }) => code)).toEqual(['after-failure', 'after-failure'])
})

test('all signers under one key id are tried', async () => {
  const [first, last] = [trusted(makeSigner('ES256')), trusted(own, { country: 'XB' })]
  const list = trustIn(first, trusted(makeSigner('PS256')), last)
  expect(await reportOn(text, list)).toMatchObject({ verdict: 'valid', trustedCountry: 'XB' })
})

test('a key of another kind than the algorithm is refused: P-384 with ES256 too', async () => {
  expect(await verdictOf(text, trustIn(trusted(makeSigner('ES384'))))).toBe('untrusted key.algorithm')
  expect(await verdictOf(text, trustIn(trusted(makeSigner('PS256'))))).toBe('untrusted key.algorithm')
})

test('without an algorithm in the protected header the trusted key tells it, never the other header', async () => {
  const { payload } = messageOf(text)
  for (const signer of [own, makeSigner('PS256'), makeSigner('ES384'), makeSigner('ES512')]) {
    const signature = await signer.sign(toBeSigned({ protectedHeader: new Uint8Array(0), payload }))
    const outside = new Map<number, number | Uint8Array>([
      [1, -257],
      [4, fromBase64(signer.keyId)],
    ]) // prettier-ignore
    const bare = textOf(writeCbor([new Uint8Array(0), outside, payload, signature]))
    expect(await verdictOf(bare, trustIn(trusted(signer)))).toBe('valid ok')
  }
})

test('a signer may sign what its certificate lets it', async () => {
  const may = (...usages: NonNullable<TrustedSigner['usages']>) => trustIn(trusted(own, { usages }))
  expect(await verdictOf(text, may('test', 'vaccination'))).toBe('valid ok')
  expect(await verdictOf(text, may('test'))).toBe('untrusted key.usage')
  const recovery = dcc({
    v: null,
    r: [{ tg: '1', fr: '2026-08-01', df: '2026-08-12', du: '2027-01-28', co: 'XX', is: 'M', ci: '1' }],
  })
  expect(await verdictOf(await signedText(claimsWith(recovery)), may('recovery'))).toBe('valid ok')
})

test('a signer must stand: below an authority, in its time, not revoked', async () => {
  const authority = {
    country: 'XX',
    participant: null,
    subject: 'MAA=',
    subjectKeyId: null,
    key: own.spki,
    from: 0,
    until: now * 2,
  }
  const below = (issuedBy: readonly number[]) => ({ ...trustIn(trusted(own, { issuedBy })), authorities: [authority] })
  expect(await verdictOf(text, below([]))).toBe('untrusted key.chain')
  expect(await verdictOf(text, below([0]))).toBe('valid ok')
  expect(await verdictOf(text, trustIn(trusted(own, { until: now - 1 })))).toBe('untrusted key.expired')
  expect(await verdictOf(text, trustIn(trusted(own, { from: now + 1 })))).toBe('untrusted key.not-yet')
  const revoked = {
    ...trustIn(trusted(own, { issuer: 'MAA=', serial: '0a' })),
    certificateRevocations: [{ issuer: 'MAA=', thisUpdate: 0, nextUpdate: null, serials: ['0a'] }],
  }
  expect(await verdictOf(text, revoked)).toBe('untrusted key.revoked')
})

test('a certificate that is out of its period together with its signer is expired, or not yet valid', async () => {
  expect(await verdictOf(text, trustIn(trusted(own, { until: now + day })), now + 2 * day)).toBe(
    'expired validity.expired',
  )
  expect(await verdictOf(text, trustIn(trusted(own, { from: now - day })), now - 2 * day)).toBe(
    'not-yet-valid validity.not-yet',
  )
  const forged = remade(new Uint8Array(64))
  expect(await verdictOf(forged, trustIn(trusted(own, { until: now })), now + 2 * day)).toBe('untrusted key.expired')
})

test('one that must not be believed is named where its own signature is found beside another signer', async () => {
  const list = trustIn(trusted(makeSigner('ES256')), trusted(own, { usages: ['test'] }))
  expect(await verdictOf(text, list)).toBe('untrusted key.usage')
  const neither = trustIn(trusted(makeSigner('ES256')), trusted(makeSigner('ES256'), { usages: ['test'] }))
  expect(await verdictOf(text, neither)).toBe('forged signature.mismatch')
})

test('the period is open at its first and last instant', async () => {
  expect(await verdictOf(text, trust, now - day)).toBe('valid ok')
  expect(await verdictOf(text, trust, now - day - 1)).toBe('not-yet-valid validity.not-yet')
  expect(await verdictOf(text, trust, now + day)).toBe('valid ok')
  expect(await verdictOf(text, trust, now + day + 1)).toBe('expired validity.expired')
})

const half = (bytes: Uint8Array): string => toBase64(sha256(bytes).subarray(0, 16))
const listing = (kind: 'SIGNATURE' | 'UCI' | 'COUNTRYCODEUCI', hashes: string, of = own.keyId): TrustList => ({
  ...trust,
  dccRevocations: [{ country: 'XX', keyId: of, kind, expires: null, hashes }],
})

test('revoked by the hash of its signature: of an ECDSA signature its first half', async () => {
  const { signature } = messageOf(text)
  const report = await reportOn(text, listing('SIGNATURE', half(signature.subarray(0, 32))))
  expect(report).toMatchObject({ verdict: 'revoked', code: 'revocation.listed', trustedCountry: 'XX' })
  expect(report.checks.at(-1)).toMatchObject({ question: 'validity', code: 'after-failure' })
  expect(await verdictOf(text, listing('SIGNATURE', half(signature)))).toBe('valid ok')
  const rsa = makeSigner('PS256')
  const other = await signedText(claimsWith(dcc()), rsa)
  const list = { ...listing('SIGNATURE', half(messageOf(other).signature)), signers: [trusted(rsa)] }
  expect(await verdictOf(other, list)).toBe('revoked revocation.listed')
})

test('revoked by the hash of its identifier, with or without the country', async () => {
  const id = 'URN:UVCI:01:XX:187/37512422923'
  expect(await verdictOf(text, listing('UCI', half(toUtf8(id))))).toBe('revoked revocation.listed')
  expect(await verdictOf(text, listing('COUNTRYCODEUCI', half(toUtf8(`XX${id}`))))).toBe('revoked revocation.listed')
})

test('a list of the signer that does not name it is an answer; one of another signer is none', async () => {
  const checkOf = async (list: TrustList) => (await reportOn(text, list)).checks[3]
  expect(await checkOf(listing('UCI', half(toUtf8('another'))))).toMatchObject({ result: 'passed', code: 'ok' })
  expect(await checkOf(listing('UCI', half(toUtf8('another')), 'AAAAAAAAAAA='))).toMatchObject({
    result: 'not-checked',
    code: 'revocation.no-data',
  })
})

test('a forged certificate is forged before it is revoked, a revoked one revoked before it expired', async () => {
  const { signature } = messageOf(text)
  const list = listing('SIGNATURE', half(signature.subarray(0, 32)))
  expect(await verdictOf(text, list, now + 9 * day)).toBe('revoked revocation.listed')
  const halfRight = signature.with(40, (signature[40] as number) ^ 1)
  expect(await verdictOf(remade(halfRight), list)).toBe('forged signature.mismatch')
})

test('without an identifier there is still the hash of the signature', async () => {
  const payload = { name: 'A', certificate: { hcid: null }, vaccination: { date: '2026-01-01' } }
  const anonymous = await signedText(claimsWith(payload, 3))
  const { signature } = messageOf(anonymous)
  expect(await verdictOf(anonymous, listing('UCI', half(toUtf8(''))))).toBe('valid ok')
  expect(await verdictOf(anonymous, listing('SIGNATURE', half(signature.subarray(0, 32))))).toBe(
    'revoked revocation.listed',
  )
})
