import fc from 'fast-check'
import { expect, test } from 'vitest'
import { keptWords, readFields, readReport } from './index.ts'

const at = Temporal.Instant.from('2026-11-23T20:07:00Z')
const arrival = { length: 0, cut: false, understood: true, at }

test('whatever is sent is a report: nothing is refused and nothing throws', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.anything()), fc.boolean(), (fields, cut) => {
      const report = readReport(fields, { ...arrival, cut, length: 7 })
      expect(report.words.isWellFormed()).toBe(true)
      expect(report.words).not.toContain('\u0000')
    }),
  )
  fc.assert(
    fc.property(fc.anything(), fc.anything(), fc.anything(), (words, lat, lon) => {
      expect(readReport({ words, lat, lon }, arrival).situation).toBe('unsaid')
    }),
  )
})

test('words in any script are kept as they are', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (words) => {
      expect(readReport({ words }, arrival).words).toBe(words.replaceAll('\u0000', '\ufffd'))
    }),
  )
})

test('a position that cannot be is kept as it was said, and flagged', () => {
  expect(readReport({ lat: '13.746', lon: '100.534', accuracy: 40 }, arrival)).toMatchObject({
    position: { lat: 13.746, lon: 100.534, accuracy: 40 },
    flags: [],
  })
  for (const [lat, lon] of [
    ['91', '0'],
    ['NaN', '100'],
    ['13,7', '100,5'],
    ['13.7', ''],
  ])
    expect(readReport({ lat, lon, place: 'hotel' }, arrival)).toMatchObject({
      position: null,
      placeSaid: `hotel; ${lat}, ${lon}`,
      flags: ['position-impossible'],
    })
  expect(readReport({ lat: 0, lon: -140 }, arrival).position).toEqual({ lat: 0, lon: -140, accuracy: null })
})

test('ten megabytes of words are kept by their beginning, and say how long they were', () => {
  const report = readReport({ words: '救'.repeat(200_000) }, { ...arrival, cut: true, length: 10_485_760 })
  expect([report.words.length, report.wordsLength, report.flags]).toEqual([keptWords, 10_485_760, ['words-cut']])
})

test('a text that was cut anywhere in its words still tells everything that stood before them', () => {
  const sent = JSON.stringify({ situation: 'attacked', silent: true, words: '救我 "now" \\ \u0007 \ud83d\ude00' })
  const head = sent.indexOf('"words":"') + 9
  for (let end = head; end <= sent.length; end++)
    expect(readFields(sent.slice(0, end)), String(end)).toMatchObject({ situation: 'attacked', silent: true })
  for (const text of ['', '[]', 'null', 'help', '{"situation']) expect(readFields(text), text).toBeNull()
})

test('a phone whose hour is wrong is told apart from a late report', () => {
  expect(readReport({ madeAt: '2026-11-23T19:00:00Z' }, arrival).flags).toEqual([])
  expect(readReport({ madeAt: '1970-01-01T00:00:00Z' }, arrival)).toMatchObject({ flags: ['clock-off'] })
  expect(readReport({ madeAt: 'yesterday' }, arrival).madeAt).toBeNull()
})
