import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { JsonObject } from '../encoding/json.ts'
import { toUtf8 } from '../encoding/utf8.ts'
import { issueDivoc } from './issue.ts'
import { readDivoc } from './read.ts'
import { divocTerms, issuer, record, signers } from './testing.ts'
import { writeZip } from './zip-write.ts'

let text = ''
let credential: JsonObject = {}
beforeAll(async () => {
  const issued = await issueDivoc(record, signers.ed, divocTerms)
  if (!issued.ok) throw new Error(issued.refusal.code)
  text = issued.value.text
  credential = JSON.parse(issued.value.credential) as JsonObject
})

const codeOf = (given: string): string => {
  const reading = readDivoc(given)
  return 'fault' in reading ? `${reading.fault.verdict} ${reading.fault.code}` : 'read'
}
const withMembers = (changed: object): string => codeOf(JSON.stringify({ ...credential, ...changed }))
const dose = (): JsonObject => (credential['evidence'] as readonly JsonObject[])[0] as JsonObject
const subject = (): JsonObject => credential['credentialSubject'] as JsonObject

test('an archive and the JSON-LD text say the same', () => {
  const read = readDivoc(text)
  expect(readDivoc(JSON.stringify(credential, null, 2))).toEqual(read)
  expect(read).toMatchObject({
    family: 'divoc',
    holder: {
      name: 'Zoë Lindqvist',
      birthDate: '1984-02',
      sex: 'Female',
      nationality: 'XX',
      documentNumber: 'XA1200451',
    },
    issuer: { id: issuer, keyId: `${issuer}#ed`, country: null },
    validity: { from: divocTerms.issuedAt, until: divocTerms.expiresAt },
    warnings: [],
    entries: [
      {
        kind: 'vaccination',
        vaccine: { code: 'XM0GQ8', text: 'COVID-19 mRNA vaccine' },
        product: { code: 'Comirnaty' },
        manufacturer: { code: 'Biontech' },
        dose: 2,
        doses: 3,
        date: '2026-02-03',
        lot: 'B-7',
        centre: 'Clinic 60',
        country: 'XX',
        issuer,
        id: 'URN:UVCI:XX:42',
        validFrom: '2026-02-17',
        validUntil: '2027-02-03',
      },
    ],
  })
})

test('texts of other kinds are not taken for this family', () => {
  for (const other of [
    '',
    'HC1:6BF',
    'shc:/56',
    '{"type":"ticket"}',
    '{"@context":["https://www.w3.org/2018/credentials/v1"]}',
    'PK',
    '{',
  ])
    expect(codeOf(other)).toBe('unrecognised text.unrecognised')
})

test('a broken text of the family is malformed, with its code', () => {
  expect(codeOf(`${text}\n`)).toBe('malformed zip.end')
  expect(codeOf(`PK\u0003\u0004${text.slice(4, 60)}€`)).toBe('malformed zip.character')
  expect(codeOf(`PK\u0003\u0004${' '.repeat(300_000)}`)).toBe('malformed divoc.too-large')
  expect(codeOf(JSON.stringify(credential).slice(0, -1))).toBe('malformed json.syntax')
  const latin1 = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  expect(codeOf(latin1(writeZip('certificate.json', Uint8Array.of(0x22, 0xff))))).toBe('malformed text.utf8')
  expect(codeOf(latin1(writeZip('certificate.json', toUtf8('[]'))))).toBe('malformed divoc.member')
})

test('a credential has the members that it needs', () => {
  expect(withMembers({ proof: undefined })).toBe('malformed divoc.proof')
  expect(withMembers({ '@context': ['https://health.example/vaccination/v1'] })).toBe('malformed divoc.context')
  expect(withMembers({ type: ['ProofOfVaccinationCredential'] })).toBe('malformed divoc.type')
  expect(withMembers({ issuer: undefined })).toBe('malformed divoc.member')
  expect(withMembers({ issuanceDate: 'yesterday' })).toBe('malformed divoc.issuance-date')
  expect(withMembers({ expirationDate: ['2020-01-01T00:00:00Z'] })).toBe('malformed divoc.expiration-date')
  expect(withMembers({ evidence: [] })).toBe('malformed divoc.member')
  expect(withMembers({ evidence: [{ ...dose(), type: ['Test'] }] })).toBe('malformed divoc.type')
  expect(withMembers({ evidence: [{ ...dose(), dose: 'many' }] })).toBe('malformed divoc.member')
  expect(withMembers({ evidence: [{ ...dose(), vaccine: ['Comirnaty'] }] })).toBe('malformed divoc.member')
  expect(withMembers({ credentialSubject: { ...subject(), name: ' ' } })).toBe('malformed divoc.member')
})

test('identifiers are URIs, as nothing said of others is signed', () => {
  expect(withMembers({ credentialSubject: { ...subject(), id: 'Passport XA1200451' } })).toBe(
    'malformed divoc.identifier',
  )
  expect(withMembers({ evidence: [{ ...dose(), id: '' }] })).toBe('malformed divoc.identifier')
  expect(withMembers({ issuer: 'Ministry of Health' })).toBe('malformed divoc.identifier')
  expect(withMembers({ id: '_:b0' })).toBe('malformed divoc.identifier')
  expect(withMembers({ issuer: { id: issuer, name: 'Ministry' } })).toBe('read')
})

test('odd values warn and do not refuse', () => {
  const odd = JSON.stringify({
    ...credential,
    evidence: [{ ...dose(), dose: '4', date: '03/02/2026', batch: 77 }],
    credentialSubject: { ...subject(), dob: '29 February', uhid: '' },
  })
  expect(readDivoc(odd)).toMatchObject({
    warnings: [
      { code: 'divoc.dose-over-total', value: '4/3' },
      { code: 'divoc.date', value: '03/02/2026' },
      { code: 'divoc.date', at: 'credentialSubject.dob' },
    ],
    entries: [{ dose: 4, lot: '77' }],
  })
})

test('a text with too many values is refused', () => {
  expect(withMembers({ notes: Array.from({ length: 5000 }, (_, index) => index) })).toBe('malformed divoc.too-large')
})

test('no changed text makes the reader throw', () => {
  fc.assert(
    fc.property(
      fc.boolean(),
      fc.array(fc.record({ at: fc.nat(), unit: fc.nat(300) }), { maxLength: 5 }),
      (asJson, changes) => {
        const units = (asJson ? JSON.stringify(credential) : text).split('')
        for (const { at, unit } of changes) units[at % units.length] = String.fromCharCode(unit)
        const reading = readDivoc(units.join(''))
        expect('fault' in reading ? reading.fault.code : reading.family).toMatch(/^[a-z0-9]+([.-][a-z0-9-]+)?$/)
      },
    ),
    { numRuns: 2000 },
  )
})
