import { expect, test } from 'vitest'
import { secureRandom } from './random.ts'

test('no piece of what was given out is given out again, and each is filled to its end', () => {
  const random = secureRandom()
  const seen = new Set<string>()
  for (let at = 0; at < 2000; at++) {
    const bytes = random(new Uint8Array(8 + (at % 25)))
    for (let from = 0; from + 8 <= bytes.length; from += 8)
      seen.add(Buffer.from(bytes.subarray(from, from + 8)).toString('hex'))
    expect(bytes.subarray(-8).some((byte) => byte !== 0)).toBe(true)
  }
  const pieces = Array.from({ length: 2000 }, (_, at) => Math.floor((8 + (at % 25)) / 8)).reduce(
    (sum, count) => sum + count,
  )
  expect(seen.size).toBe(pieces)
})

test('more than a page at once is drawn at once', () => {
  const bytes = secureRandom()(new Uint8Array(10_000))
  expect(new Set(bytes).size).toBe(256)
})
