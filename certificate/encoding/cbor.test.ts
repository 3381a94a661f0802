import { decode } from 'cbor-x'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { guard } from '../fault.ts'
import { type CborValue, isCborObject, readCbor, Tagged } from './cbor.ts'
import { writeCbor } from './cbor-write.ts'

const fromHex = (hex: string): Uint8Array =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
const toHex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
const read = (hex: string): CborValue => readCbor(fromHex(hex))
const faultOf = (hex: string): string => {
  const result = guard(() => ({ value: read(hex) }))
  return 'fault' in result ? result.fault.code : 'read'
}

const value: fc.Arbitrary<CborValue> = fc.letrec<{ value: CborValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.maxSafeInteger(),
    fc.double(),
    fc.bigInt({ min: 2n ** 53n, max: 2n ** 64n - 1n }),
    fc.bigInt({ min: -(2n ** 64n), max: -(2n ** 53n) - 1n }),
    fc.string({ unit: 'grapheme' }),
    fc.boolean(),
    fc.constant(null),
    fc.uint8Array({ maxLength: 40 }),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 5, noNullPrototype: true }),
    fc
      .uniqueArray(fc.tuple(fc.integer(), tie('value')), { selector: ([key]) => key, minLength: 1, maxLength: 5 })
      .map((entries) => new Map(entries)),
    fc.tuple(fc.integer({ min: 4 }), tie('value')).map(([tag, inner]) => new Tagged(tag, inner)),
  ),
})).value

test('what is written is read again', () => {
  fc.assert(
    fc.property(value, (original) => {
      expect(readCbor(writeCbor(original))).toEqual(original)
    }),
  )
})

test('there is one form only: writing again what was read gives the same bytes', () => {
  fc.assert(
    fc.property(value, (original) => {
      const bytes = writeCbor(original)
      expect(writeCbor(readCbor(bytes))).toEqual(bytes)
    }),
  )
})

test('another reader reads what is written', () => {
  const original = { ver: '1.3.0', nam: { fn: 'Gößinger' }, v: [{ dn: 2, sd: 300, x: -7, y: 1.5, z: null, b: true }] }
  expect(decode(writeCbor(original))).toEqual(original)
})

test('the examples of RFC 8949, appendix A', () => {
  const examples: readonly (readonly [string, CborValue])[] = [
    ['00', 0],
    ['17', 23],
    ['1818', 24],
    ['1903e8', 1000],
    ['1a000f4240', 1_000_000],
    ['1b000000e8d4a51000', 1_000_000_000_000],
    ['1bffffffffffffffff', 18446744073709551615n],
    ['3bffffffffffffffff', -18446744073709551616n],
    ['20', -1],
    ['3903e7', -1000],
    ['f90000', 0],
    ['f93c00', 1],
    ['fb3ff199999999999a', 1.1],
    ['f93e00', 1.5],
    ['f97bff', 65504],
    ['fa47c35000', 100000],
    ['fa7f7fffff', 3.4028234663852886e38],
    ['f90001', 5.960464477539063e-8],
    ['f90400', 0.00006103515625],
    ['f9c400', -4],
    ['f97c00', Number.POSITIVE_INFINITY],
    ['f97e00', Number.NaN],
    ['f9fc00', Number.NEGATIVE_INFINITY],
    ['f4', false],
    ['f5', true],
    ['f6', null],
    ['f7', null],
    ['c074323031332d30332d32315432303a30343a30305a', '2013-03-21T20:04:00Z'],
    ['c11a514b67b0', 1363896240],
    ['c1fb41d452d9ec200000', 1363896240.5],
    ['c249010000000000000000', 18446744073709551616n],
    ['c349010000000000000000', -18446744073709551617n],
    ['4401020304', Uint8Array.of(1, 2, 3, 4)],
    ['6449455446', 'IETF'],
    ['62c3bc', 'ü'],
    ['64f0908591', '𐅑'],
    ['83010203', [1, 2, 3]],
    [
      'a201020304',
      new Map([
        [1, 2],
        [3, 4],
      ]),
    ],
    ['a26161016162820203', { a: 1, b: [2, 3] }],
    ['5f42010243030405ff', Uint8Array.of(1, 2, 3, 4, 5)],
    ['7f657374726561646d696e67ff', 'streaming'],
    ['9fff', []],
    ['9f018202039f0405ffff', [1, [2, 3], [4, 5]]],
    ['bf61610161629f0203ffff', { a: 1, b: [2, 3] }],
    ['d82076687474703a2f2f7777772e6578616d706c652e636f6d', new Tagged(32, 'http://www.example.com')],
  ] // prettier-ignore
  for (const [hex, wanted] of examples) expect(read(hex)).toEqual(wanted)
})

