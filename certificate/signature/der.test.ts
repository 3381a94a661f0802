import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { guard } from '../fault.ts'
import {
  bitsOf,
  childrenOf,
  contentOf,
  numberOf,
  octetsOf,
  oidOf,
  readBer,
  readDer,
  tags,
  unsignedOf,
  writeDer,
  writeUnsigned,
} from './der.ts'
import { ecdsaFromDer, ecdsaToDer } from './ecdsa-der.ts'

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values)
const codeOf = (decode: () => unknown): string | undefined => {
  const result = guard(() => ({ value: decode() }))
  return 'fault' in result ? result.fault.code : undefined
}

describe('DER', () => {
  test('an element that was written is read again, whatever its length', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70_000 }), (content) => {
        expect(contentOf(readDer(writeDer(tags.octetString, content)))).toEqual(content)
      }),
      { numRuns: 50 },
    )
  })

  test('a whole number that was written is read again, without the octet for its sign', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 70 }), (octets) => {
        const first = octets.findIndex((octet) => octet !== 0)
        expect(unsignedOf(readDer(writeUnsigned(octets)))).toEqual(
          octets.subarray(first < 0 ? octets.length - 1 : first),
        )
      }),
    )
  })

  test.each([
    ['trailing octets', bytes(5, 0, 0), 'der.trailing'],
    ['a cut element', bytes(4, 3, 1, 2), 'der.truncated'],
    ['a length written longer than need be', bytes(4, 0x81, 1, 7), 'der.length'],
    ['a length with zeros before it', bytes(4, 0x82, 0, 0x81, 7), 'der.length'],
    ['a length of five octets', bytes(4, 0x85, 0, 0, 0, 0, 1, 7), 'der.length'],
    ['an indefinite length', bytes(0x30, 0x80, 0, 0), 'der.length'],
    ['a tag of several octets', bytes(0x1f, 0x81, 1, 0), 'der.tag'],
    ['nothing', bytes(), 'der.truncated'],
  ])('%s is refused', (_, input, code) => {
    expect(codeOf(() => readDer(input))).toBe(code)
  })

  test('elements nested a thousand deep are refused, as are indefinite lengths', () => {
    const deep = Array.from({ length: 1000 }).reduce<Uint8Array>((inner) => writeDer(0x30, inner), bytes(5, 0))
    const walk = (element: ReturnType<typeof readDer>): void => childrenOf(element).forEach(walk)
    expect(codeOf(() => walk(readDer(deep)))).toBe('der.too-deep')
    const endless = new Uint8Array(20_000).map((_, at) => (at % 2 === 0 ? 0x30 : 0x80))
    expect(codeOf(() => readBer(endless))).toBe('der.too-deep')
  })

  test('any bytes are read or refused', () => {
    const walk = (element: ReturnType<typeof readDer>): void => {
      if (element.tag & 0x20) childrenOf(element).forEach(walk)
    }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (input) => {
        guard(() => walk(readDer(input)))
        guard(() => walk(readBer(input)))
      }),
    )
  })
})

describe('BER', () => {
  test('an octet string in pieces of indefinite length is put together', () => {
    const input = bytes(0x24, 0x80, 4, 2, 1, 2, 0x24, 0x80, 4, 1, 3, 0, 0, 0, 0)
    expect(octetsOf(readBer(input))).toEqual(bytes(1, 2, 3))
  })

  test('an indefinite length needs its end', () => {
    expect(codeOf(() => readBer(bytes(0x30, 0x80, 5, 0)))).toBe('der.truncated')
    expect(codeOf(() => readBer(bytes(0x04, 0x80, 0, 0)))).toBe('der.length')
  })
})

describe('values', () => {
  test('object identifiers are written in dots', () => {
    expect(oidOf(readDer(bytes(6, 3, 0x55, 4, 6)))).toBe('2.5.4.6')
    expect(oidOf(readDer(bytes(6, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7)))).toBe('1.2.840.10045.3.1.7')
    expect(oidOf(readDer(bytes(6, 2, 0x88, 0x37)))).toBe('2.999')
    expect(codeOf(() => oidOf(readDer(bytes(6, 1, 0x80))))).toBe('der.oid')
  })

  test('negative numbers, empty ones and large ones are refused where a small one is asked for', () => {
    expect(numberOf(readDer(bytes(2, 2, 0, 0xff)))).toBe(255)
    expect(codeOf(() => numberOf(readDer(bytes(2, 1, 0xff))))).toBe('der.integer')
    expect(codeOf(() => numberOf(readDer(bytes(2, 0))))).toBe('der.integer')
    expect(codeOf(() => numberOf(readDer(bytes(2, 5, 1, 1, 1, 1, 1))))).toBe('der.integer')
  })

  test('a bit string with bits left over is no octets', () => {
    expect(codeOf(() => bitsOf(readDer(bytes(3, 2, 1, 2))))).toBe('der.bits')
  })
})

describe('ECDSA signatures', () => {
  test('are the same after a way through DER', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 64, maxLength: 64 }), (raw) => {
        expect(ecdsaFromDer(ecdsaToDer(raw), 64)).toEqual(raw)
      }),
    )
  })

  test('of a longer curve, with other members or a negative number are refused', () => {
    expect(codeOf(() => ecdsaFromDer(ecdsaToDer(new Uint8Array(96).fill(1)), 64))).toBe('ecdsa.length')
    expect(codeOf(() => ecdsaFromDer(bytes(0x30, 3, 2, 1, 1), 64))).toBe('ecdsa.members')
    expect(codeOf(() => ecdsaFromDer(bytes(0x30, 6, 2, 1, 1, 2, 1, 0xff), 64))).toBe('der.integer')
  })
})
