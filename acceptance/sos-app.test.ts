import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { faultsIn, type Screen } from './axe-walk.ts'
import { sitDown } from './officer.ts'
import { type Device, isKeptOffline, openStage, patience, protocolOf } from './stage.ts'

// The app's way to ask for help, at 03:07 in Bangkok. One story: each test goes on where the one before stopped.
const stage = await openStage({ pack: 'uto', now: '2026-11-23T20:07:00Z' })
afterAll(() => stage.close())
const { product } = stage
const at = (time: string) => product.setClock(`2026-11-23T20:${time}:05Z`)
const bangkok = { latitude: 13.746, longitude: 100.534, accuracy: 40 }
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name })
const referenceOn = async (page: Page) =>
  /SOS-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]/.exec(await page.getByRole('main').innerText())?.[0] ?? ''

const phone = await stage.device({ position: bangkok })
const { page, context, say } = phone
const dao = await stage.device({ desk: true })

/** Keeps a picture where someone wants to look at it. */
const picture = async (shown: Page, name: string): Promise<void> => {
  const folder = process.env['SOS_PICTURES']
  if (folder) await shown.screenshot({ path: `${folder}/app-${name}.png`, fullPage: true })
}

/** A press that lasts. */
async function pressLong({ page: on }: Device): Promise<void> {
  await on.getByRole('link', { name: 'SOS' }).hover()
  await on.mouse.down()
  await on.getByText(say('sos.choose')).waitFor()
  await on.mouse.up()
}

test('with no line the numbers of the nearest mission and of the country are there, and a long press says nothing to who looks over the shoulder', async () => {
  await page.goto('/app/find')
  await isKeptOffline(phone)
  await context.setOffline(true)
  await pressLong(phone)
  expect(await page.title()).toBe(say('sos-app.neutral'))
  expect(await page.getByRole('checkbox', { name: say('sos.silent') }).isChecked()).toBe(true)
  expect(await page.getByRole('banner').count()).toBe(0)
  await page.getByRole('link', { name: /191/ }).first().waitFor()
  await page.getByText('Embassy of Utopia in Thailand').waitFor()
  expect(await page.getByRole('link', { name: say('sos.sms') }).getAttribute('href')).toContain('13.746')
  await picture(page, 'silent')
})

test('J8: a silent cry waits on the phone, goes once however often it is tried, and its sender is told what is true', async () => {
  await at('07')
  const puts: string[] = []
  let lost = 0
  await context.route('**/api/reports/*', async (route) => {
    const body = route.request().postData() ?? ''
    puts.push(`${route.request().url()} ${body}`)
    if (lost++ >= 4) return route.continue()
    // Twice the line drops before the service has it, twice before the phone has the answer.
    if (lost > 2) await route.fetch()
    return route.abort()
  })
  await page.getByRole('button', { name: say('situation.attacked') }).click()
  await heading(page, say('sos-app.waiting', { time: '03:07' })).waitFor()
  expect(await page.getByRole('status').first().innerText()).toContain(say('sos-app.waiting.goes'))
  await picture(page, 'waiting')
  expect(puts.length).toBeLessThanOrEqual(4)
  puts.length = 0
  lost = 0
  await context.setOffline(false)
  await heading(page, 'Stored at 03:07. No person has read this yet.').waitFor()
  await picture(page, 'stored')
  expect(puts).toHaveLength(5)
  expect(new Set(puts).size).toBe(1)
  expect(JSON.parse(puts[0]?.slice(puts[0].indexOf('{')) ?? '')).toMatchObject({
    situation: 'attacked',
    silent: true,
    lat: 13.746,
    lon: 100.534,
    accuracy: 40,
  })
  await context.unroute('**/api/reports/*')

  const reference = await referenceOn(page)
  expect((await product.letter('telephone:+9990000014')).text).toContain(reference)
  await sitDown(dao, 'Dao')
  await dao.page.goto('/workbench/duty')
  const row = dao.page.getByRole('row').filter({ hasText: reference })
  await row.getByText(dao.say('duty.reports', { count: 1 })).waitFor()
  await at('10')
  await dao.page.getByRole('link', { name: reference }).click()
  await dao.page.getByText(dao.say('duty.silent')).waitFor()
  await heading(page, 'Read by duty officer 14 at 03:10.').waitFor()
  await at('14')
  await dao.page.getByRole('textbox', { name: dao.say('duty.text'), exact: true }).fill('Police 191 called.')
  await dao.page.getByRole('button', { name: dao.say('duty.call') }).click()
  await page.getByText('A duty officer made a call at 03:14.').waitFor()
  await dao.page.getByRole('button', { name: dao.say('duty.refresh') }).click()
  await dao.page.getByRole('button', { name: dao.say('duty.word.in', { minutes: 30 }) }).click()
  await page.getByText('You will hear more by 03:44.').waitFor()
  await picture(page, 'read')
})

