import { subscribe } from 'node:diagnostics_channel'
import type { Socket } from 'node:net'
import { Writable } from 'node:stream'
import * as api from '@consular/api'
import type { RecordLine } from '@consular/domain/record'
import { sql } from 'kysely'
import { pino } from 'pino'
import { expect, inject, test } from 'vitest'
import { TestBrowser, valueOf } from '../../account/testing-browser.ts'
import { citizen, context, database, id, milan, officer, stepUp } from '../../application/testing-stage.ts'
import { createApp } from '../../http/app.ts'
import { source } from '../../record/testing-source.ts'
import { routesOf } from '../../service.ts'
import { trustPages } from '../publish-trust.ts'
import { wellKnownPages } from '../well-known.ts'
import { lines, verdictOf } from './testing-issuing.ts'

/** Everything that the service says to its log, at its most talkative. */
const logged: string[] = []
const sink = new Writable({
  write: (chunk: Buffer, _, done) => {
    logged.push(chunk.toString())
    done()
  },
})
const app = createApp(context, {
  routes: routesOf(context),
  pages: [wellKnownPages(context), trustPages(context)],
  files: new Map(),
  log: pino({ level: 'trace' }, sink),
})

/** Whom this process connected to. */
const peers = new Set<string>()
subscribe('net.client.socket', (message) => {
  const { socket } = message as { socket: Socket }
  socket.once('connect', () => void peers.add(`${socket.remoteAddress}:${socket.remotePort}`))
})

/** Nobody else has this name, birth date, passport or vial. */
const person: RecordLine['person'] = {
  familyName: 'Żółwikiewicz',
  givenName: 'Quirinalda',
  latin: { familyName: 'ZOLWIKIEWICZ', givenName: 'QUIRINALDA' },
  birthDate: '1931-02-07',
  sex: 'F',
  documentNumber: 'QX9137755',
  nationality: 'PL',
}
const ofPerson = [
  'Żółwikiewicz',
  'Quirinalda',
  'ZOLWIKIEWICZ',
  'QUIRINALDA',
  '1931-02-07',
  'QX9137755',
  'Clinic of Secrets',
]
const lot = 'VIAL-77134'

/** Every value of every column of every table, by the column: with one statement. */
async function everything(): Promise<ReadonlyMap<string, string>> {
  const { rows: columns } = await sql<{ place: string; name: string; column: string }>`
    SELECT table_name || '.' || column_name AS place, quote_ident(table_schema) || '.' || quote_ident(table_name) AS name, quote_ident(column_name) AS column
    FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
    WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`.execute(
    database,
  )
  const each = columns.map(
    ({ place, name, column }) =>
      sql`SELECT ${sql.lit(place)} AS place, (SELECT string_agg(${sql.raw(column)}::text, E'\n' ORDER BY ${sql.raw(column)}::text) FROM ${sql.raw(name)}) AS value`,
  )
  const { rows } = await sql<{ place: string; value: string | null }>`${sql.join(each, sql` UNION ALL `)}`.execute(
    database,
  )
  expect(rows.length).toBeGreaterThan(150)
  return new Map(rows.map(({ place, value }) => [place, value ?? '']))
}

/** In which columns each word stands: as it is, as JSON writes it, or its bytes in hex or base64. */
async function placesOf(...words: readonly string[]): Promise<string[][]> {
  const found = [...(await everything())]
  return words.map((word) => {
    const bytes = Buffer.from(word)
    const inBase64 = bytes.toString('base64').replace(/=+$/, '').slice(0, -1)
    const forms = [word, JSON.stringify(word).slice(1, -1), bytes.toString('hex'), inBase64]
    return found.filter(([, value]) => forms.some((form) => value.includes(form))).map(([place]) => place)
  })
}

