import type { Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { formPage, linMei, referenceOn } from './citizen.ts'
import { picture } from './pictures.ts'
import { openStage } from './stage.ts'

const stage = await openStage({ pack: 'uto', now: '2026-11-23T09:00:00Z' })
afterAll(() => stage.close())
const device = await stage.device()
const { page, say } = device
const { product } = stage

/** What has the focus, as it is read out: its label, its text or its name; a radio button with its question. */
const focused = (where: Page): Promise<string> =>
  where.evaluate(() => {
    const control = document.activeElement
    if (!(control instanceof HTMLElement)) return ''
    const labels = control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement ? control.labels : null
    return (labels?.[0]?.textContent ?? control.getAttribute('aria-label') ?? control.textContent ?? '').trim()
  })

/** Goes on with the Tab key until something has the focus. A page has no more stops than this. */
async function tabTo(name: string): Promise<void> {
  for (let stops = 0; stops < 60; stops++) {
    await page.keyboard.press('Tab')
    if ((await focused(page)).startsWith(name)) return
  }
  throw new Error(`the Tab key never came to “${name}” on ${page.url()}`)
}

async function type(label: string, text: string): Promise<void> {
  await tabTo(label)
  await page.keyboard.type(text)
}

async function pressOn(name: string): Promise<void> {
  await tabTo(name)
  await page.keyboard.press('Enter')
}

/** Chooses an option: the Tab key comes to the group, the arrows go on in it, the space bar takes what has the focus. */
async function choose(option: string): Promise<void> {
  await page.locator('main form [type=radio]').first().waitFor()
  for (let stops = 0; stops < 20; stops++) {
    await page.keyboard.press('Tab')
    if (
      await page.evaluate(
        () => document.activeElement instanceof HTMLInputElement && document.activeElement.type === 'radio',
      )
    )
      break
  }
  for (let steps = 0; steps < 12 && !(await focused(page)).startsWith(option); steps++)
    await page.keyboard.press('ArrowDown')
  expect(await focused(page)).toContain(option)
  await page.keyboard.press('Space')
}

/** Waits for a page of the form, until its heading has the focus: from there the Tab key goes on. */
async function arrive(heading: string): Promise<void> {
  await formPage(device, heading)
  await page.waitForFunction(() => document.activeElement?.tagName === 'H1')
}

async function typeDate(date: string): Promise<void> {
  const [year = '', month = '', day = ''] = date.split('-')
  await type('Year', year)
  await type('Month', month)
  await type('Day', day)
}

/** The Tab key comes to the browser's own file control; its dialog is the browser's too, and not every test browser opens it. */
async function chooseFile(label: string): Promise<void> {
  await tabTo(label)
  await page.locator('input[type=file]:focus').setInputFiles(picture('x.png', 20))
  await page.getByText('Uploaded and stored').waitFor()
}

const goOn = () => pressOn('Continue')

test('the keyboard alone leads from the first page to what fits, past the header in one key', async () => {
  await page.goto('/app/')
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.keyboard.press('Tab')
  expect(await focused(page)).toBe('Skip to main content')
  await pressOn('Apply for a passport')
  for (const [id, option] of [
    ['where', 'abroad'],
    ['age', 'adult'],
    ['problem', 'expiry'],
  ] as const) {
    await page.getByRole('group', { name: say(`field.${id}`) }).waitFor()
    await choose(say(`option.${id}.${option}`))
    await goOn()
  }
  await page.getByRole('group', { name: say('field.passport-expiry') }).waitFor()
  await typeDate(linMei.expiry)
  await goOn()
  await page.getByRole('group', { name: say('field.stay') }).waitFor()
  await choose(say('option.stay.resident'))
  await goOn()
  await page.getByRole('textbox', { name: say('start.place') }).waitFor()
  await type(say('start.place'), 'Bologna')
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'Begin the application' }).waitFor()
})

test('the keyboard alone signs in, fills the form in, checks it and submits it', async () => {
  await pressOn('Begin the application')
  await page.getByRole('textbox', { name: say('signin.email') }).waitFor()
  await type(say('signin.email'), linMei.email)
  await page.keyboard.press('Enter')
  const letter = await product.letter(linMei.email, ({ text }) => /\b\d{6}\b/.test(text))
  await page.getByRole('textbox', { name: '6-digit code' }).waitFor()
  await type('6-digit code', /\b\d{6}\b/.exec(letter.text)?.[0] ?? '')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Not now' }).waitFor()
  await pressOn('Not now')

  await arrive('page.passport')
  await type(say('field.mrz'), linMei.mrz)
  await chooseFile(say('field.passport-data-page'))
  await goOn()
  await arrive('page.names')
  await goOn()
  await arrive('page.person')
  await type(say('field.birth-place'), 'Chengdu')
  await goOn()
  await arrive('page.parents')
  await goOn()
  await arrive('page.contact')
  // An empty page first: the summary of errors takes the focus, and its link leads to the field.
  await goOn()
  await page.getByRole('alert', { name: 'There is a problem' }).waitFor()
  await pressOn('Fill in: E-mail address')
  await page.keyboard.type(linMei.email)
  await type(say('field.phone'), linMei.phone)
  await page.keyboard.press('Enter')
  await arrive('page.place')
  await type(say('field.address'), linMei.address)
  await page.keyboard.press('Enter')
  await arrive('field.residence-permit')
  await chooseFile(say('field.residence-permit'))
  await goOn()
  await arrive('field.photo')
  await chooseFile(say('field.photo'))
  await goOn()
  await page.getByRole('heading', { name: 'Check your answers' }).waitFor()
  await pressOn('Submit')
  expect(await referenceOn(page, 'No officer has read it yet')).toMatch(/^TD-/)
})

test('a language is changed with the keyboard, and the focus stays', async () => {
  await tabTo('中文')
  await page.keyboard.press('Enter')
  await page.getByText('系统已经收好您的申请').or(page.getByText('等待受理')).first().waitFor()
})
