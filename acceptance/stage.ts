import { formatter, type Language, type Say } from '@consular/messages'
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core'
import { openBrowser } from './chromium.ts'
import { type Product, type Start, startProduct } from './product.ts'

/** A device that someone holds: its own cookies, storage and passkeys. */
export interface Device {
  readonly context: BrowserContext
  readonly page: Page
  /** The sentences of the language that this device speaks: the names by which things are found on it. */
  readonly say: Say
  readonly language: Language
}

/** What a device is like. A phone of 360 px unless told otherwise. */
export interface DeviceLook {
  readonly language?: Language
  readonly desk?: boolean
  readonly javaScript?: boolean
  readonly position?: { readonly latitude: number; readonly longitude: number }
}

/** The running product and a browser to look at it. */
export interface Stage {
  readonly product: Product
  readonly browser: Browser
  readonly device: (look?: DeviceLook) => Promise<Device>
  readonly close: () => Promise<void>
}

/** The sections of the sentences that a person may see. */
export const sections = [
  'common',
  'citizen',
  'documents',
  'account',
  'refusals',
  'attachment',
  'plain',
  'workbench',
  'health',
  'trust',
  'sos',
  'sos-app',
  'duty',
  'advice',
  'crisis',
  'crisis-page',
  'crisis-app',
  'cases',
  'registration',
  'scan',
]
/** How long anything may take to appear: generous, for the machine may be busy; what is there is found at once. */
export const patience = 20_000

/** Starts the product with a database of its own, and a browser. */
export async function openStage(start: Start): Promise<Stage> {
  const [product, browser] = await Promise.all([startProduct(start), openBrowser()])
  return {
    product,
    browser,
    device: (look = {}) => openDevice(browser, product, look),
    close: async () => {
      await browser.close()
      await product.stop()
    },
  }
}

async function openDevice(browser: Browser, { origin }: Product, look: DeviceLook): Promise<Device> {
  const { language = 'en', desk = false, javaScript = true, position } = look
  const context = await browser.newContext({
    baseURL: origin,
    locale: language === 'en' ? 'en-GB' : 'zh-CN',
    timezoneId: 'Europe/Rome',
    viewport: desk ? { width: 1366, height: 900 } : { width: 360, height: 740 },
    javaScriptEnabled: javaScript,
    acceptDownloads: true,
    ...(position ? { geolocation: position, permissions: ['geolocation'] } : {}),
  })
  context.setDefaultTimeout(patience)
  return { context, page: await context.newPage(), language, say: formatter(language, sections) }
}

/** A line to the browser's own protocol. */
export const protocolOf = ({ context, page }: Pick<Device, 'context' | 'page'>): Promise<CDPSession> =>
  context.newCDPSession(page)

/** Gives the device an authenticator of its own: passkeys that are found by themselves, opened by the person. */
export async function givePasskeys(device: Device): Promise<void> {
  const protocol = await protocolOf(device)
  await protocol.send('WebAuthn.enable')
  await protocol.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

/** Waits until the app works in aeroplane mode: the worker has the app itself and every file of the directory. */
export async function isKeptOffline({ page }: Device): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  const kept = () => page.evaluate(async () => (await (await caches.open('pack')).keys()).length)
  while ((await kept()) < filesOfPack) await page.waitForTimeout(50)
}

/** The files of the pack that a phone keeps. */
const filesOfPack = 8

/** A date as this device writes it: a small test browser may not know the names of months in every language. */
export const dateOn = (
  { page, language }: Device,
  date: string,
  options: Intl.DateTimeFormatOptions = { dateStyle: 'long' },
): Promise<string> =>
  page.evaluate(([tag, day, how]) => Temporal.PlainDate.from(day).toLocaleString(tag, how), [
    language === 'en' ? 'en-GB' : language,
    date,
    options,
  ] as const)
