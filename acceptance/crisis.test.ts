import { readFile } from 'node:fs/promises'
import { afterAll, expect, test } from 'vitest'
import { faultsIn, faultsOf } from './axe-walk.ts'
import { signIn } from './citizen.ts'
import { centre, givenName, phoneOf, type Registered, registerAll, sms, tellOf } from './crisis.ts'
import { proveAgain } from './officer.ts'
import { type Device, openStage } from './stage.ts'

// An earthquake near Izmir at 01:14Z. One story: each test goes on where the one before stopped.
const key = 'the key by which the telephone gateway is known here'
const stage = await openStage({
  pack: 'uto',
  now: '2026-11-23T00:30:00Z',
  environment: { CONSULAR_TELEPHONE_INBOUND_KEY: key },
})
afterAll(() => stage.close())
const { product } = stage
const pictures = process.env['CRISIS_PICTURES']
const picture = async ({ page }: Device, name: string, width = 1366): Promise<void> => {
  if (!pictures) return
  await page.setViewportSize({ width, height: 900 })
  await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true })
}

/** 39 who stay silent, 5 who need help, 90 who are safe, the last of them by the app; 14 of all are on a trip, 6 more are a kilometre too far. */
const person = (number: number): Registered => ({
  number,
  kind: number > 120 && number <= 134 ? 'trip' : 'resident',
  km: number > 134 ? 31 : 29.9 * (number / 134),
  birthDate: number === 1 ? '2017-03-02' : number === 3 ? '1944-08-08' : `19${60 + (number % 40)}-05-17`,
  needs: number === 1 ? ['child-alone'] : number === 2 ? ['medical'] : number === 3 ? ['elderly'] : [],
  onManifest: number % 2 === 0,
})
const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index)

const ina = await stage.device({ desk: true })
const leo = await stage.device({ desk: true })
const lin = await stage.device()
let crisis = ''

async function sit({ page, say }: Device, name: string): Promise<void> {
  await page.goto('/workbench/crises')
  await page.getByRole('button', { name: new RegExp(`^${name}`) }).click()
  await page.getByRole('heading', { name: say('crisis.title'), level: 1 }).waitFor()
}
const press = ({ page, say }: Device, name: string) =>
  page.getByRole('button', { name: say(name), exact: true }).click()
const tab = ({ page, say }: Device, name: string) =>
  page.getByRole('tab', { name: new RegExp(`^${say(`crisis.tab.${name}`)}`) })
const sum = ({ page }: Device, text: string) => page.locator('.crisis-sum').getByText(text, { exact: true }).waitFor()

test('is proposed by one officer and declared by another; 134 households are asked, the 6 outside are not', async () => {
  await registerAll(product, numbers(1, 133).map(person), 'many')
  await registerAll(product, numbers(135, 140).map(person), 'far')
  await registerAll(product, [person(134)], 'lin.mei')
  await product.setClock('2026-11-23T01:20:00Z')
  await sit(ina, 'Ina')
  await ina.page.getByLabel(ina.say('crisis.name')).fill('Earthquake near Izmir')
  await ina.page.getByLabel(ina.say('crisis.when')).fill('2026-11-23T01:14')
  await ina.page.getByLabel(ina.say('crisis.area.centre')).fill('Xyzzyburg')
  await press(ina, 'crisis.propose.send')
  await ina.page.getByText(ina.say('crisis.area.centre.bad')).waitFor()
  await ina.page.getByLabel(ina.say('crisis.area.centre')).fill(`${centre.lat}, ${centre.lon}`)
  await press(ina, 'crisis.propose.send')
  await proveAgain(ina, 'Ina')
  await ina.page.getByText(ina.say('crisis.reach', { persons: 134, households: 134 })).waitFor()
  expect(await ina.page.getByRole('button', { name: ina.say('crisis.declare') }).count()).toBe(0)
  crisis = ina.page.url().split('/').at(-1) ?? ''
  await sit(leo, 'Leo')
  await leo.page.getByRole('link', { name: 'Earthquake near Izmir' }).click()
  await press(leo, 'crisis.declare')
  await proveAgain(leo, 'Leo')
  await sum(leo, '134 = 134 unknown + 0 safe + 0 need help')
  await leo.page.getByText(/Messages: 134 households; waiting 0, .*delivered 134/).waitFor()
  for (const number of [1, 134]) {
    const [letter, ...others] = await product.letters(`sms:${phoneOf(number)}`)
    expect([letter?.text.match(/\/crisis\/[0-9a-f]{12}/)?.length, others]).toEqual([1, []])
    expect(letter?.text).not.toContain('Crisis')
  }
  for (const number of numbers(135, 140)) expect(await product.letters(`sms:${phoneOf(number)}`)).toEqual([])
})

