import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { askTable, type DutyLevel, DutyTable, type DutyWorld, Priority } from './index.ts'

const table = DutyTable.parse(
  JSON.parse(readFileSync(new URL('../../pack/world/duty-table.json', import.meta.url), 'utf8')),
)
const night = Temporal.Instant.from('2026-11-23T20:07:00Z')
const minutes = (count: number) => night.add({ seconds: Math.round(count * 60) })

const callsDue = (...asked: Parameters<typeof askTable>) => askTable(...asked).calls

/** A world of missions in a ring: each passes its duty to the next. */
function world(staff: { readonly [place: string]: readonly string[] }, deaf: readonly string[] = []): DutyWorld {
  return {
    serves: (mission) => !deaf.includes(mission),
    passesTo: (mission) => (mission === 'A' ? ['B', 'C'] : mission === 'B' ? ['C', 'A'] : ['A', 'B']),
    holders: (level, mission) =>
      level === 'ministry'
        ? (staff['ministry'] ?? [])
        : (staff[`${mission} ${level === 'neighbour' ? 'duty' : level}`] ?? []),
  }
}
const full = { 'A duty': ['dao'], 'A deputy': ['dep'], 'A head': ['head'], 'B duty': ['bo'], ministry: ['ops'] }
const waiting = { mission: 'A', priority: 'P1', unreadSince: night } as const
const called = (now: Temporal.Instant, of: DutyWorld = world(full)) =>
  callsDue(waiting, { table, world: of }, now).map(({ level, mission, officer, since }) =>
    [level, mission, officer, since.since(night).total('minutes')].join(' '),
  )

describe('a report at three in the morning', () => {
  test('calls duty at once, the deputy after 5, the head after 15, the ministry and a neighbour after 25 minutes', () => {
    expect(called(minutes(0))).toEqual(['duty A dao 0'])
    expect(called(minutes(4.99))).toHaveLength(1)
    expect(called(minutes(5))).toEqual(['duty A dao 0', 'deputy A dep 5'])
    expect(called(minutes(15))).toHaveLength(3)
    expect(called(minutes(25))).toEqual([
      'duty A dao 0',
      'deputy A dep 5',
      'head A head 15',
      'ministry A ops 25',
      'neighbour B bo 25',
    ])
  })

  test('loses no time where a level has nobody', () => {
    expect(called(minutes(0), world({ ...full, 'A duty': [] }))).toEqual(['deputy A dep 0'])
    expect(called(minutes(0), world({ ministry: ['ops'] }))).toContain('ministry A ops 0')
  })

  test('goes where the duty passes to when the mission is closed or cut off', () => {
    expect(called(minutes(0), world(full, ['A']))).toEqual(['duty B bo 0'])
    expect(called(minutes(0), world({ ...full, 'C duty': ['cy'] }, ['A', 'B']))).toEqual(['duty C cy 0'])
    expect(called(minutes(0), world(full, ['A', 'B', 'C']))).toEqual(['ministry A ops 0'])
  })

  test('that reaches nobody at all says so', () => {
    expect(called(minutes(0), world({}, ['A', 'B', 'C']))).toEqual(['ministry A  0'])
  })
})

const people = fc.subarray(['x', 'y'])
const places = ['A', 'B', 'C'].flatMap((mission) => ['duty', 'deputy', 'head'].map((level) => `${mission} ${level}`))
const anyWorld = fc
  .tuple(fc.tuple(...places.map(() => people)), people, fc.subarray(['A', 'B', 'C']))
  .map(([staff, ministry, deaf]) =>
    world({ ...Object.fromEntries(places.map((place, n) => [place, staff[n] ?? []])), ministry }, deaf),
  )

test('whatever the world, somebody is called or it is said that there was nobody; each once, in order, and never too early', () => {
  fc.assert(
    fc.property(
      anyWorld,
      fc.constantFrom(...Priority.options),
      fc.integer({ min: 0, max: 12_000 }),
      (of, priority, age) => {
        const calls = callsDue({ mission: 'A', priority, unreadSince: night }, { table, world: of }, minutes(age))
        expect(calls.length).toBeGreaterThan(0)
        expect(new Set(calls.map(({ level, mission, officer }) => `${level} ${mission} ${officer}`)).size).toBe(
          calls.length,
        )
        for (const { since } of calls) expect(Temporal.Instant.compare(since, minutes(age))).toBeLessThanOrEqual(0)
        const dueLevels = table.priorities[priority].calls.filter(({ afterMinutes }) => afterMinutes <= age)
        for (const { level } of dueLevels) {
          const holders = level === 'ministry' ? of.holders('ministry', 'A') : []
          for (const officer of holders) expect(calls.some((call) => call.officer === officer)).toBe(true)
        }
      },
    ),
  )
})

