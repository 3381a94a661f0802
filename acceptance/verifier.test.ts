import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { read, verify } from '@consular/certificate'
import { drawPng, readCodes } from '@consular/certificate/qr'
import { loadTrust } from '@consular/certificate/trust'
import { formatter, type Language } from '@consular/messages'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { material } from '../certificate/conformance/testing-material.ts'
import { violationsOn } from './axe-walk.ts'
import { prepareBorder } from './border-certificates.ts'
import { findChromium } from './chromium.ts'
import { type Seen, watchFilm, writeFilm } from './film.ts'
import { startProduct } from './product.ts'

// J12, at the border: an officer opens the verifier once, then has no line for days.

const folder = await mkdtemp(join(tmpdir(), 'consular-border-'))
const travellers = await prepareBorder(folder, Temporal.Now.instant().epochMilliseconds)
const codes = travellers.map(({ text }) => text)
const seconds = 1.5
const film = join(folder, 'film.y4m')
await writeFilm(film, codes, seconds)
const product = await startProduct({
  pack: 'uto',
  environment: { CONSULAR_TRUST: join(folder, 'trust'), CONSULAR_RULES: join(folder, 'rules') },
})
const { path, args } = await findChromium()
const browser = await chromium.launch({
  executablePath: path,
  args: [
    ...args,
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-video-capture=${film}`,
  ],
})
afterAll(async () => {
  await browser.close()
  await product.stop()
  await rm(folder, { recursive: true, force: true })
})

/** An officer’s device. Where the camera was allowed before, it opens by itself. */
async function openPost(language: Language, { camera = false, desk = false } = {}) {
  const context = await browser.newContext({
    baseURL: product.origin,
    locale: language === 'en' ? 'en-GB' : 'zh-CN',
    viewport: desk ? { width: 1366, height: 900 } : { width: 360, height: 740 },
    permissions: camera ? ['camera'] : [],
  })
  context.setDefaultTimeout(20_000)
  const page = await context.newPage()
  return { context, page, say: formatter(language, ['common', 'verifier', 'certificate']) }
}

/** Waits until the verifier needs no line any more. */
async function isKept(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await page.waitForFunction(async () => (await (await caches.open('verifier-trust')).keys()).length === 2)
}

const chooseXX = async (page: Page, language: Language) => {
  const say = formatter(language, ['verifier'])
  await page.getByRole('button', { name: say('country.change') }).click()
  await page.getByRole('combobox', { name: say('country.question') }).selectOption('XX')
  await page.getByRole('button', { name: say('country.done') }).click()
}
const wordOn = async (page: Page, word: string) => page.locator(`.verdict[data-word="${word}"]`).waitFor()

/** Everything that a page can keep on a device, as one text. */
async function storageOf(context: BrowserContext, page: Page): Promise<string> {
  const kept = await page.evaluate(async () => {
    const texts: string[] = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie]
    for (const name of await caches.keys()) {
      const cache = await caches.open(name)
      for (const request of await cache.keys()) {
        texts.push(request.url)
        texts.push((await (await cache.match(request))?.text()) ?? '')
      }
    }
    for (const { name } of await indexedDB.databases()) texts.push(`indexedDB ${name}`)
    return texts.join('\n')
  })
  return `${kept}\n${JSON.stringify(await context.cookies())}`
}

test('eight codes before the camera get eight right verdicts, each within a second, with no line and without a trace', async () => {
  const { context, page } = await openPost('en', { camera: true })
  await page.goto('/verifier/')
  await isKept(page)
  await chooseXX(page, 'en')
  await context.setOffline(true)
  const asked: string[] = []
  await page.addInitScript(watchFilm)
  await page.reload()
  await page.locator('.camera video').waitFor()
  await page.waitForFunction(() => 'seen' in globalThis)
  page.on('request', (request) => asked.push(request.url()))
  // Twice around: wherever the film stood when the camera opened, each code is shown once from its beginning.
  await page.waitForTimeout(2 * codes.length * seconds * 1000 + 1500)
  const seen = await page.evaluate(() => (globalThis as unknown as { seen: Seen[] }).seen)
  const rows: { readonly name: string; readonly word: string; readonly took: number }[] = []
  for (const [place, { name, word }] of travellers.entries()) {
    const at = seen.findIndex((each, index) => each.what === 'code' && each.place === place && index > 0)
    const rest = seen.slice(at)
    const next = rest.findIndex((each, index) => index > 0 && each.what === 'code')
    const found = rest.slice(0, next === -1 ? undefined : next).filter((each) => each.what === 'verdict')
    expect(at, `${name} was shown`).toBeGreaterThan(0)
    expect(
      found.map((each) => each.word),
      name,
    ).toEqual([word])
    rows.push({ name, word, took: (found[0]?.at ?? Number.NaN) - (rest[0]?.at ?? 0) })
  }
  const lines = rows.map(({ name, word, took }) => `  ${took.toFixed(0).padStart(5)} ms  ${name}: ${word}`)
  process.stdout.write(`Shown to the camera, until the verdict stands on the screen\n${lines.join('\n')}\n`)
  expect(asked.filter((url) => !url.includes('/assets/'))).toEqual([])

  await page.getByRole('button', { name: 'Close', exact: true }).click()
  await page.keyboard.press('Escape')
  await page.locator('.verdict.none').waitFor()
  const kept = await storageOf(context, page)
  const personal = ['SPECIMEN', '1992-03-14', 'Departure lounge', ...codes]
  expect([kept.includes('verifier.country'), ...personal.filter((text) => kept.includes(text))]).toEqual([true])
  expect(kept.includes('indexedDB')).toBe(false)
  await context.close()
}, 300_000)

test('a verdict that nobody takes away leaves by itself after a minute', async () => {
  const { context, page, say } = await openPost('en')
  await page.clock.install()
  await page.goto('/verifier/')
  await page.getByText(say('paste.title')).click()
  await page.getByLabel(say('paste.label')).fill(codes[0] ?? '')
  await page.getByRole('button', { name: say('paste.check') }).click()
  await wordOn(page, 'valid')
  await page.clock.fastForward(50_000)
  await wordOn(page, 'valid')
  await page.clock.fastForward(11_000)
  await page.locator('.verdict.none').waitFor()
  await context.close()
})

test('a hand scanner may type anywhere on the page, in any layout, blanks included', async () => {
  const { context, page, say } = await openPost('zh-Hans')
  await page.goto('/verifier/')
  await isKept(page)
  const type = (text: string) => page.keyboard.type(text, { delay: 0 })
  await page.getByRole('button', { name: say('picture.choose') }).focus()
  await type(codes[0] ?? '')
  await page.keyboard.press('Enter')
  await wordOn(page, 'valid')
  await page.keyboard.press('Escape')
  await page.locator('.verdict.none').waitFor()
  // A machine with another layout: the keys are in their places, what they write is not what was meant.
  await page.evaluate((text) => {
    const signs: Record<string, readonly [code: string, shift: boolean]> = {
      ' ': ['Space', false],
      $: ['Digit4', true],
      '%': ['Digit5', true],
      '*': ['Digit8', true],
      '+': ['Equal', true],
      '-': ['Minus', false],
      '.': ['Period', false],
      '/': ['Slash', false],
      ':': ['Semicolon', true],
    }
    const press = (key: string, code: string, shiftKey: boolean) =>
      document.body.dispatchEvent(
        new KeyboardEvent('keydown', { key, code, shiftKey, bubbles: true, cancelable: true }),
      )
    for (const letter of text) {
      const [code, shift] = signs[letter] ?? (/\d/.test(letter) ? [`Digit${letter}`, false] : [`Key${letter}`, true])
      press(/[A-Z0-9 ]/.test(letter) ? letter : '§', code, shift)
    }
    press('Enter', 'Enter', false)
  }, codes[5] ?? '')
  await wordOn(page, 'revoked')
  await context.close()
})

test('a hand scanner that types while the page comes for the first time, on a slow processor, is understood whole', async () => {
  const { context, page } = await openPost('zh-Hans')
  let release: () => void = () => undefined
  const released = new Promise<void>((done) => {
    release = done
  })
  // The app itself is held back until half of the code was typed; the other half is typed while it starts.
  await context.route('**/assets/app-*.js', async (route) => {
    await released
    await route.continue()
  })
  const protocol = await context.newCDPSession(page)
  await protocol.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  await page.goto('/verifier/', { waitUntil: 'commit' })
  await page.waitForFunction(() => 'firstKeys' in globalThis)
  const [code = ''] = codes
  await page.keyboard.type(code.slice(0, 200))
  expect(await page.locator('#app').innerHTML()).toBe('')
  release()
  await page.keyboard.type(code.slice(200))
  await page.keyboard.press('Enter')
  await wordOn(page, 'valid')
  // One that ends with no key, and one that ends with Tab.
  await page.keyboard.type(codes[5] ?? '')
  await wordOn(page, 'revoked')
  await page.keyboard.type(codes[3] ?? '')
  await page.keyboard.press('Tab')
  await wordOn(page, 'expired')
  await context.close()
})

test('a picture, a pasted text and a picture of nothing are answered too; the keyboard suffices', async () => {
  const { context, page, say } = await openPost('en')
  await page.goto('/verifier/')
  await isKept(page)
  const choose = async (buffer: Buffer) =>
    page.locator('input[type=file]').setInputFiles({ name: 'code.png', mimeType: 'image/png', buffer })
  const drawn = drawPng(codes[3] ?? '')
  if (!drawn.ok) throw new Error(drawn.refusal.code)
  await choose(Buffer.from(drawn.value))
  await wordOn(page, 'expired')
  const live = page.locator('[aria-live=assertive]')
  expect(await live.innerText()).toContain('SPECIMEN EXPIRED')
  expect(await live.innerText()).toContain('14 March 1992')
  expect(await live.innerText()).not.toContain('Comirnaty')
  await page.getByText(say('details.title')).click()
  await page.getByText('Vaccination, COVID-19, Comirnaty').waitFor()
  const blank = await page.screenshot()
  await choose(blank)
  await page.getByText(say('code.picture.no-code')).waitFor()
  await page.getByText(say('paste.title')).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.insertText((codes[0] ?? '').slice(0, -30))
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await wordOn(page, 'malformed')
  expect(await page.locator('textarea').inputValue()).toBe('')
  await page.keyboard.press('Escape')
  await page.locator('.verdict.none').waitFor()
  await context.close()
})

test('a broken list never replaces the one at hand, and an old one is said to be old', async () => {
  const { context, page, say } = await openPost('en')
  await page.goto('/verifier/')
  await isKept(page)
  await context.route('**/trust/list.json', (route) => route.fulfill({ body: '{"format":"consular-trust/1"}' }))
  await page.reload()
  await page.getByText(/less than an hour ago/).waitFor()
  await page.evaluate(async () => {
    const cache = await caches.open('verifier-trust')
    const text = await (await cache.match('/trust/list.json'))?.text()
    const asOf = Temporal.Now.instant().subtract({ hours: 30 }).toString()
    await cache.put('/trust/list.json', new Response(text ?? '', { headers: { 'x-as-of': asOf } }))
  })
  await page.reload()
  await page.getByText(say('list.old')).waitFor()
  await page.getByText(/30 hours ago/).waitFor()
  await context.close()
})

test('opened again with no line, on a processor four times as slow, it is soon ready', async () => {
  const { context, page, say } = await openPost('en')
  await page.goto('/verifier/')
  await isKept(page)
  await context.setOffline(true)
  const tries: number[] = []
  for (let count = 0; count < 5; count++) {
    const tab = await context.newPage()
    const protocol = await context.newCDPSession(tab)
    await protocol.send('Emulation.setCPUThrottlingRate', { rate: 4 })
    await tab.goto('/verifier/', { waitUntil: 'commit' })
    await tab.getByText(/Trust list updated/).waitFor()
    await tab.getByRole('button', { name: say('camera.open') }).waitFor()
    // The page’s own clock, from the beginning of the navigation to the last paint.
    tries.push(
      await tab.evaluate(
        () => performance.getEntriesByName('verifier-ready')[0]?.startTime ?? Number.POSITIVE_INFINITY,
      ),
    )
    await tab.close()
  }
  const [, , middle = Number.NaN] = tries.toSorted((one, other) => one - other)
  process.stdout.write(
    `Cold start with no line, processor slowed four times: ${tries.map((ms) => ms.toFixed(0)).join(', ')} ms\n`,
  )
  expect(middle).toBeLessThan(3000)
  await context.close()
})

test.each(['zh-Hans', 'en'] as const)('no accessibility fault on any screen (%s)', async (language) => {
  const found: string[] = []
  // A phone in one language, a desk in the other.
  const desk = language === 'en'
  const { context, page, say } = await openPost(language, { desk })
  await page.goto('/verifier/')
  await isKept(page)
  found.push(...(await violationsOn(page)))
  await page.getByRole('button', { name: say('country.change') }).click()
  await page.getByRole('dialog').waitFor()
  found.push(...(await violationsOn(page)))
  await page.getByRole('combobox', { name: say('country.question') }).selectOption('XX')
  await page.getByRole('button', { name: say('country.done') }).click()
  await page.getByText(say('paste.title')).click()
  for (const { word, text } of travellers) {
    await page.getByLabel(say('paste.label')).fill(text)
    await page.getByRole('button', { name: say('paste.check') }).click()
    await wordOn(page, word)
    await page.getByText(say('details.title')).click()
    found.push(...(await violationsOn(page)).map((fault) => `${word}: ${fault}`))
  }
  // The next language in one tap, and the verdict with it.
  const other = language === 'en' ? 'zh-Hans' : 'en'
  await page.getByRole('button', { name: other === 'en' ? 'English' : '中文' }).click()
  await page.getByText(formatter(other, 'verifier')('word.unrecognised'), { exact: true }).waitFor()
  await context.close()
  expect(found).toEqual([])
})

const list = join(material, 'trust', 'gdhcn-uat', 'v2', 'trustlist', 'did.json')
if (!existsSync(list))
  process.stdout.write('No real lists and pictures, because the conformance material is not beside the repository\n')

/** A picture of the material. */
interface Picture {
  readonly file: string
}

test.runIf(existsSync(list))('real pictures are read against a real list, as the library reads them', async () => {
  const real = await startProduct({ pack: 'uto', now: '2026-11-24T08:00:00Z', environment: { CONSULAR_TRUST: list } })
  try {
    const trust = loadTrust(await (await fetch(`${real.origin}/trust/list.json`)).text())
    if (!trust.ok) throw new Error(trust.refusal.code)
    const pictures = JSON.parse(await readFile(join(material, 'qr', 'index.json'), 'utf8')) as readonly Picture[]
    const context = await browser.newContext({ baseURL: real.origin, locale: 'en-GB' })
    const page = await context.newPage()
    await page.goto('/verifier/')
    await isKept(page)
    // A day on which the Belgian test certificate, whose key is in the list, was in force; the demonstration’s clock tells the page.
    const now = Temporal.Instant.from('2022-01-27T09:00:00Z')
    await real.setClock(now.toString())
    await context.route('**/trust/*', (route) => route.abort())
    await page.reload()
    await page.waitForFunction(() => Number(JSON.parse(localStorage.getItem('verifier.service') ?? '{}').ahead) < -1e8)
    const counts = new Map<string, number>()
    let last = '0'
    for (const { file } of pictures) {
      const bytes = await readFile(join(material, 'qr', file))
      await page.locator('input[type=file]').setInputFiles({ name: 'picture', mimeType: 'image/png', buffer: bytes })
      await page.locator(`.verdict[data-number]:not([data-number="${last}"])`).waitFor()
      const { number = '', word = '' } = await page
        .locator('.verdict')
        .evaluate((element) => Object.fromEntries(Object.entries((element as HTMLElement).dataset)))
      last = number
      const [code] = await readCodes(new Uint8Array(bytes))
      const expected = code
        ? (await verify(read(code.text), trust.value, now.epochMilliseconds)).verdict
        : 'unrecognised'
      expect(word, file).toBe(expected)
      counts.set(word, (counts.get(word) ?? 0) + 1)
    }
    process.stdout.write(`Real pictures: ${[...counts].map(([word, count]) => `${count} ${word}`).join(', ')}\n`)
    expect(pictures.length).toBeGreaterThan(50)
    expect(counts.get('valid')).toBeGreaterThan(0)
    await context.close()
  } finally {
    await real.stop()
  }
})
