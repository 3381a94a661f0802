import { deflateSync } from 'node:zlib'
import * as fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { drawModules, drawPng } from './draw.ts'
import { readCodes, textOf } from './read-codes.ts'

const text = 'HC1:6BF+70790T9WJWG.FKY*4GO0.O1CV2ETM*+CJ8 %$'
const latin = (bytes: Uint8Array): string => String.fromCharCode(...bytes)
const bytesOf = (binary: string): Uint8Array => Uint8Array.from(binary, (unit) => unit.charCodeAt(0))

function png(): Uint8Array {
  const drawn = drawPng(text)
  if (!drawn.ok) throw new Error(drawn.refusal.code)
  return drawn.value
}

/** Rows of the code with its quiet zone, four pixels a module; 1 is dark. */
function rows(): number[][] {
  const drawn = drawModules(text)
  if (!drawn.ok) throw new Error(drawn.refusal.code)
  const { side, modules } = drawn.value
  const at = (pixel: number): number => Math.floor(pixel / 4) - 4
  const whole = Array.from({ length: (side + 8) * 4 }, (_, index) => at(index))
  return whole.map((y) =>
    whole.map((x) => (x < 0 || y < 0 || x >= side || y >= side ? 0 : (modules[y * side + x] as number))),
  )
}

/** A PDF of one picture: what producers write, no more. */
const pdf = (dictionary: string, data: string, line = '\n'): Uint8Array =>
  bytesOf(
    `%PDF-1.5\n1 0 obj\n<< /Type /Catalog >>\nendobj\n7 0 obj\n${data.length}\nendobj\n5 0 obj\n` +
      `<< /Type /XObject /Subtype /Image ${dictionary} >>\nstream${line}${data}\nendstream\nendobj\n%%EOF\n`,
  )

const size = rows().length
const box = `/Width ${size} /Height ${size}`

test('a text is UTF-8 where the bytes are, else one character for each byte', () => {
  expect(textOf(new TextEncoder().encode('中国 é'))).toBe('中国 é')
  expect(textOf(bytesOf('\xff\xe9'))).toBe('\xff\xe9')
  expect(textOf(bytesOf('PK\x03\x04\xc3\xa9'))).toBe('PK\x03\x04\xc3\xa9')
})

test('compressed pictures of a PDF are read: black and white, grey, colour, a palette, four inks, filtered rows, a length that stands elsewhere', async () => {
  const grey = rows().flatMap((row) => row.map((dark) => (dark ? 0 : 255)))
  const packed = rows().map((row) =>
    Array.from({ length: Math.ceil(size / 8) }, (_, byte) => {
      const bits = Array.from({ length: 8 }, (__, bit) => (row[byte * 8 + bit] === 1 ? 0 : 1))
      return Number.parseInt(bits.join(''), 2)
    }),
  )
  const up = rows().map((row, y) => [
    2,
    ...row.map((dark, x) => {
      const above = y === 0 ? 0 : rows0[y - 1]?.[x] === 1 ? 0 : 255
      return ((dark ? 0 : 255) - above) & 255
    }),
  ])
  const flate = (values: number[]): string => latin(deflateSync(Uint8Array.from(values)))
  const pictures: readonly (readonly [string, string])[] = [
    [`${box} /BitsPerComponent 1 /ColorSpace /DeviceGray`, flate(packed.flat())],
    [`${box} /BitsPerComponent 8 /ColorSpace /DeviceGray`, flate(grey)],
    [`${box} /BitsPerComponent 8 /ColorSpace /DeviceRGB`, flate(grey.flatMap((value) => [value, value, value]))],
    [`${box} /BitsPerComponent 8 /ColorSpace [/Indexed /DeviceRGB 1 9 0 R]`, flate(grey.map((value) => value && 1))],
    [
      `${box} /BitsPerComponent 8 /ColorSpace [/Indexed /DeviceRGB 3 <FFFFFF 101010 F0F0F0 000000>]`,
      flate(grey.map((value, at) => (value ? (at % 2) * 2 : 1 + (at % 2) * 2))),
    ],
    [`${box} /BitsPerComponent 8 /ColorSpace /DeviceCMYK`, flate(grey.flatMap((value) => [0, 0, 0, 255 - value]))],
    [
      `${box} /BitsPerComponent 8 /ColorSpace /DeviceGray /DecodeParms << /Predictor 15 /Colors 1 /Columns ${size} >>`,
      flate(up.flat()),
    ],
  ]
  for (const [dictionary, data] of pictures)
    for (const length of [`/Length ${data.length}`, '/Length 7 0 R', '/Length 99 0 R']) {
      const codes = await readCodes(pdf(`${dictionary} /Filter /FlateDecode ${length}`, data, '\r\n'))
      expect(
        codes.map((code) => code.text),
        `${dictionary} ${length}`,
      ).toEqual([text])
    }
}, 30_000)

