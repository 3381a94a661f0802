import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'
import { type Device, openStage, protocolOf } from './stage.ts'

const stage = await openStage({ pack: 'cn', now: '2026-11-24T08:00:00Z' })
afterAll(() => stage.close())
const kilobyte = 1024

/** Everything that came over the wire until the page was quiet: headers and bodies as they were sent, squeezed or not. */
async function weigh(device: Device, address: string): Promise<{ readonly all: number; readonly script: number }> {
  const protocol = await protocolOf(device)
  const kinds = new Map<string, string>()
  let [all, script] = [0, 0]
  await protocol.send('Network.enable')
  await protocol.send('Network.setCacheDisabled', { cacheDisabled: true })
  protocol.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type))
  protocol.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    all += encodedDataLength
    if (kinds.get(requestId) === 'Script') script += encodedDataLength
  })
  await device.page.goto(address, { waitUntil: 'networkidle' })
  await protocol.detach()
  return { all, script }
}

function printTable(title: string, rows: readonly (readonly [name: string, bytes: number, most: number])[]): void {
  const lines = rows.map(
    ([name, bytes, most]) => `  ${(bytes / kilobyte).toFixed(1).padStart(6)} KB of ${most / kilobyte}   ${name}`,
  )
  process.stdout.write(`${title}\n${lines.join('\n')}\n`)
}

const plainPages = [
  '/',
  '/find?city=Bologna',
  '/find?city=Bolonga',
  '/apply?mission=cn-it-florence-cg&city=Bologna',
  '/apply?mission=cn-it-milan-cg',
  '/missions',
  '/missions/IT',
  '/missions/US',
  '/sources',
  '/nowhere',
]

test.each(['zh-Hans', 'en'] as const)('every plain page weighs at most 14 KB, all included (%s)', async (language) => {
  const rows: (readonly [string, number, number])[] = []
  for (const address of plainPages) {
    const device = await stage.device({ language })
    const { all } = await weigh(device, address)
    rows.push([address, all, 14 * kilobyte])
    await device.context.close()
  }
  printTable(`Plain pages over the wire (${language})`, rows)
  expect(rows.filter(([, bytes, most]) => bytes > most || bytes === 0)).toEqual([])
})

test.each(['zh-Hans', 'en'] as const)(
  'the citizen’s first load is at most 100 KB, 60 KB of it JavaScript (%s)',
  async (language) => {
    const device = await stage.device({ language })
    // The worker keeps the app for aeroplane mode after the page has been drawn: that is not the first load.
    await device.context.route('**/app/worker.js', (route) => route.abort())
    const { all, script } = await weigh(device, '/app/')
    const rows = [
      ['/app/', all, 100 * kilobyte],
      ['/app/, its JavaScript', script, 60 * kilobyte],
    ] as const
    printTable(`The citizen’s first load over the wire (${language})`, rows)
    await device.context.close()
    expect(script).toBeGreaterThan(10 * kilobyte)
    expect(rows.filter(([, bytes, most]) => bytes > most)).toEqual([])
  },
)

test('the built files that the first page names are at most 60 KB of JavaScript, squeezed', async () => {
  const dist = join(import.meta.dirname, '../citizen/dist')
  const page = await readFile(join(dist, 'index.html'), 'utf8')
  const named = new Set([...page.matchAll(/\/app\/(assets\/[^"]+\.js)/g)].map(([, path = '']) => path))
  // The words of one language come with the first page too; the longer ones count.
  const words = (await readdir(join(dist, 'assets'))).filter((name) => name.startsWith('words-'))
  const sizes = await Promise.all(
    [...named, ...words.map((name) => `assets/${name}`)].map(
      async (path) => [path, gzipSync(await readFile(join(dist, path))).length] as const,
    ),
  )
  const ofWords = Math.max(...sizes.filter(([path]) => path.includes('words-')).map(([, size]) => size))
  const whole = sizes.filter(([path]) => !path.includes('words-')).reduce((sum, [, size]) => sum + size, ofWords)
  printTable('Built JavaScript of the first page', [['citizen', whole, 60 * kilobyte]])
  expect(named.size).toBeGreaterThan(1)
  expect(whole).toBeLessThanOrEqual(60 * kilobyte)
})

test.each([
  { address: '/', form: true },
  { address: '/find?city=Bologna', form: false },
])('on slow 3G the plain page $address can be used within three seconds', async ({ address, form }) => {
  const device = await stage.device({ language: 'en', javaScript: false })
  const { page } = device
  const protocol = await protocolOf(device)
  await protocol.send('Network.enable')
  // 400 kbit/s in both directions, 400 ms to the first byte: the line's own time is most of what is measured.
  const speed = (400 * 1000) / 8
  await protocol.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 400,
    downloadThroughput: speed,
    uploadThroughput: speed,
  })
  const begun = performance.now()
  await page.goto(address, { waitUntil: 'commit' })
  if (form) await page.getByRole('textbox', { name: 'Which city are you in?' }).fill('Bologna')
  else await page.getByRole('region', { name: 'Help now' }).getByRole('link').first().waitFor()
  const took = performance.now() - begun
  process.stdout.write(`Slow 3G: ${address} can be used after ${(took / 1000).toFixed(2)} s of 3\n`)
  expect(took).toBeGreaterThan(400)
  expect(took).toBeLessThan(3000)
  await device.context.close()
})
