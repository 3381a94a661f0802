import { generateKeyPairSync } from 'node:crypto'
import { deflateRawSync, deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toBase64url } from '../encoding/base64.ts'
import type { TrustList } from '../trust/trust-list.ts'
import { toNumeric } from './numeric.ts'
import { readShc, readShcFile, type ShcCertificate } from './read.ts'
import {
  bundleOf,
  card,
  immunization,
  issuer,
  keyId,
  now,
  observation,
  patient,
  payloadOf,
  signText,
  spki,
  trustIn,
} from './testing.ts'
import { verifyShc } from './verify.ts'

const codeOf = (text: string): string => {
  const reading = readShc(text)
  return 'fault' in reading ? reading.fault.code : 'ok'
}
const read = (text: string): ShcCertificate => {
  const reading = readShc(text)
  if ('fault' in reading) throw new Error(reading.fault.code)
  return reading
}
const verdictOf = async (text: string, trust: TrustList = trustIn(), at = now): Promise<string> => {
  const { verdict, code } = await verifyShc(read(text), trust, at)
  return `${verdict} ${code}`
}
const fileOf = (...cards: readonly string[]): string => JSON.stringify({ verifiableCredential: cards })
const withBundle = (...resources: readonly object[]): string =>
  card({}, { credentialSubject: { fhirBundle: bundleOf(...resources) } })

test('a card tells its holder and vaccinations in the common shape', () => {
  const { family, holder, entries, issuer: by, validity, warnings } = read(card())
  expect({ family, holder, warnings }).toEqual({
    family: 'shc',
    holder: { familyName: 'Wang', givenName: 'Xiu Ying', birthDate: '1990-06-18' },
    warnings: [],
  })
  expect(entries).toEqual([
    {
      kind: 'vaccination',
      disease: { code: '840539006', system: 'http://snomed.info/sct' },
      vaccine: null,
      product: { code: '511', system: 'http://hl7.org/fhir/sid/cvx' },
      manufacturer: null,
      dose: null,
      doses: null,
      date: '2025-11-29',
      issuer,
      lot: 'L11713',
      centre: 'Clinic 46',
    },
  ])
  expect(by).toEqual({ country: null, id: issuer, keyId })
  expect(validity).toEqual({ from: now - 3_600_000, until: null })
})

test('a laboratory result is a test, with its method from the LOINC code', () => {
  const [entry] = read(withBundle(patient, observation)).entries
  expect(entry).toMatchObject({
    kind: 'test',
    method: 'antigen',
    sampledAt: '2025-12-30',
    result: 'not-detected',
    centre: 'Laboratory 3',
  })
})

test('QR text, JWS and file are the same card, with one line break after it', async () => {
  const jws = card()
  for (const text of [jws, toNumeric(jws), fileOf(jws)])
    for (const end of ['', '\n', '\r\n']) expect(await verdictOf(text + end)).toBe('valid ok')
})

test('other texts are not recognised', () => {
  const others = [
    '',
    'HC1:6BF',
    '{}',
    '{"verifiableCredential":[{"proof":{}}]}',
    '{"verifiableCredential":[{',
    'eyJ.eyJ.x',
  ]
  for (const text of [...others, signText('{}', { header: { zip: undefined, typ: 'JWT' } }), `${card()}~`])
    expect(codeOf(text)).toBe('text.unrecognised')
})

test('a QR text of anything but pairs of digits up to 77 is refused', () => {
  const text = toNumeric(card())
  expect(codeOf(text.slice(0, -1))).toBe('shc.qr-odd')
  expect(codeOf(`${text.slice(0, -2)}78`)).toBe('shc.qr-pair')
  for (const bad of [`${text}END`, `${text} `, ` ${text}`, `${text}\n\n`]) expect(codeOf(bad)).toBe('shc.qr-characters')
  expect(codeOf(text.replace('shc:/', 'shc:'))).toBe('shc.qr-header')
  expect(codeOf(text.replace('shc:/', 'shc:/3/2/'))).toBe('shc.qr-header')
  expect(codeOf(text.replace('shc:/', 'shc:/1/2/'))).toBe('shc.qr-chunk')
})

test('the header must say ES256, DEF and a key', () => {
  const body = JSON.stringify(payloadOf())
  expect(codeOf(signText(body, { header: { alg: 'none' } }))).toBe('jws.algorithm')
  expect(codeOf(signText(body, { header: { zip: undefined } }))).toBe('shc.zip')
  expect(codeOf(signText(body, { header: { kid: undefined } }))).toBe('shc.key-id')
  expect(codeOf(signText(body, { header: { crit: ['x'] } }))).toBe('jws.crit')
})

