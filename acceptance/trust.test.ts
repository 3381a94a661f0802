import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { loadTrust } from '@consular/certificate'
import { formatter } from '@consular/messages'
import type { Page } from 'playwright-core'
import { afterAll, describe, expect, test } from 'vitest'
import { material } from '../certificate/conformance/testing-material.ts'
import { violationsOn } from './axe-walk.ts'
import { proveAgain, standUp } from './officer.ts'
import { type Device, openStage, patience } from './stage.ts'

// Whom verifiers trust is decided by two officers of the ministry. One story: each test goes on where the one before stopped.
const stage = await openStage({ pack: 'uto', now: '2026-11-24T08:00:00Z' })
afterAll(() => stage.close())
const { product } = stage
const desk = await stage.device({ desk: true })

const published = async (path: string): Promise<Buffer> =>
  Buffer.from(await (await fetch(`${product.origin}${path}`)).arrayBuffer())
const trustList = async () => {
  const loaded = loadTrust((await published('/trust/list.json')).toString())
  if (!loaded.ok) throw new Error(loaded.refusal.code)
  return loaded.value
}

/** The desk of an officer of the ministry, at a screen of hers. */
async function sitDown({ page, say }: Device, name: string, path: string, heading: string): Promise<void> {
  await page.goto('/workbench/')
  await page.getByRole('button', { name: new RegExp(`^${name}`) }).click()
  await page.getByRole('button', { name: say('sign-out') }).waitFor()
  await page.goto(path)
  await page.getByRole('heading', { name: say(heading), level: 1, exact: true }).waitFor()
}

/** Presses a button, and proves who sits here where that is asked for. */
async function decide(device: Device, key: string, name: string): Promise<void> {
  const { page, say } = device
  await page.getByRole('button', { name: say(key), exact: true }).click()
  const asked = page.getByRole('dialog', { name: say('step-up.title') })
  const done = page.getByRole('status').filter({ hasText: /\S/ })
  await asked.or(done).first().waitFor()
  if (await asked.isVisible()) await proveAgain(device, name)
}

/** Registers a source of the GDHCN with its anchor. */
async function register(device: Device, name: string, anchor: string, officer: string): Promise<void> {
  const { page, say } = device
  await page.goto('/workbench/trust/sources/new')
  await page.getByRole('textbox', { name: say('lists.form.name') }).fill(name)
  await page.getByRole('textbox', { name: say('lists.form.anchor') }).fill(anchor)
  await page.getByRole('button', { name: say('lists.register'), exact: true }).click()
  const heading = page.getByRole('heading', { name, level: 1 })
  const asked = page.getByRole('dialog', { name: say('step-up.title') })
  await asked.or(heading).first().waitFor()
  if (await asked.isVisible()) await proveAgain(device, officer)
  await heading.waitFor()
}

/** Uploads a file of a list and waits for what became of it. */
async function upload({ page, say }: Device, buffer: Buffer): Promise<void> {
  await page.getByLabel(say('lists.upload')).setInputFiles({ name: 'did.json', mimeType: 'application/json', buffer })
  await page.getByRole('heading', { name: say('lists.list'), level: 1, exact: true }).waitFor()
  await page.getByText(say('loading'), { exact: true }).waitFor({ state: 'hidden' })
}

/** What axe-core finds on a screen in one width, and whether it is too wide in either. */
async function faultsOf(page: Page, at: number): Promise<string[]> {
  const found: string[] = []
  const { pathname } = new URL(page.url())
  for (const width of [360, 1366]) {
    await page.setViewportSize({ width, height: 900 })
    if (width === at) found.push(...(await violationsOn(page)).map((fault) => `${pathname} ${fault}`))
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    if (wide > 0) found.push(`${pathname} is ${wide} px too wide at ${width}`)
  }
  return found
}

/** Screens that the story visited, for a look at each of them. */
const visited: string[] = []

test('a list is registered, shown beside the one that counts, and proposed by one officer', async () => {
  const { page, say } = desk
  await sitDown(desk, 'Tia', '/workbench/trust', 'lists.title')
  await register(desk, 'Ministry of XX', (await published('/.well-known/list-signing/did.json')).toString(), 'Tia')
  visited.push(new URL(page.url()).pathname)
  await upload(desk, await published('/.well-known/did.json'))
  visited.push(new URL(page.url()).pathname)
  await page.getByText(say('lists.proof.good')).waitFor()
  const totals = page.getByRole('table', { name: say('lists.totals') })
  expect(
    await totals
      .getByRole('row')
      .filter({ hasText: say('lists.signers') })
      .innerText(),
  ).toMatch(/0\s+3\s+\+3/)
  expect((await trustList()).sources.filter(({ name }) => name === 'file-0')).toEqual([])
  await decide(desk, 'lists.propose', 'Tia')
  await page.getByText(say('lists.done.proposed')).waitFor()
  await page.getByText(say('lists.own')).waitFor()
})

