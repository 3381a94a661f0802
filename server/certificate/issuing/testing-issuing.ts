import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as api from '@consular/api'
import { read, type TrustList, verify } from '@consular/certificate'
import type { RecordLine } from '@consular/domain/record'
import { Hono } from 'hono'
import { afterAll } from 'vitest'
import { valueOf } from '../../account/testing-browser.ts'
import { type Citizen, citizen, context, id } from '../../application/testing-stage.ts'
import { send, source, type TestSource, testLine, vaccinationLine } from '../../record/testing-source.ts'
import { ensureDemonstrationKeys } from '../keys/index.ts'
import { trustOf } from '../keys/own-trust.ts'
import type { PublishedFile } from '../keys/publish.ts'
import { trustPages } from '../publish-trust.ts'
import { wellKnownPages } from '../well-known.ts'

/** For tests: the whole service with keys for certificates, people who hold records, and what a partner sees. */

const folder = await mkdtemp(join(tmpdir(), 'consular-issuing-'))
afterAll(() => rm(folder, { recursive: true, force: true }))
Object.assign(context.config, { certificateKeys: join(folder, 'keys') })
await ensureDemonstrationKeys(context, (line) => {
  if (!line.startsWith('Made keys')) throw new Error(line)
})

/** Where our lists and keys are fetched from, as a partner does. */
export const pages = new Hono().route('/', wellKnownPages(context)).route('/', trustPages(context))

const laboratory = await source()

export { laboratory }

/** All that is published, fetched over HTTP by the paths that the index names, and nothing else. */
export async function fetched(): Promise<ReadonlyMap<string, PublishedFile>> {
  const index = (await (await pages.request('/.well-known/consular-health.json')).json()) as {
    files: { path: string; kind: string }[]
  }
  const files = new Map<string, PublishedFile>()
  for (const { path, kind } of index.files) {
    const bytes = new Uint8Array(await (await pages.request(path)).arrayBuffer())
    files.set(path, { bytes, kind, type: '', until: null })
  }
  return files
}

/** Where the certificates say that they are from. */
export const address = `https://${new URL(context.origin).host}`

/** Trust in us by what is published alone. */
export const partnerTrust = async (): Promise<TrustList> => trustOf(await fetched(), address)

/** What a partner who has just updated says of a certificate. */
export async function verdictOf(text: string, trust?: TrustList): Promise<string> {
  const { verdict, code } = await verify(read(text), trust ?? (await partnerTrust()), context.now().epochMilliseconds)
  return verdict === 'valid' ? verdict : `${verdict} ${code}`
}

/** Somebody of whom nobody else has the name and birth date. */
let born = 0
export function somebody(): RecordLine['person'] {
  born += 1
  return {
    familyName: '欧阳',
    givenName: '静',
    latin: { familyName: 'OUYANG', givenName: 'JING' },
    birthDate: Temporal.PlainDate.from('1960-01-01').add({ days: born }).toString(),
    sex: 'F',
    documentNumber: `E${String(1_000_000 + born)}`,
    nationality: 'CN',
  }
}

/** Records of one person, of each kind, done where countries have three letters too. */
export const lines = {
  dose: (person: RecordLine['person'], change: object = {}): RecordLine => {
    const entry = {
      disease: 'covid-19',
      product: 'comirnaty',
      dose: 2,
      doses: 2,
      lot: 'EX-1',
      centre: 'Clinic 1',
      country: 'IT',
    } as const
    return { ...vaccinationLine({ ...entry, ...change }), person }
  },
  yellowFever: (person: RecordLine['person'], change: object = {}): RecordLine => ({
    ...vaccinationLine({ centre: 'Clinic 1', country: 'IT', ...change }),
    person,
  }),
  test: (person: RecordLine['person'], change: object = {}): RecordLine => ({
    ...testLine({ centre: 'Laboratory 1', country: 'IT', ...change }),
    person,
  }),
  recovery: (person: RecordLine['person']): RecordLine => ({
    id: id(),
    person,
    entry: { kind: 'recovery', disease: 'covid-19', firstPositiveOn: '2026-10-01', country: 'IT' },
  }),
}

/** Has a laboratory send records and a person claim them; answers their ids. */
export async function held(who: Citizen, all: readonly RecordLine[], by: TestSource = laboratory): Promise<string[]> {
  for (const line of all) {
    const { claim, code } = await send(by, line)
    if (claim === null) throw new Error(`not accepted: ${code}`)
    valueOf(await who.browser.call(api.claimHealthRecord, { body: { code: claim, birthDate: line.person.birthDate } }))
  }
  return all.map((line) => line.id)
}

/** Somebody with records of her own. */
export async function holder(make: (person: RecordLine['person']) => readonly RecordLine[]) {
  const [who, person] = [await citizen(), somebody()]
  const all = make(person)
  return { who, person, lines: all, records: await held(who, all) }
}

/** What somebody asks for. */
export const asked = (records: readonly string[], wish: object, more: object = {}) => ({
  params: { certificate: id() as string },
  body: { records: [...records], wish: wish as { family: api.IssuedFamily }, ...more },
})

/** Issues a certificate that must be issued. */
export const issued = async (who: Citizen, records: readonly string[], family: api.IssuedFamily, more: object = {}) =>
  valueOf(await who.browser.call(api.issueCertificate, asked(records, { family }, more)))

/** Her certificates as the service remembers them. */
export const statesOf = async (who: Citizen) => valueOf(await who.browser.call(api.listCertificates, {})).certificates
