import { generateKeyPairSync, type KeyObject, randomFillSync, sign } from 'node:crypto'
import { toBase64 } from '../encoding/base64.ts'
import type { HealthRecord, IssueTerms, Signer } from '../record.ts'
import { publicKeyFromJwk } from '../signature/jwk.ts'
import { noTrust, type StatusList, type TrustList } from '../trust/trust-list.ts'
import type { Jwk, Random } from './index.ts'

/** A P-256 key of a test, as JWK and as what signs with it. */
export interface TestKey {
  readonly jwk: Jwk
  readonly privateKey: KeyObject
  readonly sign: Signer['sign']
}

export function makeKey(): TestKey {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return {
    jwk: publicKey.export({ format: 'jwk' }) as Jwk,
    privateKey,
    sign: async (bytes) => new Uint8Array(sign('sha256', bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' })),
  }
}

export const random: Random = (bytes) => randomFillSync(bytes)

export const now = 1_795_000_000_000
const day = 86_400_000

export const issuerKey = makeKey()
export const holder = makeKey()

export const signer: Signer = {
  algorithm: 'ES256',
  keyId: 'key-1',
  country: 'XX',
  issuer: 'https://issuer.example',
  sign: issuerKey.sign,
}

export const terms: IssueTerms = { issuedAt: now - day, expiresAt: now + 365 * day, id: 'urn:uuid:test-1' }

export const record: HealthRecord = {
  person: {
    familyName: '欧阳',
    givenName: '文博',
    birthDate: '1967-03-14',
    sex: 'M',
    documentNumber: 'XB7700102',
    nationality: 'CN',
  },
  entries: [
    {
      kind: 'vaccination',
      disease: { code: 'RA01', system: 'http://id.who.int/icd/release/11/mms' },
      vaccine: { code: 'J07BN01' },
      product: { code: 'EU/1/20/1528', text: 'Comirnaty' },
      manufacturer: { code: 'ORG-100030215' },
      dose: 2,
      doses: 2,
      date: '2026-09-15',
      lot: 'SD2574',
      country: 'XX',
    },
    {
      kind: 'vaccination',
      disease: { code: '1D47' },
      vaccine: null,
      product: { code: 'Stamaril' },
      manufacturer: null,
      dose: 1,
      doses: null,
      date: '2020-01-02',
    },
    {
      kind: 'test',
      disease: { code: 'RA01' },
      method: 'antigen',
      type: { code: 'LP217198-3' },
      device: null,
      sampledAt: '2026-11-01T08:00:00Z',
      result: 'not-detected',
      resultCode: { code: '260415000' },
      centre: 'Test Centre 7',
    },
    {
      kind: 'recovery',
      disease: { code: 'RA01' },
      firstPositiveOn: '2026-05-01',
      validFrom: '2026-05-12',
      validUntil: '2026-10-28',
    },
  ],
}

/** A trust list of issuers and their JWKs. */
export const trusting = (
  keys: readonly { jwk: Jwk; keyId?: string; signs?: boolean; issuer?: string; algorithm?: string }[],
  statusLists: readonly StatusList[] = [],
): TrustList => ({
  ...noTrust,
  statusLists,
  issuers: [...new Set(keys.map(({ issuer = signer.issuer }) => issuer))].map((id) => ({
    id,
    name: null,
    country: 'XX',
    keys: keys
      .filter(({ issuer = signer.issuer }) => issuer === id)
      .map(({ jwk, keyId = signer.keyId, signs = true, algorithm = null }) => ({
        keyId,
        key: toBase64(publicKeyFromJwk(jwk).spki),
        signs,
        algorithm,
      })),
  })),
})

export const trust = trusting([{ jwk: issuerKey.jwk }])