test('a voice note and a photograph follow, and the officer hears and sees them in the case', async () => {
  await at('16')
  // The microphone of this phone is a tone; what records it is the browser's own.
  await page.evaluate(() => {
    navigator.mediaDevices.getUserMedia = () => {
      const sound = new AudioContext()
      const [tone, out] = [sound.createOscillator(), sound.createMediaStreamDestination()]
      tone.connect(out)
      tone.start()
      return Promise.resolve(out.stream)
    }
  })
  await page.getByRole('button', { name: say('sos-app.voice') }).click()
  await page.getByRole('button', { name: say('sos-app.voice.stop', { seconds: 1 }) }).click()
  const stored = say('sos-app.media.stored', { time: '03:16' })
  await page.getByText(`${say('sos-app.kind.voice')}: ${stored}`).waitFor()
  await page.getByLabel(say('sos-app.photo')).setInputFiles({
    name: 'door.jpg',
    mimeType: 'image/jpeg',
    buffer: await drawn(page),
  })
  await page.getByText(`${say('sos-app.kind.photo')}: ${stored}`).waitFor()

  await dao.page.getByRole('button', { name: dao.say('duty.refresh') }).click()
  await dao.page.getByRole('heading', { name: dao.say('duty.media.voice') }).waitFor()
  await dao.page.getByRole('button', { name: dao.say('duty.media.play') }).click()
  const sound = dao.page.locator('audio')
  await sound.evaluate(
    (audio: HTMLAudioElement) =>
      new Promise((done, fail) => {
        audio.addEventListener('error', () => fail(new Error('it cannot be played')))
        if (audio.readyState > 1) done(null)
        audio.addEventListener('loadeddata', done)
      }),
  )
  await dao.page.getByRole('button', { name: dao.say('duty.media.show') }).click()
  const seen = dao.page.getByRole('img', { name: dao.say('duty.media.picture') })
  await expect.poll(() => seen.evaluate((img: HTMLImageElement) => img.naturalWidth), { timeout: patience }).toBe(60)
  await picture(dao.page, 'case')
  await page
    .getByText(say('sos-app.media.read', { time: '03:16' }))
    .first()
    .waitFor()
})

test('leaving at once leads to a page about nothing, and leaves no trace of this one in the history', async () => {
  await page.getByRole('button', { name: say('sos-app.leave') }).click()
  await page.waitForURL('**/app/time.html')
  await page.getByText('Beijing').waitFor()
  await picture(page, 'time')
  const protocol = await protocolOf(phone)
  const { entries } = await protocol.send('Page.getNavigationHistory')
  expect(entries.filter(({ url }) => url.includes('sos'))).toEqual([])
  await page.goto('/app/sos')
  await page.getByRole('button', { name: say('sos-app.forget') }).click()
  await page.getByText(say('sos.choose')).waitFor()
  const left = await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))
  expect(left).toContain('consular-sos')
})

