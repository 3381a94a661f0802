import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromNumeric, joinChunks, toNumeric } from './numeric.ts'

const alphabet = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.')
const jws = fc.array(fc.constantFrom(...alphabet), { minLength: 1 }).map((characters) => characters.join(''))

/** The codes of a text that was split as issuers did until 2022. */
const split = (text: string, into: number): string[] => {
  const size = Math.ceil(text.length / into)
  return Array.from({ length: into }, (_, at) =>
    toNumeric(text.slice(at * size, (at + 1) * size)).replace('shc:/', `shc:/${at + 1}/${into}/`),
  )
}
const codeOf = (texts: readonly string[]): string => {
  const joined = joinChunks(texts)
  return 'fault' in joined ? joined.fault.code : 'ok'
}

test('the digits of a code give its characters back', () => {
  fc.assert(fc.property(jws, (text) => fromNumeric(toNumeric(text)) === text))
})

test('the codes of a split card join in any order', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 9, unit: fc.constantFrom(...alphabet) }),
      fc.integer({ min: 1, max: 3 }),
      (text, into) => {
        const joined = joinChunks(split(text, into).reverse())
        expect('text' in joined && fromNumeric(joined.text)).toBe(text)
      },
    ),
  )
})

test('codes that are missing, twice, of another card or broken are refused', () => {
  const [a = '', b = '', c = ''] = split('abcdefghi', 3)
  expect(codeOf([a, c])).toBe('shc.chunk-missing')
  expect(codeOf([a, c, a])).toBe('shc.chunk-repeated')
  expect(codeOf([a, b, c.replace('/3/3/', '/3/4/')])).toBe('shc.chunk-mixed')
  expect(codeOf([a, b, c.replace('/3/3/', '/4/3/')])).toBe('shc.qr-header')
  expect(codeOf([a, `${b}1`, c])).toBe('shc.qr-odd')
  expect(codeOf([])).toBe('shc.chunk-missing')
})
