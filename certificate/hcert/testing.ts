import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { toBase45 } from '../encoding/base45.ts'
import { fromBase64, toBase64 } from '../encoding/base64.ts'
import type { CborValue } from '../encoding/cbor.ts'
import { writeCbor } from '../encoding/cbor-write.ts'
import { deflateZlib } from '../encoding/deflate.ts'
import type { HealthRecord, IssueTerms, Signer } from '../record.ts'
import type { Report } from '../report.ts'
import { coseAlgorithmId, writeSign1 } from '../signature/cose.ts'
import type { Algorithm } from '../signature/key.ts'
import { noTrust, type TrustedSigner, type TrustList } from '../trust/trust-list.ts'
import { readHcert, verifyHcert } from './index.ts'

/** A document signer of the tests. */
export interface TestSigner {
  readonly algorithm: Algorithm
  readonly keyId: string
  readonly spki: string
  readonly publicKey: KeyObject
  readonly sign: Signer['sign']
}

export const now = 1_795_000_000_000
export const day = 86_400_000

const curves: { readonly [algorithm in Algorithm]?: string } = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' }
const digests: { readonly [algorithm in Algorithm]?: string } = { ES384: 'sha384', ES512: 'sha512' }

/** A key pair; `keyId` is base64 of 8 bytes. */
export function makeSigner(algorithm: Algorithm, keyId = 'AQIDBAUGBwg='): TestSigner {
  const namedCurve = curves[algorithm]
  const { publicKey, privateKey } = namedCurve
    ? generateKeyPairSync('ec', { namedCurve })
    : generateKeyPairSync('rsa', { modulusLength: 2048 })
  // 6 is RSA_PKCS1_PSS_PADDING.
  const how = namedCurve
    ? { key: privateKey, dsaEncoding: 'ieee-p1363' as const }
    : { key: privateKey, padding: 6, saltLength: 32 }
  return {
    algorithm,
    keyId,
    spki: toBase64(publicKey.export({ type: 'spki', format: 'der' })),
    publicKey,
    sign: async (bytes) => new Uint8Array(sign(digests[algorithm] ?? 'sha256', bytes, how)),
  }
}

export const own = makeSigner('ES256')

/** It as an entry of a trust list. */
export const trusted = (signer: TestSigner, changes: Partial<TrustedSigner> = {}): TrustedSigner => ({
  keyId: signer.keyId,
  country: 'XX',
  participant: null,
  key: signer.spki,
  usages: null,
  from: now - 1000 * day,
  until: now + 1000 * day,
  issuedBy: [],
  issuer: null,
  serial: null,
  ...changes,
})

/** A list that holds these signers and no authority. */
export const trustIn = (...signers: readonly TrustedSigner[]): TrustList => ({ ...noTrust, signers })

/** The payload of a vaccination, as most are. */
export const dcc = (changes: { readonly [member: string]: CborValue } = {}): { [member: string]: CborValue } => ({
  ver: '1.3.0',
  nam: { fn: 'Lindqvist', fnt: 'LINDQVIST', gn: 'Maja', gnt: 'MAJA' },
  dob: '1984-02-29',
  v: [vaccination()],
  ...changes,
})

export const vaccination = (
  changes: { readonly [member: string]: CborValue } = {},
): { [member: string]: CborValue } => ({
  tg: '840539006',
  vp: '1119349007',
  mp: 'EU/1/20/1528',
  ma: 'ORG-100030215',
  dn: 2,
  sd: 2,
  dt: '2026-09-15',
  co: 'XX',
  is: 'Ministry of Health',
  ci: 'URN:UVCI:01:XX:187/37512422923',
  ...changes,
})

/** Claims of a certificate that is valid now, with a document under a sub-key. */
export const claimsWith = (
  document: CborValue,
  kind = 1,
  times: readonly (readonly [number, CborValue])[] = [
    [4, now / 1000 + 86_400],
    [6, now / 1000 - 86_400],
  ],
): CborValue => new Map<number, CborValue>([[1, 'XX'], ...times, [-260, new Map([[kind, document]])]])

/** The text of a code over a COSE message. */
export const textOf = (message: Uint8Array): string => `HC1:${toBase45(deflateZlib(message))}`

/** Claims, signed, as the text of a code. */
export async function signedText(claims: CborValue, signer: TestSigner = own): Promise<string> {
  const algorithmId = coseAlgorithmId(signer.algorithm) as number
  return textOf(await writeSign1(writeCbor(claims), { algorithmId, keyId: fromBase64(signer.keyId) }, signer.sign))
}

/** What reading claims comes to: `family`, or the code of the fault. */
export async function outcomeOf(claims: CborValue): Promise<string> {
  const reading = readHcert(await signedText(claims))
  return 'fault' in reading ? `${reading.fault.code} ${reading.fault.at ?? ''}`.trim() : reading.family
}

/** The report on a text that can be read. */
export async function reportOn(text: string, trust: TrustList, at = now): Promise<Report> {
  const reading = readHcert(text)
  if ('fault' in reading) throw new Error(reading.fault.code)
  return await verifyHcert(reading, trust, at)
}

export const signer: Signer = { ...own, country: 'XX', issuer: 'Ministry of Health' }
export const terms: IssueTerms = {
  issuedAt: now - day,
  expiresAt: now + 100 * day,
  id: 'URN:UVCI:01:XX:187/37512422923',
}
export const person: HealthRecord['person'] = { familyName: 'Lindqvist', givenName: 'Maja', birthDate: '1984-02-29' }
