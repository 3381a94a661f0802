import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto'
import { deflateSync, inflateSync } from 'node:zlib'
import { Algorithms, Headers, Sign1 } from '@auth0/cose'
import base45 from 'base45'
import { decode, Encoder } from 'cbor-x'
import coseJs from 'cose-js'
import type { Entry } from '../certificate/certificate.ts'
import { issueDcc, readHcert, verifyHcert } from '../certificate/hcert/index.ts'
import type { HealthRecord, IssueTerms, Signer } from '../certificate/record.ts'
import { toBeSigned } from '../certificate/signature/cose.ts'
import { noTrust, type TrustList } from '../certificate/trust/trust-list.ts'

const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const spki = publicKey.export({ type: 'spki', format: 'der' })
const key = createPublicKey({ key: spki, format: 'der', type: 'spki' })
const keyId = Buffer.from([1, 2, 3, 4, 5, 6, 7, 8])
const dsaEncoding = 'ieee-p1363'

const signer: Signer = {
  algorithm: 'ES256',
  keyId: keyId.toString('base64'),
  country: 'XX',
  issuer: 'Ministry of Health',
  sign: (bytes) => Promise.resolve(sign('sha256', bytes, { key: privateKey, dsaEncoding })),
}
export const now = 1_795_000_000_000
const terms: IssueTerms = {
  issuedAt: now - 86_400_000,
  expiresAt: now + 365 * 86_400_000,
  id: 'URN:UVCI:01:XX:10807843F94AEE0EE5093FBC254BD813#B',
}
export const trust: TrustList = {
  ...noTrust,
  signers: [
    {
      keyId: signer.keyId,
      country: 'XX',
      participant: null,
      key: spki.toString('base64'),
      usages: null,
      from: now - 86_400_000 * 100,
      until: now + 86_400_000 * 1000,
      issuedBy: [],
      issuer: null,
      serial: null,
    },
  ],
}

const people: readonly (readonly [string, string])[] = [
  ['Musterfrau-Gößinger', 'Gabriele'],
  ['Lindqvist', 'Maja'],
  ['Okonkwo', 'Chidi Emeka'],
  ["O'Shaughnessy", 'Siobhán Máire'],
  ['Bazán Quiñones', 'Íñigo'],
]
const common = { disease: { code: '840539006' }, country: 'XX', issuer: 'Ministry of Health, Xanadu' } as const
const entries: readonly Entry[] = [
  {
    ...common,
    kind: 'vaccination',
    vaccine: { code: '1119349007' },
    product: { code: 'EU/1/20/1528' },
    manufacturer: null,
    dose: 2,
    doses: 2,
    date: '2026-02-18',
  },
  {
    ...common,
    kind: 'test',
    method: 'antigen',
    type: null,
    device: { code: '1232', text: 'Panbio COVID-19 Ag Rapid Test' },
    sampledAt: '2026-11-16T08:05:00Z',
    result: 'not-detected',
    resultCode: null,
    centre: 'Test centre 7',
  },
  { ...common, kind: 'recovery', firstPositiveOn: '2026-08-01', validFrom: '2026-08-12', validUntil: '2027-01-28' },
]
const records: readonly HealthRecord[] = people.flatMap(([familyName, givenName]) =>
  entries.map((entry) => ({ person: { familyName, givenName, birthDate: '1978-02-26' }, entries: [entry] })),
)

/** A row of the table: what is done, with the sample whose number is given. */
interface Row {
  readonly name: string
  readonly act: (index: number) => unknown
}

/** How often a second an act can be done, in one slice of time. */
async function rateOf({ act }: Row, milliseconds: number): Promise<number> {
  const start = performance.now()
  let done = 0
  while (performance.now() - start < milliseconds) {
    const result = act(done % records.length)
    if (result instanceof Promise) await result
    done++
  }
  return (done / (performance.now() - start)) * 1000
}

/** The value below which a share of the values lies. */
const shareOf = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? 0

/**
 * Prints the rate of each row, and the ratio of the first to it. Rows take turns in slices that are long enough for garbage to be collected in each. The rate is
 * that of the best tenth of the slices, as other work on the machine can only slow one down; the ratio of the median slices stands beside it. A row that does
 * not work is named (cose-js does not on Node 26, where the cbor 8.1 below it writes the first byte alone).
 */
