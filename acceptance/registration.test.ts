import { mkdir } from 'node:fs/promises'
import { readCodes } from '@consular/certificate/qr'
import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { faultsIn, faultsOf, submitEmpty } from './axe-walk.ts'
import { signIn } from './citizen.ts'
import { type Device, isKeptOffline, openStage } from './stage.ts'

// A family registers a trip in aeroplane mode and proves it at a check-in point where nobody has a line. One story: each test goes on where the one before stopped.
const stage = await openStage({ pack: 'uto', now: '2026-11-24T08:00:00Z' })
afterAll(() => stage.close())
const { product } = stage
const phone = await stage.device()
const { page, context, say } = phone

const pictures = process.env['REGISTRATION_PICTURES']
async function picture(where: Page, name: string): Promise<void> {
  if (!pictures) return
  await mkdir(pictures, { recursive: true })
  await where.screenshot({ path: `${pictures}/${name}.png`, fullPage: true })
}

async function typeDay(group: string, [year, month, day]: readonly [string, string, string]): Promise<void> {
  const field = page.getByRole('group', { name: group })
  await field.getByRole('textbox', { name: say('date.year') }).fill(year)
  await field.getByRole('textbox', { name: say('date.month') }).fill(month)
  await field.getByRole('textbox', { name: say('date.day') }).fill(day)
}
const fill = (key: string, text: string, place = 0) => page.getByLabel(say(key), { exact: true }).nth(place).fill(text)
const press = (key: string) => page.getByRole('button', { name: say(key), exact: true }).click()

interface Stored {
  readonly registrations: readonly {
    readonly id: string
    readonly number: string
    readonly version: number
    readonly country: string
    readonly position: { readonly lat: number; readonly lon: number } | null
    readonly persons: readonly { readonly givenName: string }[]
  }[]
}
const stored = (): Promise<Stored> =>
  page.evaluate(async () => (await (await fetch('/api/registrations')).json()) as Stored)

test('a family registers a trip in aeroplane mode; it is sent once when the line is back', async () => {
  await page.goto('/app/')
  await page.getByRole('link', { name: say('home.registrations') }).click()
  await page.getByRole('heading', { name: say('registration.title'), level: 1 }).waitFor()
  await page.getByRole('link', { name: say('registration.trip') }).click()
  await signIn(phone, product, 'lin.mei@example.org')
  await page.getByRole('button', { name: say('passkey.offer.later') }).click()
  await page.getByRole('heading', { name: say('registration.form.trip'), level: 1 }).waitFor()
  await isKeptOffline(phone)
  await context.setOffline(true)
  await page.reload()
  await page.getByRole('heading', { name: say('registration.form.trip'), level: 1 }).waitFor()
  await press('registration.send')
  await page.getByRole('link', { name: say('shared.date-format') }).waitFor()

  await fill('registration.place', 'Izmir')
  await page.getByLabel(say('registration.country')).focus()
  await page.getByText(/On the map: .*zmir/).waitFor()
  expect(await page.getByLabel(say('registration.country')).inputValue()).toBe('TR')
  await typeDay(say('registration.from.trip'), ['2026', '12', '1'])
  await typeDay(say('registration.until'), ['2026', '12', '8'])
  await fill('registration.family-name', '林')
  await fill('registration.given-name', '梅')
  await fill('registration.latin-name', 'LIN MEI')
  await press('registration.add-person')
  await fill('registration.given-name', '小宝', 1)
  await picture(page, 'form')
  await press('registration.send')
  await page.getByText(say('registration.kept')).waitFor()

  await context.setOffline(false)
  await page.getByText(say('registration.state.ACTIVE')).waitFor()
  await picture(page, 'detail')
  const { registrations } = await stored()
  expect(registrations).toMatchObject([
    { version: 0, country: 'TR', persons: [{ givenName: '梅' }, { givenName: '小宝' }] },
  ])
  expect(registrations[0]?.position?.lat).toBeCloseTo(38.4, 1)
})

/** The texts of the codes on the screen. */
async function codesOn({ page: where }: Device): Promise<string[]> {
  const drawn = where.locator('.drawn-code > div')
  await drawn.first().waitFor()
  const found: string[] = []
  for (const each of await drawn.all()) {
    const [code] = await readCodes(new Uint8Array(await each.screenshot()))
    found.push(code?.text ?? 'no code')
  }
  return found
}