test('the other officer approves it with the keyboard alone, and every verifier has it', async () => {
  const { page, say } = desk
  const before = (await trustList()).sources.length
  await standUp(desk)
  await sitDown(desk, 'Uri', '/workbench/trust', 'lists.title')
  const tab = async (name: string | RegExp, role: 'link' | 'button') => {
    const wanted = page.getByRole(role, { name }).first()
    await wanted.waitFor()
    for (let steps = 0; steps < 60; steps++) {
      if (await wanted.evaluate((element) => element === document.activeElement)) return
      await page.keyboard.press('Tab')
    }
    throw new Error(`Tab does not reach ${String(name)}`)
  }
  await tab(/^Files of/, 'link')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: say('lists.act.second') }).waitFor()
  await tab(say('lists.approve'), 'button')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: say('step-up.title') }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByText(say('lists.done.approved')).waitFor()
  const list = await trustList()
  expect(list.sources.length).toBe(before + 1)
  expect(list.sources.some(({ kind, proof }) => kind === 'gdhcn' && proof === 'verified')).toBe(true)
  const index = JSON.parse((await published('/trust/index.jws')).toString()) as { payload: string }
  expect(Buffer.from(index.payload, 'base64url').toString()).toContain('/trust/list.json')
})

test('a changed list and a cat are refused in plain words, and the good list stays', async () => {
  const { page, say } = desk
  const good = (await published('/trust/list.json')).toString()
  const source = visited[0] ?? ''
  const list = (await published('/.well-known/did.json')).toString()
  for (const [bytes, sentence] of [
    [Buffer.from(list.replace('#DSC', '#DSX')), 'trust.proof'],
    [Buffer.from('\u0089PNG\r\n\u001a\n cat', 'latin1'), 'trust.unknown-kind'],
  ] as const) {
    await page.goto(source)
    await upload(desk, bytes)
    await page.getByRole('heading', { name: say('lists.refused') }).waitFor()
    await page.getByText(say(sentence)).waitFor()
  }
  visited.push(new URL(page.url()).pathname)
  expect((await published('/trust/list.json')).toString()).toBe(good)
})

test('to end the trust in a source needs a written reason, and a second officer', async () => {
  const { page, say } = desk
  await page.goto(visited[0] ?? '')
  await page.getByRole('button', { name: say('lists.end'), exact: true }).click()
  await page.getByRole('heading', { name: say('lists.marks.bad') }).waitFor()
  visited.push(new URL(page.url()).pathname)
  await page.getByRole('button', { name: say('lists.propose'), exact: true }).click()
  await page.getByText(say('lists.reason.wrong')).waitFor()
  await page.getByRole('textbox', { name: say('lists.reason.needed') }).fill('Their keys were lost.')
  await decide(desk, 'lists.propose', 'Uri')
  await page.getByText(say('lists.done.proposed')).waitFor()
  expect((await trustList()).sources.some(({ name }) => name === 'did.json')).toBe(true)
})

const rule = {
  Identifier: 'VR-XX-0001',
  Version: '1.0.0',
  ValidFrom: '2026-12-01T00:00:00Z',
  ValidTo: '2027-12-01T00:00:00Z',
  Description: [
    { lang: 'zh', desc: '每一针都打完了。' },
    { lang: 'en', desc: 'Every dose of the series has been given.' },
  ],
  Logic: { '>=': [{ var: 'payload.v.0.dn' }, { var: 'payload.v.0.sd' }] },
}
const dose = (dn: number) => ({
  nam: { fn: 'Lindqvist' },
  v: [{ tg: '840539006', dn, sd: 2, dt: '2026-06-01', ci: 'URN' }],
})
const jsonFile = (name: string, content: object) => ({
  name,
  mimeType: 'application/json',
  buffer: Buffer.from(JSON.stringify(content)),
})

