import { readFileSync } from 'node:fs'
import { type BuiltApp, buildApp, firstLoad, packed } from '@consular/ui/testing-weight.ts'
import { beforeAll, expect, test } from 'vitest'

let app: BuiltApp
let element: BuiltApp

beforeAll(async () => {
  app = await buildApp(`${import.meta.dirname}/vite.config.ts`)
  element = await buildApp(`${import.meta.dirname}/embed/vite.config.ts`)
}, 60_000)

const weigh = (contents: readonly (string | Uint8Array)[]): number =>
  contents.reduce((sum, content) => sum + packed(content), 0)

test.each(['zh-hans', 'en'])(
  'the first load in %s stays within 150 KB without the program that reads codes',
  (language) => {
    const files = firstLoad(app, language)
    expect(files.some((name) => name.endsWith('.wasm'))).toBe(false)
    const images = ['icon.svg', 'manifest.webmanifest'].map((name) =>
      readFileSync(`${import.meta.dirname}/public/${name}`),
    )
    const weight = weigh([...files.map(app.contentOf), ...images])
    process.stdout.write(`The verifier’s first load (${language}): ${(weight / 1024).toFixed(1)} KB of 150\n`)
    expect(weight).toBeGreaterThan(20 * 1024)
    expect(weight).toBeLessThan(150 * 1024)
  },
)

test.each(['zh-hans', 'en'])(
  'the element for other sites stays within 100 KB in %s, its looks included',
  (language) => {
    const files = element.fetchedFor(({ isEntry, name }) => isEntry || name === `words-${language}`)
    const weight = weigh(['embed.js', ...files].map(element.contentOf))
    process.stdout.write(`The element’s first load (${language}): ${(weight / 1024).toFixed(1)} KB of 100\n`)
    expect(files.length).toBeGreaterThanOrEqual(2)
    expect(weight).toBeGreaterThan(20 * 1024)
    expect(weight).toBeLessThan(100 * 1024)
  },
)

test('the stable name of the element leads to a piece that carries its digest, and no address is that of its page', () => {
  const stable = String(element.contentOf('embed.js'))
  const [, piece = ''] = /^import '\.\/(assets\/embed-[\w-]{8,}\.js)'\n$/.exec(stable) ?? []
  expect(element.names).toContain(piece)
  for (const name of element.names.filter((each) => each.endsWith('.js')))
    expect(String(element.contentOf(name)), name).not.toMatch(/["'`]\/(?:verifier\/)?assets\//)
})

test('the service worker keeps the page, every piece, both languages and the program that reads codes', () => {
  const worker = String(app.contentOf('worker.js'))
  const pieces = app.names.filter((name) => name.startsWith('assets/'))
  expect(pieces.some((name) => name.endsWith('.wasm'))).toBe(true)
  expect(pieces.filter((name) => name.includes('words-'))).toHaveLength(2)
  for (const name of ['/verifier/', ...pieces.map((piece) => `/verifier/${piece}`)])
    expect(worker).toContain(`"${name}"`)
  expect(worker).not.toContain('SHELL_OF_THIS_BUILD')
})
