import { readFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { parseAtomFeed, parseJsonFeed } from 'feedsmith'
import { XmlDocument, XsdValidator } from 'libxml2-wasm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { valueOf } from '../account/testing-browser.ts'
import { context, move, type Officer, officer, publish, read, type Written, waves, write } from './testing-advice.ts'

const schema = XmlDocument.fromBuffer(await readFile(new URL('testing-cap/CAP-v1.2.xsd', import.meta.url)))
const validator = XsdValidator.fromDoc(schema)
afterAll(() => {
  validator.dispose()
  schema.dispose()
})

/** A CAP file that OASIS's schema accepts, as what its paths hold. */
function capOf(text: string): (path: string) => string[] {
  using document = XmlDocument.fromString(text)
  validator.validate(document)
  const spaces = { c: 'urn:oasis:names:tc:emergency:cap:1.2' }
  const held = new Map<string, string[]>()
  for (const name of ['identifier', 'sent', 'status', 'msgType', 'references'])
    held.set(
      name,
      document.find(`/c:alert/c:${name}`, spaces).map((node) => node.content),
    )
  for (const name of [
    'language',
    'event',
    'urgency',
    'responseType',
    'headline',
    'expires',
    'area/c:areaDesc',
    'area/c:polygon',
    'area/c:circle',
    'area/c:geocode/c:value',
  ])
    held.set(
      name,
      document.find(`/c:alert/c:info/c:${name}`, spaces).map((node) => node.content),
    )
  return (path) => held.get(path) ?? []
}

let [ivy, max]: Officer[] = []
let [one, two, three]: Written[] = []
/** Everything in these three messages, in the order in which they were sent: an alert, its update and its withdrawal. */
beforeAll(async () => {
  const [first, second] = [await officer('Ivy', ['advice-editor']), await officer('Max', ['advice-approver'])]
  ;[ivy, max] = [first, second]
  await second.stepUp()
  one = await publish(first, second)
  two = await publish(first, second, { content: waves({ level: 'stay-away' }) }, one.advice)
  three = await publish(first, second, { act: 'withdraw' }, one.advice)
})
const officers = () => [ivy, max] as [Officer, Officer]
const sent = () => [one, two, three] as [Written, Written, Written]
const cap = async ({ draft }: Written) => capOf((await read(`/advice/cap/${draft}.xml`)).text)

describe('CAP 1.2', () => {
  test('an alert, its update and its withdrawal are valid against the schema of OASIS, and each names all before it', async () => {
    const [alert, update, cancel] = await Promise.all(sent().map(cap))
    expect([alert, update, cancel].map((file) => file?.('msgType'))).toEqual([['Alert'], ['Update'], ['Cancel']])
    const name = (file: typeof alert) => `advice@localhost,${file?.('identifier')[0]},${file?.('sent')[0]}`
    expect(alert?.('references')).toEqual([])
    expect(update?.('references')).toEqual([name(alert)])
    expect(cancel?.('references')).toEqual([`${name(alert)} ${name(update)}`])
    expect(alert?.('sent')[0]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d-00:00$/)
  })

  test('says the same in both languages, where, until when, and that a demonstration is a test', async () => {
    const file = await cap(sent()[0])
    expect(file('status')).toEqual(['Test'])
    expect(file('language')).toEqual(['zh-Hans', 'en'])
    expect(file('headline')).toEqual(['海浪 <很高>', 'High waves & <wind>'])
    expect(file('event')).toEqual(['注意安全', 'Take care'])
    expect(file('expires')).toEqual(['2026-12-01T00:00:00-00:00', '2026-12-01T00:00:00-00:00'])
    expect(file('area/c:areaDesc')).toEqual(['利古里亚, 意大利', 'Liguria, Italy'])
    expect(file('area/c:polygon')[0]).toBe('44,7.5 44.6,9 43.8,9.5 44,7.5')
    expect(file('area/c:circle')[0]).toBe('44.4,8.9 80')
    expect(file('area/c:geocode/c:value').slice(0, 2)).toEqual(['IT', 'IT-42'])
    const over = await cap(sent()[2])
    expect([over('urgency')[0], over('responseType')[0], over('expires')]).toEqual(['Past', 'AllClear', []])
  })

  test('the schema refuses what is not CAP: the test can fail', async () => {
    const { text } = await read(`/advice/cap/${sent()[0].draft}.xml`)
    expect(() => capOf(text.replace('<msgType>Alert</msgType>', '<msgType>Rumour</msgType>'))).toThrow('msgType')
    expect(() => capOf(text.replace(/-00:00<\/sent>/, 'Z</sent>'))).toThrow('sent')
  })

  test('of a draft, of what was never published, and of nothing there is no file', async () => {
    const [first] = officers()
    const { draft } = await write(first)
    for (const name of [`${draft}.xml`, draft, 'x.xml', '..%2f.xml'])
      expect((await read(`/advice/cap/${name}`)).status).toBe(404)
  })
})

describe('feeds', () => {
  beforeAll(async () => {
    const [first, second] = officers()
    await publish(first, second, {
      country: 'TH',
      kind: 'advice',
      content: waves({ areas: [], validUntil: null, level: 'look-around' }),
    })
    await publish(first, second, {
      country: 'IS',
      content: waves({ areas: [], level: 'think-twice', category: 'Geo' }),
    })
  })

  test('Atom is read by a reader of somebody else: what counts now, the gravest first', async () => {
    const { text, headers } = await read('/advice/feed.atom?language=en')
    const feed = parseAtomFeed(text)
    expect(headers.get('content-type')).toBe('application/atom+xml; charset=utf-8')
    expect(feed.title).toMatchObject({ value: 'Utopian Ministry of Foreign Affairs' })
    expect(feed.entries?.map(({ title }) => title)).toMatchObject([
      { value: 'Iceland · Think twice · High waves & <wind>' },
      { value: 'Thailand · Look around you · High waves & <wind>' },
    ])
    const [entry] = feed.entries ?? []
    const file = entry?.links?.find(({ type }) => type === 'application/cap+xml')?.href ?? ''
    expect(capOf((await read(new URL(file).pathname)).text)('msgType')).toEqual(['Alert'])
    expect(parseAtomFeed((await read('/advice/feed.atom?language=en&country=TH')).text).entries).toHaveLength(1)
  })

  test('the index of CAP files names every message, withdrawals too', async () => {
    const feed = parseAtomFeed((await read('/advice/feed.cap')).text)
    const files = feed.entries?.map(({ links }) => links?.find(({ rel }) => rel === 'related')?.href ?? '') ?? []
    expect(files).toHaveLength(5)
    for (const { draft } of sent()) expect(files).toContain(`${context.origin}/advice/cap/${draft}.xml`)
    for (const file of files) expect(capOf((await read(new URL(file).pathname)).text)('identifier')).toHaveLength(1)
  })

  test('JSON Feed 1.1 is read by a reader of somebody else', async () => {
    const { text, headers } = await read('/advice/feed.json?language=en')
    const feed = parseJsonFeed(text)
    expect(headers.get('content-type')).toBe('application/feed+json; charset=utf-8')
    expect(JSON.parse(text)).toMatchObject({ version: 'https://jsonfeed.org/version/1.1' })
    expect(feed.items?.map(({ tags }) => tags)).toEqual([
      ['think-twice', 'IS'],
      ['look-around', 'TH'],
    ])
    expect(feed.items?.[0]?.attachments?.[0]).toMatchObject({ mime_type: 'application/cap+xml' })
  })

  test('and pages may be kept by anybody: no cookie, an ETag that holds while nothing changes, and 304 for it', async () => {
    for (const path of [
      '/advice',
      '/advice/IS',
      '/advice/IS/history',
      '/advice/feed.atom',
      '/advice/feed.cap',
      '/advice/feed.json',
    ]) {
      const first = await read(path)
      expect(first.headers.get('set-cookie'), path).toBeNull()
      expect(first.headers.get('cache-control'), path).toContain('public')
      const tag = first.headers.get('etag') ?? ''
      expect(tag, path).not.toBe('')
      const again = await read(path, { 'if-none-match': tag, cookie: 'language=zh-Hans; consular_session=x' })
      expect([again.status, again.text], path).toEqual([304, ''])
    }
    expect((await read('/advice/IS?language=zh-Hans')).headers.get('set-cookie')).toBeNull()
  })
})

describe('pages', () => {
  test('show level, text, history with its changes, and the card of the country', async () => {
    const { text } = await read('/advice/IS')
    expect(text).toContain('<span class="level orange">Think twice</span>')
    expect(text).toContain('High waves &amp; &lt;wind&gt;')
    const italy = await read('/advice/IT')
    expect(italy.text).toContain('There is no advice about this country')
    expect(italy.text).toContain('href="tel:112"')
    expect(italy.text).toContain('Via della Luna 12, Roma')
    expect(italy.text).toMatch(/lang="it" dir="ltr"[^>]*>Per favore, mi porti in questo luogo: Ambasciata di Utopia</)
    expect((await read('/advice/SA')).text).toContain('dir="rtl"')
    const history = (await read('/advice/IT/history')).text
    expect(history).toMatch(/<del><span class="level yellow">Take care<\/span><\/del>/)
    expect(history).toMatch(/<ins><span class="level red">Stay away<\/span><\/ins>/)
    expect(history.indexOf('Withdrawal')).toBeLessThan(history.indexOf('Replaced by a newer version'))
    expect((await read('/advice/IT/history', { 'accept-language': 'zh-CN' })).text).toContain('已被新版本代替')
  })

  test('of a country that there is not are not found', async () => {
    for (const country of ['ZZ', 'it', 'feed.rss', '%3Cb%3E'])
      expect((await read(`/advice/${country}`)).status).toBe(404)
  })

  test('are at most 14 KB over the wire with the longest texts, load nothing else and run nothing', async () => {
    const [first, second] = officers()
    // Words that do not repeat: what compresses worst.
    const long = (most: number) => {
      const words = Array.from({ length: 700 }, (_, at) => (at * 2_654_435_761).toString(36))
      return words.join(' ').slice(0, most)
    }
    const texts = { text: { zh: long(3000), en: long(3000) }, instruction: { zh: long(1500), en: long(1500) } }
    for (const level of ['stay-away', 'think-twice', 'take-care'])
      await publish(first, second, { country: 'US', content: waves({ ...texts, level, areas: [] }) })
    for (const path of ['/advice', '/advice/US', '/advice/IN', '/advice/CH', '/advice/IT/history'])
      for (const language of ['zh-Hans', 'en']) {
        const { status, text } = await read(`${path}?language=${language}`)
        expect([path, status]).toEqual([path, 200])
        expect(gzipSync(text).length, path).toBeLessThan(14 * 1024)
        expect(text.replace('<link rel="icon" href="data:,">', '')).not.toMatch(/<script|<img|<link|@import|url\(/)
      }
  })

  test('a draft is nowhere public', async () => {
    const [first] = officers()
    const secret = await write(first, {
      country: 'FI',
      content: waves({ areas: [], headline: { zh: '未发布的话', en: 'Words of a draft' } }),
    })
    valueOf(await move(first, secret, { move: 'propose', version: 0 }))
    for (const path of [
      '/advice',
      '/advice/FI',
      '/advice/FI/history',
      '/advice/feed.atom',
      '/advice/feed.cap',
      '/advice/feed.json',
      '/api/advice',
      '/api/advice/FI',
    ])
      expect((await read(path)).text, path).not.toMatch(/Words of a draft|未发布的话/)
  })
})
