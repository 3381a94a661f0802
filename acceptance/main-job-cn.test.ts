import { afterAll, expect, test } from 'vitest'
import { applyForRenewal, linMei, whereItIs } from './citizen.ts'
import { act, openFromQueue, proveAgain, sitDown, standUp, wasDone } from './officer.ts'
import { openStage } from './stage.ts'

// 同一件主要的事，用真实名录和规则（cn）再办一遍，全程中文。每个测试接着上一个。
const stage = await openStage({ pack: 'cn', now: '2026-11-23T09:00:00Z' })
afterAll(() => stage.close())
const { product } = stage
const phone = await stage.device({ language: 'zh-Hans' })
const desk = await stage.device({ language: 'zh-Hans', desk: true })
const applicant = {
  ...linMei,
  mrz: 'P<CHNLIN<<MEI<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<\nE123456782CHN9206012F2612203<<<<<<<<<<<<<<<2',
  city: '博洛尼亚',
}
let reference = ''

test('住在博洛尼亚的人申请换发护照，由驻米兰总领事馆办理', async () => {
  reference = await applyForRenewal(phone, product, applicant)
  expect(reference).toMatch(/^TD-/)
  expect(await whereItIs(phone, 'CHECKING')).toContain('米兰')
})

test('一位办理人员受理并建议，另一位核准', async () => {
  await product.setClock('2026-11-24T08:30:00Z')
  await sitDown(desk, 'Example officer 11')
  await openFromQueue(desk, reference)
  await act(desk, 'accept')
  await wasDone(desk, 'accept', reference)
  const accepted = await whereItIs(phone, 'IN_REVIEW')
  expect(accepted).toMatch(/承诺的办结日期\s+2026\D1[12]\D\d+/)
  await act(desk, 'recommend')
  await wasDone(desk, 'recommend', reference)
  await standUp(desk)
  await sitDown(desk, 'Example officer 12')
  await openFromQueue(desk, reference)
  await act(desk, 'approve')
  await proveAgain(desk, 'Example officer 12')
  await wasDone(desk, 'approve', reference)
})

test('申请人看到已核准和下一步，也收到中文的信', async () => {
  expect(await whereItIs(phone, 'APPROVED')).toContain('接下来制作证件')
  const letter = await product.letter(applicant.email, ({ subject }) => subject.includes('批准'))
  expect(letter.text).toContain(reference)
})

test.each([
  { language: 'zh-Hans', city: '辛菲罗波尔', neutral: '还没有确定', hotline: /12308/, borders: /乌克兰|俄罗斯/ },
  { language: 'en', city: 'Simferopol', neutral: 'has not been decided', hotline: /12308/, borders: /Ukraine|Russia/ },
] as const)(
  'of a disputed place ($language) the candidates and the hotline are named, and no side is taken',
  async (words) => {
    const { context, page, say } = await stage.device({ language: words.language, javaScript: false })
    await page.goto('/')
    await page.getByRole('textbox', { name: say('plain.city') }).fill(words.city)
    await page
      .getByRole('button', { name: say('plain.city.find'), exact: true })
      .first()
      .click()
    const documents = page.getByRole('region', { name: say('plain.documents') })
    expect(await documents.innerText()).toContain(words.neutral)
    expect(await documents.getByRole('listitem').count()).toBeGreaterThan(1)
    expect(await page.getByRole('heading', { level: 1 }).innerText()).not.toMatch(words.borders)
    expect(await page.getByRole('region', { name: say('plain.help') }).innerText()).toMatch(words.hotline)
    expect(await page.getByRole('img').count()).toBe(0)
    await context.close()
  },
)
