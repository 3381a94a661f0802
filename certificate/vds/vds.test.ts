import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromBase64url, toBase64, toBase64url } from '../encoding/base64.ts'
import { toUtf8 } from '../encoding/utf8.ts'
import { sha256 } from '../signature/sha256.ts'
import { parseX509 } from '../signature/x509.ts'
import type { DccRevocation, TrustList } from '../trust/trust-list.ts'
import { readVds, type VdsCertificate } from './read.ts'
import {
  authorityKeys,
  certify,
  newKeys,
  now,
  seal,
  signerOf,
  testData,
  trustIn,
  trustInSigner,
  vaccinationData,
  type Wanted,
} from './testing.ts'
import { verifyVds } from './verify.ts'

const codeOf = (text: string): string => {
  const reading = readVds(text)
  return 'fault' in reading ? reading.fault.code : 'ok'
}
const read = (text: string): VdsCertificate => {
  const reading = readVds(text)
  if ('fault' in reading) throw new Error(reading.fault.code)
  return reading
}
const verdictOf = async (text: string, trust: TrustList = trustIn(), at = now): Promise<string> => {
  const { verdict, code } = await verifyVds(read(text), trust, at)
  return `${verdict} ${code}`
}
const sealWith = (wanted: Wanted): string => seal(vaccinationData, wanted)

test('a proof of vaccination tells its holder and each dose in the common shape', () => {
  const { holder, entries, issuer, warnings } = read(seal())
  expect({ holder, issuer, warnings }).toEqual({
    holder: {
      name: 'WANG  XIUYING',
      standardFamilyName: 'WANG',
      standardGivenName: 'XIUYING',
      birthDate: '1990-06-18',
      sex: 'F',
      documentNumber: 'E1234567',
    },
    issuer: { country: 'XAA', id: 'XAA', keyId: null },
    warnings: [],
  })
  expect(entries).toHaveLength(2)
  expect(entries[1]).toEqual({
    kind: 'vaccination',
    disease: { code: 'RA01.0', system: 'http://id.who.int/icd/release/11/mms' },
    vaccine: { code: 'XM1NL1', system: 'http://id.who.int/icd/release/11/mms' },
    product: { code: 'CoronaVac' },
    manufacturer: null,
    dose: 2,
    doses: null,
    date: '2025-06-13',
    issuer: 'XAA',
    country: 'XAA',
    lot: 'L2',
    centre: 'Clinic 2',
    id: 'XV1',
  })
})

test('a proof of testing is one test', async () => {
  const { holder, entries } = read(seal(testData))
  expect(holder.documentNumber).toBe('E1234567')
  expect(entries).toMatchObject([
    { kind: 'test', method: 'nucleic-acid', sampledAt: '2025-12-30T08:00:00Z', result: 'not-detected', country: 'XAA' },
  ])
  expect(await verdictOf(seal(testData))).toBe('valid ok')
})

test('blanks and the order of members do not matter, the content does', async () => {
  const { data, sig } = JSON.parse(seal()) as { data: typeof vaccinationData; sig: object }
  const { hdr, msg } = data
  const turned = { sig, data: { msg: { ve: msg.ve, uvci: msg.uvci, pid: msg.pid }, hdr } }
  expect(await verdictOf(JSON.stringify(turned, null, 2))).toBe('valid ok')
  expect(await verdictOf(seal().replace('XIUYING', 'XIULING'))).toBe('forged signature.mismatch')
})

test('base64url is read with and without padding', async () => {
  const { certificate = new Uint8Array() } = signerOf()
  const padded = toBase64url(certificate).padEnd(Math.ceil((certificate.length * 4) / 3 / 4) * 4, '=')
  expect(await verdictOf(seal(vaccinationData, {}, { cer: padded }))).toBe('valid ok')
})

test('other texts, and seals of other kinds, are not recognised', () => {
  for (const text of [
    '',
    '{}',
    '[]',
    'shc:/1',
    '{"isThisAVDS":false}',
    seal({ ...vaccinationData, hdr: { t: 'visa', v: 1, is: 'X' } }),
  ])
    expect(codeOf(text)).toBe('text.unrecognised')
})

