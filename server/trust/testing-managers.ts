import { createHash } from 'node:crypto'
import * as api from '@consular/api'
import { newId } from '@consular/domain/shared'
import { pino } from 'pino'
import { valueOf } from '../account/testing-browser.ts'
import { testDatabase } from '../database/testing.ts'
import { createApp } from '../http/app.ts'
import { officerAtDesk } from '../officer/testing-officer.ts'
import { routesOf } from '../service.ts'
import { testContext } from '../testing.ts'

/** For tests: the whole service over a database of its own, and officers who decide whom verifiers trust. */
const { database, url } = await testDatabase()
export const context = await testContext(database)
export { database, url }
export const app = createApp(context, {
  routes: routesOf(context),
  pages: [],
  files: new Map(),
  log: pino({ level: 'silent' }),
})

/** A new id of whatever kind. */
export const id = (): string => newId<'trust-list'>(context.now(), context.random)

let officers = 60
/** An officer of the ministry with her passkey at hand. */
export async function manager(name: string, roles: ('trust-manager' | 'ministry-analyst')[] = ['trust-manager']) {
  officers += 1
  const { browser, key, me } = await officerAtDesk(context, app, { number: officers, name, mission: 'ministry', roles })
  const stepUp = async () => {
    const { ceremony, options } = valueOf(await browser.call(api.stepUpOptions, {}))
    valueOf(await browser.call(api.stepUp, { body: { ceremony, response: key.get(options) } }))
  }
  await stepUp()
  return { browser, id: me.officer.id, stepUp }
}
export type Manager = Awaited<ReturnType<typeof manager>>

/** The terms of a source of the GDHCN. */
export const gdhcn = (anchor: string, more: Partial<api.TrustSourceTerms> = {}): api.TrustSourceTerms => ({
  name: 'Lists of the network',
  kind: 'gdhcn',
  country: null,
  issuer: null,
  anchor,
  addresses: [],
  everyHours: null,
  ...more,
})

/** Registers a source. */
export async function register({ browser }: Manager, terms: api.TrustSourceTerms): Promise<string> {
  const source = id()
  valueOf(await browser.call(api.putTrustSource, { params: { trustSource: source }, body: terms }))
  return source
}

/** Sends the files of a list in pieces, and lets it be read. */
export async function bring(
  { browser }: Manager,
  source: string,
  files: readonly Uint8Array[],
): Promise<api.TrustListFile> {
  // A second for each list: which came later is told by the clock.
  context.clock.now = context.clock.now.add({ seconds: 1 })
  const list = id()
  const terms = files.map((bytes, at) => ({
    name: `file-${at}`,
    size: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  }))
  const params = { trustList: list }
  valueOf(await browser.call(api.beginTrustList, { params, body: { source, origin: 'file', files: terms } }))
  for (const [file, bytes] of files.entries())
    for (let offset = 0; offset < bytes.length; offset += 200_000)
      valueOf(
        await browser.call(api.continueTrustList, {
          params: { ...params, file: String(file) },
          query: { offset },
          body: bytes.slice(offset, offset + 200_000),
        }),
      )
  return valueOf(await browser.call(api.examineTrustList, { params }))
}

/** What an officer decides by. */
const seen = ({ row, against }: api.TrustListFile) => ({ version: row.version, against })

/** The first officer proposes a list as she sees it. */
export const propose = ({ browser }: Manager, file: api.TrustListFile, reason?: string) =>
  browser.call(api.proposeTrustList, {
    params: { trustList: file.row.id },
    body: { ...seen(file), ...(reason === undefined ? {} : { reason }) },
  })

/** The second officer decides a list as she sees it. */
export const decide = ({ browser }: Manager, file: api.TrustListFile, decision: 'approve' | 'reject' = 'approve') =>
  browser.call(api.decideTrustList, {
    params: { trustList: file.row.id },
    body: { ...seen(file), decision, ...(decision === 'reject' ? { reason: 'It is not in order.' } : {}) },
  })

/** Both officers after one another. */
export async function approve(first: Manager, second: Manager, file: api.TrustListFile): Promise<api.TrustListFile> {
  const proposed = valueOf(await propose(first, file, 'Compared with the owner by telephone.'))
  return valueOf(await decide(second, proposed))
}

/** The countries whose signers are trusted now, with how many they have. */
export async function trusted(material = context.approved): Promise<Record<string, number>> {
  const { trust } = await material()
  const counts = Map.groupBy(trust.signers, ({ country }) => country)
  return Object.fromEntries([...counts].map(([country, all]) => [country, all.length]))
}

/** What the audit log says of lists and rules, in alphabetical order. */
export async function auditOf(about: string): Promise<string[]> {
  const rows = await database.selectFrom('audit_event').select(['action', 'outcome', 'data']).execute()
  return rows
    .filter(({ data }) => JSON.stringify(data).includes(about))
    .map(({ action, outcome }) => `${action} ${outcome}`)
    .toSorted()
}
