import { inflateSync } from 'node:zlib'
import { Sign1 } from '@auth0/cose'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import base45 from 'base45'
import { decode } from 'cbor-x'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Entry, Recovery, Test, Vaccination } from '../certificate.ts'
import { materialFolder, nodeFiles } from '../conformance/testing.ts'
import type { HealthRecord, IssueTerms, Outcome, Signer } from '../record.ts'
import { productOf } from './codes.ts'
import { issueDcc, issueDdcc, issueIcvp, readHcert } from './index.ts'
import { makeSigner, own, person, reportOn, signer, terms, trusted, trustIn } from './testing.ts'

const dose: Vaccination = {
  kind: 'vaccination',
  disease: { code: '840539006', system: 'http://snomed.info/sct' },
  vaccine: { code: '1119349007', system: 'http://snomed.info/sct' },
  product: { code: 'EU/1/20/1528', text: 'Comirnaty' },
  manufacturer: { code: 'ORG-100030215' },
  dose: 2,
  doses: 2,
  date: '2026-09-15',
  country: 'XX',
  issuer: 'Ministry of Health',
  lot: 'L1',
}
const sample: Test = {
  kind: 'test',
  disease: { code: '840539006' },
  method: 'antigen',
  type: null,
  device: { code: '1232', text: 'Panbio' },
  sampledAt: '2026-11-16T10:05:00+02:00',
  result: 'not-detected',
  resultCode: null,
  centre: 'Centre 7',
}
const recovery: Recovery = {
  kind: 'recovery',
  disease: { code: 'RA01' },
  firstPositiveOn: '2026-08-01',
  validFrom: '2026-08-12',
  validUntil: '2027-01-28',
}
const yellow: Vaccination = {
  ...dose,
  disease: { code: '1D47' },
  product: { code: 'YellowFeverProductd8a09f80301dc05e124f99ffe7711fc0' },
  validFrom: '2026-09-25',
  centre: 'Dr Tan',
}

type Issue = (record: HealthRecord, by: Signer, on: IssueTerms) => Promise<Outcome<string>>
const record = (entry: Entry, changes: Partial<HealthRecord['person']> = {}): HealthRecord => ({
  person: { ...person, ...changes },
  entries: [entry],
})
async function textOf(outcome: Promise<Outcome<string>>): Promise<string> {
  const result = await outcome
  if (!result.ok) throw new Error(result.refusal.code)
  return result.value
}
async function refusalOf(outcome: Promise<Outcome<string>>): Promise<string> {
  const result = await outcome
  return result.ok ? 'issued' : result.refusal.code
}
const payloadOf = (text: string): unknown => {
  const reading = readHcert(text)
  return 'fault' in reading ? reading.fault : reading.payload
}
const dcc = (entry: Entry, changes: Partial<HealthRecord['person']> = {}) =>
  issueDcc(record(entry, changes), signer, terms)

/** Every kind of certificate, as issued here. */
const issued: readonly (readonly [string, Issue, Entry])[] = [
  ['DCC vaccination', issueDcc, dose],
  ['DCC antigen test', issueDcc, sample],
  ['DCC test of nucleic acid', issueDcc, { ...sample, method: 'nucleic-acid', device: { code: '', text: 'PCR' } }],
  ['DCC recovery', issueDcc, recovery],
  ['DDCC vaccination', issueDdcc, dose],
  ['DDCC test', issueDdcc, sample],
  ['ICVP', issueIcvp, yellow],
]

