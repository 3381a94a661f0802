import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join, normalize } from 'node:path'
import type { Tally } from '@consular/certificate/conformance'
import { suite } from '@consular/certificate/conformance'
import { afterAll, expect, test } from 'vitest'
import { material } from '../certificate/conformance/testing-material.ts'
import { openBrowser } from './chromium.ts'

// The same bodies that run in Node run in a browser page: another engine for signatures, another reader of pictures, no files.
const root = join(import.meta.dirname, '..')
const page = await mkdtemp(join(tmpdir(), 'consular-suite-'))
const closing: (() => Promise<unknown>)[] = [() => rm(page, { recursive: true, force: true })]
afterAll(async () => {
  for (const close of closing.reverse()) await close()
})

const types: { readonly [extension: string]: string } = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
}

/** Serves the built page, the reader's program and the material. */
function serve(): Promise<Server> {
  const wasm = join(root, 'node_modules', 'zxing-wasm', 'dist', 'reader', 'zxing_reader.wasm')
  const fileOf = (path: string): string => {
    if (path.startsWith('/material/')) return join(material, normalize(decodeURIComponent(path.slice(10))))
    return path === '/zxing_reader.wasm' ? wasm : join(page, path === '/' ? 'index.html' : path)
  }
  const server = createServer((request, response) => {
    const file = fileOf(new URL(request.url ?? '/', 'http://localhost').pathname)
    readFile(file).then(
      (bytes) => response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream').end(bytes),
      () => response.writeHead(404).end(),
    )
  })
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done(server)))
}

async function build(): Promise<void> {
  const vite = await import('vite')
  await vite.build({
    configFile: false,
    root: join(root, 'certificate', 'conformance'),
    logLevel: 'error',
    build: {
      outDir: page,
      emptyOutDir: true,
      target: 'esnext',
      rolldownOptions: { input: join(root, 'certificate', 'conformance', 'index.html') },
    },
  })
}

function print({ corpus, cases, agreed, excluded, disagreements }: Tally): void {
  const counts = [cases, agreed, excluded].map((count) => String(count).padStart(6)).join(' ')
  process.stdout.write(`  ${corpus.padEnd(36)} ${counts}\n`)
  for (const { name, expected, got } of disagreements)
    process.stdout.write(`    ${name}: expected ${expected}, got ${got}\n`)
}

const names = suite()
  .filter(({ folder }) => existsSync(join(material, folder)))
  .map(({ corpus }) => corpus.name)
if (names.length === 0)
  process.stdout.write('Not run in a browser page, because the conformance material is not beside the repository\n')

test.runIf(names.length > 0)(
  'the conformance suite agrees in a browser page too',
  async () => {
    const [server, browser] = await Promise.all([serve(), openBrowser(), build()])
    closing.push(
      () => new Promise((done) => server.close(done)),
      () => browser.close(),
    )
    const tab = await browser.newPage()
    const problems: string[] = []
    tab.on('pageerror', (error) => problems.push(error.message))
    await tab.goto(`http://localhost:${(server.address() as AddressInfo).port}/`)
    await tab.waitForFunction(() => 'runHere' in globalThis)
    process.stdout.write(`  in a browser page                     cases agreed excluded\n`)
    const disagreements: string[] = []
    for (const name of names) {
      const [tally] = await tab.evaluate(
        (corpus) => (globalThis as unknown as { runHere: (names: string[]) => Promise<Tally[]> }).runHere([corpus]),
        name,
      )
      if (!tally) throw new Error(`the page does not know ${name}`)
      print(tally)
      disagreements.push(...tally.disagreements.map((each) => `${name}: ${each.name}`))
      expect(tally.cases).toBeGreaterThan(0)
    }
    expect(problems).toEqual([])
    expect(disagreements).toEqual([])
  },
  600_000,
)
