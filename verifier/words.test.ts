import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { tones } from './check/outcome.ts'

const here = import.meta.dirname
const keysOf = (section: string) =>
  Object.keys(JSON.parse(readFileSync(`${here}/../messages/en/${section}.json`, 'utf8')) as object)
const known = new Set(['certificate', 'common', 'verifier'].flatMap(keysOf))

const sources = readdirSync(here, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.ts$|(^|\/)dist\//.test(file))
  .map((file) => ({ file, text: readFileSync(`${here}/${file}`, 'utf8') }))

const quoted = /'([a-z][a-z-]*(?:\.[a-zA-Z-]+)+)'/g
const built = /`([a-z][a-z.-]*\.)\$\{/g

test('every sentence that the verifier says exists', () => {
  const said = sources.flatMap(({ file, text }) =>
    [...text.matchAll(/say\(\s*'([^']+)'/g)].map(([, key = '']) => ({ file, key })),
  )
  expect(said.length).toBeGreaterThan(40)
  expect(said.filter(({ key }) => !known.has(key))).toEqual([])
})

test('every sentence of the verifier is said somewhere', () => {
  const whole = new Set(sources.flatMap(({ text }) => [...text.matchAll(quoted)].map(([, key = '']) => key)))
  const prefixes = sources.flatMap(({ text }) => [...text.matchAll(built)].map(([, prefix = '']) => prefix))
  const unsaid = keysOf('verifier').filter(
    (key) => !whole.has(key) && !prefixes.some((prefix) => key.startsWith(prefix)),
  )
  expect(unsaid).toEqual([])
})

test('every verdict has its word and what it means', () => {
  const words = Object.keys(tones)
  expect(words.length).toBe(10)
  expect(words.flatMap((word) => [`word.${word}`, `what.${word}`]).filter((key) => !known.has(key))).toEqual([])
})

test('no sentence of the verifier hides one of the library or of all apps', () => {
  const others = new Set(['certificate', 'common'].flatMap(keysOf))
  expect(keysOf('verifier').filter((key) => others.has(key))).toEqual([])
})
