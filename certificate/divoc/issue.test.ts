import { constants, createHash, verify } from 'node:crypto'
import { unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import type { Entry } from '../certificate.ts'
import type { JsonObject } from '../encoding/json.ts'
import { canoniseElsewhere } from '../linked-data/testing.ts'
import type { HealthRecord, Signer } from '../record.ts'
import { type DivocTerms, issueDivoc } from './issue.ts'
import { contexts, divocTerms, dose, publicKeys, record, signers } from './testing.ts'

async function issue(
  given: HealthRecord = record,
  signer: Signer = signers.ed,
  terms: DivocTerms = divocTerms,
): Promise<JsonObject> {
  const issued = await issueDivoc(given, signer, terms)
  if (!issued.ok) throw new Error(issued.refusal.code)
  return JSON.parse(issued.value.credential) as JsonObject
}
const refusalOf = async (...input: Parameters<typeof issue>): Promise<unknown> => {
  const [given = record, signer = signers.ed, terms = divocTerms] = input
  const issued = await issueDivoc(given, signer, terms)
  return issued.ok ? 'issued' : issued.refusal
}
const withEntry = (changed: Partial<Entry>): HealthRecord => ({
  ...record,
  entries: [{ ...dose, ...changed } as Entry],
})

/** Sections 3 and 5 of the Linked Data signature suites of 2018, by Node's own cryptography and another JSON-LD parser. */
async function isGoodElsewhere({ proof, ...document }: JsonObject, name: keyof typeof publicKeys): Promise<boolean> {
  const { jws, ...options } = proof as JsonObject
  const [header = '', , signature = ''] = String(jws).split('.')
  const hash = async (part: JsonObject): Promise<Buffer> =>
    createHash('sha256')
      .update((await canoniseElsewhere(part, contexts)) ?? '')
      .digest()
  const first = await hash({ ...options, '@context': 'https://w3id.org/security/v2' })
  const bytes = Buffer.concat([Buffer.from(`${header}.`), first, await hash(document)])
  const key = publicKeys[name]
  const pss = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }
  return verify(name === 'ed' ? null : 'sha256', bytes, name === 'ed' ? key : pss, Buffer.from(signature, 'base64url'))
}

test('independent readers open the archive and accept the proof', async () => {
  for (const name of ['ed', 'rsa'] as const) {
    const issued = await issueDivoc(record, signers[name], divocTerms)
    if (!issued.ok) throw new Error(issued.refusal.code)
    const files = unzipSync(Buffer.from(issued.value.text, 'latin1'))
    expect(Object.keys(files)).toEqual(['certificate.json'])
    const text = new TextDecoder().decode(files['certificate.json'])
    expect(text).toBe(issued.value.credential)
    const credential = JSON.parse(text) as JsonObject
    expect(await isGoodElsewhere(credential, name)).toBe(true)
    expect(await isGoodElsewhere({ ...credential, issuanceDate: '2026-03-01T08:00:01Z' }, name)).toBe(false)
  }
})

test("the name is the passport's, else as it is written at home", async () => {
  const nameOf = async (person: object): Promise<unknown> =>
    ((await issue({ ...record, person: { ...record.person, ...person } }))['credentialSubject'] as JsonObject)['name']
  expect(
    await nameOf({ familyName: '王', givenName: '秀英', latin: { familyName: 'WANG', givenName: 'XIUYING' } }),
  ).toBe('XIUYING WANG')
  expect(await nameOf({ familyName: '王', givenName: '秀英' })).toBe('王秀英')
  expect(await nameOf({ familyName: 'Okonkwo', givenName: 'Chidi Emeka' })).toBe('Chidi Emeka Okonkwo')
  expect(await nameOf({ familyName: 'Suharto', givenName: '' })).toBe('Suharto')
})

test('the kind of vaccine has its ICD-11 code where one is known, else its name', async () => {
  const of = async (
    vaccine: Entry & { kind: 'vaccination' } extends { vaccine: infer V } ? V : never,
  ): Promise<unknown> => {
    const evidence = (await issue(withEntry({ vaccine })))['evidence'] as readonly JsonObject[]
    return [evidence[0]?.['icd11Code'], evidence[0]?.['prophylaxis']]
  }
  expect(await of({ code: '1119349007' })).toEqual(['XM0GQ8', undefined])
  expect(await of({ code: 'XM1NL1', text: 'inactivated' })).toEqual(['XM1NL1', 'inactivated'])
  expect(await of({ code: '1119305005' })).toEqual([undefined, '1119305005'])
  expect(await of(null)).toEqual([undefined, undefined])
})

test('a certificate without an end says none', async () => {
  expect(await issue(record, signers.ed, { ...divocTerms, expiresAt: Number.POSITIVE_INFINITY })).not.toHaveProperty(
    'expirationDate',
  )
})

test('what the family cannot say is refused, with the reason and the place', async () => {
  const recovery: Entry = {
    kind: 'recovery',
    disease: null,
    firstPositiveOn: '2026-01-01',
    validFrom: null,
    validUntil: null,
  }
  expect(await refusalOf({ ...record, entries: [dose, recovery] })).toEqual({
    code: 'record.kind',
    data: { at: 1, kind: 'recovery' },
  })
  expect(await refusalOf(record, signers.ed, { ...divocTerms, expiresAt: divocTerms.issuedAt })).toEqual({
    code: 'terms.period',
  })
  expect(await refusalOf({ ...record, person: { ...record.person, birthDate: '1.2.84' } })).toEqual({
    code: 'record.birth-date',
  })
  expect(await refusalOf({ ...record, entries: [] })).toEqual({ code: 'record.no-entries' })
  expect(await refusalOf(withEntry({ product: null }))).toMatchObject({ code: 'record.product' })
  expect(await refusalOf(withEntry({ date: null }))).toMatchObject({ code: 'record.date' })
  expect(await refusalOf(withEntry({ dose: null }))).toMatchObject({ code: 'record.dose' })
  expect(await refusalOf({ ...record, person: { ...record.person, familyName: '', givenName: ' ' } })).toEqual({
    code: 'record.name',
  })
})

test('a signer that the family does not know is refused', async () => {
  expect(await refusalOf(record, { ...signers.ed, algorithm: 'ES256' })).toMatchObject({ code: 'signer.algorithm' })
  expect(await refusalOf(record, { ...signers.ed, issuer: 'Ministry' })).toMatchObject({ code: 'signer.issuer' })
})

test('nothing is signed that the contexts do not define', async () => {
  const { vaccinationContext: _, ...byDivoc } = divocTerms
  expect(await refusalOf(record, signers.ed, byDivoc)).toEqual({
    code: 'context.unknown',
    data: { at: 'https://cowin.gov.in/credentials/vaccination/v2' },
  })
  const poor = { 'urn:poor': { '@context': { id: '@id' } } }
  expect(
    await refusalOf(record, signers.ed, { ...divocTerms, contexts: poor, vaccinationContext: 'urn:poor' }),
  ).toMatchObject({
    code: 'context.undefined',
  })
})
