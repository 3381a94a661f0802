import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { isKeptOffline, openStage } from './stage.ts'

// Sunday evening in Bologna, 23:40.
const stage = await openStage({ pack: 'uto', now: '2026-11-22T22:40:00Z' })
afterAll(() => stage.close())
const bologna = { latitude: 44.4949, longitude: 11.3426 }

test.each([
  {
    language: 'en',
    typed: 'Bologna',
    help: 'Help now',
    documents: 'Your documents',
    near: 'about 80 km',
    far: 'about 203 km',
  },
  {
    language: 'zh-Hans',
    typed: '博洛尼亚',
    help: '现在求助',
    documents: '办理证件',
    near: '约 80 公里',
    far: '约 203 公里',
  },
] as const)('without JavaScript $typed finds the nearest mission and the competent one', async (words) => {
  const { context, page, say } = await stage.device({ language: words.language, javaScript: false })
  await page.goto('/')
  await page.getByRole('textbox', { name: say('plain.city') }).fill(words.typed)
  await page
    .getByRole('button', { name: say('plain.city.find'), exact: true })
    .first()
    .click()
  const help = page.getByRole('region', { name: words.help })
  expect(await help.innerText()).toContain(words.near)
  expect(await help.getByRole('link').first().getAttribute('href')).toMatch(/^tel:\+39\d+$/)
  expect(await help.locator('a[href="tel:112"]').count()).toBe(1)
  const documents = page.getByRole('region', { name: words.documents })
  const text = await documents.innerText()
  expect(text).toContain(words.far)
  expect(text).toMatch(
    words.language === 'en'
      ? /Closed, opens Mon 09:00 \(in 9 h 2\d min\)/
      : /已经关门，周一 ?09:00 开门（还有 9 小时 (20|19) 分钟）/,
  )
  expect(text).toContain(words.language === 'en' ? 'Emilia-Romagna' : '艾米利亚')
  await context.close()
})

test('a position that is sent goes into the text message and into no address', async () => {
  const { context, page } = await stage.device({ javaScript: false })
  await page.goto('/')
  await page.getByText('Use coordinates').click()
  await page.getByRole('textbox', { name: 'Latitude' }).fill('44.4949')
  await page.getByRole('textbox', { name: 'Longitude' }).fill('11.3426')
  await page.getByRole('button', { name: 'Find' }).last().click()
  const sms = await page.getByRole('link', { name: /text message/ }).getAttribute('href')
  expect(sms).toMatch(/^sms:\+39\d+\?body=/)
  expect(sms).toContain('44.4949,11.3426')
  expect(page.url()).not.toMatch(/44\.49|11\.34/)
  await context.close()
})

test('an unknown city is answered with what it may have meant', async () => {
  const { context, page } = await stage.device({ javaScript: false })
  await page.goto('/')
  await page.getByRole('textbox', { name: 'Which city are you in?' }).fill('Bolonga')
  await page.getByRole('button', { name: 'Find' }).first().click()
  await page.getByRole('alert').getByText('We did not find “Bolonga”').waitFor()
  await page
    .getByRole('alert')
    .getByRole('link', { name: /^Bologna/ })
    .click()
  await page.getByRole('region', { name: 'Help now' }).waitFor()
  await context.close()
})

test('a position that cannot exist is refused, and says what one looks like', async () => {
  const { context, page } = await stage.device({ javaScript: false, language: 'zh-Hans' })
  await page.goto('/')
  await page.getByText('用经纬度查找').click()
  await page.getByRole('textbox', { name: '纬度' }).fill('144.49')
  await page.getByRole('textbox', { name: '经度' }).fill('11.34')
  await page.getByRole('button', { name: '查找' }).last().click()
  await page.getByRole('alert').getByText('纬度在 -90 到 90 之间').waitFor()
  expect(await page.getByRole('textbox', { name: '纬度' }).inputValue()).toBe('144.49')
  await context.close()
})

test('without JavaScript a passport at the wrong mission is refused before any form, with the way to the right one', async () => {
  const { context, page } = await stage.device({ javaScript: false })
  await page.goto('/find?city=Bologna')
  await page.getByRole('link', { name: /Documents here\?.*Florence/ }).click()
  await page.getByRole('heading', { name: 'This mission cannot issue your documents' }).waitFor()
  expect(await page.getByRole('link', { name: /^Go to .*Milan/ }).count()).toBe(1)
  await context.close()
})

