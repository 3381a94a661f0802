import { afterAll, expect, test } from 'vitest'
import { faultsOf } from './axe-walk.ts'
import { sitDown } from './officer.ts'
import { type Device, openStage } from './stage.ts'

// 03:07 in Bangkok.
const stage = await openStage({ pack: 'uto', now: '2026-11-23T20:07:00Z' })
afterAll(() => stage.close())

/** Keeps a picture where someone wants to look at it. */
const picture = async ({ page }: Device, name: string): Promise<void> => {
  const folder = process.env['SOS_PICTURES']
  if (!folder) return
  await page.setViewportSize({ width: name.startsWith('sos') ? 360 : 1366, height: 900 })
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
}
const heading = ({ page }: Device) => page.getByRole('heading', { level: 1 }).innerText()
const at = (time: string) => stage.product.setClock(`2026-11-23T20:${time}:05Z`)

test('a person in Bangkok taps twice at 03:07 with no JavaScript, the officer on duty rings at once, and reads at 03:10', async () => {
  const person = await stage.device({ javaScript: false })
  await at('07')
  await person.page.goto('/missions/TH')
  await person.page.getByRole('link', { name: 'SOS' }).click()
  expect(person.page.url()).toMatch(/\/sos\?mission=uto-th-embassy$/)
  await person.page.getByRole('button', { name: person.say('situation.attacked') }).click()
  expect(await heading(person)).toBe('Stored at 03:07. No person has read this yet.')
  const reference =
    /SOS-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]/.exec(await person.page.getByRole('main').innerText())?.[0] ?? ''
  expect(person.page.url()).toMatch(/\/sos$/)
  for (let again = 0; again < 4; again++) await person.page.reload()
  expect(await person.page.getByRole('main').innerText()).toContain(reference)

  for (const to of ['officer14@example.org', 'telephone:+9990000014', 'sms:+9990000014'])
    expect((await stage.product.letter(to)).text).toContain(reference)

  const dao = await stage.device({ desk: true })
  await sitDown(dao, 'Dao')
  await dao.page.getByRole('link', { name: dao.say('places.duty') }).click()
  await dao.page
    .getByRole('row')
    .filter({ hasText: reference })
    .getByText(/unread for/)
    .waitFor()
  await at('10')
  await dao.page.getByRole('link', { name: reference }).click()
  await dao.page.getByRole('heading', { name: dao.say('duty.situation.attacked') }).waitFor()
  await person.page.getByRole('button', { name: person.say('sos.look') }).click()
  expect(await heading(person)).toBe('Read by duty officer 14 at 03:10.')

  await at('14')
  await dao.page.getByRole('button', { name: dao.say('duty.triage.send') }).click()
  await dao.page.getByText(dao.say('duty.decided', { priority: 'P1' })).waitFor()
  await dao.page
    .getByRole('textbox', { name: dao.say('duty.text'), exact: true })
    .fill('Police 191 called, they are on their way.')
  await dao.page.getByRole('button', { name: dao.say('duty.call') }).click()
  await dao.page.getByText('Police 191 called, they are on their way.').waitFor()
  await dao.page.getByRole('button', { name: dao.say('duty.refresh') }).click()
  await dao.page.getByRole('button', { name: dao.say('duty.word.in', { minutes: 30 }) }).click()
  await dao.page
    .getByText(/Next word/)
    .first()
    .waitFor()
  await person.page.getByRole('button', { name: person.say('sos.look') }).click()
  const told = await person.page.getByRole('main').innerText()
  expect(told).toContain('A duty officer made a call at 03:14.')
  expect(told).toContain('You will hear more by 03:44.')
})