async function compare(title: string, all: readonly Row[]): Promise<void> {
  const rows: Row[] = []
  for (const row of all) {
    try {
      await rateOf(row, 300)
      rows.push(row)
    } catch (error) {
      process.stdout.write(`certificate-hcert: ${title}: ${row.name}: does not work here: ${String(error)}\n`)
    }
  }
  const rates = rows.map((): number[] => [])
  for (let round = 0; round < 40; round++)
    for (const [at, row] of rows.entries()) rates[at]?.push(await rateOf(row, 50))
  const own = rates[0] ?? []
  for (const [at, { name }] of rows.entries()) {
    const ratio = (share: number): string => (shareOf(own, share) / shareOf(rates[at] ?? [], share)).toFixed(2)
    const rate = Math.round(shareOf(rates[at] ?? [], 0.9)).toLocaleString('en')
    process.stdout.write(
      `certificate-hcert: ${title}: ${name}: ${rate} a second, ratio ${ratio(0.9)} (median ${ratio(0.5)})\n`,
    )
  }
}

function expectValid(verdict: string): void {
  if (verdict !== 'valid') throw new Error(`The sample is ${verdict}`)
}

export async function ownVerify(text: string): Promise<void> {
  const reading = readHcert(text)
  if ('fault' in reading) throw new Error(reading.fault.code)
  expectValid((await verifyHcert(reading, trust, now)).verdict)
}

/** The signature alone, by a key that is prepared. */
export const verifyBare = (data: Uint8Array, signature: Uint8Array): boolean =>
  verify('sha256', data, { key, dsaEncoding }, signature)

const bytesOf = (text: string): Buffer => inflateSync(base45.decode(text.slice('HC1:'.length)))

/** The assembly: signature and period, no trust, no structure, no revocation. */
async function assemblyVerify(text: string): Promise<void> {
  const message = Sign1.decode(bytesOf(text))
  await message.verify(key, { algorithms: [Algorithms.ES256] })
  checkPeriod(message.payload)
}

async function coseJsVerify(text: string, point: { readonly x: Buffer; readonly y: Buffer }): Promise<void> {
  checkPeriod(await coseJs.sign.verify(bytesOf(text), { key: point }))
}

function checkPeriod(payload: Uint8Array): void {
  const claims = decode(payload) as { readonly [claim: string]: unknown }
  if (Number(claims[6]) * 1000 > now || Number(claims[4]) * 1000 < now) throw new Error('Not in its period')
}

const encoder = new Encoder({ mapsAsObjects: false, useRecords: false, tagUint8Array: false })

async function assemblyIssue(claims: unknown): Promise<string> {
  const headers: [Headers.Algorithm | Headers.KeyID, never][] = [
    [Headers.Algorithm, Algorithms.ES256 as never],
    [Headers.KeyID, keyId as never],
  ]
  const message = await Sign1.sign(headers, [], encoder.encode(claims), privateKey)
  return `HC1:${base45.encode(deflateSync(message.encode(), { level: 9 }))}`
}

export async function issued(): Promise<
  { readonly text: string; readonly claims: unknown; readonly data: Uint8Array; readonly signature: Uint8Array }[]
> {
  const samples = []
  for (const record of records) {
    const text = await issueDcc(record, signer, terms)
    const reading = text.ok ? readHcert(text.value) : null
    if (!text.ok || !reading || 'fault' in reading) throw new Error('A sample cannot be issued')
    const { message } = reading.sealed
    const claims = encoder.decode(message.payload) as unknown
    samples.push({ text: text.value, claims, data: toBeSigned(message), signature: message.signature })
  }
  return samples
}

/** Prints `verify` from text to verdict against the bare signature and against assemblies of packages, and `issue` against the assembly, side by side in one run. */
export async function benchCertificateHcert(): Promise<void> {
  const samples = await issued()
  const sample = (index: number) => samples[index] ?? samples[0]!
  const { x = '', y = '' } = key.export({ format: 'jwk' })
  const point = { x: Buffer.from(x, 'base64url'), y: Buffer.from(y, 'base64url') }
  const own: Row = { name: 'this library', act: (index) => ownVerify(sample(index).text) }
  await compare('verify', [
    own,
    {
      name: 'node:crypto, the P-256 signature alone',
      act: (index) => verifyBare(sample(index).data, sample(index).signature),
    },
  ])
  // Apart from the bare signature, for the garbage of the assemblies would slow whatever comes after them.
  await compare('verify', [
    own,
    { name: 'base45 + zlib + @auth0/cose + cbor-x', act: (index) => assemblyVerify(sample(index).text) },
    { name: 'base45 + zlib + cose-js + cbor-x', act: (index) => coseJsVerify(sample(index).text, point) },
  ])
  await compare('issue', [
    { name: 'this library', act: (index) => issueDcc(records[index] ?? records[0]!, signer, terms) },
    { name: 'cbor-x + @auth0/cose + zlib + base45', act: (index) => assemblyIssue(sample(index).claims) },
  ])
}

if (process.argv[1] === import.meta.filename) await benchCertificateHcert()