test('a DER signature is refused', () => {
  const [head, body] = card().split('.')
  const der = Uint8Array.of(0x30, 0x44, ...new Uint8Array(68))
  expect(codeOf(`${head}.${body}.${toBase64url(der)}`)).toBe('shc.signature')
})

test('only raw DEFLATE up to the cap is inflated', () => {
  const body = JSON.stringify(payloadOf())
  expect(codeOf(signText(body, { pack: (bytes) => bytes }))).toMatch(/^inflate\./)
  expect(codeOf(signText(body, { pack: (bytes) => deflateSync(bytes) }))).toMatch(/^inflate\./)
  expect(codeOf(signText(body, { pack: (bytes) => Buffer.concat([deflateRawSync(bytes), Buffer.of(0)]) }))).toMatch(
    /^inflate\./,
  )
  expect(codeOf(signText('0'.repeat(10_000_000)))).toMatch(/^inflate\./)
})

test('claims that a card must have', () => {
  for (const [text, code] of [
    [signText('[]'), 'shc.payload'],
    [card({ iss: undefined }), 'shc.issuer'],
    [card({ nbf: undefined }), 'shc.nbf'],
    [card({ nbf: '1' }), 'shc.nbf'],
    [card({ exp: '1' }), 'shc.exp'],
    [card({ vc: undefined }), 'shc.type'],
    [card({}, { type: ['https://smarthealth.cards#immunization'] }), 'shc.type'],
    [card({}, { rid: 7 }), 'shc.rid'],
    [card({}, { credentialSubject: {} }), 'shc.bundle'],
    [card({}, { credentialSubject: { fhirBundle: { entry: [] } } }), 'shc.bundle'],
    [card({}, { credentialSubject: { fhirBundle: { entry: [{ fullUrl: 'resource:0' }] } } }), 'shc.bundle'],
    [withBundle(patient, patient), 'shc.several-patients'],
  ] as const)
    expect(codeOf(text)).toBe(code)
})

test('what was not completed is left out, and a person is told', () => {
  const { entries, warnings } = read(
    withBundle(patient, { ...immunization, status: 'entered-in-error' }, { ...observation, status: 'preliminary' }),
  )
  expect(entries).toEqual([])
  expect(warnings.filter(({ code }) => code === 'shc.not-completed').map(({ at }) => at)).toEqual([
    'entry.1.status',
    'entry.2.status',
  ])
})

test('types that do not fit the content, odd issuers and references are warned of', () => {
  const codes = (text: string): string[] => read(text).warnings.map(({ code, value }) => `${code} ${value}`)
  const type = (...kinds: readonly string[]) => ({ type: kinds.map((kind) => `https://smarthealth.cards#${kind}`) })
  expect(codes(card({}, type('health-card', 'covid19')))).toEqual(['shc.type-missing immunization'])
  expect(codes(card({}, type('health-card', 'immunization', 'covid19', 'x')))).toEqual([
    'shc.type-unknown https://smarthealth.cards#x',
  ])
  expect(codes(card({ iss: `${issuer}/` }))).toEqual([`shc.issuer-url ${issuer}/`])
  expect(codes(withBundle(patient, { ...immunization, patient: { reference: 'Patient/1' } }))).toEqual([
    'shc.reference Patient/1',
  ])
  expect(codes(withBundle(immunization))).toEqual(['shc.no-patient undefined'])
})

test('the issuer must be exactly a trusted one, with a signing key of this id', async () => {
  expect(await verdictOf(card({ iss: `${issuer}/` }))).toBe('untrusted key.unknown')
  expect(await verdictOf(card({ iss: issuer.replace('https', 'http') }))).toBe('untrusted key.unknown')
  expect(await verdictOf(card(), trustIn({ keyId: 'other' }))).toBe('untrusted key.unknown')
  expect(await verdictOf(card(), trustIn({ signs: false }))).toBe('untrusted key.usage')
  expect(await verdictOf(card(), trustIn({ algorithm: 'ES384' }))).toBe('untrusted key.algorithm')
  const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey
  expect(await verdictOf(card(), trustIn({ key: spki(p384) }))).toBe('untrusted key.algorithm')
})

