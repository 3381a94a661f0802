import { afterAll, expect, test } from 'vitest'
import { faultsOf } from './axe-walk.ts'
import { sitDown } from './officer.ts'
import { type Device, openStage } from './stage.ts'

const stage = await openStage({ pack: 'uto', now: '2026-11-20T18:00:00Z' })
afterAll(() => stage.close())

/** Keeps a picture where someone wants to look at it. */
const picture = async ({ page }: Device, name: string, width: number): Promise<void> => {
  const folder = process.env['CASE_PICTURES']
  if (!folder) return
  await page.setViewportSize({ width, height: 900 })
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
}

/** Opens a part of the case that is on the screen, if it is closed. */
async function part({ page }: Device, id: string) {
  const box = page.locator(`details#${id}`)
  await box.waitFor()
  if ((await box.getAttribute('open')) === null) await box.locator('summary').first().click()
  return box
}

const kept = ({ page, say }: Device) => page.getByRole('status').getByText(say('case.kept')).waitFor()

/** The officer at her desk at an hour, with the case of a reference open before her. */
async function openAt(dao: Device, at: string, reference: string) {
  await stage.product.setClock(at)
  await sitDown(dao, 'Dao')
  await dao.page.goto('/workbench/duty')
  await dao.page.getByRole('link', { name: reference }).click()
  await dao.page.getByRole('heading', { name: dao.say('duty.said') }).waitFor()
}

async function search(device: Device, name: string): Promise<string> {
  await device.page.goto('/workbench/duty')
  const box = await part(device, 'search')
  await box.getByLabel(device.say('case.search.name')).fill(name)
  await box.getByRole('button', { name: device.say('case.search.send') }).click()
  await box
    .locator('li')
    .or(box.getByText(device.say('case.search.none')))
    .first()
    .waitFor()
  return box.innerText()
}

