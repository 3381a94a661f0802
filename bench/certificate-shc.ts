import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { inflateRawSync } from 'node:zlib'
import { compactVerify, createLocalJWKSet, type JWK } from 'jose'
import type { Entry } from '../certificate/certificate.ts'
import type { HealthRecord, IssueTerms, Signer } from '../certificate/record.ts'
import { issueShc, readShc, verifyShc } from '../certificate/shc/index.ts'
import { noTrust, type TrustList } from '../certificate/trust/trust-list.ts'

const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const jwk = publicKey.export({ format: 'jwk' })
const keyId = createHash('sha256')
  .update(JSON.stringify({ crv: jwk.crv, kty: jwk.kty, x: jwk.x, y: jwk.y }))
  .digest('base64url')
const now = 1_795_000_000_000

const signer: Signer = {
  algorithm: 'ES256',
  keyId,
  country: 'XX',
  issuer: 'https://health.xx.example/shc',
  sign: (bytes) => Promise.resolve(sign('sha256', bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' })),
}
const terms: IssueTerms = { issuedAt: now - 86_400_000, expiresAt: now + 365 * 86_400_000, id: 'XX-0001' }
const key = publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
const trust: TrustList = {
  ...noTrust,
  issuers: [{ id: signer.issuer, name: null, country: 'XX', keys: [{ keyId, key, signs: true, algorithm: 'ES256' }] }],
}

const people: readonly (readonly [string, string])[] = [
  ['Müller-Größe', 'Jürgen'],
  ['Okonkwo', 'Chidi Emeka'],
  ['王', '秀英'],
  ['Đặng', 'Thị Hương'],
  ["O'Shaughnessy", 'Siobhán Máire'],
]

const dose = (number: number, date: string, lot: string): Entry => ({
  kind: 'vaccination',
  disease: { code: '840539006' },
  vaccine: { code: '1119349007' },
  product: { code: 'EU/1/20/1528' },
  manufacturer: null,
  dose: number,
  doses: 2,
  date,
  country: 'XX',
  lot,
  centre: `Clinic ${number + 3}`,
})

async function cards(): Promise<readonly string[]> {
  const texts: string[] = []
  for (const [familyName, givenName] of people) {
    const entries = [dose(1, '2026-05-16', 'L11713'), dose(2, '2026-06-13', 'L95870')]
    const record: HealthRecord = { person: { familyName, givenName, birthDate: '1990-06-18' }, entries }
    const made = await issueShc(record, signer, terms)
    if (!made.ok) throw new Error(made.refusal.code)
    texts.push(made.value.text)
  }
  return texts
}

async function verifyHere(text: string): Promise<string> {
  const reading = readShc(text)
  return 'fault' in reading ? reading.fault.verdict : (await verifyShc(reading, trust, now)).verdict
}

interface Claims {
  readonly iss: string
  readonly nbf: number
  readonly exp: number
  readonly vc: {
    readonly type: readonly string[]
    readonly rid: string
    readonly credentialSubject: {
      readonly fhirBundle: {
        readonly entry: readonly {
          readonly resource: {
            readonly resourceType: string
            readonly name?: readonly { readonly family?: string; readonly given?: readonly string[] }[]
            readonly birthDate?: string
            readonly status?: string
            readonly occurrenceDateTime?: string
            readonly vaccineCode?: { readonly coding: readonly { readonly code: string }[] }
          }
        }[]
      }
    }
  }
}

/** What both find: the key by issuer and key id, the claims, the holder, the doses. `jose` finds the key in the issuer's key set, which it imports once. */
const keySets = new Map([
  [signer.issuer, createLocalJWKSet({ keys: [{ ...jwk, kid: keyId, use: 'sig', alg: 'ES256' }] as JWK[] })],
])

/** The assembly around `jose`: digits by Buffer, payload by zlib and JSON.parse; no warnings, no revocation, no check for members that occur twice. */
async function verifyAround(text: string): Promise<string> {
  const bytes = Buffer.allocUnsafe((text.length - 5) / 2)
  for (let at = 0; at < bytes.length; at++)
    bytes[at] = (text.charCodeAt(at * 2 + 5) - 48) * 10 + text.charCodeAt(at * 2 + 6) - 3
  const jws = bytes.toString('latin1')
  const body = Buffer.from(jws.slice(jws.indexOf('.') + 1, jws.lastIndexOf('.')), 'base64url')
  const claims = JSON.parse(inflateRawSync(body, { maxOutputLength: 1_048_576 }).toString()) as Claims
  const keys = keySets.get(claims.iss)
  if (!keys) return 'untrusted'
  const { protectedHeader } = await compactVerify(jws, keys, { algorithms: ['ES256'] })
  if (protectedHeader['zip'] !== 'DEF') return 'malformed'
  if (!claims.vc.type.includes('https://smarthealth.cards#health-card')) return 'malformed'
  const resources = claims.vc.credentialSubject.fhirBundle.entry.map(({ resource }) => resource)
  const patient = resources.find(({ resourceType }) => resourceType === 'Patient')
  const doses = resources
    .filter(({ resourceType, status }) => resourceType === 'Immunization' && status === 'completed')
    .map(({ vaccineCode, occurrenceDateTime }) => ({ code: vaccineCode?.coding[0]?.code, date: occurrenceDateTime }))
  if (!patient?.birthDate || doses.length !== 2) return 'malformed'
  return claims.nbf * 1000 <= now && now <= claims.exp * 1000 ? 'valid' : 'expired'
}

type Verify = (text: string) => Promise<string>

/** How often a second cards are verified, in one slice of time. */
async function rateOf(verify: Verify, texts: readonly string[], milliseconds: number): Promise<number> {
  const start = performance.now()
  let done = 0
  for (; performance.now() - start < milliseconds; done++) {
    const verdict = await verify(texts[done % texts.length] ?? '')
    if (verdict !== 'valid') throw new Error(`The sample is ${verdict}`)
  }
  return (done / (performance.now() - start)) * 1000
}

const middle = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0

/** Prints how many SMART Health Cards a second are verified from QR text to verdict, and the ratio to `jose` with the same glue in the same run. */
export async function benchCertificateShc(): Promise<void> {
  const texts = await cards()
  await rateOf(verifyHere, texts, 500)
  await rateOf(verifyAround, texts, 500)
  const own: number[] = []
  const other: number[] = []
  // Both take turns in short slices, so that whatever else the machine does hits both; each ratio is of neighbours.
  for (let round = 0; round < 25; round++) {
    own.push(await rateOf(verifyHere, texts, 60))
    other.push(await rateOf(verifyAround, texts, 60))
  }
  const ratio = middle(own.map((rate, round) => rate / (other[round] ?? rate)))
  const count = (rates: readonly number[]): string => Math.round(middle(rates)).toLocaleString('en')
  process.stdout.write(
    `certificate-shc: verify, QR text to verdict: ${count(own)} a second; zlib and jose: ${count(other)}; ratio ${ratio.toFixed(2)}\n`,
  )
}

if (process.argv[1] === import.meta.filename) await benchCertificateShc()
