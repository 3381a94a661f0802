import { afterAll, expect, test } from 'vitest'
import { askForRenewal, field, fillForm, formPage, linMei, signInFirst } from './citizen.ts'
import { sitDown } from './officer.ts'
import { isKeptOffline, openStage } from './stage.ts'

// What a phone keeps, and what it must not. One story: each test goes on where the one before stopped.
const stage = await openStage({ pack: 'uto', now: '2026-11-23T09:00:00Z' })
afterAll(() => stage.close())
const { product } = stage
const phone = await stage.device({ language: 'zh-Hans' })
const { page, context } = phone

test('在飞行模式下，应用能打开，填了一半的申请也在', async () => {
  await askForRenewal(phone, linMei)
  await page.getByRole('link', { name: '开始申请' }).click()
  await page.waitForURL(/sign-in/)
  await signInFirst(phone, product, linMei.email)
  await fillForm(phone, linMei, { to: 'page.person' })
  await formPage(phone, 'page.person')
  await page.getByText('已保存在这部手机和您的账户里').waitFor()
  await isKeptOffline(phone)
  const form = page.url()
  await context.setOffline(true)
  await page.goto('/app/')
  await page.getByRole('heading', { name: '在国外，需要领事帮助吗？' }).waitFor()
  await page.goto('/app/applications')
  await page.getByRole('link', { name: /换发护照/ }).waitFor()
  await page.goto(form)
  await formPage(phone, 'page.person')
  expect(await page.getByRole('textbox', { name: '年' }).inputValue()).toBe('1992')
  await field(phone, 'birth-place').fill('成都')
  await page.getByText('没有网络，已保存在这部手机上').waitFor()
  await context.setOffline(false)
  await page.getByText('已保存在这部手机和您的账户里').waitFor()
})

test('no answer of the service is kept in a cache', async () => {
  const kept = await page.evaluate(async () => {
    const names = await caches.keys()
    const lists = await Promise.all(
      names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)),
    )
    return lists.flat()
  })
  expect(kept.length).toBeGreaterThan(10)
  expect(kept.filter((url) => !/^\/(app|pack)\//.test(new URL(url).pathname))).toEqual([])
})

test('nothing secret lies where a script could read it', async () => {
  const readable = () =>
    page.evaluate(() => ({
      local: Object.keys(localStorage),
      session: Object.keys(sessionStorage),
      cookie: document.cookie,
    }))
  const { local, session, cookie } = await readable()
  expect(local).toEqual([])
  expect(session).toEqual([])
  expect(cookie).not.toMatch(/session/)
  const own = (await context.cookies()).filter(({ name }) => name === 'consular_session')
  expect(own.map(({ httpOnly, sameSite }) => ({ httpOnly, sameSite }))).toEqual([{ httpOnly: true, sameSite: 'Lax' }])

  const desk = await stage.device({ desk: true })
  await sitDown(desk, 'Ann')
  const keys = await desk.page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)])
  expect(keys).toEqual(['workbench.shortcuts'])
  expect(await desk.page.evaluate(() => document.cookie)).not.toMatch(/session/)
  await desk.context.close()
})

test('退出登录以后，手机上什么个人的内容都不留', async () => {
  await page.goto('/app/account')
  await page.getByRole('button', { name: '退出登录' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '退出并删除手机上的草稿' }).click()
  await page.getByRole('heading', { name: '在国外，需要领事帮助吗？' }).waitFor()
  const left = await page.evaluate(async () => {
    const known = await indexedDB.databases()
    const everything: string[] = []
    for (const { name = '' } of known) {
      const database = await new Promise<IDBDatabase>((done, fail) => {
        const opening = indexedDB.open(name)
        opening.addEventListener('success', () => done(opening.result))
        opening.addEventListener('error', () => fail(new Error(name)))
      })
      for (const store of database.objectStoreNames) {
        const values = await new Promise<unknown>((done) => {
          const reading = database.transaction(store).objectStore(store).getAll()
          reading.addEventListener('success', () => done(reading.result))
        })
        everything.push(JSON.stringify(values))
      }
      database.close()
    }
    return everything
  })
  expect(left.length).toBeGreaterThan(1)
  expect(left.join()).not.toMatch(/LIN|U12345678|1992|Bologna|example\.org/)
})