test('a sister reports a detention: the clock of the agreement, his word before hers, costs he acknowledges, and a seal', async () => {
  const sister = await stage.device({ javaScript: false })
  await sister.page.goto('/sos')
  await sister.page.getByRole('link', { name: sister.say('sos.other.link') }).click()
  await sister.page.getByLabel(sister.say('sos.other.name')).fill('Li Wei')
  await sister.page.getByLabel(sister.say('sos.other.what')).selectOption('detained')
  await sister.page.getByLabel(sister.say('sos.other.place')).fill('Bangkok')
  await sister.page.getByLabel(sister.say('sos.other.sender')).fill('Li Na')
  await sister.page.getByLabel(sister.say('sos.other.contact')).fill('+8613800000000')
  await sister.page.getByRole('button', { name: sister.say('sos.send') }).click()
  const told = () => sister.page.getByRole('main').innerText()
  const heading = () => sister.page.getByRole('heading', { level: 1 }).innerText()
  expect(await heading()).toBe('Stored at 01:00. No person has read this yet.')
  const reference = /SOS-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]/.exec(await told())?.[0] ?? ''
  // Nobody reads it for half an hour: the deputy is called.
  await stage.product.setClock('2026-11-20T18:31:00Z')
  await stage.product.letter('telephone:+9990000019', ({ text }) => text.includes(reference))

  const dao = await stage.device({ desk: true })
  await openAt(dao, '2026-11-20T18:32:00Z', reference)
  const { page, say } = dao
  await page.getByText(say('case.report.about', { name: 'Li Wei' })).waitFor()
  await page.getByRole('button', { name: say('duty.triage.send') }).click()
  await page.getByText(say('duty.decided', { priority: 'P2' })).waitFor()
  await page.getByRole('button', { name: say('duty.take') }).click()
  await page.getByText(say('case.state.ASSIGNED')).first().waitFor()
  const kind = await part(dao, 'kind')
  expect(await kind.getByLabel(say('case.type'), { exact: true }).inputValue()).toBe('DETAINED')
  expect(await kind.getByLabel(say('case.person')).inputValue()).toBe('Li Wei')
  await kind.getByRole('button', { name: say('case.about.send') }).click()
  await page.getByText(/Article 9\b/).waitFor()
  const detention = await part(dao, 'detention')
  await detention.getByLabel(say('case.step')).selectOption('arrest-known')
  await detention.getByLabel(say('case.detention.at')).fill('2026-11-21T01:00')
  await detention.getByRole('button', { name: say('case.detention.note') }).click()
  await page.locator('time[datetime="2026-11-24T18:00:00Z"]').waitFor()
  const clock = async () => {
    const line = (await part(dao, 'detention')).locator('p', { has: page.locator('time') })
    return (await line.innerText()).replace(/\s+/g, ' ')
  }
  expect(await clock()).toBe('Host notice due 25 Nov, 01:00 in time')
  const checklist = await part(dao, 'checklist')
  expect(await checklist.locator('.case-list > li').count()).toBe(9)
  const cannot = await part(dao, 'limits')
  expect(await cannot.innerText()).toContain(say('case.limit.pay-bail'))

  await openAt(dao, '2026-11-23T18:00:00Z', reference)
  expect(await clock()).toBe('Host notice due 25 Nov, 01:00 close (since 24 Nov, 01:00)')
  await openAt(dao, '2026-11-24T18:00:01Z', reference)
  expect(await clock()).toBe('Host notice due 25 Nov, 01:00 overdue')
  await page.getByText(say('duty.late.notice')).first().waitFor()

  const visits = await part(dao, 'visits')
  for (const [name, words] of [
    ['place', 'Klong Prem prison'],
    ['health', 'A cut on the hand, treated'],
    ['treatment', 'Fair'],
    ['needs', 'Reading glasses'],
    ['lawyer', 'Asks for the list'],
  ] as const)
    await visits.getByLabel(say(`case.visit.${name}`), { exact: true }).fill(words)
  await visits.getByRole('button', { name: say('case.visit.send') }).click()
  await page.getByText('Needs: Reading glasses').waitFor()
  await page.getByText(say('case.detention.step', { step: say('case.detention.VISITED', { count: 1 }) })).waitFor()

  const word = await part(dao, 'words')
  await word.getByLabel(say('case.word.answer')).selectOption('opposed')
  await word.getByLabel(say('case.word.text')).fill('At the visit: do not tell my family')
  await word.getByRole('button', { name: say('case.word.send') }).click()
  await page.getByText(say('case.told.received')).first().waitFor()
  await sister.page.getByRole('button', { name: sister.say('sos.look') }).click()
  expect(await heading()).toBe('We have received your report.')
  expect(await told()).not.toMatch(/Read by|made a call|prison|glasses/)
  const share = await part(dao, 'share')
  await share.getByLabel(say('case.share.text')).fill('He is well, in Klong Prem prison.')
  await share.getByRole('button', { name: say('case.share.send') }).click()
  await page.getByRole('alert').getByText(say('assistance.person-opposes')).waitFor()
  await sister.page.getByRole('button', { name: sister.say('sos.look') }).click()
  expect(await told()).not.toContain('prison')

  const costs = await part(dao, 'costs')
  await costs.getByLabel(say('case.cost.amount')).fill('1200.50')
  await costs.getByLabel(say('case.cost.currency')).fill('THB')
  await costs.getByLabel(say('case.cost.purpose')).fill('Reading glasses')
  await costs.getByRole('button', { name: say('case.cost.send') }).click()
  await costs.getByText(say('case.cost.waiting')).waitFor()
  expect(await costs.innerText()).toMatch(/THB\s1,200\.50/)
  await costs.getByRole('button', { name: say('case.cost.acknowledge') }).click()
  await costs.getByText(/Acknowledged .*\(signed\)/).waitFor()

  const dee = await stage.device({ desk: true })
  await sitDown(dee, 'Dee')
  expect(await search(dee, 'li wei')).toContain(reference)
  const seal = await part(dao, 'seal')
  await seal.getByLabel(say('case.seal.text')).fill('His family must not find him')
  await seal.getByRole('button', { name: say('case.seal.send') }).click()
  await page.getByText(say('case.sealed')).waitFor()
  await kept(dao)
  expect(await search(dee, 'li wei')).not.toContain(reference)
  await dee.page.goto(new URL(page.url()).pathname)
  await dee.page.getByRole('alert').getByText(dee.say('assistance.case-unknown')).waitFor()
  expect(await search(dao, 'li wei')).toContain(reference)
})

test.each(['zh-Hans', 'en'] as const)(
  'the form, a case with every part open, and the search have no accessibility fault in %s',
  async (language) => {
    const width = language === 'en' ? 1366 : 360
    const faults: string[] = []
    const look = async (device: Device, name: string) => {
      faults.push(...(await faultsOf(device.page, name, width)))
      await picture(device, `${name}-${language}`, width)
    }
    const person = await stage.device({ language })
    await person.page.goto('/sos?about=other')
    await look(person, 'other')
    const dao = await stage.device({ language, desk: true })
    await sitDown(dao, 'Dao')
    await search(dao, 'Li')
    await look(dao, 'search')
    await dao.page.locator('#search li a').first().click()
    await dao.page.getByRole('heading', { name: dao.say('duty.said') }).waitFor()
    await look(dao, 'case-closed')
    await dao.page.evaluate(() => {
      for (const box of document.querySelectorAll('details')) box.open = true
    })
    await look(dao, 'case-open')
    // Reached and opened by the keyboard alone.
    const summary = dao.page.locator('#contacts > summary')
    await summary.focus()
    await dao.page.keyboard.press('Enter')
    expect(await dao.page.locator('#contacts').getAttribute('open')).toBeNull()
    const wide = await dao.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(wide).toBe(0)
    expect(faults).toEqual([])
  },
)
