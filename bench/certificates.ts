import { createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Entry, Signer } from '@consular/certificate'
import { issue } from '@consular/certificate/issue'
import { freshId } from '../acceptance/laboratory.ts'
import { type Product, startProduct } from '../acceptance/product.ts'
import { benchRevocations } from './certificates-revocation.ts'

const lines = 10_000
const perPart = 200
const batch = 100
/** Certificates of a round, in batches and one by one. */
const [inBatches, singly] = [2000, 200]
const rounds = 5

/** How many certificates a request asks for, and how many clients ask side by side: a commit of one waits for the disk while the others are signed. */
interface Load {
  readonly size: number
  readonly clients: number
}
const loads = [
  { size: batch, clients: 4, count: inBatches },
  { size: 1, clients: 1, count: singly },
  { size: 1, clients: 32, count: inBatches / 4 },
] as const

const print = (line: string): void => void process.stdout.write(`${line}\n`)
const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[values.length >> 1] ?? 0
const p99 = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.ceil(values.length * 0.99) - 1] ?? 0
const base64url = (content: string | Uint8Array): string => Buffer.from(content).toString('base64url')

/** The laboratory of the demonstration, as it calls. */
interface Laboratory {
  readonly call: <T>(method: string, path: string, body: unknown) => Promise<T>
  readonly signed: (content: unknown) => string
}

async function laboratoryOf({ folder, origin }: Product): Promise<Laboratory> {
  const at = (name: string) => readFile(join(folder, 'example-laboratory', name), 'utf8')
  const [key, apiKey]: [KeyObject, string] = [
    createPrivateKey(await at('signing-key.pem')),
    (await at('api-key')).trim(),
  ]
  const head = base64url('{"alg":"EdDSA"}')
  return {
    signed: (content) => {
      const signing = `${head}.${base64url(JSON.stringify(content))}`
      return `${signing}.${base64url(sign(null, Buffer.from(signing), key))}`
    },
    call: async <T>(method: string, path: string, body: unknown) => {
      const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' }
      const response = await fetch(origin + path, { method, headers, body: JSON.stringify(body) })
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
      return (await response.json()) as T
    },
  }
}

const birthDateOf = (at: number): string => Temporal.PlainDate.from('1940-01-01').add({ days: at }).toString()
const doseOf = (at: number) => ({
  id: freshId(),
  person: { familyName: 'Lindqvist', givenName: 'Maja', birthDate: birthDateOf(at) },
  entry: {
    kind: 'vaccination',
    disease: 'covid-19',
    product: 'comirnaty',
    dose: 2,
    doses: 2,
    date: '2026-02-18',
    lot: 'EX-1',
    country: 'XX',
  },
})

/** Ten thousand lines in parts, one after the other, each signed, checked, told from those that are here, and stored durably. Answers the ids. */
async function upload(laboratory: Laboratory): Promise<readonly string[]> {
  const all = Array.from({ length: lines }, (_, at) => doseOf(at))
  const id = freshId()
  const path = `/api/source/uploads/${id}`
  await laboratory.call('PUT', path, { lines })
  const took: number[] = []
  const start = performance.now()
  for (let part = 0; part * perPart < lines; part++) {
    const signed = laboratory.signed(all.slice(part * perPart, (part + 1) * perPart))
    const began = performance.now()
    await laboratory.call('PUT', `${path}/parts/${part + 1}`, { signed })
    took.push(performance.now() - began)
  }
  const seconds = (performance.now() - start) / 1000
  const { accepted } = await laboratory.call<{ accepted: number }>('PUT', path, { lines })
  if (accepted !== lines) throw new Error(`${accepted} of ${lines} lines were accepted`)
  print(
    `  upload of ${lines} lines in parts of ${perPart}: ${(lines / seconds).toFixed(0)} lines a second; a part p99 ${p99(took).toFixed(0)} ms`,
  )
  return all.map((line) => line.id)
}

