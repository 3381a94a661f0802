import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { addressOf, Problem, verifyCertificates } from '@consular/api'
import { issueShc } from '@consular/certificate/shc'
import { sql } from 'kysely'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../database/testing.ts'
import { createApp } from '../http/app.ts'
import { routesOf } from '../service.ts'
import { type TestContext, testContext } from '../testing.ts'
import { loadBorderMaterial } from './publish-trust.ts'
import { issueCard, keySet, newFolder, now, record, signer } from './testing-cards.ts'
import { twoDoses } from './testing-rules.ts'

const folder = newFolder()
afterAll(() => folder.end())
const { database } = await testDatabase()
let context: TestContext
let app: ReturnType<typeof createApp>
let logged = ''

beforeAll(async () => {
  mkdirSync(join(folder.path, 'rules'))
  const border = await loadBorderMaterial({
    trust: folder.put('keys.json', keySet),
    trustAnchors: null,
    rules: folder.put('rules/rule.json', JSON.stringify(twoDoses)),
  })
  context = await testContext(database, { border })
  context.clock.now = now
  const into = new Writable({
    write: (chunk: Buffer, _, done) => {
      logged += chunk.toString()
      done()
    },
  })
  // The most talkative log that there is.
  const log = pino({ level: 'trace' }, into)
  app = createApp(context, { routes: routesOf(context), pages: [], files: new Map(), log })
})

/** Asks as an airline does; from another network, if wanted. */
async function ask(body: unknown, network?: string) {
  const response = await app.request(
    addressOf(verifyCertificates, {}),
    { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } },
    network ? { incoming: { socket: { remoteAddress: network } } } : {},
  )
  return { status: response.status, text: await response.text() }
}
const answered = (text: string) => verifyCertificates.answer.parse(JSON.parse(text))

/** A card of the same person whose series is not complete. */
async function firstDose(): Promise<string> {
  const [entry] = record.entries
  if (entry?.kind !== 'vaccination') throw new Error('the record of the tests has a vaccination')
  const from = now.epochMilliseconds - 86_400_000
  const terms = { issuedAt: from, expiresAt: from + 366 * 86_400_000, id: 'A2' }
  const issued = await issueShc({ ...record, entries: [{ ...entry, dose: 1 }] }, signer, terms)
  if (!issued.ok) throw new Error(issued.refusal.code)
  return issued.value.text
}

/** Everything in the database, as text. */
async function everything(): Promise<string> {
  const { rows: tables } = await sql<{ name: string }>`
    SELECT quote_ident(table_schema) || '.' || quote_ident(table_name) AS name FROM information_schema.tables
    WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')
    ORDER BY 1`.execute(database)
  const found: string[] = []
  for (const { name } of tables) {
    const { rows } = await sql<{ row: string }>`SELECT t::text AS row FROM ${sql.raw(name)} t ORDER BY 1`.execute(
      database,
    )
    found.push(`${name}: ${rows.map(({ row }) => row).join('\n')}`)
  }
  expect(tables.length).toBeGreaterThan(10)
  return found.join('\n')
}

describe('a batch', () => {
  test('is answered in its order, a torn code and a stranger’s among them', async () => {
    const { text } = await issueCard()
    const { status, text: answer } = await ask({ certificates: [text, 'WIFI:S:Guest;;', text.slice(0, -20), text] })
    expect(status).toBe(200)
    const { at, verdicts } = answered(answer)
    expect(at).toBe(now.toString())
    expect(verdicts.map(({ verdict, family }) => [verdict, family])).toEqual([
      ['valid', 'shc'],
      ['unrecognised', null],
      ['malformed', 'shc'],
      ['valid', 'shc'],
    ])
    expect(verdicts.map(({ acceptance }) => acceptance)).toEqual([null, null, null, null])
  })

  test('is answered for another day, and by the rules of a country', async () => {
    const { text } = await issueCard()
    const early = await ask({ certificates: [text], at: '2026-01-01T00:00:00Z', country: 'XX' })
    expect(answered(early.text).verdicts).toMatchObject([{ verdict: 'not-yet-valid', acceptance: null }])
    const { text: answer } = await ask({ certificates: [text, await firstDose()], country: 'XX' })
    expect(answered(answer).verdicts.map(({ acceptance }) => acceptance)).toEqual([
      { answer: 'accepted', code: 'ok', notMet: [], open: [] },
      { answer: 'not-accepted', code: 'rules.failed', notMet: ['VR-XX-0001'], open: [] },
    ])
    const elsewhere = await ask({ certificates: [text], country: 'YY' })
    expect(answered(elsewhere.text).verdicts[0]?.acceptance).toMatchObject({ answer: 'open', code: 'rules.none' })
  })

  test.each([
    ['nothing in it', { certificates: [] }],
    ['too much in it', { certificates: Array.from({ length: 101 }, () => 'x') }],
    ['a text that no code holds', { certificates: ['x'.repeat(65_537)] }],
    ['a day that is none', { certificates: ['x'], at: '2026-13-45T00:00:00Z' }],
    ['a country that is none', { certificates: ['x'], country: 'Italy' }],
  ])('with %s is refused', async (_, body) => {
    const { status, text } = await ask(body)
    expect([status, Problem.parse(JSON.parse(text)).code]).toEqual([400, 'request.invalid'])
  })
})

describe('what is verified for others', () => {
  test('leaves no trace in the answer, the database or the log', async () => {
    const before = await everything()
    const { text } = await issueCard()
    const forged = `${text.slice(0, -4)}1111`
    const { text: answer } = await ask({ certificates: [text, forged, 'Lindqvist'], country: 'XX' }, '203.0.113.9')
    expect(answer).not.toMatch(/Lindqvist|Maja|1984|EU\/1\/20/)
    expect(await everything()).toBe(before)
    expect(logged).toBe('')
  })

  test('is limited for each network, in memory alone', async () => {
    const before = await everything()
    const body = { certificates: ['x'] }
    for (let call = 0; call < 60; call++) expect((await ask(body, '198.51.100.7')).status).toBe(200)
    const { status, text } = await ask(body, '198.51.100.7')
    expect([status, Problem.parse(JSON.parse(text))]).toMatchObject([429, { code: 'request.too-many' }])
    expect((await ask(body, '198.51.100.8')).status).toBe(200)
    context.clock.now = now.add({ seconds: 60 })
    expect((await ask(body, '198.51.100.7')).status).toBe(200)
    context.clock.now = now
    expect(await everything()).toBe(before)
  })
})
