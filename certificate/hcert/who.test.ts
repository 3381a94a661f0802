import { expect, test } from 'vitest'
import type { CborValue } from '../encoding/cbor.ts'
import { parseInstant } from '../encoding/time.ts'
import { readHcert } from './index.ts'
import { claimsWith, outcomeOf, signedText } from './testing.ts'

type Members = { readonly [member: string]: CborValue }
const icd11 = 'http://id.who.int/icd11/mms'

async function read(payload: CborValue, kind: number) {
  const reading = readHcert(await signedText(claimsWith(payload, kind)))
  if ('fault' in reading) throw new Error(`${reading.fault.code} ${reading.fault.at}`)
  return reading
}

const certificate: Members = {
  issuer: { identifier: { value: 'https://health.example' } },
  hcid: { value: 'DDCC1' },
  period: { start: '2026-11-01', end: '2026-11-18' },
}
const vaccination: Members = {
  vaccine: { system: icd11, code: 'XM0GQ8', display: 'mRNA' },
  brand: 'SPIKEVAX',
  manufacturer: { code: 'ORG-100030215' },
  lot: 'L1',
  date: '2026-09-28',
  dose: 3,
  totalDoses: 3,
  country: { code: 'XXA' },
  centre: { code: 'C9', display: 'Clinic 9' },
  disease: { system: icd11, code: 'RA01' },
}
const sample: Members = {
  pathogen: { system: icd11, code: 'XN109' },
  type: { system: 'http://loinc.org', code: '94558-4' },
  brand: { display: 'A test' },
  date: '2026-11-10T05:10:20.000Z',
  result: { code: 'RA01.1' },
  centre: 'Clinic',
  country: 'XX',
}
const ddcc = (changes: Members = {}): { [member: string]: CborValue } => ({
  name: 'Maja Lindqvist',
  birthDate: '1984-02-29',
  sex: 'female',
  identifier: { value: 'XA1200451' },
  certificate,
  vaccination,
  ...changes,
})

test('a DDCC vaccination is read, its codes as codings or bare', async () => {
  expect(await read(ddcc(), 3)).toMatchObject({
    family: 'ddcc',
    holder: { name: 'Maja Lindqvist', birthDate: '1984-02-29', sex: 'female', documentNumber: 'XA1200451' },
    issuer: { country: 'XX', id: 'https://health.example' },
    entries: [
      {
        kind: 'vaccination',
        disease: { code: 'RA01', system: icd11 },
        vaccine: { code: 'XM0GQ8', system: icd11, text: 'mRNA' },
        product: { code: 'SPIKEVAX' },
        lot: 'L1',
        dose: 3,
        date: '2026-09-28',
        country: 'XXA',
        centre: 'Clinic 9',
        issuer: 'https://health.example',
        id: 'DDCC1',
      },
    ],
  })
})

test('a DDCC test is read', async () => {
  expect((await read(ddcc({ test: sample }), 4)).entries).toMatchObject([
    { kind: 'test', method: 'antigen', device: { code: '', text: 'A test' }, result: 'not-detected', centre: 'Clinic' },
  ])
  const other = { ...sample, type: 'unheard of', result: null, brand: null }
  expect((await read(ddcc({ test: other }), 4)).entries).toMatchObject([
    { method: 'other', device: null, result: 'other', resultCode: null },
  ])
})

test('the period of a DDCC narrows that of the token, its last day to the end', async () => {
  const { validity } = await read(ddcc(), 3)
  expect(validity.from).toBe(1_795_000_000_000 - 86_400_000)
  expect(validity.until).toBe((parseInstant('2026-11-19') as number) - 1)
})

test('identifiers and issuers are found in their several forms', async () => {
  const named = { ...certificate, issuer: { name: 'Ministry' }, period: null }
  expect((await read(ddcc({ certificate: named, identifier: 'XA1' }), 3)).holder.documentNumber).toBe('XA1')
  expect((await read(ddcc({ certificate: named }), 3)).issuer.id).toBe('Ministry')
  expect((await read(ddcc({ certificate: { hcid: 'D1', issuer: 'Text' } }), 3)).issuer.id).toBe('Text')
  expect((await read(ddcc({ identifier: [{ value: 'one' }, { value: 'two' }] }), 3)).holder.documentNumber).toBe('one')
  expect((await read(ddcc({ identifier: null }), 3)).holder).not.toHaveProperty('documentNumber')
})

