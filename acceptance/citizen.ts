import type { Page } from 'playwright-core'
import { type ChosenFile, picture } from './pictures.ts'
import type { Product } from './product.ts'
import { type Device, givePasskeys } from './stage.ts'

/** What a person types into the form of a passport renewal. */
export interface Applicant {
  readonly email: string
  /** The two lines of the present passport. */
  readonly mrz: string
  readonly expiry: string
  readonly nativeName: string
  readonly birthPlace: string
  readonly sex: 'F' | 'M'
  readonly phone: string
  readonly city: string
  readonly address: string
}

/** LIN MEI of the journeys: born 1992-06-01, passport U12345678 until 2026-12-20, living in Bologna, with a Thai telephone. */
export const linMei: Applicant = {
  email: 'lin.mei@example.org',
  mrz: 'P<UTOLIN<<MEI<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<\nU123456784UTO9206012F2612203<<<<<<<<<<<<<<<8',
  expiry: '2026-12-20',
  nativeName: '林梅',
  birthPlace: 'Chengdu',
  sex: 'F',
  phone: '+66 81 234 5678',
  city: 'Bologna',
  address: 'Via Zamboni 33',
}

/** On to the next page, by the key that presses a button wherever it stands at that moment. */
export const goOn = ({ page, say }: Device): Promise<void> =>
  page.getByRole('button', { name: say('continue'), exact: true }).press('Enter')

/** Chooses an answer of a question and goes on. */
async function choose(device: Device, question: string, option: string): Promise<void> {
  const { page, say } = device
  await page
    .getByRole('group', { name: say(`field.${question}`) })
    .getByRole('radio', { name: say(`option.${question}.${option}`) })
    .check()
  await goOn(device)
}

/** Types a date into its three fields. */
export async function typeDate({ page, say }: Device, field: string, date: string): Promise<void> {
  const [year = '', month = '', day = ''] = date.split('-')
  const group = page.getByRole('group', { name: say(`field.${field}`) })
  await group.getByRole('textbox', { name: say('date.year') }).fill(year)
  await group.getByRole('textbox', { name: say('date.month') }).fill(month)
  await group.getByRole('textbox', { name: say('date.day') }).fill(day)
}

/** A field of the form by its name, whether it must be filled in or not. */
export const field = ({ page, say }: Device, id: string) =>
  page.getByRole('textbox', { name: new RegExp(`^${say(`field.${id}`)}`) })

/** Answers the questions of the wizard for a resident whose passport is about to expire, up to what fits. */
export async function askForRenewal(device: Device, { expiry, city }: Applicant): Promise<void> {
  const { page, say } = device
  await page.goto('/app/start')
  await choose(device, 'where', 'abroad')
  await choose(device, 'age', 'adult')
  await choose(device, 'problem', 'expiry')
  await page.getByRole('group', { name: say('field.passport-expiry') }).waitFor()
  await typeDate(device, 'passport-expiry', expiry)
  await goOn(device)
  await choose(device, 'stay', 'resident')
  await page.getByRole('textbox', { name: say('start.place') }).fill(city)
  await goOn(device)
  await page.getByRole('link', { name: say('start.begin') }).waitFor()
}

const code = /\b\d{6}\b/

/** Signs in with the code of an e-mail. */
export async function signIn({ page, say }: Device, product: Product, email: string): Promise<void> {
  if (!page.url().includes('/app/sign-in')) await page.goto('/app/sign-in')
  const old = new Set((await product.letters(email)).map(({ id }) => id))
  await page.getByRole('textbox', { name: say('signin.email') }).fill(email)
  await page.getByRole('button', { name: say('signin.send') }).click()
  const letter = await product.letter(email, ({ id, text }) => !old.has(id) && code.test(text))
  await page.getByRole('textbox', { name: say('signin.code.label') }).fill(code.exec(letter.text)?.[0] ?? '')
  await page.getByRole('button', { name: say('signin.title') }).click()
}

