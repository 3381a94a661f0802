import type { Say } from '@consular/messages'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { faultsIn, faultsOf, press, type Screen, submitEmpty } from './axe-walk.ts'
import { signIn } from './citizen.ts'
import { openStage } from './stage.ts'

const stage = await openStage({ pack: 'uto', now: '2026-11-24T08:00:00Z' })
afterAll(() => stage.close())

const { product } = stage

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

const citizenOf = async (sample: number): Promise<BrowserContext> => {
  const device = await stage.device()
  await signIn(device, product, `sample-${sample}@example.org`)
  await device.page.getByRole('heading', { name: device.say('passkey.offer.title') }).waitFor()
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
  ]

test('the check finds a fault where there is one', async () => {
  const context = await nobody()
  const page = await context.newPage()
  await page.setContent('<html lang="en"><title>x</title><main><h1>x</h1><input></main></html>')
  const found = await faultsOf(page, 'a field without a name', 360)
  await context.close()
  expect(found.join()).toContain('label')
})

test.each(visitors)(
  'no accessibility fault on any screen: %s',
  async (_, enter, screens) => {
    const context = await enter()
    const found = await faultsIn({ context, screens, origin: stage.product.origin })
    await context.close()
    expect(found).toEqual([])
  },
  300_000,
)
