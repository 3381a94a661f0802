import { readdirSync, readFileSync } from 'node:fs'
import { fields } from '@consular/domain/application'
import { expect, test } from 'vitest'

const here = import.meta.dirname
const sections = [
  'account',
  'attachment',
  'citizen',
  'common',
  'documents',
  'refusals',
  'wallet',
  'registration',
  'crisis-app',
  'scan',
  'certificate',
  'sos',
  'sos-app',
  'health',
]
const keysOf = (section: string) =>
  Object.keys(JSON.parse(readFileSync(`${here}/../messages/en/${section}.json`, 'utf8')) as object)
const known = new Set(sections.flatMap(keysOf))

const sources = [here, `${here}/../ui`]
  .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`))
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.ts$|\/dist\//.test(file))
  .map((file) => ({ file, text: readFileSync(file, 'utf8') }))

const quoted = /'([a-z][a-z-]*(?:\.[a-zA-Z-]+)+)'/g
const built = /`([a-z][a-z.-]*\.)\$\{/g

test('every sentence that a screen says exists', () => {
  const said = sources.flatMap(({ file, text }) =>
    [...text.matchAll(/say\(\s*'([^']+)'/g)].map(([, key = '']) => ({ file, key })),
  )
  expect(said.length).toBeGreaterThan(100)
  expect(said.filter(({ key }) => !known.has(key))).toEqual([])
})

test.each(['citizen', 'wallet'])('every sentence of the section %s is said somewhere', (section) => {
  const whole = new Set(sources.flatMap(({ text }) => [...text.matchAll(quoted)].map(([, key = '']) => key)))
  const single = new Set(sources.flatMap(({ text }) => [...text.matchAll(/'([a-z]+)'/g)].map(([, key = '']) => key)))
  const prefixes = sources.flatMap(({ text }) => [...text.matchAll(built)].map(([, prefix = '']) => prefix))
  const unsaid = keysOf(section).filter(
    (key) => !whole.has(key) && !single.has(key) && !prefixes.some((prefix) => key.startsWith(prefix)),
  )
  expect(unsaid).toEqual([])
})

test('every field that a ministry may ask has its label, and every choice its words', () => {
  for (const { id, options = [] } of fields) {
    expect(known).toContain(`field.${id}`)
    for (const option of options) expect(known).toContain(`option.${id}.${option}`)
  }
})
