import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toBase64url } from '../encoding/base64.ts'
import { toUtf8 } from '../encoding/utf8.ts'
import { Malformed } from '../fault.ts'
import { algorithmOf, splitJws } from './jws.ts'

const part = (value: string): string => toBase64url(toUtf8(value))
const header = part('{"alg":"ES256","kid":"k"}')
const codeOf = (act: () => unknown): string => {
  try {
    act()
  } catch (error) {
    if (error instanceof Malformed) return error.code
    throw error
  }
  return 'ok'
}

test('a compact JWS gives its header, payload, signature and the bytes that were signed', () => {
  const jws = splitJws(`${header}.${part('hello')}.${toBase64url(Uint8Array.of(1, 2, 3))}`)
  expect(jws.header).toEqual({ alg: 'ES256', kid: 'k' })
  expect(jws.payload).toEqual(toUtf8('hello'))
  expect(jws.signature).toEqual(Uint8Array.of(1, 2, 3))
  expect(jws.signed).toEqual(toUtf8(`${header}.${part('hello')}`))
})

test('anything but three parts is refused', () => {
  for (const text of ['', '.', '..', 'a', `${header}.AA`, `${header}.AA.AA.AA`, `.${header}.AA`])
    expect(codeOf(() => splitJws(text))).toBe('jws.parts')
})

test('padding, other characters and bits left over are refused', () => {
  expect(codeOf(() => splitJws(`${header}.AA==.AA`))).toBe('base64.character')
  expect(codeOf(() => splitJws(`${header}.AA.AAA=`))).toBe('base64.character')
  expect(codeOf(() => splitJws(`${header}.A+.AA`))).toBe('base64.character')
  expect(codeOf(() => splitJws(`${header}.AA.AA\n`))).toBe('base64.character')
  expect(codeOf(() => splitJws(`${header}.AB.AA`))).toBe('base64.tail')
})

test('a header must be a JSON object that names its algorithm and no critical extension', () => {
  for (const text of ['[]', '"ES256"', 'null', '{}', '{"alg":7}'])
    expect(codeOf(() => splitJws(`${part(text)}.AA.AA`))).toBe('jws.header')
  expect(codeOf(() => splitJws(`${part('{"alg":"ES256","crit":["b64"],"b64":false}')}.AA.AA`))).toBe('jws.crit')
  expect(codeOf(() => splitJws(`${part('{"alg":"ES256","alg":"none"}')}.AA.AA`))).toMatch(/^json\./)
})

test('only an algorithm of the family is let pass', () => {
  expect(algorithmOf({ alg: 'ES256' }, ['ES256'])).toBe('ES256')
  for (const alg of ['none', 'HS256', 'es256', 'ES384'])
    expect(codeOf(() => algorithmOf({ alg }, ['ES256']))).toBe('jws.algorithm')
})

test('no text makes it throw anything but Malformed', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(fc.base64String()).map((parts) => parts.join('.')),
      ),
      (text) => {
        expect(codeOf(() => splitJws(text))).toMatch(/^[a-z0-9]+(\.[a-z0-9-]+)?$/)
      },
    ),
  )
})
