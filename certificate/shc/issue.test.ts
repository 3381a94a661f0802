import { inflateRawSync } from 'node:zlib'
import { compactVerify } from 'jose'
import { expect, test } from 'vitest'
import type { Entry, Test } from '../certificate.ts'
import { type IssuedShc, issueShc } from './issue.ts'
import { fromNumeric } from './numeric.ts'
import { readShc } from './read.ts'
import { issuer, keyId, keys, now, record, signer, terms, trustIn, vaccination } from './testing.ts'
import { verifyShc } from './verify.ts'

const pcr: Test = {
  kind: 'test',
  method: 'nucleic-acid',
  disease: { code: '840539006' },
  type: { code: 'LP6464-4' },
  device: null,
  sampledAt: '2025-12-30T08:00:00Z',
  result: 'not-detected',
  resultCode: { code: '260415000' },
  centre: 'Laboratory 1',
}

const issue = async (...entries: readonly Entry[]): Promise<IssuedShc> => {
  const made = await issueShc(record(...entries), signer, terms)
  if (!made.ok) throw new Error(made.refusal.code)
  return made.value
}
const refusalOf = async (entry: Entry): Promise<string> => {
  const made = await issueShc(record(entry), signer, terms)
  return made.ok ? 'ok' : made.refusal.code
}

test('jose verifies what is issued, and finds the claims inside', async () => {
  const { text, jws, fitsQr } = await issue(vaccination, pcr)
  expect(fromNumeric(text)).toBe(jws)
  expect(fitsQr).toBe(true)
  const { payload, protectedHeader } = await compactVerify(jws, keys.publicKey, { algorithms: ['ES256'] })
  expect(protectedHeader).toEqual({ zip: 'DEF', alg: 'ES256', kid: keyId })
  const claims = JSON.parse(inflateRawSync(payload).toString()) as { vc: { type: string[] } }
  expect(claims).toMatchObject({
    iss: issuer,
    nbf: terms.issuedAt / 1000,
    exp: terms.expiresAt / 1000,
    vc: { rid: 'XA-0001', credentialSubject: { fhirVersion: '4.0.1' } },
  })
  expect(claims.vc.type.map((type) => type.split('#')[1])).toEqual([
    'health-card',
    'immunization',
    'covid19',
    'laboratory',
  ])
})

test('what is issued is read back and valid', async () => {
  const reading = readShc((await issue(vaccination, pcr)).text)
  if ('fault' in reading) throw new Error(reading.fault.code)
  expect(reading.warnings).toEqual([])
  expect(reading.holder).toEqual({ familyName: '王', givenName: '秀英', birthDate: '1990-06-18' })
  expect(reading.entries).toMatchObject([
    {
      kind: 'vaccination',
      product: { code: '208' },
      dose: 2,
      doses: 2,
      date: '2025-05-16',
      lot: 'L1',
      centre: 'Clinic 1',
    },
    { kind: 'test', method: 'nucleic-acid', type: { code: '94500-6' }, result: 'not-detected', centre: 'Laboratory 1' },
  ])
  expect((await verifyShc(reading, trustIn(), now)).verdict).toBe('valid')
})

test('a card tells no more than it must', async () => {
  const { jws } = await issue(vaccination)
  const [, body = ''] = jws.split('.')
  const text = inflateRawSync(Buffer.from(body, 'base64url')).toString()
  expect(text).not.toMatch(/"(id|meta|text|display)":(?!"Clinic 1")/)
  expect(text).not.toContain('gender')
  expect(text).toContain('"fullUrl":"resource:1"')
})

test('what a card cannot say is refused, with its place', async () => {
  const recovery: Entry = { kind: 'recovery', disease: null, firstPositiveOn: null, validFrom: null, validUntil: null }
  expect(await refusalOf(recovery)).toBe('record.kind')
  expect(await refusalOf({ ...vaccination, product: { code: 'WIBP-CorV' } })).toBe('record.product')
  expect(await refusalOf({ ...vaccination, product: { code: 'constructor' } })).toBe('record.product')
  expect(await refusalOf({ ...vaccination, date: null })).toBe('record.date')
  expect(await refusalOf({ ...pcr, method: 'other' })).toBe('record.test-type')
  expect(await refusalOf({ ...pcr, disease: null })).toBe('record.test-type')
  expect(await refusalOf({ ...pcr, sampledAt: null })).toBe('record.date')
  expect(await refusalOf({ ...pcr, result: 'other', resultCode: null })).toBe('record.result')
  expect(await issueShc(record(), signer, terms)).toEqual({ ok: false, refusal: { code: 'record.no-entries' } })
})

test('the signer and the identifier must fit a card', async () => {
  const refused = async (change: object, id = 'XA-0001'): Promise<unknown> => {
    const made = await issueShc(record(vaccination), { ...signer, ...change }, { ...terms, id })
    return made.ok ? 'ok' : made.refusal.code
  }
  expect(await refused({ algorithm: 'ES384' })).toBe('signer.algorithm')
  for (const wrong of ['http://shc.example', 'https://shc.example/', 'shc.example', 'https://shc.example/?a=b'])
    expect(await refused({ issuer: wrong })).toBe('signer.issuer')
  expect(await refused({}, 'a'.repeat(25))).toBe('record.id')
  expect(await refused({}, 'URN:UVCI:01')).toBe('record.id')
})

test('a yellow fever vaccination is no card about COVID-19', async () => {
  const { jws } = await issue({ ...vaccination, product: { code: 'Stamaril' } })
  const reading = readShc(jws)
  expect('fault' in reading ? reading : reading.entries[0]?.disease?.code).toBe('16541001')
  expect(reading).toMatchObject({ warnings: [] })
})
