import fc from 'fast-check'
import { expect, test } from 'vitest'
import { guard } from '../fault.ts'
import { fromUtf8, toUtf8 } from './utf8.ts'

const codeOf = (decode: () => unknown): unknown => {
  const result = guard(decode)
  return typeof result === 'object' && result !== null && 'fault' in result ? result.fault : 'read'
}

test('every text comes back from its bytes, whatever its length', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 100 }), (text) => {
      expect(fromUtf8(toUtf8(text))).toBe(text)
    }),
  )
})

test('part of the bytes is read where its ends are given', () => {
  expect(fromUtf8(toUtf8('one, two, three'), 5, 8)).toBe('two')
})

test('a byte-order mark is a character that stays', () => {
  expect(fromUtf8(Uint8Array.of(0xef, 0xbb, 0xbf, 0x41))).toBe('\ufeffA')
})

test('what is no UTF-8 is refused: a lone byte, a surrogate, a form that is too long', () => {
  for (const bytes of [[0xff], [0x41, 0xc3], [0xed, 0xa0, 0x80], [0xc0, 0xaf]])
    expect(codeOf(() => fromUtf8(Uint8Array.from(bytes)))).toEqual({ verdict: 'malformed', code: 'text.utf8', at: 0 })
})