describe.each(issued)('%s', (_, issue, entry) => {
  test('what is issued is valid', async () => {
    const text = await textOf(issue(record(entry), signer, terms))
    expect(await reportOn(text, trustIn(trusted(own)))).toMatchObject({
      verdict: 'valid',
      entries: [{ kind: entry.kind }],
      validity: { from: expect.any(Number) as number },
    })
  })

  test('@auth0/cose, cbor-x, base45 and zlib accept it', async () => {
    for (const by of [own, makeSigner('PS256')]) {
      const text = await textOf(issue(record(entry), { ...signer, ...by }, terms))
      const message = Sign1.decode(inflateSync(base45.decode(text.slice(4))))
      await expect(message.verify(by.publicKey)).resolves.toBeUndefined()
      expect(decode(message.payload)).toMatchObject({ 1: 'XX', 4: terms.expiresAt / 1000 })
    }
  })

  test('what the envelope cannot hold is refused', async () => {
    const refused = (by: Partial<Signer>, on: Partial<IssueTerms> = {}) =>
      refusalOf(issue(record(entry), { ...signer, ...by }, { ...terms, ...on }))
    for (const algorithm of ['ES384', 'RS256', 'EdDSA'] as const)
      expect(await refused({ algorithm })).toBe('signer.algorithm')
    for (const keyId of ['AQ==', 'no base64!']) expect(await refused({ keyId })).toBe('signer.key-id')
    expect(await refused({ country: 'XXA' })).toBe('signer.country')
    for (const expiresAt of [terms.issuedAt, Number.POSITIVE_INFINITY])
      expect(await refused({}, { expiresAt })).toBe('terms.period')
    const several = { person, entries: [entry, entry] }
    expect(await refusalOf(issue(several, signer, terms))).toBe('record.one-entry')
    expect(await refusalOf(issue({ person, entries: [] }, signer, terms))).toBe('record.no-entries')
  })

  test('the birth date must be one', async () => {
    for (const birthDate of ['', '1899-01-01', '1984-02-30', '29.02.1984'])
      expect(await refusalOf(issue(record(entry, { birthDate }), signer, terms))).toBe('record.birth-date')
    for (const birthDate of ['1984', '1984-02'])
      expect(await refusalOf(issue(record(entry, { birthDate }), signer, terms))).toBe('issued')
  })
})

test('the same record gives the same payload, byte for byte', async () => {
  const messages = await Promise.all(
    [1, 2].map(async () => {
      const reading = readHcert(await textOf(dcc(dose)))
      return 'fault' in reading ? null : reading.sealed.message.payload
    }),
  ) // prettier-ignore
  expect(messages[0]).toEqual(messages[1])
})

test('a DCC holds the names as written and standardised, the passport first', async () => {
  expect(payloadOf(await textOf(dcc(dose, { familyName: 'Müller-Größe', givenName: 'Jürgen' })))).toMatchObject({
    nam: { fn: 'Müller-Größe', fnt: 'MUELLER<GROESSE', gn: 'Jürgen', gnt: 'JUERGEN' },
  })
  const latin = { familyName: 'LYU', givenName: 'XIUYING' }
  expect(payloadOf(await textOf(dcc(dose, { familyName: '吕', givenName: '秀英', latin })))).toMatchObject({
    nam: { fn: '吕', fnt: 'LYU', gn: '秀英', gnt: 'XIUYING' },
  })
  expect(payloadOf(await textOf(dcc(dose, { givenName: '' })))).toMatchObject({
    nam: { fn: 'Lindqvist', fnt: 'LINDQVIST' },
  })
  const only = payloadOf(await textOf(dcc(dose, { familyName: '', givenName: 'Wulandari' })))
  expect(only).toMatchObject({ nam: { gn: 'Wulandari', gnt: 'WULANDARI' } })
  const flipped = { familyName: '', givenName: 'Вера', latin: { familyName: '', givenName: 'VERA' } }
  expect(payloadOf(await textOf(dcc(dose, flipped)))).toMatchObject({ nam: { gn: 'Вера', gnt: 'VERA' } })
})

test('a name that cannot be written is refused', async () => {
  expect(await refusalOf(dcc(dose, { familyName: 'A'.repeat(81) }))).toBe('record.name')
  expect(await refusalOf(dcc(dose, { familyName: '😀' }))).toBe('names.character')
  expect(await refusalOf(dcc(dose, { familyName: '', givenName: '' }))).toBe('names.empty')
})

