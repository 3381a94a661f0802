import { readFileSync } from 'node:fs'
import { type BuiltApp, buildApp, firstLoad, packed } from '@consular/ui/testing-weight.ts'
import { beforeAll, expect, test } from 'vitest'

let app: BuiltApp

beforeAll(async () => {
  app = await buildApp(`${import.meta.dirname}/vite.config.ts`)
}, 60_000)

test.each(['zh-hans', 'en'])('the first load in %s stays within 100 KB, its JavaScript within 60 KB', (language) => {
  const files = firstLoad(app, language)
  const scripts = files.filter((name) => name.endsWith('.js'))
  const weight = (names: readonly string[]) => names.reduce((sum, name) => sum + packed(app.contentOf(name)), 0)
  expect(scripts.length).toBeGreaterThan(2)
  expect(weight(scripts)).toBeLessThan(60 * 1024)
  const images = ['icon.svg', 'manifest.webmanifest'].map((name) =>
    readFileSync(`${import.meta.dirname}/public/${name}`),
  )
  expect(weight(files) + images.reduce((sum, image) => sum + packed(image), 0)).toBeLessThan(100 * 1024)
})

test('the first load brings neither the polyfill nor the passkey library, and one language', () => {
  const code = firstLoad(app, 'en')
    .map((name) => String(app.contentOf(name)))
    .join('')
  expect(code).not.toContain('startRegistration')
  expect(code).not.toContain('找到我的使领馆')
})

test('the service worker keeps the page, every piece and both languages', () => {
  const worker = String(app.contentOf('worker.js'))
  const pieces = app.names.filter((name) => name.startsWith('assets/'))
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

test('asking for help is small: its own pieces, beside what the first load has brought', () => {
  const known = new Set(firstLoad(app, 'zh-hans'))
  const pieces = app
    .fetchedFor(({ name }) => name === 'sos' || name === 'sentences-zh-hans')
    .filter((name) => !known.has(name))
  const own = pieces.filter((name) => /\/sos-/.test(name))
  expect(own.length).toBe(1)
  expect(own.reduce((sum, name) => sum + packed(app.contentOf(name)), 0)).toBeLessThan(12 * 1024)
})

test('the service worker stands for itself: it fetches no module, and sends what waits when a line comes back', () => {
  const worker = String(app.contentOf('worker.js'))
  expect(worker).not.toMatch(/\bimport\s*[({'"*]|\bimport\b.*\bfrom\b/)
  expect(worker).toContain('consular-sos')
  expect(worker).toContain('/app/time.html')
})
