import canonicalizeByAnother from 'canonicalize'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalize } from './canonical-json.ts'

const byAnother = canonicalizeByAnother as unknown as (value: unknown) => string

test('members are ordered by their UTF-16 code units, as in the sample of RFC 8785', () => {
  const sample = {
    '\u20ac': 'Euro',
    '\r': 'CR',
    '\ufb33': 'Hebrew',
    '1': 'One',
    '\ud83d\ude00': 'Emoji',
    '\u0080': 'C',
    '\u00f6': 'o',
  }
  expect(Object.values(JSON.parse(canonicalize(sample)) as object)).toHaveLength(7)
  expect(canonicalize(sample)).toBe(
    '{"\\r":"CR","1":"One","\u0080":"C","\u00f6":"o","\u20ac":"Euro","\ud83d\ude00":"Emoji","\ufb33":"Hebrew"}',
  )
})

test('numbers and strings are written as ECMAScript does', () => {
  expect(canonicalize([JSON.parse('333333333.33333329'), 1e30, 4.5, 2e-3, 1e-27, -0])).toBe(
    '[333333333.3333333,1e+30,4.5,0.002,1e-27,0]',
  )
  expect(canonicalize('\u20ac$\u000f\nA\'B"\\"/')).toBe('"€$\\u000f\\nA\'B\\"\\\\\\"/"')
})

test('the form is that of another implementation', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => canonicalize(value) === byAnother(value)))
})
