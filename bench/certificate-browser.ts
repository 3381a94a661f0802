import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { openBrowser } from '../acceptance/chromium.ts'
import { issued, now, trust } from './certificate-hcert.ts'

/** What runs in the page: certificates and bare signatures in turns, through WebCrypto both. */
const program = (samples: unknown): string => `
import { readHcert, verifyHcert } from '${join(import.meta.dirname, '../certificate/hcert/index.ts')}'
const samples = ${JSON.stringify(samples)}
const trust = ${JSON.stringify(trust)}
const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
const key = await crypto.subtle.importKey('spki', bytes(trust.signers[0].key), { name: 'ECDSA', namedCurve: 'P-256' }, false, ['verify'])
const raw = samples.map(({ data, signature }) => ({ data: bytes(data), signature: bytes(signature) }))
const rateOf = async (act) => {
  const start = performance.now()
  let done = 0
  for (; performance.now() - start < 250; done++) if (!(await act(done % samples.length))) throw new Error('The sample is not valid')
  return done / ((performance.now() - start) / 1000)
}
const ours = async (at) => (await verifyHcert(readHcert(samples[at].text), trust, ${now})).verdict === 'valid'
const bare = (at) => crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, raw[at].signature, raw[at].data)
globalThis.measure = async () => {
  const rates = { ours: [], bare: [] }
  await rateOf(ours)
  await rateOf(bare)
  for (let round = 0; round < 15; round++) {
    rates.ours.push(await rateOf(ours))
    rates.bare.push(await rateOf(bare))
  }
  return rates
}
`

const middle = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

/** Prints how many certificates a second a browser page verifies, beside the bare signature through the same WebCrypto in turns. */
export async function benchCertificateBrowser(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'consular-bench-'))
  const samples = (await issued()).map(({ text, data, signature }) => ({
    text,
    data: base64(data),
    signature: base64(signature),
  }))
  await writeFile(join(folder, 'page.js'), program(samples))
  await build({
    configFile: false,
    root: folder,
    logLevel: 'error',
    build: {
      outDir: join(folder, 'out'),
      target: 'esnext',
      rolldownOptions: { input: join(folder, 'page.js'), output: { entryFileNames: 'page.js' } },
    },
  })
  const server = createServer((request, response) => {
    if (request.url === '/') return response.end('<!doctype html><script type="module" src="/page.js"></script>')
    readFile(join(folder, 'out', request.url ?? '')).then(
      (file) => response.setHeader('content-type', 'text/javascript').end(file),
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const browser = await openBrowser()
  try {
    const page = await browser.newPage()
    await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`)
    await page.waitForFunction(() => 'measure' in globalThis)
    const { ours, bare } = await page.evaluate(() =>
      (globalThis as unknown as { measure: () => Promise<{ ours: number[]; bare: number[] }> }).measure(),
    )
    const ratio = middle(ours.map((rate, round) => rate / (bare[round] ?? rate)))
    const count = (rates: readonly number[]): string => Math.round(middle(rates)).toLocaleString('en')
    process.stdout.write(
      `certificate-browser: verify in a page: ${count(ours)} a second; WebCrypto, the P-256 signature alone: ${count(bare)}; ratio ${ratio.toFixed(2)}\n`,
    )
  } finally {
    await browser.close()
    server.close()
    await rm(folder, { recursive: true, force: true })
  }
}
