import fc from 'fast-check'
import { expect, test } from 'vitest'
import { placeRange, publishedPlaces, randomPlaces } from './places.ts'

const random = (bytes: Uint8Array): Uint8Array => crypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>)

test('the list has always twice the places from which is drawn, and room for every place that was given', () => {
  expect([placeRange(null), publishedPlaces(null)]).toEqual([65_536, 131_072])
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 30 }), (highest) => {
      const range = placeRange(highest)
      expect(range > highest && Number.isInteger(Math.log2(range)) && (range === 65_536 || range <= highest * 2)).toBe(
        true,
      )
      expect(publishedPlaces(highest)).toBe(range * 2)
    }),
  )
})

test('places that are drawn differ, lie in the range, and reach all over it', () => {
  const places = randomPlaces(random, 65_536, 2000)
  expect(new Set(places).size).toBe(2000)
  expect(places.every((place) => place >= 0 && place < 65_536)).toBe(true)
  expect(Math.max(...places) - Math.min(...places)).toBeGreaterThan(50_000)
  expect(randomPlaces(random, 4, 10)).toHaveLength(4)
})
