import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { JsonObject } from '../encoding/json.ts'
import type { Report } from '../report.ts'
import type { TrustList } from '../trust/trust-list.ts'
import { issueDivoc } from './issue.ts'
import { readDivoc } from './read.ts'
import { divocTerms, issuer, now, record, signAnything, signers, sloppyUrl, trust } from './testing.ts'
import { verifyDivoc } from './verify.ts'

async function issue(by: keyof typeof signers = 'ed', terms = divocTerms): Promise<JsonObject> {
  const issued = await issueDivoc(record, signers[by], terms)
  if (!issued.ok) throw new Error(issued.refusal.code)
  return JSON.parse(issued.value.credential) as JsonObject
}

async function verify(credential: JsonObject | string, given: TrustList = trust, at = now): Promise<Report> {
  const reading = readDivoc(typeof credential === 'string' ? credential : JSON.stringify(credential))
  if ('fault' in reading) throw new Error(reading.fault.code)
  return verifyDivoc(reading, given, at)
}
const answer = async (...input: Parameters<typeof verify>): Promise<string> => {
  const { verdict, code } = await verify(...input)
  return `${verdict} ${code}`
}
const proofWith = (credential: JsonObject, changed: object): JsonObject => ({
  ...credential,
  proof: { ...(credential['proof'] as JsonObject), ...changed },
})
const evidenceWith = (credential: JsonObject, changed: object): JsonObject => ({
  ...credential,
  evidence: [{ ...(credential['evidence'] as JsonObject[])[0], ...changed }],
})

test('both kinds of proof are verified, and the report tells who and what', async () => {
  for (const by of ['ed', 'rsa'] as const) {
    const report = await verify(await issue(by))
    expect(report).toMatchObject({
      verdict: 'valid',
      code: 'ok',
      trustedCountry: 'XX',
      holder: { name: 'Zoë Lindqvist' },
      warnings: [],
    })
    expect(report.checks.map(({ question, result }) => `${question} ${result}`)).toEqual([
      'format passed',
      'key passed',
      'signature passed',
      'revocation not-checked',
      'validity passed',
    ])
  }
})

test('a changed word is found', async () => {
  const credential = await issue()
  expect(await answer(evidenceWith(credential, { dose: 3 }))).toBe('forged signature.mismatch')
  expect(await answer({ ...credential, expirationDate: '2099-01-01T00:00:00Z' })).toBe('forged signature.mismatch')
  expect(await answer(proofWith(credential, { created: '2026-03-02T08:00:00Z' }))).toBe('forged signature.mismatch')
})

test('the period of the certificate is asked last', async () => {
  const credential = await issue()
  expect(await answer(credential, trust, divocTerms.issuedAt - 1)).toBe('not-yet-valid validity.not-yet')
  expect(await answer(credential, trust, divocTerms.expiresAt + 1)).toBe('expired validity.expired')
  expect(await answer(evidenceWith(credential, { dose: 3 }), trust, divocTerms.expiresAt + 1)).toBe(
    'forged signature.mismatch',
  )
})

test('the key is one of the issuer, may sign, and fits the proof', async () => {
  const credential = await issue()
  expect(await answer(credential, { ...trust, issuers: [] })).toBe('untrusted key.unknown')
  expect(await answer(proofWith(credential, { verificationMethod: `${issuer}#nine` }))).toBe('untrusted key.unknown')
  expect(await answer({ ...credential, issuer: 'did:web:other.example' })).toBe('untrusted key.unknown')
  expect(await answer(await issue('login'))).toBe('untrusted key.usage')
  expect(await answer(proofWith(credential, { verificationMethod: `${issuer}#rsa` }))).toBe('untrusted key.algorithm')
})

test('the proof has its form, and its type decides the algorithm', async () => {
  const credential = await issue()
  expect(await answer(proofWith(credential, { type: 'JsonWebSignature2020' }))).toBe('malformed proof.type')
  expect(await answer(proofWith(credential, { type: 'RsaSignature2018' }))).toBe('malformed jws.algorithm')
  expect(await answer(proofWith(credential, { proofPurpose: 'authentication' }))).toBe('malformed proof.purpose')
  expect(await answer(proofWith(credential, { jws: 'e30..AAAA' }))).toBe('malformed jws.header')
})

