import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { formatter, type Language, type Say } from '@consular/messages'
import type { AxeResults, RunOptions } from 'axe-core'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { signIn } from './citizen.ts'
import { openStage, sections } from './stage.ts'

declare global {
  /** Where axe-core puts itself on a page. */
  var axe: typeof import('axe-core')
}

const stage = await openStage({ pack: 'uto', now: '2026-11-24T08:00:00Z' })
afterAll(() => stage.close())
const { product } = stage
const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const rules: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
}
const widths = [360, 1366]

/** A screen: where it is, and what is done there until it shows what is to be looked at. */
type Screen = readonly [name: string, address: string, prepare?: (page: Page, say: Say) => Promise<void>]

const press = (key: string) => (page: Page, say: Say) =>
  page
    .getByRole('button', { name: say(key), exact: true })
    .first()
    .click()
const submitEmpty = (page: Page) => page.locator('main form button[type=submit]').first().click()
const open =
  (...fields: readonly string[]) =>
  async (page: Page, say: Say) => {
    await page.goto('/app/applications')
    await page.getByRole('link', { name: new RegExp(say('service.passport-renewal')) }).click()
    await page.waitForURL(/applications\/[0-9a-f-]{36}$/)
    await page.getByRole('heading', { name: say('home.applications'), level: 1 }).waitFor({ state: 'detached' })
    const [rest] = fields
    if (rest !== undefined) await page.goto(`${page.url()}/${rest}`)
  }

const plain: readonly Screen[] = [
  ['first page', '/'],
  ['two cards', '/find?city=Bologna'],
  ['an unknown city', '/find?city=Bolonga'],
  ['an empty city', '/find?city='],
  [
    'a position that cannot be',
    '/',
    async (page, say) => {
      await page.getByText(say('plain.position'), { exact: true }).click()
      await page
        .getByRole('button', { name: say('plain.city.find') })
        .last()
        .click()
    },
  ],
  ['refused before the form', '/apply?mission=uto-it-florence-cg&city=Bologna'],
  ['asked for the place', '/apply?mission=uto-it-milan-cg'],
  ['countries', '/missions'],
  ['missions of a country', '/missions/IT'],
  ['sources', '/sources'],
  ['no such page', '/missions/XX'],
  ['mailbox', '/demonstration/mailbox'],
]

const question = (id: string): Screen => [
  `question ${id}`,
  '/app/start',
  async (page) => {
    await page.locator('main form').waitFor()
    await page.goto(`/app/start/question/${id}`)
  },
]
const anyone: readonly Screen[] = [
  ['home', '/app/'],
  ['find', '/app/find'],
  [
    'find, an unknown city',
    '/app/find',
    async (page, say) => {
      await page.getByRole('textbox', { name: say('find.city') }).fill('Bolonga')
      await press('find.city.find')(page, say)
      await page.getByRole('alert').first().waitFor()
    },
  ],
  [
    'find, two cards',
    '/app/find',
    async (page, say) => {
      await page.getByRole('textbox', { name: say('find.city') }).fill('Bologna')
      await press('find.city.find')(page, say)
      await page.getByRole('region', { name: say('find.help') }).waitFor()
    },
  ],
  ...['where', 'age', 'problem', 'passport-expiry', 'stay', 'journey'].map(question),
  ['a question without an answer', '/app/start/question/where', submitEmpty],
  ['place', '/app/start/place'],
  [
    'what does not fit',
    '/app/start/question/where',
    async (page, say) => {
      await page.getByRole('radio', { name: say('option.where.home') }).check()
      await submitEmpty(page)
      await page.waitForURL(/result/)
    },
  ],
  ['sign-in', '/app/sign-in'],
  ['sign-in without an address', '/app/sign-in', submitEmpty],
  [
    'code',
    '/app/sign-in',
    async (page, say) => {
      await page.getByRole('textbox', { name: say('signin.email') }).fill('axe@example.org')
      await press('signin.send')(page, say)
      await page.getByRole('textbox', { name: say('signin.code.label') }).waitFor()
      await submitEmpty(page)
    },
  ],
  ['recovery', '/app/sign-in/recovery', submitEmpty],
  ['no such page of the app', '/app/nowhere'],
]

