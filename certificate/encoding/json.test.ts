import fc from 'fast-check'
import { expect, test } from 'vitest'
import { guard } from '../fault.ts'
import { isObject, parseJson } from './json.ts'

const codeOf = (text: string): unknown => {
  const result = guard(() => ({ value: parseJson(text) }))
  return 'fault' in result ? result.fault.code : 'read'
}

test('every JSON value is read as JSON.parse reads it', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value)
      expect(parseJson(text)).toEqual(JSON.parse(text))
    }),
  )
})

test('a member that occurs twice is refused, at any depth and however it is written', () => {
  expect(codeOf('{"a":1,"a":2}')).toBe('json.duplicate')
  expect(codeOf('[{"b":{"a":1,"\\u0061":1}}]')).toBe('json.duplicate')
  expect(codeOf('{"__proto__":1,"__proto__":2}')).toBe('json.duplicate')
  expect(codeOf('{"a":{"a":{"a":1}}}')).toBe('read')
})

test('colons, brackets and quotation marks inside a text are text', () => {
  expect(parseJson('{"a:b":"\\"{:[","c":"\\\\"}')).toEqual({ 'a:b': '"{:[', c: '\\' })
})

test('what is no JSON, or has something after it, is refused', () => {
  for (const text of ['', '{', '{"a":1} x', '{"a":1,}', '"open', "{'a':1}", '\ufeff{}', '01'])
    expect(codeOf(text)).toBe('json.syntax')
})

test('more than 64 levels are refused before anything recurses', () => {
  expect(codeOf('['.repeat(64) + ']'.repeat(64))).toBe('read')
  expect(codeOf('['.repeat(65) + ']'.repeat(65))).toBe('format.too-deep')
  expect(codeOf('{"a":'.repeat(200_000))).toBe('format.too-deep')
})

test('an object is neither null nor an array', () => {
  expect([{}, [], null, 'a', 1].map(isObject)).toEqual([true, false, false, false, false])
})

test('any text is read or refused, never more', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...Array.from('{}[]",:\\ \n0ae-1.tn')) }), (text) => {
      expect(codeOf(text)).toBeTypeOf('string')
    }),
  )
})
