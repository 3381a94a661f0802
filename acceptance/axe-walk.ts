import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { formatter, type Language, type Say } from '@consular/messages'
import type { AxeResults, RunOptions } from 'axe-core'
import type { BrowserContext, Page } from 'playwright-core'
import { expect } from 'vitest'
import { sections } from './stage.ts'

declare global {
  /** Where axe-core puts itself on a page. */
  var axe: typeof import('axe-core')
}

const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const rules: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
  // No rule of these kinds asks for style sheets or media anew.
  preload: false,
}
const widths = [360, 1366] as const

/** A screen: where it is, and what is done there until it shows what is to be looked at. */
export type Screen = readonly [name: string, address: string, prepare?: (page: Page, say: Say) => Promise<void>]

/** Presses a button by the key of its word. */
export const press = (key: string) => (page: Page, say: Say) =>
  page
    .getByRole('button', { name: say(key), exact: true })
    .first()
    .click()

/** Sends the form of the page as it is. */
export const submitEmpty = (page: Page) => page.locator('main form button[type=submit]').first().click()

/** What axe-core finds on a page as it stands. */
export async function violationsOn(page: Page): Promise<string[]> {
  // Reading its half a megabyte takes as long as looking at the page.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(source)
  const { violations } = await page.evaluate<AxeResults, RunOptions>(
    (options) => globalThis.axe.run(document, options),
    rules,
  )
  return violations.map(({ id, nodes }) => {
    const [first, second] = nodes.map(({ html }) => html.slice(0, 160))
    return `${id}: ${[first, second].filter(Boolean).join(' | ')}`
  })
}

/** What axe-core finds on a screen of a width. */
export async function faultsOf(page: Page, name: string, width: number): Promise<string[]> {
  await page.setViewportSize({ width, height: 900 })
  return (await violationsOn(page)).map((fault) => `${name}, ${width} px: ${fault}`)
}

/** Who walks, at which address, past which screens. */
interface Walk {
  readonly context: BrowserContext
  readonly origin: string
  readonly screens: readonly Screen[]
}

/** Visits screens in a language, each in one width: the other one is seen in the other language, and the next screen the other way round. */
async function visit({ context, origin, screens }: Walk, language: Language): Promise<string[]> {
  const say = formatter(language, sections)
  await context.addCookies([{ name: 'language', value: language, url: origin }])
  const page = await context.newPage()
  const found: string[] = []
  for (const [index, [name, address, prepare]] of screens.entries()) {
    await page.goto(address)
    await page.locator('h1').first().waitFor()
    await prepare?.(page, say)
    await page.getByText(say('loading'), { exact: true }).waitFor({ state: 'hidden' })
    await page.locator('h1').first().waitFor()
    expect(await page.locator('html').getAttribute('lang'), name).toBe(language)
    const isWide = (index % 2 === 0) === (language === 'en')
    found.push(...(await faultsOf(page, name, widths[isWide ? 1 : 0])))
  }
  await page.close()
  return found
}

/** Visits screens in both languages, of a phone and of a desk, and answers what axe-core finds there. */
export const faultsIn = async (walk: Walk): Promise<string[]> => [
  ...(await visit(walk, 'zh-Hans')),
  ...(await visit(walk, 'en')),
]
