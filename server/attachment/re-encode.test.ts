import { deflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { reEncode } from './re-encode.ts'
import {
  blue,
  bytesOf,
  chunk,
  colourAt,
  halves,
  jpeg,
  noise,
  photograph,
  png,
  pngOf,
  red,
  webp,
} from './testing-pictures.ts'

async function stored(file: Uint8Array) {
  const result = await reEncode(file)
  if (!result.ok) throw new Error(result.refusal.code)
  return result.value
}
const near = (colour: readonly number[], [r = 0, g = 0, b = 0]: readonly (number | undefined)[]) =>
  expect(
    Math.max(...[r, g, b].map((value, channel) => Math.abs(value - (colour[channel] ?? 0)))),
    colour.join(' '),
  ).toBeLessThan(12)

describe('a stored picture', () => {
  test('is a JPEG without metadata, whatever was sent', async () => {
    for (const file of [
      photograph(halves(64, 48)),
      png(halves(64, 48), chunk('tEXt', bytesOf('Place\0GPS'))),
      await webp(halves(64, 48)),
    ]) {
      const { bytes, width, height } = await stored(file)
      expect([...bytes.subarray(0, 3), width, height]).toEqual([0xff, 0xd8, 0xff, 64, 48])
      const text = Buffer.from(bytes).toString('latin1')
      expect(text).not.toMatch(/Exif|GPS|Acm|ICC_PROFILE|http:/)
      near(colourAt(bytes, 5, 5), red)
      near(colourAt(bytes, 60, 5), blue)
    }
  })

  // Where the red half of the sensor's picture comes to lie, by EXIF orientation: a place in the upright picture.
  test.each([
    [1, 'left'],
    [2, 'right'],
    [3, 'right'],
    [4, 'left'],
    [5, 'top'],
    [6, 'top'],
    [7, 'bottom'],
    [8, 'bottom'],
  ])('stands upright: orientation %i puts the left half at the %s', async (orientation, side) => {
    const { bytes, width, height } = await stored(photograph(halves(64, 32), orientation))
    expect([width, height]).toEqual(orientation >= 5 ? [32, 64] : [64, 32])
    const places: Record<string, [number, number]> = {
      left: [4, height / 2],
      right: [width - 5, height / 2],
      top: [width / 2, 4],
      bottom: [width / 2, height - 5],
    }
    const [x, y] = places[side] ?? [0, 0]
    near(colourAt(bytes, x, y), red)
    near(colourAt(bytes, width - 1 - x, height - 1 - y), blue)
  })

  test('is at most 2400 pixels long, with its shape and colours kept', async () => {
    const { bytes, width, height } = await stored(jpeg(halves(3600, 1800)))
    expect([width, height]).toEqual([2400, 1200])
    near(colourAt(bytes, 1000, 600), red)
    near(colourAt(bytes, 1400, 600), blue)
  })

  test('has white where it was transparent', async () => {
    const { bytes } = await stored(png(halves(64, 32, [[0, 0, 0, 0], blue])))
    near(colourAt(bytes, 5, 5), [255, 255, 255])
  })

  test('shows a telephone’s wide colours as a screen shows them', async () => {
    const wide = png(
      halves(64, 32, [
        [200, 100, 50],
        [128, 128, 128],
      ]),
      chunk('iCCP', bytesOf('P3\0\0', deflateSync(displayP3()))),
    )
    const { bytes } = await stored(wide)
    // Display P3 (200, 100, 50) is sRGB (214, 95, 37) by the formulas of CSS Color 4.
    near(colourAt(bytes, 8, 8), [214, 95, 37])
    near(colourAt(bytes, 56, 8), [128, 128, 128])
  })

  test('keeps its colours where the profile is broken', async () => {
    const { bytes } = await stored(
      png(halves(64, 32), chunk('iCCP', bytesOf('P3\0\0', deflateSync('RGB XYZ but nothing else'.repeat(9))))),
    )
    near(colourAt(bytes, 5, 5), red)
  })
})

describe('what cannot be decoded to its end is damaged', () => {
  test.each<[string, Uint8Array]>([
    ['a JPEG whose middle is missing', bytesOf(jpeg(noise(200, 200)).subarray(0, 9000), [0xff, 0xd9])],
    ['a PNG of random data', pngOf({ width: 100, height: 100, deflated: bytesOf(noise(40, 40).data) })],
    [
      'a PNG that holds less than it states',
      pngOf({ width: 7000, height: 7000, deflated: deflateSync(new Uint8Array(10)) }),
    ],
  ])('%s', async (_, file) => {
    expect(await reEncode(file)).toEqual({
      ok: false,
      refusal: { code: 'attachment.damaged', data: { cause: 'file' } },
    })
  })
})

test('a picture that takes too long is given up, and the next one is served', async () => {
  const slow = reEncode(jpeg(halves(4000, 3000)), 1)
  const next = reEncode(jpeg(halves(64, 48)))
  expect(await slow).toEqual({ ok: false, refusal: { code: 'attachment.damaged', data: { cause: 'file' } } })
  expect(await next).toMatchObject({ ok: true, value: { width: 64 } })
})

/** A profile with the primaries of Display P3 (adapted to D50) and the sRGB curve, with nothing else in it. */
function displayP3(): Uint8Array {
  const fixed = (value: number) => {
    const scaled = Math.round(value * 65_536)
    return [(scaled >> 24) & 255, (scaled >> 16) & 255, (scaled >> 8) & 255, scaled & 255]
  }
  const xyz = (...values: number[]) => bytesOf('XYZ ', [0, 0, 0, 0], values.flatMap(fixed))
  const curve = bytesOf(
    'para',
    [0, 0, 0, 0, 0, 3, 0, 0],
    [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045].flatMap(fixed),
  )
  const tags: [string, Uint8Array][] = [
    ['rXYZ', xyz(0.51512, 0.2412, -0.00105)],
    ['gXYZ', xyz(0.29198, 0.69225, 0.04189)],
    ['bXYZ', xyz(0.1571, 0.06657, 0.78407)],
    ['rTRC', curve],
    ['gTRC', curve],
    ['bTRC', curve],
  ]
  const start = 132 + tags.length * 12
  const table = tags.map(([name, body], index) => {
    const at = start + tags.slice(0, index).reduce((sum, [, before]) => sum + before.length, 0)
    return bytesOf(name, [0, 0, at >> 8, at & 255, 0, 0, 0, body.length])
  })
  return bytesOf(
    new Uint8Array(16),
    'RGB XYZ ',
    new Uint8Array(104),
    [0, 0, 0, tags.length],
    ...table,
    ...tags.map(([, body]) => body),
  )
}
