import { constants, deflateRawSync, deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { guard } from '../fault.ts'
import { deflateRaw, deflateZlib } from './deflate.ts'
import { inflateRaw, inflateZlib } from './inflate.ts'
import { toUtf8 } from './utf8.ts'

const cap = 200_000
const faultOf = (inflate: () => Uint8Array): string => {
  const result = guard(inflate)
  return 'fault' in result ? result.fault.code : 'inflated'
}

/** Bytes as they are in documents: some values often, some stretches twice. */
const bytes = fc
  .tuple(
    fc.uint8Array({ maxLength: 400 }),
    fc.array(fc.constantFrom(...toUtf8('name: value, 0123456789')), { maxLength: 4000 }),
  )
  .map(([random, frequent]) => Uint8Array.from([...random, ...frequent, ...random, ...frequent.slice(0, 900)]))

test('what zlib deflated comes back, at every level and with every strategy', () => {
  const options = [
    { level: 0 },
    { level: 1 },
    { level: 9 },
    { strategy: constants.Z_FIXED },
    { strategy: constants.Z_HUFFMAN_ONLY },
  ]
  fc.assert(
    fc.property(bytes, fc.constantFrom(...options), (original, option) => {
      expect(inflateZlib(deflateSync(original, option), cap)).toEqual(original)
      expect(inflateRaw(deflateRawSync(original, option), cap)).toEqual(original)
    }),
  )
})

test('what the issuers deflate comes back, and long stretches too', () => {
  const long = new Uint8Array(150_000).map((_, at) => (at * at) >> 9)
  for (const original of [new Uint8Array(0), Uint8Array.of(7), long, new Uint8Array(150_000)]) {
    expect(inflateZlib(deflateZlib(original), cap)).toEqual(original)
    expect(inflateRaw(deflateRaw(original), cap)).toEqual(original)
  }
})

const text = toUtf8('A certificate of some length, of some length, with repetitions of some length.')
const packed = new Uint8Array(deflateSync(text))
const changed = (at: number, value: number): Uint8Array => packed.with(at, value)

test('the output is cut at the cap', () => {
  const bomb = deflateSync(new Uint8Array(10_000_000))
  expect(faultOf(() => inflateZlib(bomb, 65_536))).toBe('inflate.too-large')
  expect(faultOf(() => inflateRaw(deflateRawSync(text), text.length - 1))).toBe('inflate.too-large')
  expect(faultOf(() => inflateRaw(deflateRawSync(text, { level: 0 }), text.length - 1))).toBe('inflate.too-large')
  expect(inflateZlib(packed, text.length)).toEqual(text)
})

test('bytes after the stream, and too few of them, are refused', () => {
  expect(faultOf(() => inflateZlib(Uint8Array.of(...packed, 0), cap))).toBe('inflate.trailing')
  expect(faultOf(() => inflateRaw(Uint8Array.of(...deflateRawSync(text), 0), cap))).toBe('inflate.trailing')
  for (let length = 2; length < packed.length; length++)
    expect(faultOf(() => inflateZlib(packed.subarray(0, length), cap))).toBe('inflate.short')
})

test('the header of zlib and the checksum must be right', () => {
  expect(faultOf(() => inflateZlib(new Uint8Array(0), cap))).toBe('inflate.header')
  expect(faultOf(() => inflateZlib(changed(0, 0x79), cap))).toBe('inflate.header')
  expect(faultOf(() => inflateZlib(changed(1, 0x9d), cap))).toBe('inflate.header')
  expect(faultOf(() => inflateZlib(toUtf8('not compressed'), cap))).toBe('inflate.header')
  expect(faultOf(() => inflateZlib(changed(packed.length - 1, 1), cap))).toBe('inflate.checksum')
})

test('broken streams have their codes', () => {
  expect(faultOf(() => inflateRaw(Uint8Array.of(0b111, 0, 0), cap))).toBe('inflate.block')
  expect(faultOf(() => inflateRaw(Uint8Array.of(0b001, 1, 0, 1, 0, 9), cap))).toBe('inflate.stored')
  expect(faultOf(() => inflateRaw(Uint8Array.of(0b101, 0xff, 0xff, 0xff, 0xff), cap))).toBe('inflate.code')
  // A fixed block that copies from before its beginning.
  expect(faultOf(() => inflateRaw(Uint8Array.of(0b00000011, 0b00000010, 0, 0), cap))).toBe('inflate.distance')
})

test('any bytes are inflated or refused, never more', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (random) => {
      expect(faultOf(() => inflateRaw(random, cap))).toBeTypeOf('string')
    }),
  )
  fc.assert(
    fc.property(fc.nat(packed.length - 1), fc.nat(255), (at, value) => {
      expect(faultOf(() => inflateZlib(changed(at, value), cap))).toBeTypeOf('string')
    }),
  )
})