test('the codes are on the phone, and prove at a desk without a line who is registered', async () => {
  const [registration] = (await stored()).registrations
  const dao = await stage.device({ desk: true })
  await dao.page.goto('/workbench/')
  await dao.page.getByRole('button', { name: /^Dao/ }).click()
  await dao.page.getByRole('link', { name: dao.say('places.registration') }).click()
  await dao.page.getByText(/^Keys as of/).waitFor()

  await page.getByRole('link', { name: say('registration.show-code') }).waitFor()
  await Promise.all([context.setOffline(true), dao.context.setOffline(true)])
  await page.goto('/app/registrations')
  await page.getByRole('link', { name: /Trip to/ }).click()
  await page.getByRole('link', { name: say('registration.show-code') }).click()
  const codes = await codesOn(phone)
  expect(codes).toHaveLength(2)
  await picture(page, 'codes')

  const answerTo = async (text: string, ...verdicts: readonly string[]): Promise<string> => {
    await dao.page.getByLabel(dao.say('registration.check.text')).last().fill(text)
    await dao.page.getByRole('button', { name: dao.say('registration.check.do'), exact: true }).click()
    const said = verdicts.map((verdict) => dao.say(`registration.check.${verdict}`)).join('|')
    await dao.page.getByRole('heading', { name: new RegExp(`^(?:${said})$`) }).waitFor()
    return dao.page.getByRole('main').innerText()
  }
  const [mother = '', child = ''] = codes
  const told = await answerTo(mother, 'valid')
  for (const part of ['林 梅', 'LIN MEI', registration?.number ?? 'none', dao.say('registration.code.demonstration')])
    expect(told).toContain(part)
  await picture(dao.page, 'check')
  expect(await faultsOf(dao.page, 'the check', 360)).toEqual([])
  expect(await answerTo(child, 'valid')).toContain('小宝')
  // One sign of the signature.
  const at = mother.length - 30
  const changed = mother.slice(0, at) + (mother[at] === '0' ? '1' : '0') + mother.slice(at + 1)
  expect(await answerTo(changed, 'forged', 'broken')).not.toContain('LIN MEI')
  expect(await answerTo('HC1:6BFOXN', 'other')).not.toContain('LIN MEI')
  await Promise.all([context.setOffline(false), dao.context.close()])
})

test('alerts of a country need no account, and nobody learns which country it is', async () => {
  const stranger = await stage.device()
  const asked: string[] = []
  stranger.page.on('request', (request) => asked.push(`${request.url()} ${request.postData() ?? ''}`))
  await stranger.page.goto('/app/registrations')
  await stranger.page.getByRole('link', { name: stranger.say('registration.alerts') }).click()
  await stranger.page.getByText(/^As of/).waitFor()
  await stranger.page.getByLabel(stranger.say('registration.alerts.add')).selectOption('TR')
  await stranger.page.getByRole('button', { name: stranger.say('registration.alerts.add.do'), exact: true }).click()
  await stranger.page.getByRole('heading', { name: 'Türkiye' }).waitFor()
  await stranger.page.reload()
  await stranger.page.getByRole('heading', { name: 'Türkiye' }).waitFor()
  const told = asked
    .filter((request) => request.includes('/api/'))
    .map((request) => new URL(request.split(' ')[0] ?? '').pathname)
  expect(new Set(told)).toEqual(new Set(['/api/configuration', '/api/me', '/api/advice']))
  expect(asked.filter((request) => /\bTR\b|T%C3%BCrkiye/.test(request))).toEqual([])
  await stranger.context.close()
})

test('it is changed, deleted at once, and gone from phone and service', async () => {
  await page.goto('/app/registrations')
  await page.getByRole('link', { name: /Trip to/ }).click()
  await page.getByRole('link', { name: say('registration.change'), exact: true }).click()
  await page.getByRole('button', { name: say('registration.remove-person', { number: 2 }) }).click()
  await press('registration.save')
  await page.getByText(say('registration.state.ACTIVE')).waitFor()
  expect((await stored()).registrations).toMatchObject([{ version: 1, persons: [{ givenName: '梅' }] }])
  await press('registration.delete')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: say('registration.delete') })
    .click()
  await page.getByText(say('registration.none')).waitFor()
  expect((await stored()).registrations).toEqual([])
})

test('no screen of it has an accessibility fault, in either language', async () => {
  await page.goto('/app/registrations/new/resident')
  await page.getByRole('heading', { name: say('registration.form.resident'), level: 1 }).waitFor()
  await fill('registration.place', 'Milan')
  await page.getByLabel(say('registration.country')).focus()
  await page.getByText(/On the map: Milan/).waitFor()
  await fill('registration.family-name', 'Lin')
  await press('registration.send')
  await page.getByText(say('registration.state.ACTIVE')).waitFor()
  const [{ id } = { id: '' }] = (await stored()).registrations
  const screens = [
    ['registrations', '/app/registrations'],
    ['what is wrong with one', '/app/registrations/new/resident', submitEmpty],
    ['a registration', `/app/registrations/show/${id}`],
    ['its codes', `/app/registrations/code/${id}`],
    ['alerts', '/app/registrations/alerts'],
  ] as const
  for (const [name, address] of pictures ? screens : []) {
    await page.goto(address)
    await page.locator('h1').first().waitFor()
    await page.waitForTimeout(400)
    await picture(page, name)
  }
  expect(await faultsIn({ context, origin: product.origin, screens })).toEqual([])
})