test('a context that is not at hand leaves the certificate untrusted', async () => {
  expect(await answer(await issue(), { ...trust, contexts: {} })).toBe('untrusted context.unknown')
})

test('a context written into the certificate does not give signed words other names', async () => {
  const credential = await issue()
  const renaming = { vaccine: null, product: 'https://health.example/terms#vaccine' }
  const contexts = [...(credential['@context'] as string[]), renaming]
  expect(await answer({ ...credential, '@context': contexts })).toBe('malformed context.inline')
})

test('what the contexts do not define is not signed, so it is not told', async () => {
  const { proof: _, ...document } = await issue()
  const text = await signAnything(evidenceWith(document, { batch: 'B-7' }))
  const forged = JSON.parse(text) as JsonObject
  const subject = { ...(forged['credentialSubject'] as JsonObject), uhid: 'forged' }
  const report = await verify({ ...forged, credentialSubject: subject, age: 99 })
  expect(report).toMatchObject({
    verdict: 'valid',
    warnings: [
      { code: 'divoc.unsigned', value: 'age' },
      { code: 'divoc.unsigned', value: 'uhid' },
    ],
  })
  // Without its type nothing of the person is defined.
  const { type: _type, ...untyped } = document['credentialSubject'] as JsonObject
  expect(await answer(await signAnything({ ...document, credentialSubject: untyped }))).toBe(
    'malformed proof.uncovered',
  )
})

test('an unsigned member is left out where it stands, not where the same name is signed', async () => {
  const { proof: _, ...document } = await issue()
  const facility = { name: 'Clinic 60', dose: 9, address: { addressCountry: 'XX', name: 'unsigned' } }
  const report = await verify(await signAnything(evidenceWith(document, { facility })))
  expect(report).toMatchObject({
    verdict: 'valid',
    holder: { name: 'Zoë Lindqvist' },
    entries: [{ dose: 2, centre: 'Clinic 60' }],
  })
  const many = Array.from({ length: 20 }, () => ({ name: 'x' }))
  expect(await answer(await signAnything({ ...document, remarks: many, name: 'y' }))).toBe('malformed proof.uncovered')
})

test('members to which the contexts give one meaning are named, as they can change places', async () => {
  const credential = await issue('ed', { ...divocTerms, vaccinationContext: sloppyUrl })
  const exchanged = evidenceWith(credential, { dose: 3, totalDoses: 2 })
  expect(await verify(exchanged)).toMatchObject({
    verdict: 'valid',
    warnings: [
      { code: 'divoc.dose-over-total' },
      { code: 'divoc.interchangeable', value: 'dose totalDoses' },
      { code: 'divoc.interchangeable', value: 'vaccine batch' },
    ],
  })
})

test('a certificate without an end does not expire', async () => {
  const { expirationDate: _end, proof: _, ...document } = await issue()
  expect(await answer(await signAnything(document), trust, now * 100)).toBe('valid ok')
})

test('no changed member makes the verifier throw, or a certificate valid that says something else', async () => {
  const credential = await issue()
  const original = await verify(credential)
  const values = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.constantFrom(null, true, [], {}, [[]], { id: 'urn:x' }, '_:b0', 'did:x:y', -0, 1e-7),
  )
  const places = ['proof', 'credentialSubject', 'evidence.0', 'evidence.0.facility', '']
  const names = fc.constantFrom(
    'id',
    'type',
    'name',
    'dob',
    'dose',
    'date',
    'jws',
    'created',
    'issuer',
    '@context',
    '@type',
    'address',
    '__proto__',
    'constructor',
  )
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...places), names, values, async (place, name, value) => {
      const changed = structuredClone(credential)
      const target = place
        .split('.')
        .reduce<unknown>((at, step) => (step === '' ? at : (at as JsonObject)[step]), changed)
      Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true })
      const reading = readDivoc(JSON.stringify(changed))
      if ('fault' in reading) return
      const { verdict, holder, entries } = await verifyDivoc(reading, trust, now)
      if (verdict === 'valid')
        expect({ holder, entries }).toEqual({ holder: original.holder, entries: original.entries })
    }),
    { numRuns: 200 },
  )
}, 60_000)
