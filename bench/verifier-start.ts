import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium } from 'playwright-core'
import { prepareBorder } from '../acceptance/border-certificates.ts'
import { findChromium } from '../acceptance/chromium.ts'
import { startProduct } from '../acceptance/product.ts'

/** How many times the verifier is opened; of the times the middle one counts. */
const rounds = 11
/** How many times slower the processor is made. */
const slower = 4

const middle = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0

/** Opens the verifier once on an officer’s device that has a line, until it needs none any more. */
async function visit(context: BrowserContext): Promise<void> {
  const page = await context.newPage()
  await page.goto('/verifier/')
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await page.waitForFunction(async () => (await (await caches.open('verifier-trust')).keys()).length === 2)
  await page.close()
}

/** Milliseconds from the beginning of the navigation until the page says that it can verify, by the page’s own clock. */
async function openOnce(context: BrowserContext): Promise<number> {
  const page = await context.newPage()
  const protocol = await context.newCDPSession(page)
  await protocol.send('Emulation.setCPUThrottlingRate', { rate: slower })
  await page.goto('/verifier/', { waitUntil: 'commit' })
  await page.waitForFunction(() => performance.getEntriesByName('verifier-ready').length > 0)
  const took = await page.evaluate(() => performance.getEntriesByName('verifier-ready')[0]?.startTime ?? Number.NaN)
  await page.close()
  return took
}

async function timesOf(browser: Browser, baseURL: string): Promise<readonly number[]> {
  const context = await browser.newContext({ baseURL, locale: 'en-GB', viewport: { width: 360, height: 740 } })
  await visit(context)
  await context.setOffline(true)
  const times: number[] = []
  for (let round = 0; round < rounds; round++) times.push(await openOnce(context))
  await context.close()
  return times
}

/** Prints how long the verifier takes until it can verify, opened with no line on a processor four times as slow; beside the budget of a second. */
export async function benchVerifierStart(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'consular-bench-'))
  await prepareBorder(folder, Temporal.Now.instant().epochMilliseconds)
  const environment = { CONSULAR_TRUST: join(folder, 'trust'), CONSULAR_RULES: join(folder, 'rules') }
  const product = await startProduct({ pack: 'uto', environment })
  const { path, args } = await findChromium()
  const browser = await chromium.launch({ executablePath: path, args: [...args] })
  try {
    const times = await timesOf(browser, product.origin)
    const ratio = middle(times) / 1000
    process.stdout.write(
      `verifier-start: opened with no line, processor ${slower} times slower, ${rounds} times: middle ${middle(times).toFixed(0)} ms, ` +
        `from ${Math.min(...times).toFixed(0)} to ${Math.max(...times).toFixed(0)}; of the second that it may take ${ratio.toFixed(2)}\n`,
    )
  } finally {
    await browser.close()
    await product.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
