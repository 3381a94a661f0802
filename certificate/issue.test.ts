import { expect, test } from 'vitest'
import type { Entry, Family, Vaccination } from './certificate.ts'
import { issue, type Means } from './issue.ts'
import { read } from './read.ts'
import type { HealthRecord } from './record.ts'
import { issuerKey, random, signer, record as someone, terms } from './sdjwt/testing.ts'

const keyId = 'AAECAwQFBgc='
const signers: Means['signers'] = {
  'eu-dcc': { ...signer, keyId },
  ddcc: { ...signer, keyId },
  shc: signer,
  'sd-jwt-vc': signer,
}
const ids = { 'eu-dcc': 'URN:UVCI:01:XX:187/37512422923', shc: 'XA-0001' }
const means: Means = { signers, terms, ids, sdJwt: { random, holderKey: issuerKey.jwk } }

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
}
/** A vaccine that the EU's value set has no code for. */
const local: Vaccination = {
  ...dose,
  product: { code: 'LOCAL-1', text: 'A vaccine of one country' },
  manufacturer: { code: 'LOCAL', text: 'A maker' },
}

const record = (...entries: readonly Entry[]): HealthRecord => ({ person: someone.person, entries })

test('the family wished for first is issued where it can say all', async () => {
  const issued = await issue(record(dose), { families: ['eu-dcc', 'sd-jwt-vc'] }, means)
  expect(issued).toMatchObject({ ok: true, value: { family: 'eu-dcc', refused: [] } })
  expect(issued.ok && read(issued.value.text)).toMatchObject({
    family: 'eu-dcc',
    holder: { familyName: '欧阳', standardFamilyName: 'OUYANG' },
  })
})

test('a product without a code in the EU value set falls back to the family that can name it', async () => {
  const issued = await issue(record(local), { families: ['eu-dcc', 'shc', 'sd-jwt-vc'] }, means)
  expect(issued).toMatchObject({
    ok: true,
    value: {
      family: 'sd-jwt-vc',
      refused: [
        { family: 'eu-dcc', refusal: { code: 'record.product' } },
        { family: 'shc', refusal: { code: 'record.product' } },
      ],
    },
  })
  expect(issued.ok && read(issued.value.text)).toMatchObject({
    family: 'sd-jwt-vc',
    entries: [{ product: { code: 'LOCAL-1', text: 'A vaccine of one country' } }],
  })
})

test('several entries fall back to a family that holds more than one', async () => {
  const issued = await issue(
    record(dose, { ...dose, dose: 1, date: '2026-08-01' }),
    { families: ['eu-dcc', 'shc'] },
    means,
  )
  expect(issued).toMatchObject({
    ok: true,
    value: { family: 'shc', refused: [{ family: 'eu-dcc', refusal: { code: 'record.one-entry' } }] },
  })
  expect(issued.ok && JSON.parse(issued.value.file ?? '')).toHaveProperty('verifiableCredential')
})

test('what cannot be issued at all is refused with the reason of every family', async () => {
  const wish = { families: ['vds-nc', 'divoc', 'sd-jwt-vc', 'shc'] as const }
  const bare: Means = { signers: { divoc: signer, 'sd-jwt-vc': signer, shc: signer }, terms, ids }
  expect(await issue(record(local), wish, bare)).toEqual({
    ok: false,
    refusal: {
      code: 'issue.no-family',
      data: {
        'vds-nc': 'signer.missing',
        divoc: 'terms.contexts',
        'sd-jwt-vc': 'terms.random',
        shc: 'record.product',
      },
    },
  })
  expect(await issue(record(dose), { families: [] }, means)).toMatchObject({ refusal: { code: 'issue.no-family' } })
})

test('every family is asked with its own signer and answers for itself', async () => {
  const of = async (family: Family, entry: Entry) => {
    const all: Means = {
      ...means,
      signers: { ...signers, icvp: { ...signer, keyId }, 'vds-nc': { ...signer, issuer: 'UTO' }, divoc: signer },
    }
    const issued = await issue(record(entry), { families: [family] }, { ...all, divoc: { contexts: {} } })
    return issued.ok ? read(issued.value.text).family : issued.refusal.data?.[family]
  }
  expect(await of('ddcc', { ...dose, lot: 'SD2574' })).toBe('ddcc')
  expect(await of('ddcc', dose)).toBe('record.lot')
  expect(await of('icvp', { ...local, lot: 'SD2574' })).toBe('record.product')
  expect(await of('vds-nc', dose)).toBe('signer.certificate')
  expect(await of('divoc', dose)).toBe('signer.algorithm')
  expect(await of('shc', dose)).toBe('shc')
  expect(await of('sd-jwt-vc', local)).toBe('sd-jwt-vc')
})