test('is answered in the app with no line, once there is one exactly once', async () => {
  await signIn(lin, product, 'lin.mei@example.org')
  await lin.page.getByRole('link', { name: lin.say('menu.account') }).waitFor()
  await lin.page.goto('/app/')
  const safe = lin.page.getByRole('button', { name: lin.say('crisis-app.safe', { persons: 1 }) })
  await safe.waitFor()
  await lin.context.setOffline(true)
  await safe.click()
  await lin.page.getByText(lin.say('crisis-app.waits')).waitFor()
  await sum(leo, '134 = 134 unknown + 0 safe + 0 need help')
  await picture(lin, 'app-waits', 360)
  await lin.context.setOffline(false)
  await lin.page.getByText(lin.say('crisis-app.waits')).waitFor({ state: 'detached' })
  await sum(leo, '134 = 133 unknown + 1 safe + 0 need help')
})

test('is answered by SMS and by a page with no JavaScript, and relatives tell of eleven people in twelve reports', async () => {
  for (const number of numbers(45, 133))
    await sms(product, key, { id: `s-${number}`, from: phoneOf(number), text: '1' })
  for (const number of numbers(40, 44))
    await sms(product, key, { id: `h-${number}`, from: phoneOf(number), text: ' 2 ' })
  // The gateway delivers one twice, and its sender opens the page too.
  await sms(product, key, { id: 's-45', from: phoneOf(45), text: '1' })
  const plain = await stage.device({ javaScript: false })
  const { text } = await product.letter(`sms:${phoneOf(45)}`)
  await plain.page.goto(/\/crisis\/[0-9a-f]{12}/.exec(text)?.[0] ?? '')
  await plain.page.getByRole('button', { name: plain.say('crisis-page.safe', { persons: 1 }) }).click()
  await plain.page.getByText(plain.say('crisis-page.said.safe')).waitFor()
  await picture(plain, 'page-answered', 360)

  await plain.page.goto(`/crisis/relatives/${crisis}`)
  await plain.page.getByLabel(plain.say('crisis-page.familyName')).fill('Crisis')
  await plain.page.getByLabel(plain.say('crisis-page.givenName')).fill(givenName(10))
  await plain.page.getByLabel(plain.say('crisis-page.birthDate')).fill(person(10).birthDate)
  await plain.page.getByLabel(plain.say('crisis-page.reporterName')).fill('A brother')
  await plain.page.getByLabel(plain.say('crisis-page.reporterPhone')).fill('+39 02 2')
  await plain.page.getByRole('button', { name: plain.say('crisis-page.send') }).click()
  await plain.page.getByRole('heading', { name: plain.say('crisis-page.kept') }).waitFor()
  for (const number of numbers(10, 17))
    expect(
      await tellOf(product, crisis, {
        familyName: 'CRISIS',
        givenName: givenName(number),
        birthDate: person(number).birthDate,
      }),
    ).toBe(200)
  for (const name of ['Wang', 'Li', 'Zhao'])
    expect(await tellOf(product, crisis, { familyName: name, givenName: 'Lei', birthDate: '1980-01-01' })).toBe(200)

  await sum(leo, '137 = 42 unknown + 90 safe + 5 need help')
  await leo.page.getByText(leo.say('crisis.relatives.sum', { reports: 12, persons: 11, merged: 8 })).waitFor()
  await picture(leo, 'board')
})

test('gives the callers the child who is alone, then the ill, then the elderly, with one key for each answer', async () => {
  await tab(leo, 'calls').getByText('(42)').waitFor()
  await press(leo, 'crisis.calls.next')
  const called = (number: number) => leo.page.getByRole('heading', { name: `Crisis ${givenName(number)}` }).waitFor()
  await called(1)
  await picture(leo, 'call')
  for (const [number, answer] of [
    [2, '3'],
    [3, '1'],
  ] as const) {
    await leo.page.keyboard.press(answer)
    await called(number)
  }
  await sum(leo, '137 = 40 unknown + 1 called in vain + 91 safe + 5 need help')
  // Whom he rings, she is not given.
  await ina.page.goto(`/workbench/crises/${crisis}`)
  await press(ina, 'crisis.calls.next')
  const name = await ina.page.locator('#called').innerText()
  expect([1, 2, 3].map((number) => `Crisis ${givenName(number)}`)).not.toContain(name)
})