test('the plain answer leads on into the app, which asks for the place again and then begins', async () => {
  const { context, page } = await stage.device()
  await page.goto('/find?city=Bologna')
  await page.getByRole('region', { name: 'Your documents' }).getByRole('link', { name: 'Apply here' }).click()
  await page.getByRole('textbox', { name: 'Which town or city do you live in?' }).fill('Bologna')
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('group', { name: 'Where are you now?' }).waitFor()
  await context.close()
})

test('in aeroplane mode one tap answers with both missions, and the position goes nowhere', async () => {
  const device = await stage.device({ position: bologna })
  const { context, page } = device
  const sent: string[] = []
  context.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''}`))
  await page.goto('/app/')
  await isKeptOffline(device)
  await context.setOffline(true)
  await page.getByRole('main').getByRole('link', { name: 'Find my mission' }).click()
  process.stdout.write(
    `In aeroplane mode the tap is answered after ${await tapUntilAnswer(page)} ms (the aim: 300 ms)\n`,
  )
  const help = page.getByRole('region', { name: 'Help now' })
  expect(await help.innerText()).toMatch(/Florence[\s\S]*80 km/)
  expect(await help.locator('a[href="tel:112"]').count()).toBe(1)
  expect(await help.getByRole('link').first().getAttribute('href')).toMatch(/^tel:\+39\d+$/)
  const sms = (await page.getByRole('link', { name: 'Send my position by text message' }).getAttribute('href')) ?? ''
  expect(decodeURIComponent(sms)).toContain('44.4949,11.3426')
  const documents = await page.getByRole('region', { name: 'Your documents' }).innerText()
  expect(documents).toMatch(/Milan[\s\S]*203 km/)
  expect(documents).toMatch(/Closed, opens Mon 09:00 \(in 9 h/)

  await page.reload()
  await tapUntilAnswer(page)
  expect(await help.innerText()).toMatch(/Florence[\s\S]*80 km/)

  await context.setOffline(false)
  await page
    .getByRole('region', { name: 'Nearest missions' })
    .getByRole('link', { name: /Florence/ })
    .click()
  await page.getByRole('heading', { name: 'This mission may not handle your documents' }).waitFor()
  await page.getByRole('link', { name: /^Go on with .*Milan/ }).click()
  await page.getByRole('group', { name: 'Where are you now?' }).waitFor()
  expect(sent.length).toBeGreaterThan(10)
  expect(sent.filter((request) => /44\.49|11\.34/.test(request))).toEqual([])
  await context.close()
})

/** Taps "Use my position" and measures, on the page itself, how long the answer takes to be there. */
async function tapUntilAnswer(page: Page): Promise<string> {
  const tap = page.getByRole('button', { name: 'Use my position' })
  await tap.waitFor()
  await page.evaluate(() => {
    addEventListener('click', () => performance.mark('tap'), { capture: true, once: true })
    new MutationObserver((_, seen) => {
      if (!document.getElementById('help-now')) return
      performance.measure('answer', 'tap')
      seen.disconnect()
    }).observe(document.body, { childList: true, subtree: true })
  })
  await tap.click()
  await page.getByRole('region', { name: 'Help now' }).waitFor()
  return page.evaluate(() => (performance.getEntriesByName('answer')[0]?.duration ?? Number.NaN).toFixed(0))
}

test('在手机上写错城市名，会看到可能想找的城市', async () => {
  const { context, page } = await stage.device({ language: 'zh-Hans' })
  await page.goto('/app/find')
  await page.getByRole('textbox', { name: '或者写城市' }).fill('博罗尼亚')
  await page.getByRole('button', { name: '查找' }).click()
  await page.getByRole('alert').getByText('没有找到“博罗尼亚”').waitFor()
  await page.getByRole('textbox', { name: '或者写城市' }).fill('博洛尼亚')
  await page.getByRole('button', { name: '查找' }).click()
  expect(await page.getByRole('region', { name: '现在求助' }).innerText()).toContain('80 公里')
  await context.close()
})