test('a cry with no line goes when its page is closed, by the browser alone', async () => {
  await at('20')
  await page.goto('/app/sos')
  await page.getByLabel(say('sos.words')).fill('Behind the market, 有人受伤')
  await context.setOffline(true)
  await page.getByRole('button', { name: say('situation.injured') }).focus()
  await page.keyboard.press('Enter')
  await heading(page, say('sos-app.waiting', { time: '03:20' })).waitFor()
  await page.goto('about:blank')
  const rung = async () => (await product.letters('telephone:+9990000014')).length
  const before = await rung()
  await context.setOffline(false)
  const watcher = await context.newPage()
  await watcher.goto(`${product.origin}/app/time.html`)
  await wake(watcher, product.origin)
  // No page of the app is open: the worker alone has sent it.
  await expect.poll(rung, { timeout: patience }).toBe(before + 1)
  await page.goto('/app/sos')
  await heading(page, 'Stored at 03:20. No person has read this yet.').waitFor()
  await watcher.close()
})

test('the words do not wait for the position: it follows in the same report when the phone knows it', async () => {
  await context.setGeolocation(null)
  await page.goto('/app/sos')
  const sent: { readonly url: string; readonly lat?: number }[] = []
  page.on('request', (request) => {
    if (request.method() !== 'PUT') return
    sent.push({ url: request.url(), ...(JSON.parse(request.postData() ?? '{}') as object) })
  })
  await page.getByRole('button', { name: say('sos-app.anew') }).click()
  await page.getByText(say('sos-app.position.unknown')).waitFor()
  await page.getByRole('button', { name: say('situation.robbed') }).click()
  await expect.poll(() => sent.map(({ lat }) => lat), { timeout: patience }).toEqual([undefined])
  await context.setGeolocation(bangkok)
  await expect.poll(() => sent.map(({ lat }) => lat), { timeout: patience }).toEqual([undefined, 13.746])
  expect(new Set(sent.map(({ url }) => url)).size).toBe(1)
})

test('the screens of asking for help have no accessibility fault', async () => {
  const screens: readonly Screen[] = [
    ['asking', `${product.origin}/app/sos`, anew],
    [
      'told',
      `${product.origin}/app/sos`,
      async (on, words) => {
        await anew(on, words)
        await on.getByRole('button', { name: words('situation.detained') }).click()
        await on.getByText(words('sos.more')).waitFor()
        await picture(on, `told-${words('sos-app.photo')}`)
      },
    ],
    [
      'silent',
      `${product.origin}/app/sos`,
      async (on, words) => {
        await anew(on, words)
        await on.getByRole('checkbox').check()
        await picture(on, `ask-${words('sos-app.photo')}`)
        await on.getByRole('button', { name: words('sos.send') }).click()
        await on.getByText(words('sos.more')).waitFor()
      },
    ],
  ]
  const person = await stage.device({ position: bangkok })
  expect(await faultsIn({ context: person.context, origin: product.origin, screens })).toEqual([])
})

/** Asks anew where something was asked before. */
async function anew(on: Page, words: typeof say): Promise<void> {
  const again = on.getByRole('button', { name: words('sos-app.anew') })
  const question = on.getByText(words('sos.choose'))
  await again.or(question).first().waitFor()
  if (await again.isVisible()) await again.click()
  await question.waitFor()
}

/** Lets the browser do what it does when a line comes back while no page of the app is open. */
async function wake(on: Page, origin: string): Promise<void> {
  const protocol = await context.newCDPSession(on)
  const registered = new Promise<string>((done) => {
    protocol.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [first] = registrations
      if (first) done(first.registrationId)
    })
  })
  await protocol.send('ServiceWorker.enable')
  const registrationId = await registered
  await protocol.send('ServiceWorker.dispatchSyncEvent', { origin, registrationId, tag: 'sos', lastChance: false })
  await protocol.detach()
}

/** A small photograph, drawn by the browser. */
const drawn = async (on: Page): Promise<Buffer> =>
  Buffer.from(
    await on.evaluate(() => {
      const canvas = document.createElement('canvas')
      ;[canvas.width, canvas.height] = [60, 40]
      const brush = canvas.getContext('2d')
      brush?.fillRect(0, 0, 30, 40)
      return canvas.toDataURL('image/jpeg').split(',')[1] ?? ''
    }),
    'base64',
  )