test('manufacturer and type are those that go with the product', async () => {
  const { v } = payloadOf(await textOf(dcc({ ...dose, vaccine: null, manufacturer: { code: 'wrong' } }))) as {
    v: unknown[]
  }
  expect(v).toMatchObject([{ mp: 'EU/1/20/1528', ma: 'ORG-100030215', vp: '1119349007' }])
  const general = { ...dose, vaccine: { code: '28531000087107' } }
  expect(payloadOf(await textOf(dcc(general)))).toMatchObject({ v: [{ vp: '28531000087107' }] })
  expect(productOf('BBIBP-CorV')).toEqual({ manufacturer: 'ORG-100020693', vaccines: ['1157024006', '28531000087107'] })
})

test('a product that the value set cannot name, or does not let be issued any more, is refused', async () => {
  for (const product of [null, { code: 'LOCAL-1' }, { code: '', text: 'Comirnaty' }, { code: 'Vidprevtyn' }])
    expect(await refusalOf(dcc({ ...dose, product }))).toBe('record.product')
})

test('what a DCC cannot say is refused with its reason', async () => {
  expect(await refusalOf(issueDcc(record(dose), signer, { ...terms, id: 'urn:uuid:1' }))).toBe('record.id')
  expect(await refusalOf(dcc({ ...dose, disease: { code: '1D47' } }))).toBe('record.disease')
  expect(await refusalOf(dcc({ ...dose, disease: null }))).toBe('record.disease')
  expect(await refusalOf(dcc({ ...dose, country: 'XXA' }))).toBe('record.country')
  expect(await refusalOf(dcc({ ...dose, issuer: 'M'.repeat(81) }))).toBe('record.issuer')
  for (const changes of [{ dose: null }, { doses: 0 }, { dose: 1.5 }])
    expect(await refusalOf(dcc({ ...dose, ...changes }))).toBe('record.dose')
  for (const date of [null, '2026', '15.09.2026']) expect(await refusalOf(dcc({ ...dose, date }))).toBe('record.date')
  for (const method of ['serology', 'other'] as const)
    expect(await refusalOf(dcc({ ...sample, method }))).toBe('record.test-type')
  for (const device of [null, { code: '', text: 'Rapid' }, { code: 'Panbio' }])
    expect(await refusalOf(dcc({ ...sample, device }))).toBe('record.device')
  expect(await refusalOf(dcc({ ...sample, result: 'other' }))).toBe('record.result')
  for (const sampledAt of [null, '2026-11-16'])
    expect(await refusalOf(dcc({ ...sample, sampledAt }))).toBe('record.date')
  for (const member of ['firstPositiveOn', 'validFrom', 'validUntil'])
    expect(await refusalOf(dcc({ ...recovery, [member]: null }))).toBe('record.date')
})

test('what the record leaves out is taken from the signer', async () => {
  expect(payloadOf(await textOf(dcc(recovery)))).toMatchObject({ r: [{ co: 'XX', is: 'Ministry of Health' }] })
})

test('a DDCC holds the person, the certificate and the event', async () => {
  const traveller = { familyName: '欧阳', givenName: '文博', sex: 'M', documentNumber: 'E12345678' } as const
  expect(payloadOf(await textOf(issueDdcc(record(dose, traveller), signer, terms)))).toMatchObject({
    name: '欧阳文博',
    sex: 'male',
    identifier: { value: 'E12345678' },
    certificate: { hcid: { value: terms.id }, period: { start: '2026-11-17' } },
    vaccination: { brand: { code: 'EU/1/20/1528', display: 'Comirnaty' }, lot: 'L1', dose: 2, totalDoses: 2 },
  })
  expect(payloadOf(await textOf(issueDdcc(record({ ...sample, result: 'detected' }), signer, terms)))).toMatchObject({
    name: 'Maja Lindqvist',
    test: { type: { code: '2056159157' }, result: { code: 'RA01.0' }, date: '2026-11-16T08:05:00Z' },
  })
})

