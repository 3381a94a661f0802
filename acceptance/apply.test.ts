import {
  acceptApplication,
  addressOf,
  approveApplication,
  type Endpoint,
  listMyApplications,
  openFile,
} from '@consular/api'
import { afterAll, expect, test } from 'vitest'
import {
  askForRenewal,
  field,
  fillForm,
  formPage,
  goOn,
  linMei,
  referenceOn,
  signIn,
  signInFirst,
  upload,
  whereItIs,
} from './citizen.ts'
import { act, openFromQueue, proveAgain, sitDown, standUp, wasDone } from './officer.ts'
import { picture } from './pictures.ts'
import { type Device, isKeptOffline, openStage, patience } from './stage.ts'

// One story from beginning to end: each test goes on where the one before stopped.
const stage = await openStage({ pack: 'uto', now: '2026-11-23T09:00:00Z' })
afterAll(() => stage.close())
const { product } = stage
const phone = await stage.device()
const other = await stage.device()
const desk = await stage.device({ desk: true })
const [line1 = '', line2 = ''] = linMei.mrz.split('\n')
let application = ''
let reference = ''

/** A decision sent past the screen; answers the status. */
async function postAsOfficer(decision: Endpoint, version: number): Promise<number> {
  const address = addressOf(decision, { params: { application } })
  const answer = await desk.page.request.post(address, { data: { version }, headers: { origin: product.origin } })
  return answer.status()
}

test('a few questions say which document fits, by which article and at which mission', async () => {
  await askForRenewal(phone, linMei)
  const main = await phone.page.getByRole('main').innerText()
  expect(main).toContain('Renew a passport')
  expect(main).toContain('Art. 11(1)')
  expect(main).toContain('Handled by Consulate-General of Utopia in Milan')
  expect(main).not.toContain('Travel document')
})

test('the sign-in needs a code from the e-mail and no password; a passkey is made for the next time', async () => {
  await phone.page.getByRole('link', { name: 'Begin the application' }).click()
  await phone.page.waitForURL(/\/app\/sign-in/)
  await signInFirst(phone, product, linMei.email)
  await formPage(phone, 'page.passport')
  application = /applications\/([0-9a-f-]{36})/.exec(phone.page.url())?.[1] ?? ''
})

test('a wrong digit of the passport’s lines is named by its place, the right ones fill the next pages in', async () => {
  const { page } = phone
  await field(phone, 'mrz').fill(`${line1}\n${line2.replace('U123456784', 'U123456785')}`)
  await page.getByText(/Line 2, place 10: the check digit of the passport number should be 4/).waitFor()
  await goOn(phone)
  await page.getByRole('alert').getByRole('heading', { name: 'There is a problem' }).waitFor()
  await field(phone, 'mrz').fill(linMei.mrz)
  await page.getByText('LIN MEI, document number U12345678').waitFor()
})

test('an upload that the line broke off goes on where it stopped', async () => {
  const { page } = phone
  const offsets: number[] = []
  let down = false
  await page.route('**/api/applications/*/attachments/*', (route) => {
    const offset = new URL(route.request().url()).searchParams.get('offset')
    if (offset !== null) offsets.push(Number(offset))
    down ||= offsets.length === 2
    return down ? route.abort('connectionreset') : route.continue()
  })
  await page.getByLabel(/^Picture of the passport’s data page/).setInputFiles(picture('page.png', 300))
  await expect.poll(() => offsets.length, { timeout: patience }).toBe(2)
  down = false
  await page.unroute('**/api/applications/*/attachments/*')
  page.on('request', (request) => {
    const offset = new URL(request.url()).searchParams.get('offset')
    if (offset !== null) offsets.push(Number(offset))
  })
  await page.getByText('Uploaded and stored').waitFor()
  expect(offsets.slice(0, 3)).toEqual([0, 65_536, 65_536])
  page.removeAllListeners('request')
  await goOn(phone)
})

test('she sees the name as it will be printed, and what was read from her passport', async () => {
  const { page } = phone
  await formPage(phone, 'page.names')
  expect(await field(phone, 'surname').inputValue()).toBe('LIN')
  expect(await page.getByRole('img', { name: 'Name in the machine-readable line' }).innerText()).toMatch(/^LIN<<MEI<*$/)
  await goOn(phone)
  await formPage(phone, 'page.person')
  expect(await page.getByRole('textbox', { name: 'Year' }).inputValue()).toBe('1992')
  expect(await page.getByRole('radio', { name: 'Female' }).isChecked()).toBe(true)
  await field(phone, 'birth-place').fill('Chengdu')
  await goOn(phone)
})

test('without a line the form goes on, and another device has all of it once the line is back', async () => {
  const { page, context } = phone
  await formPage(phone, 'page.parents')
  await isKeptOffline(phone)
  await context.setOffline(true)
  await goOn(phone)
  await formPage(phone, 'page.contact')
  await field(phone, 'email').fill(linMei.email)
  await field(phone, 'phone').fill(linMei.phone)
  await page.getByText('You are offline. Everything is saved on this phone').waitFor()
  await goOn(phone)
  await fillForm(phone, linMei, { from: 'page.place', to: 'field.residence-permit' })
  await formPage(phone, 'field.residence-permit')
  await page.getByLabel(/^Picture of your residence permit/).setInputFiles(picture('permit.png'))
  await page.getByText('Kept on this phone. It will be uploaded when you are online').waitFor()
  await page.reload()
  await page.getByText('Kept on this phone. It will be uploaded when you are online').waitFor()
  await context.setOffline(false)
  await page.getByText('Uploaded and stored').waitFor()
  await page.getByText('Saved on this phone and in your account').waitFor()

  await other.page.goto('/app/applications')
  await signIn(other, product, linMei.email)
  await other.page.getByRole('link', { name: /Renew a passport/ }).click()
  for (const done of [
    'Your present passport',
    'Your name',
    'How to reach you',
    'Where you live or stay',
    'Residence permit',
  ])
    await other.page.getByRole('listitem').filter({ hasText: done }).getByText('Done').waitFor()
  await other.page.getByRole('listitem').filter({ hasText: 'Photo' }).getByText('To do').waitFor()
  await other.page.getByRole('link', { name: 'How to reach you' }).click()
  await formPage(other, 'page.contact')
  expect((await field(other, 'phone').inputValue()).replaceAll(' ', '')).toBe('+66812345678')
  await goOn(other)
  await formPage(other, 'page.place')
  expect(await field(other, 'address').inputValue()).toBe(linMei.address)
  await goOn(other)
  await other.page.getByText('Uploaded and stored').waitFor()
  await goOn(other)
})