test('what breaks the format is malformed', () => {
  const { hdr, msg } = vaccinationData
  const bad: readonly (readonly [string, string])[] = [
    [seal().slice(0, -9), 'json.syntax'],
    [`${seal()} x`, 'json.syntax'],
    [seal().replace('"data"', '"data":{"hdr":{},"msg":{}},"data"'), 'json.duplicate'],
    [seal({ hdr: { ...hdr, is: '' }, msg }), 'vds.header'],
    [seal({ hdr: { ...hdr, v: '1' }, msg }), 'vds.header'],
    [seal({ hdr, msg: [] }), 'vds.message'],
    [seal({ hdr, msg: { ...msg, pid: { dob: '1990' } } }), 'vds.name'],
    [seal({ hdr, msg: { ...msg, ve: [] } }), 'vds.message'],
    [seal({ hdr, msg: { ...msg, ve: [null] } }), 'vds.message'],
    [seal({ hdr, msg: { ...msg, ve: [{ vd: [null] }] } }), 'vds.message'],
    [seal({ ...testData, msg: { ...testData.msg, tr: null } }), 'vds.message'],
    [JSON.stringify({ data: vaccinationData }), 'vds.signature-zone'],
    [seal(vaccinationData, {}, { cer: 7 }), 'vds.signature-zone'],
    [seal(vaccinationData, {}, { alg: 'RS256' }), 'vds.algorithm'],
    [seal(vaccinationData, {}, { alg: 'constructor' }), 'vds.algorithm'],
    [seal(vaccinationData, {}, { sigvl: toBase64url(new Uint8Array(70)) }), 'vds.signature'],
    [seal().replace('CoronaVac', '\\ud800'), 'jcs.surrogate'],
    [seal().replace('"seq":1', '"seq":1e999'), 'jcs.number'],
  ]
  for (const [text, code] of bad) expect(codeOf(text)).toBe(code)
  expect(codeOf(seal(vaccinationData, {}, { cer: 'AAAA' }))).toMatch(/^(der|x509)\./)
})

test('a later version is read, with a warning', () => {
  const { msg } = vaccinationData
  expect(read(seal({ hdr: { t: 'icao.vacc', v: 2, is: 'XAA' }, msg })).warnings).toEqual([
    { code: 'vds.version', at: 'data.hdr.v', value: '2' },
  ])
})

test('an authority of the trust must have issued the certificate', async () => {
  expect(await verdictOf(seal(), trustIn(newKeys()))).toBe('untrusted key.chain')
  expect(await verdictOf(sealWith({ issuerName: 'Other' }))).toBe('untrusted key.unknown')
  expect(await verdictOf(sealWith({ country: 'XB' }))).toBe('untrusted key.chain')
  expect(await verdictOf(seal(), trustIn(authorityKeys, { until: now - 1000 }))).toBe('untrusted key.chain')
  const [one, other] = [trustIn(newKeys()), trustIn()]
  const both = { ...one, authorities: [...one.authorities, ...other.authorities] }
  expect(await verdictOf(seal(), both)).toBe('valid ok')
  expect((await verifyVds(read(seal()), both, now)).trustedCountry).toBe('XA')
})

test('a trust without authorities trusts the signers that it names', async () => {
  const { certificate = new Uint8Array() } = signerOf()
  const sealed = seal(vaccinationData, {}, { cer: toBase64url(certificate) })
  expect(await verdictOf(sealed, trustInSigner(certificate))).toBe('valid ok')
  expect(await verdictOf(sealed, trustInSigner(certify(newKeys(), authorityKeys)))).toBe('untrusted key.unknown')
})

test('the certificate must be meant for seals, and for seals of this kind', async () => {
  expect(await verdictOf(sealWith({ usage: '1.3.6.1.5.5.7.3.1' }))).toBe('untrusted key.usage')
  expect(await verdictOf(sealWith({ usage: null }))).toBe('untrusted key.usage')
  expect(await verdictOf(sealWith({ types: ['NT'] }))).toBe('untrusted key.usage')
  expect(await verdictOf(sealWith({ types: null }))).toBe('valid ok')
  expect(await verdictOf(seal(testData, { types: ['NV'] }))).toBe('untrusted key.usage')
})

