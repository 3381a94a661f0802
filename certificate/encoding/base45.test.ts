import fc from 'fast-check'
import { expect, test } from 'vitest'
import { guard } from '../fault.ts'
import { fromBase45, lengthOfBase45, toBase45 } from './base45.ts'
import { toUtf8 } from './utf8.ts'

const faultOf = (text: string): unknown => {
  const result = guard(() => fromBase45(text))
  return 'fault' in result ? [result.fault.code, result.fault.at] : result
}

test('the examples of RFC 9285', () => {
  expect(toBase45(toUtf8('AB'))).toBe('BB8')
  expect(toBase45(toUtf8('Hello!!'))).toBe('%69 VD92EX0')
  expect(toBase45(toUtf8('base-45'))).toBe('UJCLQE7W581')
  expect(fromBase45('QED8WEX0')).toEqual(toUtf8('ietf!'))
})

test('all bytes come back from their text', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const text = toBase45(bytes)
      expect(fromBase45(text)).toEqual(bytes)
      expect(lengthOfBase45(text.length)).toBe(bytes.length)
      expect(fromBase45(`HC1:${text}`, 4)).toEqual(bytes)
    }),
  )
})

test('a character outside the alphabet is named with its place, lower case and other scripts too', () => {
  expect(faultOf('QED8WEx0')).toEqual(['base45.character', 6])
  expect(faultOf('QED_WEX0')).toEqual(['base45.character', 3])
  expect(faultOf('QÉD')).toEqual(['base45.character', 1])
  expect(faultOf('QED=')).toEqual(['base45.character', 3])
  expect(faultOf('QED8=')).toEqual(['base45.character', 4])
})

test('a blank is a symbol', () => {
  expect(fromBase45('%69 VD92EX0')).toEqual(toUtf8('Hello!!'))
})

test('a length that no bytes have is refused', () => {
  expect(faultOf('A')).toEqual(['base45.length', 0])
  expect(faultOf('QED8')).toEqual(['base45.length', 3])
})

test('a group above 65535 and a last pair above 255 are refused', () => {
  expect(fromBase45('FGW')).toEqual(Uint8Array.of(255, 255))
  expect(faultOf('GGW')).toEqual(['base45.overflow', 0])
  expect(fromBase45('U5')).toEqual(Uint8Array.of(255))
  expect(faultOf('BB8V5')).toEqual(['base45.overflow', 3])
})
