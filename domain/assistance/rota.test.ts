import { expect, test } from 'vitest'
import { handOver, onDuty, type Shift, shiftTimes } from './index.ts'

const instant = (text: string) => Temporal.Instant.from(text)
const shift: Shift = {
  id: 's',
  mission: 'bkk',
  officer: 'dao',
  startsAt: instant('2026-11-23T13:00:00Z'),
  endsAt: instant('2026-11-24T01:00:00Z'),
  endedAt: null,
}

test('a shift runs past its hour until it is handed over', () => {
  expect(onDuty([shift], 'bkk', instant('2026-11-23T12:59:59Z'))).toEqual([])
  expect(onDuty([shift], 'bkk', instant('2026-11-24T05:00:00Z'))).toEqual(['dao'])
  const ended = handOver(shift, 'dao', { note: 'Nothing new.', at: instant('2026-11-24T01:10:00Z') })
  expect(ended.ok && onDuty([ended.value], 'bkk', instant('2026-11-24T05:00:00Z'))).toEqual([])
})

test('a shift ends with a note alone, by its own officer, and once', () => {
  const at = instant('2026-11-24T01:00:00Z')
  expect(handOver(shift, 'dao', { note: '  ', at })).toMatchObject({ refusal: { code: 'assistance.note-needed' } })
  expect(handOver(shift, 'eve', { note: 'mine', at })).toMatchObject({ refusal: { code: 'assistance.not-your-shift' } })
  expect(handOver({ ...shift, endedAt: at }, 'dao', { note: 'again', at })).toMatchObject({
    refusal: { code: 'assistance.shift-not-running' },
  })
})

test('times are those of the mission’s own wall clock, also on the night when it is set back', () => {
  const night = shiftTimes('Europe/Rome', '2026-10-24T20:00', '2026-10-25T08:00')
  expect(night.ok && night.value.endsAt.since(night.value.startsAt).total('hours')).toBe(13)
  for (const [from, until] of [
    ['2026-11-24T20:00', '2026-11-24T08:00'],
    ['2026-11-24T20:00', '2026-11-26T08:00'],
    ['tonight', '2026-11-24T08:00'],
  ] as const)
    expect(shiftTimes('Asia/Bangkok', from, until)).toMatchObject({
      refusal: { code: 'assistance.shift-impossible' },
    })
})
