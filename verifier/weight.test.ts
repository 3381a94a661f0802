import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { build, type Rolldown } from 'vite'
import { beforeAll, expect, test } from 'vitest'

type Output = Rolldown.RolldownOutput['output']

let output: Output

beforeAll(async () => {
  const built = await build({
    configFile: `${import.meta.dirname}/vite.config.ts`,
    logLevel: 'silent',
    build: { write: false },
  })
  if (Array.isArray(built) || !('output' in built)) throw new Error('One build was expected')
  output = built.output
}, 60_000)

const packed = (content: string | Uint8Array): number => gzipSync(content, { level: 6 }).length
const named = (name: string) => {
  const file = output.find(({ fileName }) => fileName === name)
  if (!file) throw new Error(`The build has no ${name}`)
  return file
}
const contentOf = (name: string): string | Uint8Array => {
  const file = named(name)
  return file.type === 'chunk' ? file.code : file.source
}

/** All pieces that the browser fetches before the verifier is drawn and can verify a text, in one language. */
function firstLoad(language: string): string[] {
  const wanted = new Set<string>()
  const want = (name: string) => {
    if (wanted.has(name)) return
    wanted.add(name)
    const file = named(name)
    if (file.type === 'chunk') for (const other of file.imports) want(other)
  }
  for (const file of output)
    if (file.type === 'chunk')
      if (/\/(?:index\.html|app\.tsx)$/.test(file.facadeModuleId ?? '') || file.name === `words-${language}`)
        want(file.fileName)
  return [...wanted, 'index.html', ...output.map(({ fileName }) => fileName).filter((name) => name.endsWith('.css'))]
}

test.each(['zh-hans', 'en'])(
  'the first load in %s stays within 150 KB without the program that reads codes',
  (language) => {
    const files = firstLoad(language)
    expect(files.some((name) => name.endsWith('.wasm'))).toBe(false)
    const images = ['icon.svg', 'manifest.webmanifest'].map((name) =>
      readFileSync(`${import.meta.dirname}/public/${name}`),
    )
    const weight = [...files.map(contentOf), ...images].reduce((sum, content) => sum + packed(content), 0)
    process.stdout.write(`The verifier’s first load (${language}): ${(weight / 1024).toFixed(1)} KB of 150\n`)
    expect(weight).toBeGreaterThan(20 * 1024)
    expect(weight).toBeLessThan(150 * 1024)
  },
)

test('the service worker keeps the page, every piece, both languages and the program that reads codes', () => {
  const worker = String(contentOf('worker.js'))
  const pieces = output.map(({ fileName }) => fileName).filter((name) => name.startsWith('assets/'))
  expect(pieces.some((name) => name.endsWith('.wasm'))).toBe(true)
  expect(pieces.filter((name) => name.includes('words-'))).toHaveLength(2)
  for (const name of ['/verifier/', ...pieces.map((piece) => `/verifier/${piece}`)])
    expect(worker).toContain(`"${name}"`)
  expect(worker).not.toContain('SHELL_OF_THIS_BUILD')
})
