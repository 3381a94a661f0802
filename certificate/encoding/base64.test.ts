import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Malformed } from '../fault.ts'
import { fromBase64, fromBase64url, toBase64, toBase64url } from './base64.ts'

const faultOf = (act: () => unknown): string => {
  try {
    act()
  } catch (error) {
    if (error instanceof Malformed) return `${error.code} ${error.at}`
    throw error
  }
  return 'ok'
}

test('bytes come back from both alphabets as Node writes them, padded or not', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const [plain, url] = [Buffer.from(bytes).toString('base64'), Buffer.from(bytes).toString('base64url')]
      expect(toBase64(bytes)).toBe(plain)
      expect(toBase64url(bytes)).toBe(url)
      expect(fromBase64(plain)).toEqual(bytes)
      expect(fromBase64(plain.replace(/=+$/, ''))).toEqual(bytes)
      expect(fromBase64url(url)).toEqual(bytes)
      expect(fromBase64url(`..${url}.`, 2, 2 + url.length)).toEqual(bytes)
    }),
  )
})

test('a character that is none of the alphabet is refused at its place, wherever it stands', () => {
  fc.assert(
    fc.property(fc.nat(9), fc.constantFrom('+', '.', '\n', '\u0080', '\u0141', '\ud83d', '='), (at, character) => {
      const text = `${'A'.repeat(at)}${character}${'A'.repeat(10 - at)}`
      expect(faultOf(() => fromBase64url(text))).toBe(`base64.character ${at}`)
    }),
  )
})

test('lengths that no bytes have, and bits left over, are refused', () => {
  expect(faultOf(() => fromBase64('AAAAA'))).toBe('base64.length 5')
  expect(faultOf(() => fromBase64('A==='))).toMatch(/^base64\./)
  expect(faultOf(() => fromBase64('AB=='))).toBe('base64.tail 2')
  expect(faultOf(() => fromBase64('AAB'))).toBe('base64.tail 3')
  expect(fromBase64('')).toEqual(new Uint8Array())
})
