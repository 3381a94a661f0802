import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { toBase45 } from '../encoding/base45.ts'
import { toBase64 } from '../encoding/base64.ts'
import type { CborValue } from '../encoding/cbor.ts'
import { writeCbor } from '../encoding/cbor-write.ts'
import { deflateZlib } from '../encoding/deflate.ts'
import { toUtf8 } from '../encoding/utf8.ts'
import { canonise } from '../linked-data/canonise.ts'
import { read } from '../read.ts'
import { payloadOf, signText } from '../shc/testing.ts'
import { combineTrust, parseTrust, saveTrust } from '../trust/index.ts'
import { trustOf } from '../trust/testing.ts'
import { certify, newKeys } from '../vds/testing.ts'

// Inputs by which fuzzing once broke a promise.

/** An HCERT that nobody signed, with a document under a sub-key of its claim, and other claims. */
function hcertOf(kind: number, document: CborValue, more: readonly (readonly [number, CborValue])[] = []): string {
  const claims = writeCbor(new Map([...more, [-260, new Map([[kind, document]])]]))
  const message = writeCbor([writeCbor(new Map([[1, -7]])), {}, claims, new Uint8Array(64)])
  return `HC1:${toBase45(deflateZlib(message))}`
}

test('a time of an HCERT that is finite in seconds and not in milliseconds states nothing', () => {
  const payload = { name: 'A', birthDate: '1990-01-01', test: { date: '2021-06-01' }, certificate: { issuer: 'X' } }
  const text = hcertOf(4, payload, [
    [4, 1e306],
    [6, -1e306],
  ])
  expect(read(text)).toMatchObject({ family: 'ddcc', validity: { from: null, until: null } })
})

test('a member of an EU DCC may be named like one that every object inherits', () => {
  const dose = {
    tg: '840539006',
    vp: '1119349007',
    mp: 'EU/1/20/1528',
    ma: 'ORG-100030215',
    dn: 1,
    sd: 2,
    dt: '2021-06-01',
    co: 'XX',
    is: 'X',
    ci: 'C',
    constructor: 'a',
  }
  const payload = { ver: '1.3.0', nam: { fn: 'A', fnt: 'A' }, dob: '1990-01-01', v: [dose] }
  expect(read(hcertOf(1, payload))).toMatchObject({ family: 'eu-dcc', holder: { familyName: 'A' } })
})

test('a code of a DDCC may be named like what every object inherits', () => {
  const tested = { type: '__proto__', date: '2021-06-01', result: 'constructor' }
  const payload = { name: 'A', birthDate: '1990-01-01', test: tested, certificate: { issuer: 'X' } }
  expect(read(hcertOf(4, payload))).toMatchObject({ entries: [{ method: 'other', result: 'other' }] })
})

test('a type of a SMART Health Card may be anything that JSON holds', () => {
  const odd = { toString: null }
  const text = signText(JSON.stringify(payloadOf({}, { type: ['https://smarthealth.cards#health-card', odd] })))
  const warnings = [{ code: 'shc.type-unknown', at: 'vc.type', value: '{"toString":null}' }]
  expect(read(text)).toMatchObject({ family: 'shc', warnings: expect.arrayContaining(warnings) })
})

test('a DID document may name its assertion method by anything that JSON holds', async () => {
  const document = {
    id: 'did:web:a.example',
    verificationMethod: [],
    assertionMethod: [{ id: { toString: null } }, [{ toString: null }]],
  }
  const part = await parseTrust(toUtf8(JSON.stringify(document)), 'did.json')
  expect(part).toMatchObject({ ok: true, value: { skipped: [{ code: 'trust.entry' }] } })
})

test('an authority of a saved list whose key is damaged issued nothing, and does not stop the others', async () => {
  const authority = {
    country: 'XX',
    participant: null,
    subject: 'MAA=',
    subjectKeyId: null,
    key: toBase64(Uint8Array.of(48, 3, 1)),
    from: 0,
    until: 1,
  }
  const saved = saveTrust(trustOf({ authorities: [authority] }))
  const part = await parseTrust(toUtf8(saved), 'saved')
  if (!part.ok) throw new Error(part.refusal.code)
  expect(await combineTrust([part.value])).toMatchObject({ authorities: [authority], signers: [] })
})

test('an authority of a saved list may be of a country named like what every object inherits', async () => {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const key = toBase64(publicKey.export({ type: 'spki', format: 'der' }))
  const authority = {
    country: 'constructor',
    participant: null,
    subject: 'MAA=',
    subjectKeyId: null,
    key,
    from: 0,
    until: 1,
  }
  const certificate = certify(newKeys(), newKeys())
  const saved = await parseTrust(toUtf8(saveTrust(trustOf({ authorities: [authority] }))), 'saved')
  const signer = await parseTrust(certificate, 'signer.der')
  if (!saved.ok || !signer.ok) throw new Error('not read')
  expect(await combineTrust([saved.value, signer.value])).toMatchObject({ signers: [{ issuedBy: [] }] })
})

test('an identifier of linked data named like what every object inherits changes nothing that all objects share', async () => {
  for (const id of ['__proto__', 'constructor', 'toString']) {
    const subject = { type: 'Person', id, name: 'A' }
    const document = {
      '@context': ['https://www.w3.org/2018/credentials/v1'],
      type: ['VerifiableCredential'],
      issuer: { id },
      credentialSubject: subject,
    }
    await expect(canonise(document, {})).rejects.toMatchObject({ code: 'linked-data.invalid', at: '@id' })
  }
  expect(
    Object.keys(Object.getOwnPropertyDescriptors(Object.prototype)).filter((name) => name.startsWith('@')),
  ).toEqual([])
  expect(Object.keys(Object.getOwnPropertyDescriptor(Object.prototype, 'toString')?.value)).toEqual([])
})