test('what nobody reads goes on to the deputy, the head and the ministry, each in her time', async () => {
  const person = await stage.device({ javaScript: false, language: 'zh-Hans' })
  await at('20')
  await person.page.goto('/sos?mission=uto-th-embassy')
  await person.page.getByLabel(person.say('sos.words')).fill('救我')
  await person.page.getByRole('button', { name: person.say('sos.send') }).click()
  expect(await heading(person)).toBe('已于 03:20 存好。还没有人读过。')
  const text = await person.page.getByRole('main').innerText()
  const reference = /SOS-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]/.exec(text)?.[0] ?? ''
  for (const [time, number] of [
    ['20', 14],
    ['25', 19],
    ['35', 20],
    ['45', 21],
  ] as const) {
    await at(time)
    const letter = await stage.product.letter(`telephone:+99900000${number}`, ({ text: told }) =>
      told.includes(reference),
    )
    expect(letter.text).not.toContain('救我')
    const later = [19, 20, 21].filter((other) => other > number)
    for (const other of later)
      expect(
        (await stage.product.letters(`sms:+99900000${other}`)).filter((each) => each.text.includes(reference)),
      ).toEqual([])
  }
  await person.page.reload()
  expect(await heading(person)).toBe('已于 03:20 存好。还没有人读过。')
})

test('a shift is planned by the administrator and ends with the officer’s note alone', async () => {
  const dee = await stage.device({ desk: true })
  await sitDown(dee, 'Dee')
  await dee.page.getByRole('link', { name: dee.say('places.shifts') }).click()
  await dee.page.getByLabel(dee.say('shifts.from')).fill('2026-11-23T20:00')
  await dee.page.getByLabel(dee.say('shifts.until')).fill('2026-11-24T08:00')
  await dee.page.getByRole('button', { name: dee.say('shifts.send') }).click()
  await dee.page.getByText(dee.say('shifts.planned')).waitFor()
  const dao = await stage.device({ desk: true })
  await sitDown(dao, 'Dao')
  await dao.page.goto('/workbench/duty')
  await dao.page.getByText(dao.say('duty.on-duty', { names: 'Dao (14)' })).waitFor()
  await dao.page.getByRole('button', { name: dao.say('duty.hand-over.send') }).click()
  await dao.page.getByText(dao.say('assistance.note-needed')).waitFor()
  await dao.page.getByLabel(dao.say('duty.hand-over.note')).fill('One attacked in Bangkok, police there.')
  await dao.page.getByRole('button', { name: dao.say('duty.hand-over.send') }).click()
  await dao.page.getByText(dao.say('duty.handed')).waitFor()
  await dao.page.getByRole('heading', { name: dao.say('duty.handed-over', { name: 'Dao' }) }).waitFor()
})

test.each(['zh-Hans', 'en'] as const)(
  'the page, its answer, the board, a case and the shifts have no accessibility fault in %s, on a phone and at a desk',
  async (language) => {
    const faults: string[] = []
    const look = async (device: Device, name: string) => {
      // Each screen in one width a language, and in both over the two.
      const width = name.startsWith('sos') === (language === 'en') ? 1366 : 360
      faults.push(...(await faultsOf(device.page, name, width)))
      await picture(device, `${name}-${language}`)
    }
    const person = await stage.device({ language })
    await person.page.goto('/sos?mission=uto-th-embassy')
    await look(person, 'sos')
    await person.page.getByRole('button', { name: person.say('situation.detained') }).click()
    await person.page.getByText(person.say('sos.waiting')).waitFor()
    await look(person, 'sos-stored')
    const dao = await stage.device({ language, desk: true })
    await dao.page.goto('/workbench/')
    await dao.page.getByRole('button', { name: /^Dao/ }).click()
    await dao.page.getByRole('link', { name: dao.say('places.shifts') }).click()
    await dao.page.getByRole('table').waitFor()
    await look(dao, 'shifts')
    await dao.page.goto('/workbench/duty')
    await dao.page.getByRole('table').getByRole('link').first().waitFor()
    await look(dao, 'board')
    await dao.page.getByRole('table').getByRole('link').first().focus()
    await dao.page.keyboard.press('Enter')
    await dao.page.getByRole('heading', { name: dao.say('duty.said') }).waitFor()
    await look(dao, 'case')
    expect(faults).toEqual([])
  },
)
