import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import type { Test, Vaccination } from '../certificate.ts'
import { toBase64url } from '../encoding/base64.ts'
import { formatInstant } from '../encoding/time.ts'
import { toUtf8 } from '../encoding/utf8.ts'
import type { HealthRecord, IssueTerms, Signer } from '../record.ts'
import { writeDer } from '../signature/der.ts'
import { parseX509 } from '../signature/x509.ts'
import { makeAuthority, makeSigner } from '../trust/certificates.ts'
import { noTrust, type TrustList } from '../trust/trust-list.ts'
import { canonicalize } from './canonical-json.ts'

/** For tests: an authority, signers below it, and seals. Certificates are written here, as nothing that a test may rely on makes them. */

export const now = 1_767_225_600_000
const year = 31_536_000_000
export const seals = '2.23.136.1.1.14.2'

const sequence = (...parts: readonly Uint8Array[]): Uint8Array => writeDer(0x30, ...parts)
const oid = (text: string): Uint8Array => {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number)
  const octets = [first * 40 + second, ...rest].flatMap((arc) => {
    const groups = [arc & 127]
    for (let left = arc >> 7; left > 0; left >>= 7) groups.unshift((left & 127) | 128)
    return groups
  })
  return writeDer(6, Uint8Array.from(octets))
}
const attribute = (type: string, value: string): Uint8Array =>
  writeDer(0x31, sequence(oid(type), writeDer(0x13, toUtf8(value))))
const nameOf = (country: string, name: string): Uint8Array =>
  sequence(attribute('2.5.4.6', country), attribute('2.5.4.3', name))
// Years around 2026, as UTCTime.
const time = (at: number): Uint8Array => writeDer(0x17, toUtf8(`${formatInstant(at).replaceAll(/\D/g, '').slice(2)}Z`))
const extension = (id: string, value: Uint8Array): Uint8Array => sequence(oid(id), writeDer(4, value))

export interface Keys {
  readonly publicKey: KeyObject
  readonly privateKey: KeyObject
}
export const newKeys = (namedCurve = 'P-256'): Keys => generateKeyPairSync('ec', { namedCurve })
const spkiOf = ({ publicKey }: Keys): Uint8Array =>
  new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }) as Buffer)
const ecdsaSha256 = sequence(oid('1.2.840.10045.4.3.2'))

export interface Wanted {
  readonly country?: string
  readonly issuerName?: string
  readonly serial?: number
  readonly from?: number
  readonly until?: number
  readonly usage?: string | null
  readonly types?: readonly string[] | null
}

const authorityName = 'Authority'

/** A certificate (DER) of a key, signed by another, with what a signer of seals has unless it is wanted otherwise. */
export function certify(keys: Keys, above: Keys, wanted: Wanted = {}): Uint8Array {
  const { country = 'XA', issuerName = authorityName, serial = 7, from = now - year, until = now + year } = wanted
  const { usage = seals, types = ['NV', 'NT'] } = wanted
  const extensions = [
    ...(usage === null ? [] : [extension('2.5.29.37', sequence(oid(usage)))]),
    ...(types === null
      ? []
      : [
          extension(
            '2.23.136.1.1.6.2',
            sequence(
              writeDer(2, Uint8Array.of(0)),
              writeDer(0x31, ...types.map((type) => writeDer(0x13, toUtf8(type)))),
            ),
          ),
        ]),
  ]
  const tbs = sequence(
    writeDer(0xa0, writeDer(2, Uint8Array.of(2))),
    writeDer(2, Uint8Array.of(serial)),
    ecdsaSha256,
    nameOf('XA', issuerName),
    sequence(time(from), time(until)),
    nameOf(country, 'Signer'),
    spkiOf(keys),
    ...(extensions.length > 0 ? [writeDer(0xa3, sequence(...extensions))] : []),
  )
  const signature = new Uint8Array(sign('sha256', tbs, above.privateKey))
  return sequence(tbs, ecdsaSha256, writeDer(3, Uint8Array.of(0), signature))
}

export const authorityKeys = newKeys()
export const signerKeys = newKeys()