test('a rule is tried on past cases, which hold nobody’s name, and contradicts no test of its own', async () => {
  const { page, say } = desk
  await page.goto('/workbench/cases')
  await page
    .getByLabel(say('cases.files'))
    .setInputFiles([jsonFile('one of two.json', dose(1)), jsonFile('cat.json', { cat: 1 })])
  await page.getByText(say('cases.kept', { count: 1 })).waitFor()
  await page.getByText(say('case.facts')).waitFor()
  expect(await page.getByRole('table').innerText()).not.toContain('Lindqvist')
  await page.goto('/workbench/rules/new')
  const bring = (expected: boolean) =>
    page
      .getByLabel(say('rules.files'))
      .setInputFiles([
        jsonFile('rule.json', rule),
        jsonFile('1.json', { name: 'complete', payload: dose(2), expected }),
        jsonFile('2.json', { name: 'one of two', payload: dose(1), expected: false }),
      ])
  await bring(false)
  await expect
    .poll(() => page.getByRole('textbox', { name: say('rules.form.identifier') }).inputValue(), { timeout: patience })
    .toBe('VR-XX-0001')
  await page.getByRole('button', { name: say('rules.try'), exact: true }).click()
  await page.getByText(say('rule.contradicts-tests', { test: 'complete', expected: 'false', got: 'true' })).waitFor()
  await bring(true)
  await expect
    .poll(() => page.getByRole('textbox', { name: say('rules.form.tests') }).inputValue(), { timeout: patience })
    .toContain('true')
  await page.getByRole('button', { name: say('rules.try'), exact: true }).click()
  const changes = page.getByRole('table', { name: say('rules.trial.changes') })
  expect(await changes.getByRole('row').filter({ hasText: 'one of two' }).innerText()).toMatch(
    /open\s+not accepted\s+VR-XX-0001/,
  )
  await page.getByRole('textbox', { name: say('rules.form.reason') }).fill('XX has said so.')
  await page.getByRole('button', { name: say('lists.propose'), exact: true }).click()
  await page.getByRole('heading', { name: 'VR-XX-0001 1.0.0', level: 1 }).waitFor()
  visited.push(new URL(page.url()).pathname)
  expect((await published('/trust/rules.json')).toString()).not.toContain('VR-XX-0001')
  await standUp(desk)
  await sitDown(desk, 'Tia', '/workbench/rules', 'rules.title')
  await page.getByRole('link', { name: /VR-XX-0001/ }).click()
  await decide(desk, 'rules.approve', 'Tia')
  await page.getByText(say('rules.done.approved')).waitFor()
  await page.getByText(say('rules.state.later')).waitFor()
  expect((await published('/trust/rules.json')).toString()).toContain('VR-XX-0001')
})

test.each(['zh-Hans', 'en'] as const)('no accessibility fault on any of these screens (%s)', async (language) => {
  const { page, context } = desk
  await context.addCookies([{ name: 'language', value: language, url: product.origin }])
  const say = formatter(language, ['workbench', 'common'])
  const found: string[] = []
  for (const [index, path] of [
    '/workbench/trust',
    '/workbench/trust/sources/new',
    '/workbench/rules',
    '/workbench/rules/new',
    '/workbench/cases',
    ...visited,
  ].entries()) {
    await page.goto(path)
    await page.locator('h1').first().waitFor()
    await page.getByText(say('loading'), { exact: true }).waitFor({ state: 'hidden' })
    if (path.endsWith('/new')) await page.locator('main form button[type=submit]').first().click()
    // The other width in the other language, and the next screen the other way round.
    found.push(...(await faultsOf(page, (index % 2 === 0) === (language === 'en') ? 1366 : 360)))
  }
  await page.setViewportSize({ width: 1366, height: 900 })
  expect(found).toEqual([])
})

const lists = join(material, 'trust', 'gdhcn-uat', 'v2', 'trustlist', 'did.json')
if (!existsSync(lists))
  process.stdout.write('No real list was imported, because the conformance material is not beside the repository\n')

interface DgcRow {
  readonly file: string
  readonly at: string | null
  readonly endToEnd: string
}
interface PictureRow {
  readonly file: string
  readonly kid?: string
  readonly key: { readonly verifies: boolean | null }
}
const readJson = async <T>(path: string): Promise<T> => JSON.parse(await readFile(join(material, path), 'utf8')) as T

