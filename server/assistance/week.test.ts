import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { play, type WeekService } from '../../domain/assistance/testing-play.ts'
import { rulesOf } from '../../domain/assistance/testing-rules.ts'
import { inventWeek } from '../../domain/assistance/testing-week.ts'
import { testDatabase } from '../database/testing.ts'
import { dutyTable } from './duty-table.ts'
import { serviceOf } from './testing-week.ts'

const { database } = await testDatabase()
const week = inventWeek({ seed: 20_261_124, days: 1, missionCount: 12, reportCount: 200 })

async function playWith(service: WeekService) {
  const hash = createHash('sha256')
  const lines: string[] = []
  const write = (line: string) => {
    hash.update(`${line}\n`)
    lines.push(line)
  }
  const played = await play({ week, table: dutyTable(), write }, service)
  return { played, lines, digest: hash.digest('hex') }
}

test('a day of the whole service goes as the rules alone say, line by line, and the database holds what was told', async () => {
  const real = await playWith(await serviceOf(week, database))
  expect(real.played.faults).toEqual([])
  const rules = await playWith(rulesOf(week, dutyTable()))
  const differs = real.lines.findIndex((line, place) => line !== rules.lines[place])
  expect([differs, real.lines.slice(differs, differs + 3)]).toEqual([-1, rules.lines.slice(-1, 2)])
  expect(real.digest).toBe(rules.digest)
  const { rows } = await sql<{ number: string; read_at: string | null; officer: string | null }>`
    SELECT r.words AS number, r.read_at, o.name AS officer FROM assistance_report r LEFT JOIN officer o ON o.id = r.read_by`.execute(
    database,
  )
  expect(new Set(rows.map(({ number }) => number)).size).toBe(200)
  expect(rows).toHaveLength(200)
  for (const { number, read_at: at, officer } of rows) {
    const told = real.played.readings.get(Number(number))
    expect(at === null ? null : Temporal.Instant.from(at).since(week.begins).total('minutes')).toBe(
      told?.minute ?? null,
    )
    expect(officer).toBe(told?.officer ?? null)
  }
  // Each call of the table stands in the log of the audit.
  const { rows: left } = await sql<{ calls: number; logged: number; waiting: number }>`
    SELECT (SELECT count(DISTINCT (case_id, round, level, mission, officer_id))::int FROM assistance_attempt) AS calls,
      (SELECT count(*)::int FROM audit_event WHERE action = 'assistance.call') AS logged,
      (SELECT count(*)::int FROM duty_watch WHERE case_id NOT IN (SELECT id FROM assistance_case WHERE unread_since IS NOT NULL)) AS waiting`.execute(
    database,
  )
  expect(left[0]).toMatchObject({ logged: left[0]?.calls, waiting: 0 })
}, 120_000)