test('what was due stays due: a later look repeats every earlier call', () => {
  fc.assert(
    fc.property(anyWorld, fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }), (of, age, more) => {
      const at = (now: number) =>
        callsDue(waiting, { table, world: of }, minutes(now)).map(({ level, officer }) => `${level} ${officer}`)
      expect(at(age + more).slice(0, at(age).length)).toEqual(at(age).filter((call) => at(age + more).includes(call)))
    }),
  )
})

/** A small generator with a state of its own, so that the same day comes out twice. */
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
}

interface Told {
  readonly log: readonly string[]
  readonly unread: number
  readonly missed: number
  readonly reports: number
}

/** A day of forty missions, a thousand reports, officers who sometimes sleep, and one mission cut off from six to eighteen. */
function simulateDay(seed: number): Told {
  const roll = dice(seed)
  const missions = Array.from({ length: 40 }, (_, n) => `m${n}`)
  let minute = 0
  const of: DutyWorld = {
    serves: (mission) => mission !== 'm7' || minute < 360 || minute >= 1080,
    passesTo: (mission) => [1, 2, 3].map((step) => `m${(Number(mission.slice(1)) + step) % 40}`),
    holders: (level: DutyLevel, mission) => [
      level === 'ministry' ? 'ops' : `${mission}.${level === 'neighbour' ? 'duty' : level}`,
    ],
  }
  const open = Array.from({ length: 1000 }, (_, id) => ({
    id,
    mission: missions[Math.floor(roll() * 40)] as string,
    priority: Priority.options[Math.floor(roll() * 4)] as Priority,
    at: Math.floor(roll() * 1440),
    reader: roll() < 0.7 ? 0 : Math.ceil(roll() * 4),
    readAt: null as number | null,
    calls: new Set<string>(),
  }))
  const log: string[] = []
  let missed = 0
  // The world changes when the line of m7 is cut and mended; a report's own turn comes at each line of the table.
  const looks = open
    .flatMap((report) =>
      [360, 1080, ...table.priorities[report.priority].calls.map(({ afterMinutes }) => report.at + afterMinutes)]
        .filter((at) => at >= report.at)
        .map((at) => ({ at, report })),
    )
    .toSorted((one, other) => one.at - other.at || one.report.id - other.report.id)
  for (const { at, report } of looks) {
    minute = at
    if (report.readAt !== null) continue
    const waits = { mission: report.mission, priority: report.priority, unreadSince: minutes(report.at) }
    for (const call of callsDue(waits, { table, world: of }, minutes(minute))) {
      const key = `${call.level} ${call.mission} ${call.officer}`
      if (report.calls.has(key)) continue
      report.calls.add(key)
      log.push(`${minute} ${report.id} ${key}`)
      if (call.mission === 'm7' && call.level !== 'ministry' && !of.serves('m7')) missed++
      // The one who wakes up reads it.
      if (report.calls.size > report.reader) report.readAt = minute
    }
  }
  return { log, missed, unread: open.filter(({ readAt }) => readAt === null).length, reports: open.length }
}

test('a simulated day: every report is read or has gone the whole way of the table, none by a mission that was cut off', () => {
  const day = simulateDay(20_261_124)
  expect(day.missed).toBe(0)
  expect(new Set(day.log.map((line) => line.split(' ').slice(1).join(' '))).size).toBe(day.log.length)
  expect(new Set(day.log.map((line) => line.split(' ')[1])).size).toBe(day.reports)
  const last = new Map(day.log.map((line) => [line.split(' ')[1], line]))
  expect([...last.values()].filter((line) => /ministry|neighbour/.test(line)).length).toBeGreaterThanOrEqual(day.unread)
  expect(simulateDay(20_261_124).log).toEqual(day.log)
})

test('nobody has to look before the next call is due: until then the calls are the same, and then there are more of them or a level was empty', () => {
  fc.assert(
    fc.property(
      anyWorld,
      fc.constantFrom(...Priority.options),
      fc.integer({ min: 0, max: 12_000 }),
      fc.integer({ min: 0, max: 12_000 }),
      (of, priority, age, later) => {
        const rules = { table, world: of }
        const open = { mission: 'A', priority, unreadSince: night } as const
        const { calls, next } = askTable(open, rules, minutes(age))
        if (next === null) {
          expect(callsDue(open, rules, minutes(age + later))).toEqual(calls)
          return
        }
        expect(Temporal.Instant.compare(next, minutes(age))).toBe(1)
        expect(callsDue(open, rules, next.subtract({ seconds: 1 }))).toEqual(calls)
        expect(callsDue(open, rules, next).slice(0, calls.length)).toEqual(calls)
      },
    ),
  )
})