const draft: readonly Screen[] = [
  ['applications', '/app/applications'],
  ['draft', '/app/applications', open()],
  ...['passport', 'names', 'person', 'parents', 'contact', 'place', 'residence-permit', 'photo'].map(
    (page): Screen => [`form, ${page}`, '/app/applications', open(`form/${page}`)],
  ),
  [
    'wrong lines of the passport',
    '/app/applications',
    async (page, say) => {
      await open('form/passport')(page, say)
      const lines = page.getByRole('textbox', { name: say('field.mrz') })
      await lines.fill((await lines.inputValue()).replace(/.$/, '?'))
      await submitEmpty(page)
    },
  ],
  ['check', '/app/applications', open('check')],
  [
    'deleting a draft',
    '/app/applications',
    async (page, say) => {
      await open()(page, say)
      await press('draft.discard')(page, say)
    },
  ],
  ['account', '/app/account'],
  ['contacts', '/app/account/contacts', submitEmpty],
  ['security', '/app/account/security'],
  ['recovery codes', '/app/account/security', press('security.recovery.new')],
  ['sessions', '/app/account/sessions'],
  ['data', '/app/account/data'],
  ['passkey offer', '/app/sign-in/passkey'],
  ['signing out', '/app/account', press('account.signout')],
]

const returned: readonly Screen[] = [
  ['tracking, returned', '/app/applications', open()],
  ['corrections', '/app/applications', open('corrections')],
  ['who opened my file', '/app/account/access'],
]
const refused: readonly Screen[] = [['tracking, refused', '/app/applications', open()]]

/** Opens the first file of a state that this officer may take, and presses keys there. */
const file =
  (state: string, ...keys: readonly string[]) =>
  async (page: Page, say: Say) => {
    await page.goto(`/workbench/?mission=uto-it-milan-cg&queue=${state === 'IN_REVIEW' ? 'review' : 'decision'}`)
    const rows = page.getByRole('row').filter({ hasText: say(`state.${state}`) })
    await (state === 'IN_REVIEW' ? rows.filter({ hasText: say('you') }) : rows).first().getByRole('button').click()
    await page.getByRole('region', { name: say('answers.title') }).waitFor()
    for (const key of keys) await page.keyboard.press(key)
  }
const sendPanel = (move: string) => (page: Page, say: Say) =>
  page
    .getByRole('form', { name: say(`panel.${move}`) })
    .getByRole('button', { name: say(`panel.${move}.send`), exact: true })
    .click()
const desk: readonly Screen[] = [
  ...['review', 'decision', 'waiting', 'done'].map((queue): Screen => [`queue ${queue}`, `/workbench/?queue=${queue}`]),
  ['purpose', '/workbench/?queue=done', (page) => page.getByRole('table').getByRole('button').first().click()],
  ['help', '/workbench/', press('help.open')],
  ['file', '/workbench/', file('IN_REVIEW')],
  ['return', '/workbench/', file('IN_REVIEW', 'r')],
  [
    'propose refusal',
    '/workbench/',
    async (page, say) => {
      await file('IN_REVIEW', 'x')(page, say)
      await sendPanel('propose-refusal')(page, say)
    },
  ],
  ['no such file', '/workbench/files/00000000-0000-7000-8000-000000000000'],
]
const approver: readonly Screen[] = [
  ['send back', '/workbench/', file('SECOND_REVIEW', 'b')],
  ['refuse', '/workbench/', file('REFUSAL_PROPOSED', 'x')],
  [
    'step-up',
    '/workbench/',
    async (page, say) => {
      await file('SECOND_REVIEW', 'p')(page, say)
      await sendPanel('approve')(page, say)
      await page.getByRole('dialog').waitFor()
    },
  ],
]
const nobodyAtDesk: readonly Screen[] = [
  ['workbench sign-in', '/workbench/'],
  ['enrolment', '/workbench/enrol'],
]

