import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { families, verdicts } from '@consular/certificate'
import { knowsSentence, languages } from '@consular/messages'
import { expect, test } from 'vitest'

const library = join(import.meta.dirname, '../../certificate')

/** Literals of the same form that are no codes: file names, and paths within a document. */
const noCode = /^(?:certificate|data|icao|nam|sig|v|vc|package|status|issuer)\.|\.(?:json|wasm|ts)$/

const sources = readdirSync(library, { recursive: true, encoding: 'utf8' }).filter(
  (path) =>
    path.endsWith('.ts') && !/\.test\.ts$|(^|\/)testing|^(conformance|fuzz|packaging|dist|node_modules)\//.test(path),
)

/** Every literal of the form `area.reason` that stands in the library. */
const codes = new Set(
  sources.flatMap((path) =>
    [
      ...readFileSync(join(library, path), 'utf8').matchAll(
        /'([a-z][a-z0-9]*(?:-[a-z0-9]+)*\.[a-z0-9]+(?:-[a-z0-9]+)*)'/g,
      ),
    ]
      .map(([, code]) => code as string)
      .filter((code) => !noCode.test(code)),
  ),
)

test.each(languages)('every code of the library has a sentence in %s', (language) => {
  expect(codes.size).toBeGreaterThan(200)
  const mute = [...codes, 'ok', 'picture.no-code'].filter(
    (code) => !knowsSentence(language, 'certificate', `code.${code}`),
  )
  expect(mute.toSorted()).toEqual([])
})

test.each(languages)('every verdict and every family has a name in %s', (language) => {
  const keys = [...verdicts.map((verdict) => `verdict.${verdict}`), ...families.map((family) => `family.${family}`)]
  expect(keys.filter((key) => !knowsSentence(language, 'certificate', key))).toEqual([])
})
