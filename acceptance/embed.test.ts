import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { drawPng } from '@consular/certificate/qr'
import { formatter } from '@consular/messages'
import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { prepareBorder } from './border-certificates.ts'
import { openBrowser } from './chromium.ts'
import { startProduct } from './product.ts'

// The verifier as an element in the page of an airline, which is another site.

const folder = await mkdtemp(join(tmpdir(), 'consular-embed-'))
const travellers = await prepareBorder(folder, Temporal.Now.instant().epochMilliseconds)
const codeOf = (name: string): string => travellers.find((each) => each.name === name)?.text ?? ''
const [product, browser] = await Promise.all([
  startProduct({
    pack: 'uto',
    environment: { CONSULAR_TRUST: join(folder, 'trust'), CONSULAR_RULES: join(folder, 'rules') },
  }),
  openBrowser(),
])

/** The airline's page, as strict as docs/embed.md says that it may be. */
const page = (attributes: string) => `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>Check-in</title><link rel="icon" href="data:,">
  <script type="module" src="/heard.js"></script>
  <script type="module" src="${product.origin}/verifier/embed.js"></script></head>
  <body><main><h1>Check-in</h1><label>Booking <input id="booking"></label>
  <consular-verifier ${attributes}></consular-verifier></main></body>
</html>`
const policy = [
  "default-src 'none'",
  `script-src 'self' ${product.origin} 'wasm-unsafe-eval'`,
  `connect-src ${product.origin}`,
  `worker-src blob: ${product.origin}`,
  'img-src data:',
].join('; ')
const airline = createServer((request, response) => {
  if (request.url === '/heard.js')
    return response
      .setHeader('content-type', 'text/javascript')
      .end("globalThis.heard = []; addEventListener('verdict', ({ detail }) => heard.push(detail))")
  const { searchParams } = new URL(request.url ?? '/', 'http://localhost')
  response.setHeader('content-security-policy', policy).setHeader('content-type', 'text/html; charset=utf-8')
  return response.end(page(searchParams.get('with') ?? ''))
})
await new Promise<void>((done) => airline.listen(0, '127.0.0.1', done))
const origin = `http://localhost:${(airline.address() as AddressInfo).port}`
afterAll(async () => {
  await browser.close()
  airline.close()
  await product.stop()
  await rm(folder, { recursive: true, force: true })
})

async function open(attributes: string) {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 360, height: 740 } })
  context.setDefaultTimeout(20_000)
  const opened = await context.newPage()
  const [asked, said]: [string[], string[]] = [[], []]
  opened.on('request', (request) => asked.push(request.url()))
  opened.on('console', (message) => said.push(message.text()))
  opened.on('pageerror', (error) => said.push(error.message))
  await opened.goto(`${origin}/?with=${encodeURIComponent(attributes)}`)
  await opened.getByText(/Trust list updated|信任名单更新/).waitFor()
  return { context, opened, asked, said }
}

const wordOn = async (opened: Page, word: string) => opened.locator(`.verdict[data-word="${word}"]`).waitFor()
const heardOn = (opened: Page) =>
  opened.evaluate(() => (globalThis as unknown as { heard: readonly Record<string, unknown>[] }).heard)
const scan = async (opened: Page, text: string) => {
  await opened.keyboard.type(text)
  await opened.keyboard.press('Enter')
}