/** Trust in an authority of country XA that bears a name. */
export const trustIn = (keys = authorityKeys, wanted: Wanted = {}, name = authorityName): TrustList => {
  const own = parseX509(certify(keys, keys, { ...wanted, issuerName: name }))
  return { ...noTrust, authorities: [makeAuthority({ ...own, subject: own.issuer }, {})] }
}

/** Trust in signers alone. */
export const trustInSigner = (der: Uint8Array): TrustList => ({
  ...noTrust,
  signers: [makeSigner(parseX509(der), {}).signer],
})

/** A signer of seals with a certificate. */
export const signerOf = (wanted: Wanted = {}, keys = signerKeys, above = authorityKeys): Signer => ({
  algorithm: 'ES256',
  keyId: '',
  country: 'XA',
  issuer: 'XAA',
  certificate: certify(keys, above, wanted),
  sign: (bytes) => Promise.resolve(signRaw(bytes, keys)),
})

export const signRaw = (bytes: Uint8Array, { privateKey }: Keys = signerKeys): Uint8Array =>
  new Uint8Array(sign('sha256', bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' }))

export const vaccinationData = {
  hdr: { t: 'icao.vacc', v: 1, is: 'XAA' },
  msg: {
    uvci: 'XV1',
    pid: { n: 'WANG  XIUYING', dob: '1990-06-18', sex: 'F', i: 'E1234567' },
    ve: [
      {
        des: 'XM1NL1',
        nam: 'CoronaVac',
        dis: 'RA01.0',
        vd: [
          { dvc: '2025-05-16', seq: 1, ctr: 'XAA', adm: 'Clinic 1', lot: 'L1' },
          { dvc: '2025-06-13', seq: 2, ctr: 'XAA', adm: 'Clinic 2', lot: 'L2' },
        ],
      },
    ],
  },
}
export const testData = {
  hdr: { t: 'icao.test', v: 1, is: 'XAA' },
  msg: {
    utci: 'XT1',
    pid: { n: 'WANG  XIUYING', dob: '1990-06-18', dt: 'P', dn: 'E1234567' },
    sp: { spn: 'Laboratory 1', ctr: 'XAA', cd: { p: '+1', e: 'a@b', a: 'c' } },
    dat: { sc: '2025-12-30T08:00:00Z', ri: '2025-12-31T08:00:00Z' },
    tr: { tc: 'molecular(PCR)', r: 'negative', m: 'nasopharyngeal' },
  },
}

/** A sealed text of any data, with members of its signature zone replaced. */
export function seal(data: unknown = vaccinationData, wanted: Wanted = {}, zone: object = {}): string {
  const { certificate = new Uint8Array() } = signerOf(wanted)
  const sigvl = toBase64url(signRaw(toUtf8(canonicalize(data))))
  return JSON.stringify({ data, sig: { alg: 'ES256', cer: toBase64url(certificate), sigvl, ...zone } })
}

export const terms: IssueTerms = { issuedAt: now, expiresAt: now + year, id: 'XV0000000001' }
export const vaccination: Vaccination = {
  kind: 'vaccination',
  disease: { code: '840539006' },
  vaccine: { code: '1157024006' },
  product: { code: 'CoronaVac' },
  manufacturer: null,
  dose: 1,
  doses: 2,
  date: '2025-05-16',
  country: 'CN',
  lot: 'L1',
  centre: 'Clinic 1',
}
export const pcr: Test = {
  kind: 'test',
  method: 'nucleic-acid',
  disease: { code: '840539006' },
  type: null,
  device: null,
  sampledAt: '2025-12-30T08:00:00Z',
  result: 'not-detected',
  resultCode: null,
  country: 'CN',
  centre: 'Laboratory 1',
}
export const person: HealthRecord['person'] = {
  familyName: '王',
  givenName: '秀英',
  latin: { familyName: 'Wang', givenName: 'Xiuying' },
  birthDate: '1990-06-18',
  sex: 'F',
  documentNumber: 'E1234567',
  nationality: 'CN',
}