test('what a DDCC cannot do without is refused, with its place', async () => {
  const refusal = (changes: Members, kind = 3) => outcomeOf(claimsWith(ddcc(changes), kind))
  expect(await refusal({ name: null })).toBe('hcert.member name')
  expect(await refusal({ certificate: null })).toBe('hcert.structure certificate')
  expect(await refusal({ vaccination: null })).toBe('hcert.structure vaccination')
  expect(await refusal({}, 4)).toBe('hcert.structure test')
  expect(await refusal({ vaccination: [vaccination, vaccination] })).toBe('hcert.several-entries vaccination')
  expect(await refusal({ vaccination: { ...vaccination, date: null } })).toBe('hcert.member vaccination.date')
  expect(await refusal({ vaccination: { ...vaccination, lot: 7 } })).toBe('hcert.type vaccination.lot')
  expect(await refusal({ test: { ...sample, date: null } }, 4)).toBe('hcert.member test.date')
})

const dose: Members = {
  vp: 'YellowFeverProductd8a09f80301dc05e124f99ffe7711fc0',
  dt: '2025-11-02',
  bo: 'YF1',
  vls: '2025-11-12',
  vle: '2035-01-31',
  cn: 'Dr R. Díaz',
  is: 'Institute',
}
const icvp = (changes: Members = {}): { [member: string]: CborValue } => ({
  n: 'Maja Lindqvist',
  dob: '1984-02-29',
  s: 'female',
  ntl: 'XXA',
  nid: 'XA1200451',
  ndt: 'PPN',
  v: dose,
  ...changes,
})

test('an ICVP is read; its bounds of protection are not those of the certificate', async () => {
  expect(await read(icvp(), -6)).toMatchObject({
    family: 'icvp',
    holder: {
      name: 'Maja Lindqvist',
      birthDate: '1984-02-29',
      sex: 'female',
      nationality: 'XXA',
      documentNumber: 'XA1200451',
    },
    validity: { from: 1_795_000_000_000 - 86_400_000, until: 1_795_000_000_000 + 86_400_000 },
    issuer: { country: 'XX', id: 'Institute' },
    entries: [
      {
        kind: 'vaccination',
        disease: { code: '1D47', text: 'Yellow fever' },
        product: { code: 'YellowFeverProductd8a09f80301dc05e124f99ffe7711fc0' },
        lot: 'YF1',
        date: '2025-11-02',
        validFrom: '2025-11-12',
        validUntil: '2035-01-31',
        centre: 'Dr R. Díaz',
      },
    ],
  })
})

test('the disease is the one stated, else that of the product, else unknown', async () => {
  const of = async (changes: Members) => (await read(icvp({ v: [{ ...dose, ...changes }] }), -6)).entries[0]?.disease
  expect(await of({ tg: '16541001' })).toEqual({ code: '16541001' })
  expect(await of({ vp: 'PolioVaccineOralOPVBivalProduct16e883911ea0108b8213bc213c9972fe' })).toMatchObject({
    code: '1C81',
  })
  expect(await of({ vp: 'SomethingElse' })).toBeNull()
})

test('a number of another paper than a passport does not bind it', async () => {
  expect((await read(icvp({ ndt: 'NI' }), -6)).holder).not.toHaveProperty('documentNumber')
  expect((await read(icvp({ ndt: null }), -6)).holder).toMatchObject({ documentNumber: 'XA1200451' })
})

test('what an ICVP cannot do without is refused, with its place', async () => {
  const refusal = (changes: Members) => outcomeOf(claimsWith(icvp(changes), -6))
  expect(await refusal({ n: '' })).toBe('hcert.member n')
  expect(await refusal({ v: null })).toBe('hcert.structure v')
  expect(await refusal({ v: [dose, dose] })).toBe('hcert.several-entries v')
  expect(await refusal({ v: { ...dose, vp: null } })).toBe('hcert.member v.vp')
  expect(await refusal({ v: { ...dose, dt: null } })).toBe('hcert.member v.dt')
})