test('the key of the certificate must fit the algorithm, and be the one that signed', async () => {
  const p384 = toBase64url(certify(newKeys('P-384'), authorityKeys))
  expect(await verdictOf(seal(vaccinationData, {}, { cer: p384 }))).toBe('untrusted key.algorithm')
  const other = toBase64url(certify(newKeys(), authorityKeys))
  expect(await verdictOf(seal(vaccinationData, {}, { cer: other }))).toBe('forged signature.mismatch')
})

test('a seal is revoked by a hash list of identifiers of its own country, while the list counts', async () => {
  const listed = (id: string, wanted: Partial<DccRevocation> = {}): TrustList => {
    const hashes = toBase64(sha256(toUtf8(id)).subarray(0, 16))
    const list: DccRevocation = { country: 'XA', keyId: null, kind: 'UCI', expires: null, hashes, ...wanted }
    return { ...trustIn(), dccRevocations: [list] }
  }
  const testId = testData.msg.utci
  expect(await verdictOf(seal(), listed('XV1'))).toBe('revoked revocation.listed')
  expect(await verdictOf(seal(), listed('XAXV1', { kind: 'COUNTRYCODEUCI' }))).toBe('revoked revocation.listed')
  expect(await verdictOf(seal(testData), listed(testId))).toBe('revoked revocation.listed')
  expect(await verdictOf(seal(), listed('XV2'))).toBe('valid ok')
  expect(await verdictOf(seal(), listed('XV1', { country: 'XB' }))).toBe('valid ok')
  expect(await verdictOf(seal(), listed('XV1', { keyId: 'AAAAAAAAAAA=' }))).toBe('valid ok')
  expect(await verdictOf(seal(), listed('XV1', { expires: now - 1 }))).toBe('valid ok')
})

test('an altered certificate has no authority', async () => {
  const { certificate = new Uint8Array() } = signerOf()
  const altered = Uint8Array.from(certificate)
  altered[altered.length - 1] = (altered.at(-1) as number) ^ 1
  expect(await verdictOf(seal(vaccinationData, {}, { cer: toBase64url(altered) }))).toBe('untrusted key.chain')
})

test('the period of the certificate is that of the seal', async () => {
  expect(await verdictOf(sealWith({ until: now - 1000 }))).toBe('expired key.expired')
  expect(await verdictOf(sealWith({ from: now + 1000 }))).toBe('not-yet-valid key.not-yet')
  expect(await verdictOf(sealWith({ from: now, until: now }))).toBe('valid ok')
})

test('a certificate on the list of its authority is revoked, whether or not it has expired', async () => {
  const { issuer } = parseX509(fromBase64url((JSON.parse(seal()) as { sig: { cer: string } }).sig.cer))
  const trust: TrustList = {
    ...trustIn(),
    certificateRevocations: [{ issuer: toBase64(issuer), thisUpdate: now - 1, nextUpdate: now + 1, serials: ['09'] }],
  }
  expect(await verdictOf(sealWith({ serial: 9 }), trust)).toBe('revoked key.revoked')
  expect(await verdictOf(sealWith({ serial: 9, until: now - 1000 }), trust)).toBe('revoked key.revoked')
  expect(await verdictOf(sealWith({ serial: 8 }), trust)).toBe('valid ok')
})

test('no mutated text makes reading or verifying throw', async () => {
  const trust = trustIn()
  const samples = [seal(), seal(testData)]
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...samples),
      fc.nat(),
      fc.nat(4),
      fc.oneof(fc.string({ maxLength: 4 }), fc.constantFrom('"', '{', '[', '1e999', 'null', '\\u0000')),
      async (text, place, cut, put) => {
        const at = place % text.length
        const reading = readVds(text.slice(0, at) + put + text.slice(at + cut))
        if (!('fault' in reading)) await verifyVds(reading, trust, now)
      },
    ),
    { numRuns: 500 },
  )
})
