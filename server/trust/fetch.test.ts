import { createServer, type RequestListener } from 'node:http'
import * as api from '@consular/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeOf, valueOf } from '../account/testing-browser.ts'
import { ensureDemonstrationKeys } from '../certificate/index.ts'
import { publishedOf } from '../certificate/keys/published-now.ts'
import { newService } from '../certificate/keys/testing-keys.ts'
import { fetchSafely, isOpen, mayFetch } from './fetch-safely.ts'
import { fetchLists } from './fetch-source.ts'
import { fetchDue } from './index.ts'
import { type Country, type Lister, listOf, newCountry, newLister } from './testing-lists.ts'
import {
  approve,
  auditOf,
  context,
  database,
  gdhcn,
  id,
  type Manager,
  manager,
  register,
  trusted,
} from './testing-managers.ts'

/** What the other side answers now, by path. */
const answers = new Map<string, RequestListener>()
const server = createServer((request, response) => {
  const answer = answers.get(request.url ?? '')
  if (answer) answer(request, response)
  else response.writeHead(404).end()
})
const origin = await new Promise<string>((done) => {
  server.listen(0, '127.0.0.1', () => {
    const address = server.address()
    done(`http://localhost:${typeof address === 'object' && address ? address.port : 0}`)
  })
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})
const give = (path: string, bytes: Uint8Array | string): void =>
  void answers.set(path, (_, response) => void response.writeHead(200).end(bytes))

const limits = { most: 10_000, patience: 10_000, mode: 'demonstration' } as const

describe('a fetch', () => {
  test.each([
    ['https://lists.example/did.json', 'production', true],
    ['http://lists.example/did.json', 'production', false],
    ['http://localhost/did.json', 'demonstration', true],
    ['https://user:secret@lists.example/', 'production', false],
    ['https://127.0.0.1/', 'production', false],
    ['https://[::1]/', 'production', false],
    ['https://[::ffff:10.0.0.1]/', 'demonstration', false],
    ['https://169.254.169.254/latest', 'demonstration', false],
    ['https://0x0a000001/', 'demonstration', false],
    ['file:///etc/passwd', 'demonstration', false],
    ['nowhere', 'demonstration', false],
  ] as const)('of %s in %s: %s', (address, mode, expected) => {
    expect(mayFetch(address, { mode })).toBe(expected)
  })

  test('asks no address inside, the own machine of a demonstration aside', () => {
    for (const inside of [
      '10.1.2.3',
      '172.31.0.1',
      '192.168.0.1',
      '100.64.0.1',
      '169.254.169.254',
      'fd00::1',
      'fe80::1',
      '0.0.0.0',
      '::',
      '64:ff9b::a00:1',
    ])
      expect([inside, isOpen(inside, { mode: 'demonstration' })]).toEqual([inside, false])
    for (const outside of ['9.9.9.9', '2620:fe::fe']) expect(isOpen(outside, { mode: 'production' })).toBe(true)
    expect([isOpen('127.0.0.1', { mode: 'demonstration' }), isOpen('127.0.0.1', { mode: 'production' })]).toEqual([
      true,
      false,
    ])
  })

  test('a name that leads inside is refused when it is looked up', async () => {
    const { port } = new URL(origin)
    const found = await fetchSafely(`https://localhost:${port}/`, { ...limits, mode: 'production' })
    expect(codeOf(found)).toBe('trust.address-closed')
  })

  test('follows a redirect to an open place, and none that leads inside or in circles', async () => {
    const to = (place: string) =>
      answers.set('/moved', (_, response) => void response.writeHead(302, { location: place }).end())
    give('/here', 'here')
    to('/here')
    expect(new TextDecoder().decode(valueOf(await fetchSafely(`${origin}/moved`, limits)))).toBe('here')
    for (const inside of ['http://169.254.169.254/latest/meta-data', 'http://10.0.0.1/', 'file:///etc/passwd']) {
      to(inside)
      expect(codeOf(await fetchSafely(`${origin}/moved`, limits))).toBe('trust.address-closed')
    }
    to('/moved')
    expect(codeOf(await fetchSafely(`${origin}/moved`, limits))).toBe('trust.address-unreachable')
  })

  test('ends at the size and at the time that it may take', async () => {
    answers.set('/huge', (_, response) => {
      response.writeHead(200)
      const write = (): void =>
        void (response.destroyed || response.write(Buffer.alloc(4096), () => setImmediate(write)))
      write()
    })
    expect(codeOf(await fetchSafely(`${origin}/huge`, limits))).toBe('trust.too-large')
    answers.set('/slow', (_, response) => void response.writeHead(200).write('{'))
    expect(codeOf(await fetchSafely(`${origin}/slow`, { ...limits, patience: 300 }))).toBe('trust.too-slow')
    expect(codeOf(await fetchSafely(`${origin}/nothing`, limits))).toBe('trust.address-unreachable')
    expect(codeOf(await fetchSafely('http://localhost:1/', limits))).toBe('trust.address-unreachable')
  })
})

