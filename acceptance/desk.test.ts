import { readFile } from 'node:fs/promises'
import { addressOf, exportMyData, openFile } from '@consular/api'
import { afterAll, expect, test } from 'vitest'
import { applyForRenewal, linMei, whereItIs } from './citizen.ts'
import { act, openFromQueue, proveAgain, send, sitDown, standUp, wasDone } from './officer.ts'
import { openStage, patience } from './stage.ts'

// The officers' day. One story: each test goes on where the one before stopped.
const stage = await openStage({ pack: 'uto', now: '2026-11-24T08:00:00Z' })
afterAll(() => stage.close())
const { product } = stage
const phone = await stage.device()
const desk = await stage.device({ desk: true })
const zone = (number: string) => `P<UTOLIN<<MEI<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<\n${number}`
const typed = zone('EA12345768UTO9206012F2612203<<<<<<<<<<<<<<<0')
const scanned = zone('EA12345676UTO9206012F2612203<<<<<<<<<<<<<<<4')
let reference = ''
let application = ''

test('a typed passport number is compared with the scan, and the signs that differ are marked', async () => {
  reference = await applyForRenewal(phone, product, { ...linMei, mrz: typed })
  application = /applications\/([0-9a-f-]{36})/.exec(phone.page.url())?.[1] ?? ''
  const { page } = desk
  await sitDown(desk, 'Ann')
  await openFromQueue(desk, reference)
  // As a reader at the desk types: the two lines, then Enter.
  const scan = page.getByRole('textbox', { name: 'Scan the passport' })
  await scan.fill(scanned)
  await scan.press('Enter')
  const numbers = page.getByRole('table', { name: 'The passport numbers, sign by sign' })
  await numbers.waitFor()
  expect(await numbers.locator('mark').allInnerTexts()).toEqual(['7', '6', '6', '7'])
  await page.getByText('2 signs differ, at places 8, 9').waitFor()
  await page.getByText('The typed number gives check digit 8, the passport prints 6: 8 ≠ 6.').waitFor()
  await page.getByText(/The typed passport number differs from the scan at place 8/).waitFor()
})

test('another file with the same passport number is pointed out, by its reference', async () => {
  const warnings = desk.page.getByRole('region', { name: /warnings? to settle/ })
  await warnings
    .getByText(/Another application, TD-.*has the same passport number/)
    .first()
    .waitFor()
})

test('a file with an open warning cannot be approved; each is settled with a reason', async () => {
  const { page } = desk
  await act(desk, 'accept')
  await wasDone(desk, 'accept', reference)
  await act(desk, 'recommend')
  await wasDone(desk, 'recommend', reference)
  await standUp(desk)
  await sitDown(desk, 'Bo')
  await openFromQueue(desk, reference)
  const approve = page.getByRole('button', { name: /^Approve/ })
  expect(await approve.getAttribute('aria-disabled')).toBe('true')
  await page.getByText('Approve: a warning is still open.').waitFor()
  const settle = page.getByRole('button', { name: 'Settle with this reason' })
  for (let open = await settle.count(); open > 0; open--) {
    await settle.first().click()
    await page.getByText('Please write the reason, three characters or more.').waitFor()
    await page
      .getByRole('textbox', { name: 'Why is this in order?' })
      .first()
      .fill('Compared with the passport itself.')
    await settle.first().click()
    await page.getByText('Compared with the passport itself.').first().waitFor()
    await settle.nth(open - 1).waitFor({ state: 'detached' })
  }
  await page.getByRole('heading', { name: 'All warnings are settled' }).waitFor()
  expect(await approve.getAttribute('aria-disabled')).toBeNull()
})

test('what is refused has a ground in law, an explanation and a way to appeal; two officers decide it', async () => {
  const { page } = desk
  await page.getByRole('button', { name: /^Send back to review/ }).click()
  await page.getByRole('textbox', { name: 'Why do you send it back?' }).fill('The numbers differ.')
  await send(desk, 'send-back')
  await wasDone(desk, 'send-back', reference)
  await standUp(desk)

  await sitDown(desk, 'Ann')
  await openFromQueue(desk, reference)
  await page.getByRole('button', { name: /^Propose refusal/ }).click()
  await send(desk, 'propose-refusal')
  await page.getByText('Please choose a legal ground.').waitFor()
  await page.getByRole('radio', { name: 'Identity cannot be proven' }).check()
  await page.getByRole('textbox', { name: 'Explanation' }).fill('The number was changed in two places.')
  await send(desk, 'propose-refusal')
  await wasDone(desk, 'propose-refusal', reference)
  await standUp(desk)

  await sitDown(desk, 'Bo')
  await openFromQueue(desk, reference)
  await act(desk, 'refuse')
  await proveAgain(desk, 'Bo')
  await wasDone(desk, 'refuse', reference)

  const letter = await product.letter(linMei.email, ({ subject, text }) =>
    /not (been )?approved|refused/i.test(`${subject} ${text}`),
  )
  expect(letter.text).toContain('Identity cannot be proven')
  expect(letter.text).toContain('The number was changed in two places.')
  expect(letter.text).toContain('Appeals Board of Utopia')
  expect(await whereItIs(phone, 'REFUSED')).toContain('The number was changed in two places.')
})

