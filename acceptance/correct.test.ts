import { addressOf, saveDraft } from '@consular/api'
import { afterAll, expect, test } from 'vitest'
import { applyForRenewal, field, linMei, signIn, upload, whereItIs } from './citizen.ts'
import { act, openFromQueue, queueRows, send, sitDown, standUp, wasDone } from './officer.ts'
import { dateOn, openStage } from './stage.ts'

// The applicant reads Chinese, the officer English. One story: each test goes on where the one before stopped.
const stage = await openStage({ pack: 'uto', now: '2026-11-23T09:00:00Z' })
afterAll(() => stage.close())
const { product } = stage
const phone = await stage.device({ language: 'zh-Hans' })
const desk = await stage.device({ desk: true })
const dayAndMonth = { month: 'long', day: 'numeric' } as const
let reference = ''
const application = () => /applications\/([0-9a-f-]{36})/.exec(phone.page.url())?.[1] ?? ''

test('a file with two faults is returned: the letter is in the applicant’s language, the clock stands still', async () => {
  reference = await applyForRenewal(phone, product, linMei)
  await product.setClock('2026-11-24T08:30:00Z')
  await sitDown(desk, 'Ann')
  await openFromQueue(desk, reference)
  await act(desk, 'accept')
  await wasDone(desk, 'accept', reference)
  await standUp(desk)

  await product.setClock('2026-11-26T14:00:00Z')
  await sitDown(desk, 'Ann')
  await openFromQueue(desk, reference)
  await desk.page.getByRole('button', { name: /^Return for correction/ }).click()
  const form = desk.page.getByRole('form', { name: 'Return for correction' })
  await form.getByRole('checkbox', { name: 'The head in the photo is too small' }).check()
  await form.getByRole('textbox', { name: /^A word to the applicant: The head in the photo/ }).fill('请离近一点')
  await form.getByRole('checkbox', { name: 'A parent’s name is missing' }).first().check()
  await send(desk, 'return')
  await wasDone(desk, 'return', reference)

  const letter = await product.letter(linMei.email, ({ text }) => text.includes('照片'))
  expect(letter.language).toBe('zh-Hans')
  expect(letter.text).toContain(reference)
})

test('只有那两处可以改，别处连接口也不收', async () => {
  const { page } = phone
  expect(await whereItIs(phone, 'RETURNED')).toContain('等您办理')
  const promise = await page.getByRole('region', { name: '日期是怎么算的' }).innerText()
  expect(promise).toContain(`从${await dateOn(phone, '2026-11-26', dayAndMonth)}起暂停`)
  await page.getByRole('link', { name: '去改正' }).click()
  await page.getByRole('heading', { name: '请改正这几处' }).waitFor()
  await page.getByText('请离近一点').waitFor()
  const form = page.locator('form')
  expect(await form.getByRole('textbox').count()).toBe(1)
  await field(phone, 'father-name').waitFor()
  await page.getByText('证件照片').waitFor()
  const cell = { value: 'Via Falsa 1', at: 1_795_000_000_000, device: 'x' }
  const answer = await page.request.put(addressOf(saveDraft, { params: { application: application() } }), {
    data: { mission: 'uto-it-milan-cg', service: 'passport-renewal', answers: { address: cell } },
    headers: { origin: product.origin },
  })
  expect(answer.status()).toBe(409)
})

test('改好交回，排在原来办理人员的最前面，承诺的日期后移两个工作日', async () => {
  const { page } = phone
  await product.setClock('2026-11-30T09:00:00Z')
  await field(phone, 'father-name').fill('林国强')
  await page.getByRole('button', { name: '换一个文件' }).click()
  await upload(phone, 'photo')
  await page.getByRole('button', { name: '交回改正后的材料' }).click()
  await page.getByRole('region', { name: '现在的情况' }).waitFor()
  expect(await whereItIs(phone, 'IN_REVIEW')).toContain(await dateOn(phone, '2026-12-21', { dateStyle: 'full' }))
  const promise = await page.getByRole('region', { name: '日期是怎么算的' }).innerText()
  const [from, until] = [await dateOn(phone, '2026-11-26', dayAndMonth), await dateOn(phone, '2026-11-27', dayAndMonth)]
  expect(promise).toContain(`暂停：${from}到${until}，2 个工作日，等您改正`)

  await sitDown(desk, 'Ann')
  const rows = await queueRows(desk)
  // A sample came back to her before; new files and those under review come after both.
  const upToHers = rows.slice(0, rows.findIndex((row) => row.includes(reference)) + 1)
  expect(upToHers.length).toBeGreaterThan(0)
  expect(upToHers.filter((row) => !row.includes('Corrected, back to you'))).toEqual([])
  expect(rows.length).toBeGreaterThan(upToHers.length)
  await openFromQueue(desk, reference)
  await desk.page.getByText('Promised for 21 Dec 2026').waitFor()
  await desk.page
    .getByText(/26 Nov 2026.*27 Nov 2026/)
    .first()
    .waitFor()
  expect(await desk.page.getByText('Corrected', { exact: true }).count()).toBeGreaterThan(0)
})

test('after ninety days of silence and two reminders a returned file lapses', async () => {
  await desk.page.getByRole('button', { name: /^Return for correction/ }).click()
  const form = desk.page.getByRole('form', { name: 'Return for correction' })
  await form.getByRole('checkbox', { name: 'The photo is blurred' }).check()
  await send(desk, 'return')
  await wasDone(desk, 'return', reference)
  const reminders = async () =>
    (await product.letters(linMei.email)).filter(({ subject }) => /提醒/.test(subject)).length
  const { page } = phone
  const moments: readonly (readonly [now: string, reminders: number])[] = [
    ['2026-12-31T10:00:00Z', 1],
    ['2027-01-30T10:00:00Z', 2],
  ]
  for (const [now, count] of moments) {
    await product.setClock(now)
    await expect.poll(reminders, { timeout: 60_000 }).toBe(count)
  }
  await product.setClock('2027-03-02T10:00:00Z')
  await product.letter(linMei.email, ({ subject }) => subject.includes('作废'))
  await page.goto('/app/applications')
  await signIn(phone, product, linMei.email)
  await page
    .getByRole('link', { name: /换发护照/ })
    .getByText('逾期作废')
    .waitFor()
})
