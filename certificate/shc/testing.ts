import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import type { Entry, Vaccination } from '../certificate.ts'
import { toBase64, toBase64url } from '../encoding/base64.ts'
import { toUtf8 } from '../encoding/utf8.ts'
import type { HealthRecord, IssueTerms, Signer } from '../record.ts'
import { noTrust, type TrustList } from '../trust/trust-list.ts'

/** For tests: an issuer with a new key, cards signed with it, and the trust in it. */

export const issuer = 'https://shc.example/issuer'
export const now = 1_767_225_600_000
export const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })

const jwk = keys.publicKey.export({ format: 'jwk' })
export const keyId = createHash('sha256')
  .update(JSON.stringify({ crv: jwk['crv'], kty: jwk['kty'], x: jwk['x'], y: jwk['y'] }))
  .digest('base64url')

export const spki = (key: KeyObject): string =>
  toBase64(new Uint8Array(key.export({ format: 'der', type: 'spki' }) as Buffer))

export const trustIn = (change: Partial<TrustList['issuers'][number]['keys'][number]> = {}): TrustList => ({
  ...noTrust,
  issuers: [
    {
      id: issuer,
      name: 'Example',
      country: 'XA',
      keys: [{ keyId, key: spki(keys.publicKey), signs: true, algorithm: 'ES256', ...change }],
    },
  ],
})

export const signRaw = (bytes: Uint8Array, key = keys.privateKey): Uint8Array =>
  new Uint8Array(sign('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }))

/** A signed JWS of any header and payload text, compressed with raw DEFLATE unless told otherwise. */
export function signText(
  text: string,
  {
    header = {},
    pack = (bytes) => deflateRawSync(bytes),
    key = keys.privateKey,
  }: {
    readonly header?: object
    readonly pack?: (bytes: Uint8Array) => Uint8Array
    readonly key?: KeyObject
  } = {},
): string {
  const head = toBase64url(toUtf8(JSON.stringify({ zip: 'DEF', alg: 'ES256', kid: keyId, ...header })))
  const signed = `${head}.${toBase64url(new Uint8Array(pack(toUtf8(text))))}`
  return `${signed}.${toBase64url(signRaw(toUtf8(signed), key))}`
}

export const patient = {
  resourceType: 'Patient',
  name: [{ family: 'Wang', given: ['Xiu', 'Ying'] }],
  birthDate: '1990-06-18',
}
export const immunization = {
  resourceType: 'Immunization',
  status: 'completed',
  vaccineCode: { coding: [{ system: 'http://hl7.org/fhir/sid/cvx', code: '511' }] },
  patient: { reference: 'resource:0' },
  occurrenceDateTime: '2025-11-29',
  performer: [{ actor: { display: 'Clinic 46' } }],
  lotNumber: 'L11713',
}
export const observation = {
  resourceType: 'Observation',
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code: '94558-4' }] },
  subject: { reference: 'resource:0' },
  effectiveDateTime: '2025-12-30',
  valueCodeableConcept: { coding: [{ system: 'http://snomed.info/sct', code: '260415000' }] },
  performer: [{ display: 'Laboratory 3' }],
}

export const bundleOf = (...resources: readonly object[]): object => ({
  resourceType: 'Bundle',
  type: 'collection',
  entry: resources.map((resource, at) => ({ fullUrl: `resource:${at}`, resource })),
})

const types = ['health-card', 'immunization', 'covid19'].map((kind) => `https://smarthealth.cards#${kind}`)

/** The payload of a card about one vaccination, with members of it and of `vc` replaced. */
export const payloadOf = (change: object = {}, vc: object = {}): object => ({
  iss: issuer,
  nbf: now / 1000 - 3600,
  vc: {
    type: types,
    credentialSubject: { fhirVersion: '4.0.1', fhirBundle: bundleOf(patient, immunization) },
    ...vc,
  },
  ...change,
})

export const card = (change: object = {}, vc: object = {}): string => signText(JSON.stringify(payloadOf(change, vc)))

export const signer: Signer = {
  algorithm: 'ES256',
  keyId,
  country: 'XA',
  issuer,
  sign: (bytes) => Promise.resolve(signRaw(bytes)),
}

export const terms: IssueTerms = { issuedAt: now - 86_400_000, expiresAt: now + 86_400_000, id: 'XA-0001' }

export const vaccination: Vaccination = {
  kind: 'vaccination',
  disease: { code: '840539006' },
  vaccine: { code: '1119349007' },
  product: { code: 'EU/1/20/1528' },
  manufacturer: { code: 'ORG-100030215' },
  dose: 2,
  doses: 2,
  date: '2025-05-16',
  country: 'XA',
  lot: 'L1',
  centre: 'Clinic 1',
}

export const record = (...entries: readonly Entry[]): HealthRecord => ({
  person: {
    familyName: '王',
    givenName: '秀英',
    latin: { familyName: 'Wang', givenName: 'Xiuying' },
    birthDate: '1990-06-18',
  },
  entries,
})