test('pressing “Submit” three times on bad lines makes one application with one reference', async () => {
  const { page } = other
  await formPage(other, 'field.photo')
  await upload(other, 'photo')
  await goOn(other)
  const submitOn = (device: Device) => device.page.getByRole('button', { name: 'Submit', exact: true })
  await submitOn(other).waitFor()

  // Once on the telephone, which then has no line.
  await phone.page.goto(`/app/applications/${application}/check`)
  await submitOn(phone).waitFor()
  await phone.context.setOffline(true)
  await submitOn(phone).click()
  await phone.page.getByText('will be submitted, once only, as soon as you are online').first().waitFor()

  // Once where the request is lost, and once where it arrives and the answer is lost.
  let cut = true
  await page.route('**/submission', async (route) => {
    if (!cut) await route.fetch()
    await route.abort('connectionreset')
  })
  await submitOn(other).click()
  await page.getByRole('button', { name: 'Do not submit yet' }).click()
  await page.getByRole('link', { name: 'Check your answers' }).click()
  cut = false
  await submitOn(other).click()
  reference = await referenceOn(page, 'No officer has read it yet')
  expect(reference).toMatch(/^TD-/)

  await phone.context.setOffline(false)
  expect(await referenceOn(phone.page, 'No officer has read it yet')).toBe(reference)
  const listed = await page.request.get(addressOf(listMyApplications, {}))
  const { applications } = listMyApplications.answer.parse(await listed.json())
  expect(applications.map((each) => each.reference)).toEqual([reference])
  await product.letter(linMei.email, ({ text }) => text.includes(reference))
})

test('tracking says who has it now and what comes next', async () => {
  await other.page.getByText('Waiting to be accepted').waitFor()
  const now = await other.page.getByRole('region', { name: 'Where it is now' }).innerText()
  expect(now).toContain('Consulate-General of Utopia in Milan')
  expect(now).toContain('An officer will accept it, or ask you to correct it.')
})

test('accepted on 24 November, it is promised for 17 December, and the two days that do not count are named', async () => {
  await product.setClock('2026-11-24T08:30:00Z')
  await sitDown(desk, 'Ann')
  await openFromQueue(desk, reference)
  await act(desk, 'accept')
  await wasDone(desk, 'accept', reference)
  await desk.page.getByText('Promised for 17 Dec 2026').waitFor()
  const now = await whereItIs(other, 'IN_REVIEW')
  expect(now).toMatch(
    /In review[\s\S]*Consulate-General of Utopia in Milan[\s\S]*An officer is reviewing it[\s\S]*Thursday,? 17 December 2026/,
  )
  const reckoned = await other.page.getByRole('region', { name: 'How the date is reckoned' }).innerText()
  expect(reckoned).toContain('Accepted on 24 November 2026, then 15 working days')
  expect(reckoned).toMatch(/7 December 2026/)
  expect(reckoned).toMatch(/8 December 2026/)
})

test('who reviewed a file cannot approve it: not on the screen, not by its address', async () => {
  await act(desk, 'recommend')
  await wasDone(desk, 'recommend', reference)
  await desk.page.goto(`/workbench/files/${application}?for=supervision`)
  const approve = desk.page.getByRole('button', { name: /^Approve/ })
  await approve.waitFor()
  expect(await approve.getAttribute('aria-disabled')).toBe('true')
  await desk.page.getByText('you reviewed or recommended this file; another officer must decide it').waitFor()
  const seen = await desk.page.request.get(
    addressOf(openFile, { params: { application }, query: { purpose: 'supervision' } }),
  )
  const { version } = openFile.answer.parse(await seen.json())
  expect(await postAsOfficer(approveApplication, version)).toBe(403)
  expect(await whereItIs(other, 'SECOND_REVIEW')).toContain('A second officer is looking at it.')
})

test('a second officer approves after proving once more who she is, and the applicant is told', async () => {
  await standUp(desk)
  await sitDown(desk, 'Bo')
  await openFromQueue(desk, reference)
  await act(desk, 'approve')
  await proveAgain(desk, 'Bo')
  await wasDone(desk, 'approve', reference)
  expect(await whereItIs(other, 'APPROVED')).toContain('The document will be made next.')
  await product.letter(linMei.email, ({ text, subject }) => `${subject} ${text}`.includes('approved'))
  expect(await postAsOfficer(acceptApplication, 2)).toBe(409)
})

test('the next time the passkey alone signs her in', async () => {
  const { page, context } = phone
  await context.clearCookies({ name: 'consular_session' })
  await page.goto('/app/sign-in')
  await page.getByRole('button', { name: /^Use a passkey/ }).click()
  await page.getByRole('link', { name: /Renew a passport/ }).waitFor()
})
