import { afterAll, expect, test } from 'vitest'
import { faultsIn, faultsOf } from './axe-walk.ts'
import { proveAgain, standUp } from './officer.ts'
import { type Device, openStage } from './stage.ts'

// A warning reaches travellers: one officer writes it, another one approves it, and then it is on the page, in the feeds and in a letter. One story.
const stage = await openStage({ pack: 'uto', now: '2026-11-24T08:00:00Z' })
afterAll(() => stage.close())
const { product } = stage
const desk = await stage.device({ desk: true })
const phone = await stage.device({ javaScript: false })

/** The desk of an officer of the ministry, at the advice. */
async function sitDown({ page, say }: Device, name: string): Promise<void> {
  await page.goto('/workbench/')
  await page.getByRole('button', { name: new RegExp(`^${name}`) }).click()
  await page.getByRole('button', { name: say('sign-out') }).waitFor()
  await page.goto('/workbench/advice')
  await page.getByRole('heading', { name: say('advice.desk'), level: 1, exact: true }).waitFor()
}

const published = async (path: string): Promise<string> => (await fetch(`${product.origin}${path}`)).text()
let address = ''

test('a traveller asks for letters with no account and no JavaScript, and says yes to the letter', async () => {
  const { page, say } = phone
  await page.goto('/advice/IS?language=en')
  await page.getByText(say('advice.none.here')).waitFor()
  await page.getByLabel(say('advice.email')).fill('mei@example.org')
  await page.getByRole('button', { name: say('advice.subscribe.send'), exact: true }).click()
  await page.getByText(say('advice.asked')).waitFor()
  const letter = await product.letter('mei@example.org')
  expect(letter.subject).not.toMatch(/Iceland|mei/)
  const [, link = ''] = /(http\S+\/advice\/confirm\S+)/.exec(letter.text) ?? []
  await page.goto(link)
  await page.getByRole('button', { name: say('advice.confirm.send') }).click()
  await page.getByText(say('advice.confirm.done')).waitFor()
  expect(await phone.context.cookies()).toEqual([])
})

test('an officer writes an alert in both languages and proposes it; she cannot approve it, and nobody sees it', async () => {
  const { page, say } = desk
  await sitDown(desk, 'Ivy')
  await page.getByRole('link', { name: say('advice.new'), exact: true }).click()
  await page.getByLabel(say('advice.country'), { exact: true }).selectOption('IS')
  await page.getByLabel(say('advice.field.level'), { exact: true }).selectOption('think-twice')
  await page.getByLabel(say('advice.field.category'), { exact: true }).selectOption('Geo')
  for (const [field, zh, en] of [
    ['headline', '火山喷发', 'A volcano erupts'],
    ['text', '雷克雅内斯有火山喷发。道路已关闭。', 'A volcano erupts on Reykjanes. Roads are closed.'],
    ['instruction', '不要靠近。', 'Keep away.'],
  ] as const) {
    await page.getByLabel(`${say(`advice.field.${field}`)} (中文)`).fill(zh)
    await page.getByLabel(`${say(`advice.field.${field}`)} (English)`).fill(en)
  }
  await page
    .getByLabel(say('advice.field.areas'), { exact: true })
    .fill('雷克雅内斯 | Reykjanes | IS-2 | 63.9,-22.4 40')
  await page.getByLabel(say('advice.field.validUntil'), { exact: true }).fill('in a week')
  await page.getByRole('button', { name: say('advice.save') }).click()
  await page.getByRole('alert').getByText(say('advice.field.validUntil.wrong')).waitFor()
  await page.getByLabel(say('advice.field.validUntil'), { exact: true }).fill('2026-12-08 08:00')
  await page.getByRole('button', { name: say('advice.save') }).click()
  await page.getByRole('button', { name: say('advice.move.propose'), exact: true }).click()
  await page.getByText(say('advice.done.propose')).waitFor()
  await page.getByText(say('advice.second')).waitFor()
  expect(await page.getByRole('button', { name: say('advice.move.approve'), exact: true }).count()).toBe(0)
  address = new URL(page.url()).pathname
  expect(await published('/advice/IS?language=en')).not.toContain('A volcano erupts')
})

test('the other officer approves it with her passkey, and it is on the page, in the feeds and in the letter', async () => {
  const { page, say } = desk
  await standUp(desk)
  await sitDown(desk, 'Max')
  await page.getByRole('link', { name: /A volcano erupts/ }).click()
  await page.getByRole('button', { name: say('advice.move.approve'), exact: true }).click()
  await proveAgain(desk, 'Max')
  await page.getByText(say('advice.done.approve')).waitFor()
  await phone.page.goto('/advice/IS?language=en')
  await phone.page.getByRole('heading', { name: 'A volcano erupts' }).waitFor()
  await phone.page.getByText('Think twice', { exact: true }).waitFor()
  await phone.page.getByText('Keep away.').waitFor()
  expect(await published('/advice/feed.atom?language=en')).toContain('Iceland · Think twice · A volcano erupts')
  const [, file = ''] =
    /href="[^"]*(\/advice\/cap\/[0-9a-f-]+\.xml)"/.exec(await published('/advice/feed.cap?country=IS')) ?? []
  expect(await published(file)).toContain('<circle>63.9,-22.4 40</circle>')
  const letter = await product.letter('mei@example.org', ({ text }) => text.includes('A volcano erupts'))
  expect(letter.subject).not.toContain('Iceland')
  const [, stop = ''] = /(http\S+\/advice\/unsubscribe\S+)/.exec(letter.text) ?? []
  await phone.page.goto(stop)
  await phone.page.getByRole('button', { name: say('advice.unsubscribe.send') }).click()
  await phone.page.getByText(say('advice.unsubscribe.done')).waitFor()
})

test('a new version shows what it changes, before it is approved and afterwards', async () => {
  const { page, say } = desk
  await page.getByRole('button', { name: say('advice.next'), exact: true }).click()
  await page
    .getByLabel(`${say('advice.field.text')} (English)`)
    .fill('A volcano erupts on Reykjanes. Roads are open again.')
  await page.getByRole('button', { name: say('advice.save') }).click()
  await page.getByText(say('advice.done.save')).waitFor()
  expect(await page.locator('.advice-changes del').first().innerText()).toContain('Roads are closed.')
  expect(await page.locator('.advice-changes ins').first().innerText()).toContain('Roads are open again.')
})

test('no accessibility fault at the desk or on the pages, in both languages', async () => {
  const screens = [
    ['file', address],
    [
      'new',
      '/workbench/advice/new',
      (page: Device['page']) =>
        page
          .locator('#country')
          .selectOption('IS')
          .then(() => undefined),
    ],
  ] as const
  expect(await faultsIn({ context: desk.context, origin: product.origin, screens })).toEqual([])
  const reader = await stage.device()
  for (const [path, width] of [
    ['/advice?language=en', 360],
    ['/advice/IT?language=zh-Hans', 1366],
    ['/advice/IS/history?language=en', 360],
  ] as const) {
    await reader.page.goto(path)
    expect(await faultsOf(reader.page, path, width)).toEqual([])
    const wide = await reader.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect([path, wide]).toEqual([path, 0])
  }
})