/** Looks at a screen in both widths, and says what is wrong with it. */
async function faultsOf(page: Page, [name]: Screen): Promise<string[]> {
  const found: string[] = []
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 })
    await page.evaluate(source)
    const { violations } = await page.evaluate<AxeResults, RunOptions>(
      (options) => globalThis.axe.run(document, options),
      rules,
    )
    for (const { id, nodes } of violations)
      found.push(
        `${name}, ${width} px: ${id}: ${nodes
          .slice(0, 2)
          .map(({ html }) => html.slice(0, 160))
          .join(' | ')}`,
      )
  }
  return found
}

/** Visits screens in a language. */
async function visit(context: BrowserContext, screens: readonly Screen[], language: Language): Promise<string[]> {
  const say = formatter(language, sections)
  await context.addCookies([{ name: 'language', value: language, url: product.origin }])
  const page = await context.newPage()
  const found: string[] = []
  for (const screen of screens) {
    const [, address, prepare] = screen
    await page.goto(address)
    await page.locator('h1').first().waitFor()
    await prepare?.(page, say)
    await page.getByText(say('loading'), { exact: true }).waitFor({ state: 'hidden' })
    await page.locator('h1').first().waitFor()
    expect(await page.locator('html').getAttribute('lang'), screen[0]).toBe(language)
    found.push(...(await faultsOf(page, screen)))
  }
  await page.close()
  return found
}

const citizenOf = async (sample: number): Promise<BrowserContext> => {
  const device = await stage.device()
  await signIn(device, product, `sample-${sample}@example.org`)
  await device.page.getByRole('heading', { name: device.say('passkey.offer.title') }).waitFor()
  await device.page.close()
  return device.context
}
const officer = async (name: string): Promise<BrowserContext> => {
  const device = await stage.device({ desk: true })
  await device.page.goto('/workbench/')
  await device.page.getByRole('button', { name: new RegExp(`^${name}`) }).click()
  await device.page.getByRole('heading', { name: device.say('queue.title'), level: 1 }).waitFor()
  await device.page.close()
  return device.context
}
const nobody = async (): Promise<BrowserContext> => (await stage.device()).context

// The samples of the demonstration: the first is a draft, the sixth was returned, the thirteenth refused.
const visitors: readonly (readonly [who: string, enter: () => Promise<BrowserContext>, screens: readonly Screen[]])[] =
  [
    ['pages without JavaScript', nobody, plain],
    ['the citizen’s app, nobody signed in', nobody, anyone],
    ['the citizen’s app, with a draft', () => citizenOf(1), draft],
    ['the citizen’s app, with a returned file', () => citizenOf(6), returned],
    ['the citizen’s app, with a refused file', () => citizenOf(13), refused],
    ['the workbench, nobody signed in', nobody, nobodyAtDesk],
    ['the workbench of a reviewer', () => officer('Ann'), desk],
    ['the workbench of an approver', () => officer('Bo'), approver],
    ['the workbench of an analyst', () => officer('Zed'), [['no queue', '/workbench/']]],
  ]

test('the check finds a fault where there is one', async () => {
  const context = await nobody()
  const page = await context.newPage()
  await page.setContent('<html lang="en"><title>x</title><main><h1>x</h1><input></main></html>')
  const found = await faultsOf(page, ['a field without a name', ''])
  await context.close()
  expect(found.join()).toContain('label')
})

test.each(visitors)(
  'no accessibility fault on any screen: %s',
  async (_, enter, screens) => {
    const context = await enter()
    const found = [...(await visit(context, screens, 'zh-Hans')), ...(await visit(context, screens, 'en'))]
    await context.close()
    expect(found).toEqual([])
  },
  300_000,
)