describe.runIf(existsSync(lists))('the real list of the GDHCN', () => {
  test('is imported through the workbench by two officers', async () => {
    const { page, say, context } = desk
    await context.addCookies([{ name: 'language', value: 'en', url: product.origin }])
    await register(desk, 'GDHCN', await readFile(join(material, 'trust', 'who-did', 'uat', 'did.json'), 'utf8'), 'Tia')
    await upload(desk, await readFile(lists))
    await page.getByText(say('lists.proof.good')).waitFor()
    await decide(desk, 'lists.propose', 'Tia')
    await page.getByText(say('lists.done.proposed')).waitFor()
    const address = page.url()
    await standUp(desk)
    await sitDown(desk, 'Uri', address, 'lists.list')
    await decide(desk, 'lists.approve', 'Uri')
    await page.getByText(say('lists.done.approved')).waitFor()
    expect((await trustList()).signers.length).toBeGreaterThan(90)
  })

  test('lets the verifier read real certificates as their indexes say, and none that it does not cover', async () => {
    const { context, page } = await stage.device()
    const say = formatter('en', ['verifier'])
    const covered = new Set((await trustList()).signers.map(({ keyId }) => keyId))
    await page.goto('/verifier/')
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
    await page.waitForFunction(async () => (await (await caches.open('verifier-trust')).keys()).length === 2)
    // The lists are here; at the times of those certificates our own keys had not been made.
    await context.route('**/trust/*', (route) => route.abort())
    /** Opens the verifier at another time: the demonstration’s clock tells the page. */
    const openAt = async (instant: string) => {
      await product.setClock(instant)
      await page.goto('/verifier/')
      const wanted = Temporal.Instant.from(instant).epochMilliseconds
      await page.waitForFunction((time) => {
        const { ahead = 0 } = JSON.parse(localStorage.getItem('verifier.service') ?? '{}') as { ahead?: number }
        return Math.abs(Temporal.Now.instant().epochMilliseconds + ahead * 1000 - time) < 120_000
      }, wanted)
      await page.getByText(say('paste.title')).click()
    }
    const wordOf = async (show: () => Promise<unknown>): Promise<string> => {
      const last = await page.locator('.verdict').getAttribute('data-number')
      await show()
      await page.locator(`.verdict[data-number]:not([data-number="${last ?? '0'}"])`).waitFor()
      return (await page.locator('.verdict').getAttribute('data-word')) ?? ''
    }
    const paste = (text: string) =>
      wordOf(async () => {
        await page.getByLabel(say('paste.label')).fill(text)
        await page.getByRole('button', { name: say('paste.check') }).click()
      })
    const { readHcert } = await import('@consular/certificate/hcert')
    const rows = await readJson<readonly DgcRow[]>('dgc/index.json')
    const found: { text: string; row: DgcRow; when: string }[] = []
    for (const row of rows) {
      const { PREFIX: text } = await readJson<{ PREFIX?: string }>(`dgc/${row.file}`)
      const reading = text === undefined ? null : readHcert(text)
      if (!text || !row.at || !reading || 'fault' in reading || !covered.has(reading.issuer.keyId ?? '')) continue
      const at = Temporal.Instant.from(row.at)
      // The clock of the page goes on: where the index names the last second of a certificate, a minute before it.
      const left = (reading.validity.until ?? Number.POSITIVE_INFINITY) - at.epochMilliseconds
      const when = left < 60_000 ? at.subtract({ seconds: 60 }) : at
      found.push({ text, row, when: `${when.toString().slice(0, 16)}:${left < 60_000 ? '00' : '59'}Z` })
    }
    const wrong: string[] = []
    for (const [when, same] of Map.groupBy(found, (each) => each.when)) {
      await openAt(when)
      for (const { text, row } of same) {
        const word = await paste(text)
        if ((word === 'valid') !== (row.endToEnd === 'valid')) wrong.push(`${row.file}: ${word}, not ${row.endToEnd}`)
      }
    }
    const pictures = await readJson<readonly PictureRow[]>('qr/index.json')
    const shown = [
      ...pictures.filter(({ kid }) => covered.has(kid ?? '')),
      ...pictures.filter(({ kid }) => !covered.has(kid ?? '')).slice(0, 8),
    ]
    await openAt('2022-01-27T09:00:00Z')
    for (const { file, kid, key } of shown) {
      const buffer = await readFile(join(material, 'qr', file))
      const word = await wordOf(() =>
        page.locator('input[type=file]').setInputFiles({ name: 'code', mimeType: 'image/png', buffer }),
      )
      const expected = covered.has(kid ?? '') && key.verifies === true
      if ((word === 'valid') !== expected) wrong.push(`${file}: ${word}`)
    }
    process.stdout.write(`Real certificates: ${found.length} texts and ${shown.length} pictures\n`)
    expect(wrong).toEqual([])
    expect(found.length).toBeGreaterThan(10)
    await context.close()
  }, 300_000)
})
