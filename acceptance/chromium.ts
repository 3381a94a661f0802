import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** Quiet flags: a test's browser talks to the product and to nobody else. */
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** A Chromium: `$CHROMIUM_PATH`, else the machine's, else the one that comes inside an npm package (Linux). */
export async function findChromium(): Promise<{ path: string; args: readonly string[] }> {
  const own = process.env['CHROMIUM_PATH'] ?? places.find((place) => existsSync(place))
  if (own !== undefined) return { path: own, args: quiet }
  // Its own flags are for another purpose: one process for all, and security switched off. A test wants a browser as people have it.
  if (lacksLibraries()) process.env['AWS_LAMBDA_JS_RUNTIME'] ??= 'nodejs24.x'
  const { default: packaged } = await import('@sparticuz/chromium')
  return { path: await packaged.executablePath(), args: [...quiet, '--disable-dev-shm-usage'] }
}

/** A bare Linux has not all that a browser links to; the package brings those libraries too, and unpacks them where it takes the machine for such a one. */
const lacksLibraries = (): boolean =>
  process.platform === 'linux' &&
  !spawnSync('/sbin/ldconfig', ['-p'], { encoding: 'utf8' }).stdout?.includes('libnss3.so')

/** Opens a browser without a window. */
export async function openBrowser(): Promise<Browser> {
  const { path, args } = await findChromium()
  return chromium.launch({ executablePath: path, args: [...args] })
}