test('another key or changed content is a forgery', async () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  expect(await verdictOf(signText(JSON.stringify(payloadOf()), { key: privateKey }))).toBe('forged signature.mismatch')
  const [head, , signature] = card().split('.')
  const [, body] = card({ nbf: 1 }).split('.')
  expect(await verdictOf(`${head}.${body}.${signature}`)).toBe('forged signature.mismatch')
})

test('nbf and exp are seconds, and the end is inclusive', async () => {
  const at = now / 1000
  expect(await verdictOf(card({ nbf: at + 0.5 }))).toBe('not-yet-valid validity.not-yet')
  expect(await verdictOf(card({ nbf: at, exp: at }))).toBe('valid ok')
  expect(await verdictOf(card({ exp: at - 0.001 }))).toBe('expired validity.expired')
  const milliseconds = card({ nbf: now - 1000 })
  expect(await verdictOf(milliseconds)).toBe('not-yet-valid validity.not-yet')
  expect(read(milliseconds).warnings.map(({ code }) => code)).toEqual(['shc.nbf-milliseconds'])
})

test('a listed rid is revoked, with an instant only for cards before it', async () => {
  const listing = (before: number | null): TrustList => ({
    ...trustIn(),
    shcRevocations: [{ keyId, issuer: null, revoked: [{ rid: 'r1', before }] }],
  })
  const text = card({ exp: 1 }, { rid: 'r1' })
  expect(await verdictOf(text, listing(null))).toBe('revoked revocation.listed')
  expect(await verdictOf(text, listing(now))).toBe('revoked revocation.listed')
  expect(await verdictOf(text, listing(now - 3_600_000))).toBe('expired validity.expired')
  expect(await verdictOf(card({}, { rid: 'r2' }), listing(null))).toBe('valid ok')
})

test('the checks come in their order, and stop at the first that fails', async () => {
  const report = await verifyShc(read(card()), trustIn({ keyId: 'other' }), now)
  expect(report.checks.map(({ question, code }) => `${question} ${code}`)).toEqual([
    'format ok',
    'key key.unknown',
    'signature after-failure',
    'revocation after-failure',
    'validity after-failure',
  ])
  const valid = await verifyShc(read(card({}, { rid: 'r' })), trustIn(), now)
  expect(valid.checks.map(({ question, code }) => `${question} ${code}`)).toEqual([
    'format ok',
    'key ok',
    'signature ok',
    'revocation revocation.no-data',
    'validity ok',
  ])
  expect(valid.trustedCountry).toBe('XA')
})

test('a file with several cards about one person is as good as the worst of them', async () => {
  const one = card({ exp: now / 1000 + 9 })
  const other = card({ nbf: now / 1000 - 60, exp: now / 1000 + 5 })
  const both = read(fileOf(one, other))
  expect(both.entries).toHaveLength(2)
  expect(both.validity).toEqual({ from: now - 60_000, until: now + 5000 })
  expect(await verdictOf(fileOf(one, other))).toBe('valid ok')
  expect(await verdictOf(fileOf(one, card({ exp: 1 })))).toBe('expired validity.expired')
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const forged = signText(JSON.stringify(payloadOf()), { key: privateKey })
  expect(await verdictOf(fileOf(card({ exp: 1 }), forged))).toBe('forged signature.mismatch')
  expect(await verdictOf(fileOf(forged, card({ iss: 'https://other.example' })))).toBe('untrusted key.unknown')
})

test('a file about several persons tells of none, and is read card by card', async () => {
  const stranger = withBundle({ ...patient, birthDate: '1991-01-01' }, immunization)
  const both = read(fileOf(card(), stranger))
  expect(both).toMatchObject({ holder: {}, entries: [], warnings: [{ code: 'shc.several-holders', at: '1' }] })
  expect(await verdictOf(fileOf(card(), stranger))).toBe('valid ok')
  expect(readShcFile(fileOf(card(), stranger)).map((reading) => 'fault' in reading)).toEqual([false, false])
  expect(codeOf(fileOf())).toBe('shc.cards')
})

test('no mutated text makes reading or verifying throw', async () => {
  const trust = trustIn()
  const samples = [card(), toNumeric(card()), fileOf(card(), card())]
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...samples),
      fc.nat(),
      fc.nat(4),
      fc.oneof(fc.string({ maxLength: 4 }), fc.constantFrom('0', '/', '.', '"', '{', 'eyJ', '\n')),
      async (text, place, cut, put) => {
        const at = place % text.length
        const reading = readShc(text.slice(0, at) + put + text.slice(at + cut))
        if (!('fault' in reading)) await verifyShc(reading, trust, now)
      },
    ),
    { numRuns: 500 },
  )
})
