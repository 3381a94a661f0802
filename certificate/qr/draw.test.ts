import * as fc from 'fast-check'
import { encodeQR } from 'qr'
import { expect, test } from 'vitest'
import { dataWordsIn } from './codewords.ts'
import { drawModules, drawPng, drawSvg } from './draw.ts'
import { readCodes } from './read-codes.ts'
import { bitsIn, segmentsOf } from './segments.ts'

const names = { L: 'low', M: 'medium', Q: 'quartile' } as const

const drawn = (text: string, level?: 'L' | 'M' | 'Q') => {
  const outcome = drawModules(text, level ? { level } : {})
  if (!outcome.ok) throw new Error(outcome.refusal.code)
  return outcome.value
}

/** The same text by the `qr` package under each of the eight masks, as rows of 0 and 1. */
const byAnother = (text: string, version: number, level: 'L' | 'M' | 'Q'): string[] =>
  Array.from({ length: 8 }, (_, mask) =>
    encodeQR(text, 'raw', { version, ecc: names[level], mask, border: 1 })
      .slice(1, -1)
      .map((row) => row.slice(1, -1).map(Number).join(''))
      .join(''),
  )

test.each(['L', 'M', 'Q'] as const)(
  'a symbol of every version at level %s is the one that another program draws',
  (level) => {
    for (let version = 1; version <= 40; version++) {
      const room = Math.floor(((dataWordsIn(version, level) * 8 - 4 - 13) / 11) * 2)
      const text = 'HC1:6BF+70790T9WJWG.FKY*4GO0.O1CV2ETM*+CJ8 '.repeat(150).slice(0, room)
      const mine = drawn(text, level)
      expect(mine.version).toBe(version)
      expect(byAnother(text, version, level)).toContain(mine.modules.join(''))
    }
  },
)

test('texts of every mode are what another program draws', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.stringMatching(/^\d{1,60}$/),
        fc.stringMatching(/^[0-9A-Z $%*+\-./:]{1,60}$/),
        fc.string({ minLength: 1, maxLength: 60 }),
      ),
      (text) => {
        fc.pre(!/^shc:|^PK/.test(text) && text.isWellFormed())
        const { version, level, modules } = drawn(text)
        expect(byAnother(text, version, level)).toContain(modules.join(''))
      },
    ),
    { numRuns: 60 },
  )
})

test('a SMART Health Card of 1195 characters fits version 22 at level L, as its specification asks, and comes back from the picture', async () => {
  const text = `shc:/${'56762909'.repeat(299).slice(0, 2390)}`
  const { version, level } = drawn(text)
  expect([version, level]).toEqual([22, 'L'])
  const png = drawPng(text)
  expect(png.ok && (await readCodes(png.value))).toMatchObject([{ text, format: 'qr', version: 22 }])
  expect(bitsIn(segmentsOf(text), 22)).toBeLessThanOrEqual(dataWordsIn(22, 'L') * 8)
})

test('an EU certificate of usual length stands at level Q, a long one at a lower level in a symbol that a phone shows', () => {
  const text = 'HC1:6BF+70790T9WJWG.FKY*4GO0'.repeat(100)
  expect(drawn(text.slice(0, 600))).toMatchObject({ level: 'Q', version: 19 })
  expect(drawn(text.slice(0, 1300))).toMatchObject({ level: 'M' })
  expect(drawn(text.slice(0, 1300)).version).toBeLessThanOrEqual(25)
  expect(drawn(text.slice(0, 1800))).toMatchObject({ level: 'L' })
})

test('what is drawn is read: base45, numeric cards, words in any script, the bytes of an archive', async () => {
  for (const text of [
    'HC1:6BF+70790T9WJWG.FKY*4GO0.O1CV2ETM*+CJ8 %$',
    'shc:/1/3/5676290952432060346029243740',
    '{"data":{"hdr":{"is":"中国"}},"sig":"é"}',
    'PK\x03\x04\x00\xff\x80certificate.json',
  ])
    for (const options of [{}, { for: 'paper' as const }]) {
      const png = drawPng(text, options)
      expect(png.ok && (await readCodes(png.value))).toMatchObject([{ text, format: 'qr' }])
    }
})

test('the SVG has a quiet zone of four modules, and for paper its size in millimetres', () => {
  const { side } = drawn('HC1:ABC')
  const svg = drawSvg('HC1:ABC')
  const paper = drawSvg('HC1:ABC', { for: 'paper' })
  expect(svg.ok && svg.value).toContain(`viewBox="-4 -4 ${side + 8} ${side + 8}"`)
  expect(svg.ok && svg.value).not.toContain('mm')
  expect(paper.ok && paper.value).toContain(`width="${((side + 8) * 0.4).toFixed(1)}mm"`)
})

test('nothing and too much are refused', () => {
  expect(drawSvg('')).toEqual({ ok: false, refusal: { code: 'qr.empty' } })
  expect(drawPng('A'.repeat(4297))).toEqual({ ok: false, refusal: { code: 'qr.too-long', data: { length: 4297 } } })
  expect(drawModules('A'.repeat(4296))).toMatchObject({ ok: true, value: { version: 40, level: 'L' } })
})