test('from the queue to a decision and on to the next file takes at most five keystrokes', async () => {
  const { page } = desk
  await standUp(desk)
  await sitDown(desk, 'Ann')
  await page.getByRole('table').waitFor()
  const head = page.getByRole('heading', { level: 1 })
  let keystrokes = 0
  const press = async (key: string) => {
    keystrokes++
    await page.keyboard.press(key)
  }
  await page.keyboard.press('j')
  // The first file under her own review without a warning: the others are not hers to recommend, or not yet.
  while (!(await isReadyToRecommend())) await page.keyboard.press('j')
  await press('Enter')
  await head.filter({ hasText: /^TD-/ }).waitFor()
  const first = await head.innerText()
  await press('p')
  await page.getByRole('form', { name: 'Recommend approval' }).waitFor()
  await press('Enter')
  await page.getByText(/: recommended, another officer decides/).waitFor()
  await expect.poll(() => head.innerText(), { timeout: patience }).not.toBe(first)
  expect(keystrokes).toBeLessThanOrEqual(5)

  async function isReadyToRecommend(): Promise<boolean> {
    const row = await page
      .getByRole('row')
      .filter({ has: page.locator(':focus') })
      .innerText()
    return row.includes('In review') && row.includes('You')
  }
})

test('an officer of another mission is refused, and the applicant sees the attempt', async () => {
  const { page } = desk
  await standUp(desk)
  await product.setClock('2026-11-24T14:40:00Z')
  await sitDown(desk, 'Rosa')
  await page.goto(`/workbench/files/${application}?for=review`)
  await page.getByRole('heading', { name: 'This file cannot be opened' }).waitFor()
  await page.getByText('This attempt has been recorded, and the applicant can see it.').waitFor()
  expect(await page.getByRole('main').innerText()).not.toMatch(/LIN|MEI|EA123/)
  const address = addressOf(openFile, { params: { application }, query: { purpose: 'review' } })
  expect((await page.request.get(address)).status()).toBe(403)
})

test('“who opened my file” tells the number of the officer, what for, and when', async () => {
  const { page } = phone
  await page.goto('/app/account/access')
  const rosa = page.getByRole('listitem').filter({ hasText: 'Officer no. 15' }).first()
  expect(await rosa.innerText()).toMatch(/Tried to open it and was refused[\s\S]*Review[\s\S]*24 Nov 2026, 15:4\d/)
  const ann = page.getByRole('listitem').filter({ hasText: 'Officer no. 11' }).first()
  expect(await ann.innerText()).toMatch(/Review[\s\S]*24 Nov 2026, 09:\d\d/)
  const bo = page.getByRole('listitem').filter({ hasText: 'Officer no. 12' }).first()
  expect(await bo.innerText()).toMatch(/(Second review|Approval)[\s\S]*24 Nov 2026, 09:\d\d/)
})

test('all of her data can be taken away, as JSON and as PDF', async () => {
  const { page } = phone
  await page.goto('/app/account/data')
  const saved = async (name: RegExp) => {
    const waiting = page.waitForEvent('download')
    await page.getByRole('link', { name }).click()
    return readFile(await (await waiting).path())
  }
  const json: unknown = JSON.parse((await saved(/JSON/)).toString())
  expect(JSON.stringify(json)).toContain(reference)
  expect(JSON.stringify(json)).toContain('EA1234576')
  const pdf = await saved(/PDF/)
  expect(pdf.subarray(0, 5).toString('latin1')).toBe('%PDF-')
  expect(pdf.length).toBeGreaterThan(10_000)
  const stranger = await stage.device()
  expect((await stranger.page.request.get(addressOf(exportMyData, {}))).status()).toBe(401)
  await stranger.context.close()
})