const rows0 = rows()

test('another file, a broken picture, one that says it is huge, and one without a code have no codes', async () => {
  const huge = png()
  new DataView(huge.buffer).setUint32(16, 100_000)
  const blank = pdf(`${box} /BitsPerComponent 8 /Filter /FlateDecode`, latin(deflateSync(new Uint8Array(size * size))))
  for (const bytes of [
    new Uint8Array(0),
    bytesOf('GIF89a'),
    png().slice(0, 60),
    huge,
    bytesOf('\xff\xd8\xff'),
    bytesOf('%PDF-'),
    blank,
  ])
    expect(await readCodes(bytes)).toEqual([])
  expect(await readCodes(png())).toMatchObject([{ text, format: 'qr' }])
})

describe('a browser that reads codes itself', () => {
  afterEach(() => void vi.unstubAllGlobals())

  /** Such a browser, as far as it is asked: it sees these codes in every picture. */
  function browserThatSees(...seen: readonly { rawValue: string; format: string }[]): void {
    vi.stubGlobal('createImageBitmap', () => Promise.resolve({ close: () => undefined }))
    vi.stubGlobal(
      'BarcodeDetector',
      class {
        detect = () => Promise.resolve(seen)
      },
    )
  }

  test('is asked first', async () => {
    browserThatSees({ rawValue: 'shc:/56', format: 'aztec' })
    expect(await readCodes(png())).toEqual([
      { text: 'shc:/56', bytes: bytesOf('shc:/56'), format: 'aztec', version: null },
    ])
  })

  test('is not trusted with bytes beyond ASCII, nor when it sees nothing', async () => {
    browserThatSees({ rawValue: 'PK\ufffd', format: 'qr_code' })
    expect(await readCodes(png())).toMatchObject([{ text }])
    browserThatSees()
    expect(await readCodes(png())).toMatchObject([{ text }])
  })
})

test('no changed byte of a PDF or a picture throws', async () => {
  const file = pdf(`${box} /BitsPerComponent 8 /Filter /FlateDecode`, latin(deflateSync(Uint8Array.from(rows0.flat()))))
  const picture = png()
  await fc.assert(
    fc.asyncProperty(fc.boolean(), fc.nat(), fc.nat(255), async (isPdf, place, byte) => {
      const changed = (isPdf ? file : picture).slice()
      changed[place % changed.length] = byte
      expect(Array.isArray(await readCodes(changed))).toBe(true)
    }),
    { numRuns: 60 },
  )
}, 60_000)

test('a frame of a camera is read from its pixels, also quickly', async () => {
  const data = new Uint8ClampedArray(
    rows().flatMap((row) => row.flatMap((dark) => [dark, dark, dark].map((each) => (each ? 0 : 255)).concat(255))),
  )
  for (const quick of [true, false]) {
    const [code] = await readCodes({ width: size, height: size, data }, { quick })
    expect(code?.text).toBe(text)
  }
  expect(await readCodes({ width: 8, height: 8, data: new Uint8ClampedArray(256) }, { quick: true })).toEqual([])
})
