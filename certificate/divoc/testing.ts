import { constants, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import type { Entry } from '../certificate.ts'
import { toBase64, toBase64url } from '../encoding/base64.ts'
import type { JsonObject } from '../encoding/json.ts'
import { parseInstant } from '../encoding/time.ts'
import { toUtf8 } from '../encoding/utf8.ts'
import { canonise } from '../linked-data/canonise.ts'
import { bytesToSign } from '../linked-data/proof.ts'
import type { HealthRecord, Signer } from '../record.ts'
import { type IssuerKey, noTrust, type TrustList } from '../trust/trust-list.ts'
import type { DivocTerms } from './issue.ts'

export const vaccinationUrl = 'https://health.example/vaccination/v1'
/** A second context, which gives dose and total doses one meaning, as those of DIVOC do. */
export const sloppyUrl = 'https://health.example/sloppy/v1'

const term = (name: string): string => `https://health.example/terms#${name}`
const terms = (...names: string[]): object => Object.fromEntries(names.map((name) => [name, term(name)]))
const facility = {
  '@id': term('facility'),
  '@context': { name: term('name'), address: { '@id': term('address'), '@context': terms('addressCountry') } },
}
const vaccination = terms(
  'certificateId',
  'batch',
  'vaccine',
  'manufacturer',
  'date',
  'effectiveStart',
  'effectiveUntil',
  'dose',
  'totalDoses',
  'icd11Code',
  'prophylaxis',
)
const context = (changed: object = {}): object => ({
  '@context': {
    '@version': 1.1,
    ProofOfVaccinationCredential: { '@id': term('Proof'), '@context': terms('nonTransferable') },
    Person: { '@id': term('Person'), '@context': terms('name', 'dob', 'gender', 'nationality') },
    Vaccination: { '@id': term('Vaccination'), '@context': { ...vaccination, facility, ...changed } },
  },
})

export const contexts = {
  [vaccinationUrl]: context(),
  [sloppyUrl]: context({ dose: term('doses'), totalDoses: term('doses'), vaccine: term('id'), batch: term('id') }),
}

export const issuer = 'did:web:health.example'
const ed25519 = generateKeyPairSync('ed25519')
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const stranger = generateKeyPairSync('ed25519')

const listed = (name: string, key: KeyObject, signs = true): IssuerKey => ({
  keyId: `${issuer}#${name}`,
  key: toBase64(new Uint8Array(key.export({ type: 'spki', format: 'der' }))),
  signs,
  algorithm: null,
})
const keys = [listed('ed', ed25519.publicKey), listed('rsa', rsa.publicKey), listed('login', stranger.publicKey, false)]

export const trust: TrustList = {
  ...noTrust,
  issuers: [{ id: issuer, name: null, country: 'XX', keys }],
  contexts,
}

const signerOf = (name: string, algorithm: Signer['algorithm'], by: Signer['sign']): Signer => ({
  algorithm,
  keyId: `${issuer}#${name}`,
  country: 'XX',
  issuer,
  sign: by,
})
const pss = { key: rsa.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }
const byEd25519 =
  (key: KeyObject): Signer['sign'] =>
  (bytes) =>
    Promise.resolve(new Uint8Array(sign(null, bytes, key)))

export const signers = {
  ed: signerOf('ed', 'EdDSA', byEd25519(ed25519.privateKey)),
  rsa: signerOf('rsa', 'PS256', (bytes) => Promise.resolve(new Uint8Array(sign('sha256', bytes, pss)))),
  login: signerOf('login', 'EdDSA', byEd25519(stranger.privateKey)),
}
export const publicKeys = { ed: ed25519.publicKey, rsa: rsa.publicKey }

export const issuedAt = parseInstant('2026-03-01T08:00:00Z') as number
export const now = parseInstant('2026-03-10T08:00:00Z') as number
export const divocTerms: DivocTerms = {
  issuedAt,
  expiresAt: parseInstant('2027-03-01T08:00:00Z') as number,
  id: 'URN:UVCI:XX:42',
  contexts,
  vaccinationContext: vaccinationUrl,
}

export const dose: Entry = {
  kind: 'vaccination',
  disease: null,
  vaccine: { code: '1119349007', text: 'COVID-19 mRNA vaccine' },
  product: { code: 'EU/1/20/1528', text: 'Comirnaty' },
  manufacturer: { code: 'ORG-100030215', text: 'Biontech' },
  dose: 2,
  doses: 3,
  date: '2026-02-03',
  lot: 'B-7',
  centre: 'Clinic 60',
  country: 'XX',
  validFrom: '2026-02-17',
  validUntil: '2027-02-03',
}
export const record: HealthRecord = {
  person: {
    familyName: 'Lindqvist',
    givenName: 'Zoë',
    birthDate: '1984-02',
    sex: 'F',
    documentNumber: 'XA1200451',
    nationality: 'XX',
  },
  entries: [dose],
}

/** The same as the issuer makes, for any document and proof options: for what an issuer would never sign. */
export async function signAnything(document: JsonObject, changed: JsonObject = {}): Promise<string> {
  const { keyId, sign: by } = signers.ed
  const options = {
    type: 'Ed25519Signature2018',
    created: '2026-03-01T08:00:00Z',
    verificationMethod: keyId,
    proofPurpose: 'assertionMethod',
    ...changed,
  }
  const proof = await canonise({ ...options, '@context': 'https://w3id.org/security/v2' }, contexts)
  const { quads } = await canonise(document, contexts)
  const header = toBase64url(toUtf8('{"alg":"EdDSA","b64":false,"crit":["b64"]}'))
  const signature = toBase64url(await by(bytesToSign(header, proof.quads, quads)))
  return JSON.stringify({ ...document, proof: { ...options, jws: `${header}..${signature}` } })
}