test('a page of another site tells verdicts from what is scanned and from pictures, and learns no more than it asks for', async () => {
  const { context, opened, asked, said } = await open('country="XX" accept-picture')
  await scan(opened, codeOf('valid'))
  await wordOn(opened, 'valid')
  await scan(opened, codeOf('rule fails'))
  await wordOn(opened, 'not-accepted')
  const drawn = drawPng(codeOf('expired'))
  if (!drawn.ok) throw new Error(drawn.refusal.code)
  const picture = { name: 'code.png', mimeType: 'image/png', buffer: Buffer.from(drawn.value) }
  await opened.locator('input[type=file]').setInputFiles(picture)
  await wordOn(opened, 'expired')
  expect(await heardOn(opened)).toEqual([
    { verdict: 'valid', code: 'ok', family: 'eu-dcc', acceptance: { answer: 'accepted', code: expect.any(String) } },
    {
      verdict: 'valid',
      code: 'ok',
      family: 'eu-dcc',
      acceptance: { answer: 'not-accepted', code: expect.any(String) },
    },
    { verdict: 'expired', code: 'validity.expired', family: 'eu-dcc', acceptance: null },
  ])
  const foreign = asked.filter((url) => !url.startsWith(origin) && !/^(?:blob|data):/.test(url))
  const allowed = /\/(?:trust\/(?:list|rules)\.json|verifier\/embed\.js|verifier\/assets\/[\w.-]+)$/
  expect(foreign.filter((url) => !url.startsWith(product.origin) || !allowed.test(url))).toEqual([])
  expect(foreign.some((url) => url.endsWith('.wasm'))).toBe(true)
  expect(said).toEqual([])
  const kept = await opened.evaluate(async () => [
    localStorage.length,
    sessionStorage.length,
    document.cookie,
    await caches.keys(),
    await indexedDB.databases(),
  ])
  expect(kept).toEqual([0, 0, '', [], []])
  expect(await context.cookies()).toEqual([])
  await context.close()
})

test('names and dates of birth are told to a page that asks for them, never those of a forgery', async () => {
  const { context, opened } = await open('disclose language="zh-Hans"')
  await scan(opened, codeOf('valid'))
  await opened.getByText(formatter('zh-Hans', 'verifier')('word.valid'), { exact: true }).waitFor()
  await scan(opened, codeOf('tampered'))
  await wordOn(opened, 'forged')
  expect(await heardOn(opened)).toEqual([
    {
      verdict: 'valid',
      code: 'ok',
      family: 'eu-dcc',
      acceptance: null,
      person: { name: 'SPECIMEN VALID', birthDate: '1992-03-14' },
    },
    { verdict: 'forged', code: expect.stringMatching(/^signature\./), family: 'eu-dcc', acceptance: null },
  ])
  expect(await opened.locator('input[type=file]').count()).toBe(0)
  await context.close()
})

test('the fields of the page stay its own, its country may change, and an element that is taken away hears nothing', async () => {
  const { context, opened, said } = await open('country="XX"')
  await opened.locator('#booking').focus()
  await opened.keyboard.type('ABC 123/456-789 XYZ')
  expect(await opened.locator('#booking').inputValue()).toBe('ABC 123/456-789 XYZ')
  expect(await heardOn(opened)).toEqual([])
  await opened.locator('h1').click()
  await scan(opened, codeOf('valid'))
  await wordOn(opened, 'valid')
  await opened.locator('consular-verifier').evaluate((element) => element.setAttribute('country', 'QZ'))
  await opened.locator('.verdict.none').waitFor()
  await scan(opened, codeOf('valid'))
  await wordOn(opened, 'valid')
  expect((await heardOn(opened)).map(({ acceptance }) => (acceptance as { answer: string }).answer)).toEqual([
    'accepted',
    'open',
  ])
  await opened.locator('consular-verifier').evaluate((element) => element.remove())
  await scan(opened, codeOf('valid'))
  expect(await heardOn(opened)).toHaveLength(2)
  expect(said).toEqual([])
  await context.close()
})

test.each(['zh-Hans', 'en'])('no accessibility fault inside the page of another site (%s)', async (language) => {
  const { context, opened } = await open(`accept-picture country="XX" language="en"`)
  await opened.locator('consular-verifier').evaluate((element, tag) => element.setAttribute('language', tag), language)
  await opened.getByText(formatter(language as 'en', 'verifier')('verdict.none')).waitFor()
  const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  // The page's own policy lets no such program in; the browser's protocol does.
  const faults = async () => {
    await opened.evaluate(source)
    return opened.evaluate(async () => {
      const { violations } = await globalThis.axe.run(document, { resultTypes: ['violations'] })
      return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`)
    })
  }
  const found = await faults()
  // One of each colour.
  for (const [name, word] of [
    ['valid', 'valid'],
    ['unknown key', 'untrusted'],
    ['rule fails', 'not-accepted'],
  ] as const) {
    await scan(opened, codeOf(name))
    await wordOn(opened, word)
    found.push(...(await faults()).map((fault) => `${name}: ${fault}`))
  }
  expect(found).toEqual([])
  await context.close()
})