test('what a DDCC cannot say is refused with its reason', async () => {
  const refused = (entry: Entry, changes = {}) => refusalOf(issueDdcc(record(entry, changes), signer, terms))
  expect(await refused(recovery)).toBe('record.kind')
  expect(await refused(dose, { familyName: '', givenName: '' })).toBe('record.name')
  expect(await refused({ ...dose, country: 'XXA' })).toBe('record.country')
  expect(await refused({ ...dose, vaccine: null })).toBe('record.product')
  expect(await refused({ ...dose, product: { code: '', text: 'Only a name' } })).toBe('record.product')
  expect(await refused({ ...dose, lot: '' })).toBe('record.lot')
  expect(await refused({ ...dose, dose: null })).toBe('record.dose')
  expect(await refused({ ...dose, date: null })).toBe('record.date')
  expect(await refused({ ...sample, method: 'serology' })).toBe('record.test-type')
  expect(await refused({ ...sample, result: 'other' })).toBe('record.result')
  expect(await refused({ ...sample, sampledAt: null })).toBe('record.date')
})

test('an ICVP holds the person with her passport, and the dose', async () => {
  const traveller = { sex: 'F', nationality: 'XX', documentNumber: 'XA1' } as const
  expect(payloadOf(await textOf(issueIcvp(record(yellow, traveller), signer, terms)))).toEqual({
    n: 'Maja Lindqvist',
    dob: '1984-02-29',
    s: 'female',
    ntl: 'XX',
    nid: 'XA1',
    ndt: 'PPN',
    v: {
      vp: yellow.product?.code,
      dt: '2026-09-15',
      bo: 'L1',
      vls: '2026-09-25',
      cn: 'Dr Tan',
      is: 'Ministry of Health',
    },
  })
})

test('what an ICVP cannot say is refused with its reason', async () => {
  const refused = (entry: Entry, changes = {}) => refusalOf(issueIcvp(record(entry, changes), signer, terms))
  expect(await refused(sample)).toBe('record.kind')
  expect(await refused(yellow, { familyName: '', givenName: '' })).toBe('record.name')
  for (const product of [null, { code: 'EU/1/20/1528' }])
    expect(await refused({ ...yellow, product })).toBe('record.product')
  expect(await refused({ ...yellow, lot: '' })).toBe('record.lot')
  expect(await refused({ ...yellow, date: null })).toBe('record.date')
})

const there = materialFolder('schema') !== null

async function compiledSchema() {
  const ajv = new Ajv2020({ strict: false })
  addFormats.default(ajv)
  return ajv.compile(JSON.parse(await nodeFiles.text('schema/DCC.combined-schema.json')) as object)
}

test.runIf(there)('the DCC schema 1.3.3 accepts whatever is issued', async () => {
  const validate = await compiledSchema()
  const names = fc.constantFrom('Lindqvist', 'Müller-Größe', "O'Shaughnessy", 'Đặng', '王', 'Иванов', 'Çelik')
  const entries = fc.constantFrom<Entry>(dose, sample, { ...sample, method: 'nucleic-acid' }, recovery, {
    ...dose,
    issuer: '部',
  })
  const births = fc.constantFrom('1984-02-29', '1984', '1984-02')
  await fc.assert(
    fc.asyncProperty(
      names,
      fc.option(names, { nil: '' }),
      entries,
      births,
      async (familyName, givenName, entry, birthDate) => {
        const payload = payloadOf(await textOf(dcc(entry, { familyName, givenName, birthDate })))
        expect([validate(payload), validate.errors]).toEqual([true, null])
      },
    ),
    { numRuns: 40 },
  )
})

test.runIf(there)('the DCC schema 1.3.3 agrees with its own examples', async () => {
  const validate = await compiledSchema()
  const rows = JSON.parse(await nodeFiles.text('schema/index.json')) as { file: string; expect: string }[]
  for (const row of rows) {
    const isValid = validate(JSON.parse(await nodeFiles.text(`schema/${row.file}`)))
    expect([row.file, isValid ? 'valid' : 'invalid']).toEqual([row.file, row.expect])
  }
})