test('floats are written as short as they stay exact', () => {
  const lengths = [
    1.5,
    65504,
    2 ** -24,
    2 ** -14,
    1.1,
    Math.fround(1.1),
    65505.5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    -0,
  ].map((number) => writeCbor(number).length)
  expect(lengths).toEqual([3, 3, 3, 3, 9, 5, 5, 3, 3, 3])
})

test('keys are written in the order of their bytes', () => {
  expect(toHex(writeCbor({ aa: 1, b: 2, a: 3 }))).toBe('a361610361620262616101')
  expect(
    toHex(
      writeCbor(
        new Map<number, CborValue>([
          [-260, 1],
          [6, 1],
          [1, 1],
          [4, 1],
        ]),
      ),
    ),
  ).toBe('a401010401060139010301')
})

test('bytes after the item, or too few, are refused', () => {
  expect(faultOf('0000')).toBe('cbor.trailing')
  for (const hex of [
    '',
    '19',
    '1901',
    '1a000102',
    '1b01',
    '62',
    '6261',
    '43',
    '8201',
    'a101',
    '9f01',
    'bf',
    '5f41',
    'c1',
    'f9',
    'fb00',
    '9bffffffffffffffff',
  ])
    expect(faultOf(hex)).toBe('cbor.short')
})

test('a key that occurs twice is refused, in short and long spelling alike', () => {
  expect(faultOf('a201010102')).toBe('cbor.duplicate-key')
  expect(faultOf('a20101180102')).toBe('cbor.duplicate-key')
  expect(faultOf('a2616101616102')).toBe('cbor.duplicate-key')
  expect(faultOf('a26276650162766502')).toBe('cbor.duplicate-key')
  expect(faultOf('a36161010101616101')).toBe('cbor.duplicate-key')
})

test('names that objects inherit are names like others', () => {
  const bytes = writeCbor(new Map(Object.entries({ constructor: 1, toString: 2 })).set('__proto__', 3))
  const object = readCbor(bytes)
  expect(isCborObject(object)).toBe(true)
  expect(Object.entries(object as object)).toEqual([
    ['toString', 2],
    ['__proto__', 3],
    ['constructor', 1],
  ])
})

test('a common short key is only taken for itself', () => {
  expect(read('a262740001617402')).toEqual({ 't\0': 1, t: 2 })
  expect(faultOf('a16276')).toBe('cbor.short')
})

test('a key that is neither integer nor text is refused', () => {
  for (const hex of ['a14001', 'a1f501', 'a1f601', 'a18001', 'a1a001']) expect(faultOf(hex)).toBe('cbor.key')
})

test('what is reserved, or has no meaning, is refused', () => {
  for (const hex of ['1c', '3d', '5e', '1f', '3f', 'df00']) expect(faultOf(hex)).toBe('cbor.reserved')
  for (const hex of ['ff', 'f8ff', 'e0', 'f3', '81ff']) expect(faultOf(hex)).toBe('cbor.simple')
  for (const hex of [
    'c001',
    'c16130',
    'c200',
    'c35821010101010101010101010101010101010101010101010101010101010101010101',
  ])
    expect(faultOf(hex)).toBe('cbor.tag')
})

test('chunks must be of the same kind and have a length', () => {
  for (const hex of ['5f6161ff', '7f4161ff', '7f7f6161ffff']) expect(faultOf(hex)).toBe('cbor.chunk')
})

test('text must be UTF-8, in every chunk', () => {
  expect(faultOf('61ff')).toBe('text.utf8')
  expect(faultOf('7f61c361bcff')).toBe('text.utf8')
})

test('depth is limited', () => {
  expect(faultOf(`${'81'.repeat(32)}00`)).toBe('read')
  for (const start of ['81', 'a100', 'c6', '9f']) expect(faultOf(start.repeat(20_000))).toBe('format.too-deep')
})

test('any bytes are read or refused, never more', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      expect(faultOf(toHex(bytes))).toBeTypeOf('string')
    }),
  )
})

test('keys are in the order of their bytes, whatever they are', () => {
  const key = fc.oneof(
    fc.integer(),
    fc.maxSafeInteger(),
    fc.string({ unit: 'grapheme', maxLength: 4 }),
    fc.bigInt({ min: 2n ** 53n, max: 2n ** 60n }),
  )
  fc.assert(
    fc.property(fc.uniqueArray(key, { maxLength: 8 }), (keys) => {
      const written = toHex(writeCbor(new Map(keys.map((each) => [each, 0]))))
      const sorted = keys.map((each) => toHex(writeCbor(each))).sort()
      expect(written.slice(2)).toBe(sorted.map((hex) => `${hex}00`).join(''))
    }),
  )
})