test('lets a human match what came from a number that nobody knows', async () => {
  expect(
    await sms(product, key, {
      id: 'strange',
      from: '+447700900123',
      text: 'I borrowed this telephone, I am well. N of room 4',
    }),
  ).toBe(204)
  await tab(ina, 'incoming').getByText('(1)').waitFor()
  await tab(ina, 'incoming').click()
  await ina.page.getByText(/I borrowed this telephone/).waitFor()
  await picture(ina, 'incoming')
  await ina.page.getByLabel(ina.say('crisis.incoming.find')).last().fill(givenName(5))
  await press(ina, 'crisis.search')
  await ina.page
    .locator('.crisis-acts')
    .filter({ hasText: `Crisis ${givenName(5)}` })
    .filter({ hasNotText: `Crisis ${givenName(5)}A` })
    .getByRole('button', { name: new RegExp(`^${ina.say('crisis.incoming.safe')}`) })
    .first()
    .click()
  await ina.page.getByText(ina.say('crisis.incoming.settled')).waitFor()
  await sum(ina, '137 = 39 unknown + 1 called in vain + 92 safe + 5 need help')
})

test('lists who leaves, checks in with no line, exports consented fields alone, and does not close over anybody', async () => {
  await tab(leo, 'persons').click()
  await leo.page.getByLabel(leo.say('crisis.show'), { exact: true }).selectOption('NEEDS_HELP')
  for (const number of [40, 41]) {
    await leo.page.getByRole('button', { name: `Crisis ${givenName(number)}`, exact: true }).click()
    await leo.page.getByRole('heading', { name: `Crisis ${givenName(number)}` }).waitFor()
    await press(leo, 'crisis.says.listed')
    await sum(
      leo,
      `137 = 39 unknown + 1 called in vain + 92 safe + ${44 - number} need help + ${number - 39} listed to leave`,
    )
  }
  await picture(leo, 'persons')
  await tab(leo, 'manifest').click()
  await leo.page
    .getByRole('row')
    .filter({ hasText: givenName(40) })
    .waitFor()
  await leo.context.setOffline(true)
  await leo.page
    .getByRole('button', { name: new RegExp(`${leo.say('crisis.says.boarded')}.*${givenName(40)}`) })
    .click()
  await leo.page.getByText(leo.say('crisis.manifest.pending', { count: 1 })).waitFor()
  await picture(leo, 'manifest')
  await leo.context.setOffline(false)
  await leo.page.getByText(leo.say('crisis.manifest.pending', { count: 1 })).waitFor({ state: 'detached' })
  await sum(leo, '137 = 39 unknown + 1 called in vain + 92 safe + 3 need help + 1 listed to leave + 1 on board')
  const [download] = await Promise.all([leo.page.waitForEvent('download'), press(leo, 'crisis.manifest.export')])
  const lines = (await readFile(await download.path(), 'utf8')).trimEnd().split('\r\n')
  expect(lines).toEqual([
    '\ufeffnumber,state,familyName,givenName,latinName,birthDate,document',
    `1,BOARDED,Crisis,${givenName(40)},,${person(40).birthDate},U40`,
    '2,EVAC_LISTED,,,,,',
  ])
  await tab(leo, 'end').click()
  await leo.page.getByText(leo.say('crisis.close.about', { count: 45 })).waitFor()
  await press(leo, 'crisis.close.send')
  await leo.page.getByText(leo.say('crisis.open-persons', { count: 45 })).waitFor()
  await picture(leo, 'end')
})

test('has no accessibility fault on its screens and pages, in both languages and widths', async () => {
  const home = await faultsIn({
    context: ina.context,
    origin: product.origin,
    screens: [
      ['crises', '/workbench/crises'],
      ['board and calls', `/workbench/crises/${crisis}`],
      ...(['persons', 'relatives', 'manifest', 'end'] as const).map(
        (name) =>
          [
            name,
            `/workbench/crises/${crisis}`,
            async (page: Device['page'], say: Device['say']) =>
              page.getByRole('tab', { name: new RegExp(`^${say(`crisis.tab.${name}`)}`) }).click(),
          ] as const,
      ),
      ['relatives’ page', `/crisis/relatives/${crisis}`],
    ],
  })
  expect([...home, ...(await faultsOf(lin.page, 'the app', 360))]).toEqual([])
})