describe('the schedule', () => {
  let tia: Manager
  let uri: Manager
  let lister: Lister
  let country: Country
  let source = ''
  beforeAll(async () => {
    tia = await manager('Tia')
    uri = await manager('Uri')
    lister = newLister()
    country = await newCountry('XA', 3)
    source = await register(tia, gdhcn(lister.anchor, { addresses: [`${origin}/did.json`], everyHours: 2 }))
  })
  const hours = (count: number) => void (context.clock.now = context.clock.now.add({ hours: count }))
  /** Officers’ sessions do not last as long as these days do. */
  const awake = async () => {
    const [now, until] = [context.now().toString(), context.now().add({ hours: 12 }).toString()]
    await database.updateTable('session').set({ last_seen_at: now, expires_at: until, stepped_up_at: now }).execute()
  }
  const states = async () => {
    await awake()
    const { lists } = valueOf(await tia.browser.call(api.listTrustHistory, { params: { trustSource: source } }))
    return lists.map(({ state, origin: from }) => `${from} ${state}`)
  }
  const sourceNow = async () => {
    await awake()
    return valueOf(await tia.browser.call(api.listTrustSources, {})).sources.find((each) => each.id === source)
  }

  test('brings a list for two officers to look at, trusts nobody by it, and brings the same list once', async () => {
    give('/did.json', await listOf(lister, country))
    await fetchDue(context)
    await fetchDue(context)
    hours(3)
    await fetchDue(context)
    expect([await states(), await trusted()]).toEqual([['schedule waiting'], {}])
    const row = (await sourceNow())?.open[0]
    expect(row?.receivedBy).toBeNull()
    expect(await auditOf(row?.id ?? '')).toEqual(['trust.list-fetched done'])
  })

  test('a newer list takes the place of one that nobody proposed', async () => {
    hours(3)
    give('/did.json', await listOf(lister, country, { created: '2026-11-21T00:00:00Z' }))
    await fetchDue(context)
    expect(await states()).toEqual(['schedule waiting', 'schedule replaced'])
    const open = (await sourceNow())?.open[0]
    const file = valueOf(await tia.browser.call(api.openTrustList, { params: { trustList: open?.id ?? '' } }))
    await approve(tia, uri, file)
    expect(await trusted()).toEqual({ XA: 3 })
  })

  test.each([
    ['garbage', 'refused', async () => 'not a list'],
    ['a list with a wrong proof', 'refused', async () => listOf(newLister(), country)],
  ])('%s is kept as refused, told at the source, and the good list stays', async (_, state, make) => {
    hours(3)
    give('/did.json', await make())
    await fetchDue(context)
    expect((await states())[0]).toBe(`schedule ${state}`)
    expect((await sourceNow())?.fetchFailure).toMatch(/^trust\.(unknown-kind|proof)$/)
    expect(await trusted()).toEqual({ XA: 3 })
  })

  test('an address that is down is told at the source, and keeps no other source back', async () => {
    hours(3)
    answers.delete('/did.json')
    await awake()
    const other = await register(
      tia,
      gdhcn(lister.anchor, { name: 'B', addresses: [`${origin}/other.json`], everyHours: 1 }),
    )
    give('/other.json', await listOf(lister, await newCountry('XB', 1)))
    await fetchDue(context)
    expect((await sourceNow())?.fetchFailure).toBe('trust.address-unreachable')
    const { sources } = valueOf(await tia.browser.call(api.listTrustSources, {}))
    expect(sources.find((each) => each.id === other)).toMatchObject({
      fetchFailure: null,
      open: [{ state: 'waiting' }],
    })
    expect(codeOf(await uri.browser.call(api.fetchTrustSource, { params: { trustSource: other } }))).toBe(
      'trust.nothing-new',
    )
  })
})

