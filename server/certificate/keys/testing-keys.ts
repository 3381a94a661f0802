import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Entry, Family, HealthRecord, Recovery, Report, Test, TrustList, Vaccination } from '@consular/certificate'
import { read, verify } from '@consular/certificate'
import { issue } from '@consular/certificate/issue'
import { afterAll } from 'vitest'
import { testDatabase } from '../../database/testing.ts'
import { type TestContext, testContext } from '../../testing.ts'
import { contextsFor, vaccinationPath } from './contexts.ts'
import { keysOf } from './open-keys.ts'

/** For tests: folders of keys, certificates of every family issued with them, and what is said of those. */

export const persons = ['Ada Example', 'Ben Example']
const root = await mkdtemp(join(tmpdir(), 'consular-certificate-keys-'))
afterAll(() => rm(root, { recursive: true, force: true }))
const { database } = await testDatabase()
let folders = 0

/** A path in a folder that is taken away after the tests. */
export const pathOf = (name: string): string => join(root, name)

/** A service with an empty folder for its keys. */
export async function newService(settings: Partial<TestContext['config']> = {}): Promise<TestContext> {
  const plain = await testContext(database)
  folders += 1
  const config = { ...plain.config, certificateKeys: join(root, `keys-${folders}`), ...settings }
  const context = { ...plain, config, origin: 'https://health.example' }
  return context
}

/** Every file of a folder with its content. */
export async function filesOf(folder: string): Promise<ReadonlyMap<string, Buffer>> {
  const names = await readdir(folder)
  return new Map(await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name))] as const)))
}

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
  issuer: 'Demonstration',
  lot: 'L1',
  centre: 'Clinic 1',
}
const sample: Test = {
  kind: 'test',
  disease: { code: '840539006', system: 'http://snomed.info/sct' },
  method: 'nucleic-acid',
  type: { code: 'LP6464-4' },
  device: null,
  sampledAt: '2026-11-23T08:00:00Z',
  result: 'not-detected',
  resultCode: null,
  country: 'XX',
  centre: 'Laboratory 1',
  issuer: 'Demonstration',
}
const recovery: Recovery = {
  kind: 'recovery',
  disease: { code: '840539006', system: 'http://snomed.info/sct' },
  firstPositiveOn: '2026-10-01',
  validFrom: '2026-10-12',
  validUntil: '2027-03-30',
  country: 'XX',
  issuer: 'Demonstration',
}
// A seal names countries by three letters, and there are none for XX.
const threeLetters = { country: 'XXX' }
const yellowFever: Vaccination = {
  ...dose,
  disease: { code: '1D47' },
  product: { code: `YellowFeverProduct${'0'.repeat(32)}` },
  dose: 1,
  doses: 1,
}

/** What each family is tried with. */
export const cases: readonly (readonly [Family, Entry])[] = [
  ['eu-dcc', dose],
  ['eu-dcc', sample],
  ['ddcc', dose],
  ['icvp', yellowFever],
  ['shc', dose],
  ['vds-nc', { ...dose, ...threeLetters }],
  ['vds-nc', { ...sample, ...threeLetters }],
  ['sd-jwt-vc', dose],
  ['divoc', dose],
  ['eu-dcc', recovery],
]

const person = {
  familyName: 'Lindqvist',
  givenName: 'Maja',
  birthDate: '1984-02-29',
  documentNumber: 'X1234567',
  sex: 'F',
  nationality: 'XX',
} as const

/** Issues a certificate with the active key of its kind; throws the refusal's code. */
export async function issueOne(context: TestContext, family: Family, entry: Entry): Promise<string> {
  const { keys } = await keysOf(context)
  const signer = await keys.signerFor(family, entry.kind)
  if (!signer.ok) throw new Error(signer.refusal.code)
  const record: HealthRecord = { person, entries: [entry] }
  const issuedAt = context.now().epochMilliseconds
  const address = 'https://health.example'
  const issued = await issue(
    record,
    { families: [family] },
    {
      signers: { [family]: signer.value },
      terms: { issuedAt, expiresAt: issuedAt + 86_400_000, id: 'URN:UVCI:01:XX:187/37512422923' },
      ids: { shc: 'XA-0001' },
      sdJwt: { random: context.random, status: { uri: `${address}/.well-known/status/1`, index: 7 } },
      divoc: { contexts: contextsFor(address), vaccinationContext: address + vaccinationPath },
    },
  )
  if (!issued.ok) throw new Error(JSON.stringify(issued.refusal))
  return issued.value.text
}

/** The verdict on a text, with its code where it is not valid. */
export async function verdictOf(text: string, trust: TrustList, now: Temporal.Instant): Promise<string> {
  const { verdict, code }: Report = await verify(read(text), trust, now.epochMilliseconds)
  return verdict === 'valid' ? verdict : `${verdict} ${code}`
}