/** Parts of a certificate that would tell it: the whole, its signature and its body, and what is written in it. */
const partsOf = (text: string): string[] =>
  [
    text,
    ...text.split(/[.~"]/).filter((part) => part.length >= 40),
    ...(text.match(/URN:UVCI:[A-Z0-9:]+/g) ?? []),
  ].filter((part) => part.length > 20)

const asked: string[] = []
class WatchedBrowser extends TestBrowser {
  override async call<E extends api.Endpoint>(
    ...[endpoint, request]: Parameters<typeof TestBrowser.prototype.call<E>>
  ) {
    asked.push(api.addressOf(endpoint, request))
    return super.call(endpoint, request)
  }
}

test('from the laboratory to the recall, a certificate and its person stand where docs/privacy.md says, and nowhere else', async () => {
  const [sender, account, proposer, decider] = [
    await source(),
    await citizen(),
    await officer('Pia', ['reviewer']),
    await officer('Dan', ['approver']),
  ]
  await stepUp(decider)
  const laboratory = new WatchedBrowser(app, { authorization: `Bearer ${sender.apiKey}` })
  const browsers = [account.browser, proposer.browser, decider.browser].map(({ cookie }) =>
    Object.assign(new WatchedBrowser(app), { cookie }),
  )
  const [phone, first, second] = browsers as [WatchedBrowser, WatchedBrowser, WatchedBrowser]
  const put = async (line: RecordLine) =>
    valueOf(
      await laboratory.call(api.sendHealthRecord, {
        params: { record: line.id },
        body: { signed: await sender.sign(line) },
      }),
    )
  const all = {
    dose: lines.dose(person, { lot, centre: 'Clinic of Secrets' }),
    test: lines.test(person, { centre: 'Clinic of Secrets' }),
    yellow: lines.yellowFever(person, { centre: 'Clinic of Secrets' }),
  }

  for (const line of Object.values(all)) {
    const { claim } = await put(line)
    valueOf(await phone.call(api.claimHealthRecord, { body: { code: claim ?? '', birthDate: person.birthDate } }))
    expect(await placesOf(claim ?? '')).toEqual([[]])
  }
  const wanted = [
    ['eu-dcc', all.dose],
    ['ddcc', all.dose],
    ['icvp', all.yellow],
    ['shc', all.dose],
    ['vds-nc', all.dose],
    ['sd-jwt-vc', all.dose],
  ] as const
  const issued = await Promise.all(
    wanted.map(async ([family, line]) =>
      valueOf(
        await phone.call(api.issueCertificate, {
          params: { certificate: id() },
          body: { records: [line.id], wish: { family } },
        }),
      ),
    ),
  )
  const secrets = issued.flatMap(({ text, file }) => [...partsOf(text), ...partsOf(file ?? '')])
  expect(secrets.length).toBeGreaterThan(20)
  const nowhere = async () => {
    expect((await placesOf(...secrets)).flat()).toEqual([])
    expect(await placesOf(...ofPerson)).toEqual(ofPerson.map(() => ['health_record.content']))
  }
  await nowhere()
  expect(await placesOf(lot)).toEqual([['health_record.content', 'health_record.lot']])

  // Verified anywhere, on paper too, it leaves nothing at all.
  const before = await everything()
  const trust = await (await app.request('/trust/list.json')).text()
  valueOf(await phone.call(api.verifyCertificates, { body: { certificates: issued.map(({ text }) => text) } }))
  for (const { text, family } of issued.slice(0, 2)) {
    const response = await app.request('/api/health/papers', {
      method: 'POST',
      headers: { cookie: phone.cookie ?? '' },
      body: JSON.stringify({ text, family }),
    })
    expect([response.status, response.headers.get('content-type')]).toEqual([200, expect.stringContaining('pdf')])
  }
  for (const { text } of issued) expect(await verdictOf(text)).toBe('valid')
  expect(await everything()).toEqual(before)

  // Corrected: the new text waits, and only there, until the phone has it.
  const corrected = { ...lines.dose(person, { lot, centre: 'Clinic of Secrets', dose: 1 }), supersedes: all.dose.id }
  await put(corrected)
  const { certificates } = valueOf(await phone.call(api.listCertificates, {}))
  const waiting = certificates.filter(({ delivery }) => delivery)
  expect(waiting.map(({ family }) => family).toSorted()).toEqual(['ddcc', 'eu-dcc', 'sd-jwt-vc', 'shc', 'vds-nc'])
  for (const { id: certificate } of waiting) {
    const { text } = valueOf(await phone.call(api.fetchDelivery, { params: { certificate } }))
    secrets.push(...partsOf(text))
    expect(await placesOf(text)).toEqual([['health_delivery.text']])
    valueOf(await phone.call(api.acknowledgeDelivery, { params: { certificate } }))
  }
  await nowhere()

  valueOf(await phone.call(api.giveUpCertificate, { params: { certificate: issued[2]?.id ?? '' } }))
  const recall = { recall: id() as string }
  const body = { mission: milan, source: null, lot, from: null, until: null, reason: 'The cold chain was broken.' }
  valueOf(await first.call(api.proposeRecall, { params: recall, body }))
  valueOf(await second.call(api.decideRecall, { params: recall, body: { decision: 'carry-out' } }))
  valueOf(await second.call(api.healthStatistics, { query: { mission: milan } }))
  for (const { text } of issued) expect(await verdictOf(text)).toBe('revoked revocation.listed')
  await nowhere()
  expect(await placesOf(lot)).toEqual([['health_recall.lot', 'health_record.content', 'health_record.lot']])

  // What everybody may fetch names nobody, and nothing that leads to anybody.
  const index = (await (await app.request('/.well-known/consular-health.json')).json()) as { files: { path: string }[] }
  const files = await Promise.all(index.files.map(async ({ path }) => (await app.request(path)).text()))
  const known = [...ofPerson, lot, account.account, account.email, all.dose.id, ...issued.map((each) => each.id)]
  for (const content of [...files, trust]) expect(known.filter((word) => content.includes(word))).toEqual([])

  // Nothing of it is in a log line or an address, and nobody else was called.
  expect(asked.length).toBeGreaterThan(25)
  for (const said of [logged.join('\n'), asked.map((each) => decodeURIComponent(each)).join('\n')])
    expect([...ofPerson, lot, ...secrets].filter((word) => said.includes(word))).toEqual([])
  const { port } = new URL(inject('cluster'))
  expect([...peers].filter((peer) => !peer.endsWith(`:${port}`))).toEqual([])
}, 120_000)