describe('a partner, another service of this kind', () => {
  let tia: Manager
  let uri: Manager
  const partner = { anchor: '', country: 'XX', issuer: origin }
  beforeAll(async () => {
    tia = await manager('Ada')
    uri = await manager('Ben')
    const service = await newService({ certificatePassphrase: 'a passphrase of the tests' })
    // It lives at the address of the test's server: only then are its issuers its own.
    await ensureDemonstrationKeys({ ...service, origin: origin.replace('http:', 'https:') }, () => undefined)
    for (const [path, { bytes }] of await publishedOf(service)) give(path, bytes)
    partner.anchor = await (await fetch(`${origin}/.well-known/list-signing/did.json`)).text()
  })
  const terms = (more: Partial<api.TrustSourceTerms> = {}): api.TrustSourceTerms => ({
    ...gdhcn(partner.anchor),
    name: 'Partner',
    kind: 'partner',
    country: partner.country,
    issuer: partner.issuer.replace('http:', 'https:'),
    addresses: [`${origin}/.well-known/consular-health.jws`],
    ...more,
  })
  const fetched = async (more: Partial<api.TrustSourceTerms> = {}) => {
    const source = await register(tia, terms(more))
    const list = valueOf(await fetchLists(context, source))
    return valueOf(await tia.browser.call(api.openTrustList, { params: { trustList: list } }))
  }

  test('is read whole by its signed index, and trusted for its own country', async () => {
    const file = await fetched()
    expect(file.row).toMatchObject({ state: 'waiting', refusal: null })
    expect(file.about).toMatchObject({ proven: true, skipped: [], unchained: 0 })
    expect(file.difference).toMatchObject({ signers: { after: 3 }, authorities: { after: 2 }, issuers: { after: 3 } })
    await approve(tia, uri, file)
    expect((await trusted())['XX']).toBe(3)
  })

  test('says nothing of another country', async () => {
    const file = await fetched({ country: 'XY' })
    expect(file.row).toMatchObject({ state: 'refused', refusal: { code: 'trust.proof', data: { reason: 'country' } } })
  })

  test('with another anchor, with a file exchanged or with an index that has run out, is refused whole', async () => {
    const other = await fetched({ anchor: newLister().anchor })
    expect(other.row.refusal?.code).toBe('trust.proof')
    const path = '/.well-known/issuers.json'
    const good = answers.get(path)
    give(path, '{"https://evil.example":{"keys":[]}}')
    expect((await fetched()).row.refusal).toMatchObject({ code: 'trust.file-missing', data: { name: path } })
    if (good) answers.set(path, good)
    context.clock.now = context.clock.now.add({ hours: 24 * 8 })
    const [now, until] = [context.now().toString(), context.now().add({ hours: 12 }).toString()]
    await database.updateTable('session').set({ last_seen_at: now, expires_at: until, stepped_up_at: now }).execute()
    expect((await fetched()).row.refusal?.code).toBe('trust.expired')
    expect((await trusted())['XX']).toBe(3)
  })

  test('needs a country and an address', async () => {
    const put = (body: api.TrustSourceTerms) =>
      tia.browser.call(api.putTrustSource, { params: { trustSource: id() }, body })
    expect(codeOf(await put(terms({ country: null })))).toBe('request.invalid')
    expect(codeOf(await put(terms({ addresses: ['http://10.0.0.1/list'] })))).toBe('trust.address-closed')
  })
})
