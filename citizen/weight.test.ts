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

/** All pieces that the browser fetches before the first page is drawn, in one language. */
function firstLoad(language: string): string[] {
  const chunks = output.filter((file) => file.type === 'chunk')
  const wanted = new Set<string>()
  const want = (name: string) => {
    if (wanted.has(name)) return
    wanted.add(name)
    const file = named(name)
    if (file.type === 'chunk') for (const other of file.imports) want(other)
  }
  for (const { fileName, facadeModuleId, name } of chunks)
    if (/\/(?:index\.html|app\.tsx)$/.test(facadeModuleId ?? '') || name === `words-${language}`) want(fileName)
  return [...wanted, ...output.map(({ fileName }) => fileName).filter((name) => name.endsWith('.css'))]
}

test.each(['zh-hans', 'en'])('the first load in %s stays within 100 KB, its JavaScript within 60 KB', (language) => {
  const files = firstLoad(language)
  const scripts = files.filter((name) => name.endsWith('.js'))
  const weight = (names: readonly string[]) => names.reduce((sum, name) => sum + packed(contentOf(name)), 0)
  expect(scripts.length).toBeGreaterThan(2)
  expect(weight(scripts)).toBeLessThan(60 * 1024)
  const images = ['icon.svg', 'manifest.webmanifest'].map((name) =>
    readFileSync(`${import.meta.dirname}/public/${name}`),
  )
  expect(weight([...files, 'index.html']) + images.reduce((sum, image) => sum + packed(image), 0)).toBeLessThan(
    100 * 1024,
  )
})

test('the first load brings neither the polyfill nor the passkey library, and one language', () => {
  const code = firstLoad('en')
    .map((name) => String(contentOf(name)))
    .join('')
  expect(code).not.toContain('startRegistration')
  expect(code).not.toContain('找到我的使领馆')
})

test('the service worker keeps the page, every piece and both languages', () => {
  const worker = String(contentOf('worker.js'))
  const pieces = output.map(({ fileName }) => fileName).filter((name) => name.startsWith('assets/'))
  const [later, now] = [
    pieces.filter((piece) => piece.endsWith('.wasm')),
    pieces.filter((piece) => !piece.endsWith('.wasm')),
  ]
  for (const name of ['/app/', ...now.map((piece) => `/app/${piece}`)]) expect(worker).toContain(`"${name}"`)
  // What reads codes is kept when it is first used: as heavy as all else, and most people never scan one.
  expect(later).toHaveLength(1)
  expect(worker).not.toContain(later[0])
  expect(worker).not.toContain('SHELL_OF_THIS_BUILD')
})