const entry: Entry = {
  kind: 'vaccination',
  disease: { code: '840539006', system: 'http://snomed.info/sct' },
  vaccine: { code: '1119349007', system: 'http://snomed.info/sct' },
  product: { code: 'EU/1/20/1528', text: 'Comirnaty' },
  manufacturer: { code: 'ORG-100030215' },
  dose: 2,
  doses: 2,
  date: '2026-02-18',
  country: 'XX',
  lot: 'EX-1',
}

/** The library alone, on one thread, with a key in memory: certificates a second. */
async function libraryRate(count: number): Promise<number> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const signer: Signer = {
    algorithm: 'ES256',
    keyId: 'AQIDBAUGBwg=',
    country: 'XX',
    issuer: 'Demonstration',
    sign: async (bytes) => sign('sha256', bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' }),
  }
  const issuedAt = Temporal.Now.instant().epochMilliseconds
  const start = performance.now()
  for (let at = 0; at < count; at++) {
    const terms = { issuedAt, expiresAt: issuedAt + 365 * 86_400_000, id: `URN:UVCI:01:XX:${at}ABCDEFGHJKMNPQRS` }
    const record = {
      person: { familyName: 'Lindqvist', givenName: 'Maja', birthDate: birthDateOf(at) },
      entries: [entry],
    }
    const made = await issue(record, { families: ['eu-dcc'] }, { signers: { 'eu-dcc': signer }, terms })
    if (!made.ok) throw new Error(made.refusal.code)
  }
  return count / ((performance.now() - start) / 1000)
}

/** Certificates through HTTP, `size` in each request; each client sends one request after the other. */
async function httpRate(laboratory: Laboratory, records: readonly string[], { size, clients }: Load) {
  const took: number[] = []
  const left = Array.from({ length: Math.ceil(records.length / size) }, (_, at) =>
    records.slice(at * size, (at + 1) * size),
  )
  const work = async () => {
    for (let some = left.pop(); some; some = left.pop()) {
      const certificates = some.map((record) => ({ id: freshId(), records: [record], wish: { family: 'eu-dcc' } }))
      const began = performance.now()
      const { certificates: made } = await laboratory.call<{ certificates: { text?: string }[] }>(
        'POST',
        '/api/source/certificates',
        { certificates },
      )
      took.push(performance.now() - began)
      if (made.some(({ text }) => !text?.startsWith('HC1:'))) throw new Error(JSON.stringify(made[0]))
    }
  }
  const start = performance.now()
  await Promise.all(Array.from({ length: clients }, work))
  return { rate: records.length / ((performance.now() - start) / 1000), took }
}

/**
 * Issuing through HTTP (API key, records read and checked, signed, written durably with their audit entry) beside the library alone, in turns; a laboratory's upload; and what a million revoked certificates cost a
 * verifier. The clients are on the machine of the service: what they cost is counted against it.
 */
export async function benchCertificates(): Promise<void> {
  const product = await startProduct({ pack: 'uto' })
  try {
    const laboratory = await laboratoryOf(product)
    const records = await upload(laboratory)
    // Before anything is timed, both run as warm as they would on any day.
    await libraryRate(inBatches)
    await httpRate(laboratory, records.slice(0, 2 * inBatches), { size: batch, clients: 4 })
    print(`  ${rounds} rounds; ratio of medians; durable commits`)
    print('  batch   clients   HTTP per second   p99 of a request   library per second   HTTP / library')
    for (const { count, ...load } of loads) {
      const [http, library, took]: [number[], number[], number[]] = [[], [], []]
      for (let round = 0; round < rounds; round++) {
        const done = await httpRate(laboratory, records.slice(round * count, (round + 1) * count), load)
        http.push(done.rate)
        took.push(...done.took)
        library.push(await libraryRate(count))
      }
      const [h, l] = [median(http), median(library)]
      const cells = [
        load.size,
        load.clients,
        h.toFixed(0),
        `${p99(took).toFixed(1)} ms`,
        l.toFixed(0),
        (h / l).toFixed(2),
      ]
      print(`  ${cells.map((cell, at) => String(cell).padStart([5, 7, 15, 16, 18, 14][at] ?? 0)).join('   ')}`)
    }
  } finally {
    await product.stop()
  }
  await benchRevocations(print)
}