/** Signs in for the first time: by code, then a passkey for the next time. */
export async function signInFirst(device: Device, product: Product, email: string): Promise<void> {
  const { page, say } = device
  await givePasskeys(device)
  await signIn(device, product, email)
  await page.getByRole('button', { name: say('passkey.offer.add') }).click()
  await page.getByRole('heading', { name: say('recovery.title') }).waitFor()
  await page.getByRole('button', { name: say('recovery.done') }).click()
}

/** Waits for a page of the form. */
export const formPage = ({ page, say }: Device, name: string): Promise<void> =>
  page.getByRole('heading', { name: say(name), level: 1 }).waitFor()

/** Chooses a picture, and waits until it has arrived. */
export async function upload(
  { page, say }: Device,
  id: string,
  chosen: ChosenFile = picture(`${id}.png`),
): Promise<void> {
  await page.getByLabel(new RegExp(`^${say(`field.${id}`)}`)).setInputFiles(chosen)
  await page.getByText(say('upload.stored')).waitFor()
}

/** Each page of the renewal's form, in order: its heading, and how it is filled in. */
const pages: readonly (readonly [heading: string, fill: (device: Device, who: Applicant) => Promise<void>])[] = [
  [
    'page.passport',
    async (device, { mrz }) => {
      await field(device, 'mrz').fill(mrz)
      await upload(device, 'passport-data-page')
    },
  ],
  ['page.names', (device, { nativeName }) => field(device, 'native-name').fill(nativeName)],
  [
    'page.person',
    async (device, { birthPlace }) => {
      await field(device, 'birth-place').fill(birthPlace)
    },
  ],
  ['page.parents', async () => undefined],
  [
    'page.contact',
    async (device, { email, phone }) => {
      await field(device, 'email').fill(email)
      await field(device, 'phone').fill(phone)
    },
  ],
  ['page.place', async (device, { address }) => field(device, 'address').fill(address)],
  ['field.residence-permit', (device) => upload(device, 'residence-permit')],
  ['field.photo', (device) => upload(device, 'photo')],
]

/** Fills the form in, from one page up to but without another. */
export async function fillForm(device: Device, who: Applicant, { from = '', to = '' } = {}): Promise<void> {
  const names = pages.map(([heading]) => heading)
  const first = from === '' ? 0 : names.indexOf(from)
  const last = to === '' ? names.length : names.indexOf(to)
  for (const [heading, fill] of pages.slice(first, last)) {
    await formPage(device, heading)
    await fill(device, who)
    await goOn(device)
  }
}

/** Submits, and answers the reference. */
export async function submit(device: Device): Promise<string> {
  const { page, say } = device
  await page.getByRole('button', { name: say('check.submit') }).click()
  return referenceOn(page, say('track.stored.unread'))
}

/** The reference on the page that says that an application is stored. */
export async function referenceOn(page: Page, stored: string): Promise<string> {
  await page.getByText(stored).waitFor()
  return /\bTD-[0-9A-Z]{3,4}-[0-9A-Z]{4}-[0-9A-Z]\b/.exec(await page.getByRole('main').innerText())?.[0] ?? ''
}

/** The whole way of a person who applies for the first time, until an officer can take the file; answers the reference. */
export async function applyForRenewal(device: Device, product: Product, who: Applicant): Promise<string> {
  await askForRenewal(device, who)
  await device.page.getByRole('link', { name: device.say('start.begin') }).click()
  await device.page.waitForURL(/sign-in/)
  await signInFirst(device, product, who.email)
  await fillForm(device, who)
  const reference = await submit(device)
  await whereItIs(device, 'CHECKING')
  return reference
}

/** What tracking says, once it has learned that the application is in a state. */
export async function whereItIs({ page, say }: Device, state: string): Promise<string> {
  await page.reload()
  const now = page.getByRole('region', { name: say('track.now') })
  await now.getByText(say(`state.${state}`), { exact: true }).waitFor()
  // The name of the mission comes from the directory, a moment later.
  await now.locator('dd:empty').first().waitFor({ state: 'detached' })
  return now.innerText()
}
