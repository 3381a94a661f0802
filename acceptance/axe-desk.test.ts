import type { Say } from '@consular/messages'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, expect, test } from 'vitest'
import { faultsIn, press, type Screen } from './axe-walk.ts'
import { openStage } from './stage.ts'

const stage = await openStage({ pack: 'uto', now: '2026-11-24T08:00:00Z' })
afterAll(() => stage.close())

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
const papers = '/workbench/health/papers'
const health: readonly Screen[] = [
  ['papers', papers, (page) => page.getByRole('table').waitFor()],
  [
    'paper',
    papers,
    async (page, say) => {
      await page.getByRole('table').getByRole('link').first().click()
      await page.getByRole('img', { name: say('papers.picture') }).waitFor()
      await page.getByRole('button', { name: say('papers.refuse') }).click()
    },
  ],
  ['no such paper', `${papers}/00000000-0000-7000-8000-000000000000`],
]
const sources = '/workbench/health/sources'
const administration: readonly Screen[] = [
  ['sources', sources, (page) => page.getByRole('table').waitFor()],
  [
    'register a source',
    sources,
    async (page, say) => {
      await page.getByRole('button', { name: say('sources.register') }).click()
      await page.getByRole('button', { name: say('sources.register.send') }).click()
    },
  ],
  [
    'an API key',
    sources,
    async (page, say) => {
      await page
        .getByRole('button', { name: new RegExp(`^${say('sources.renew')}`) })
        .first()
        .click()
      const key = page.getByRole('dialog', { name: say('sources.key.title') })
      const again = page.getByRole('dialog', { name: say('step-up.title') })
      await key.or(again).waitFor()
      if (await again.isVisible()) await again.getByRole('button').first().click()
      await key.waitFor()
    },
  ],
]
const recalls = '/workbench/health/recalls'
const approverOfHealth: readonly Screen[] = [
  [
    'propose a recall',
    recalls,
    async (page, say) => {
      await page.getByRole('button', { name: say('recalls.propose') }).click()
      await page.getByRole('button', { name: say('recalls.propose.send'), exact: true }).click()
    },
  ],
  [
    'a recall of one’s own',
    recalls,
    async (page, say) => {
      await page.getByRole('button', { name: say('recalls.propose') }).click()
      await page.getByRole('textbox', { name: say('recalls.lot') }).fill('EX-1')
      await page.getByRole('textbox', { name: say('recalls.reason') }).fill('...')
      await page.getByRole('button', { name: say('recalls.propose.send'), exact: true }).click()
      await page.getByText(say('recalls.another-decides')).first().waitFor()
    },
  ],
  ['statistics', '/workbench/health/statistics', (page) => page.getByRole('table').first().waitFor()],
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

const officer = async (name: string): Promise<BrowserContext> => {
  const device = await stage.device({ desk: true })
  await device.page.goto('/workbench/')
  await device.page.getByRole('button', { name: new RegExp(`^${name}`) }).click()
  await device.page.getByRole('heading', { name: device.say('queue.title'), level: 1 }).waitFor()
  await device.page.close()
  return device.context
}
const nobody = async (): Promise<BrowserContext> => (await stage.device()).context

const visitors: readonly (readonly [who: string, enter: () => Promise<BrowserContext>, screens: readonly Screen[]])[] =
  [
    ['the workbench, nobody signed in', nobody, nobodyAtDesk],
    ['the workbench of a reviewer', () => officer('Ann'), desk],
    ['the health papers of a reviewer', () => officer('Ann'), health],
    ['the sources of an administrator', () => officer('Eve'), administration],
    ['the workbench of an approver', () => officer('Bo'), approver],
    ['the recalls and counts of an approver', () => officer('Bo'), approverOfHealth],
    ['the workbench of an analyst', () => officer('Zed'), [['no queue', '/workbench/']]],
  ]

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
