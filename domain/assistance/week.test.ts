import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { DutyTable } from './duty-table.ts'
import { play } from './testing-play.ts'
import { rulesOf } from './testing-rules.ts'
import { inventWeek, type Size } from './testing-week.ts'

const table = DutyTable.parse(
  JSON.parse(readFileSync(new URL('../../pack/world/duty-table.json', import.meta.url), 'utf8')),
)

async function playRules(size: Size) {
  const week = inventWeek(size)
  const hash = createHash('sha256')
  const played = await play({ week, table, write: (line) => void hash.update(`${line}\n`) }, rulesOf(week, table))
  return { week, played, digest: hash.digest('hex') }
}

const oneDay = { seed: 20_261_124, days: 1, missionCount: 40, reportCount: 2000 }

test('in a week of 300 missions in 40 zones, 100,000 reports are each stored once, and read or escalated by the table to the minute', async () => {
  const { week, played, digest } = await playRules({ seed: 763, days: 7, missionCount: 300, reportCount: 100_000 })
  expect(played.faults).toEqual([])
  expect(played.stored).toBe(100_000)
  expect(new Set([...week.directory.missions.values()].map(({ timeZone }) => timeZone)).size).toBe(40)
  // What nobody has read has gone the way of the table as far as its hour is; `checked` says that it was compared.
  expect(played.readings.size + played.unread).toBe(100_000)
  expect(played.rounds.checked).toBeGreaterThan(80_000)
  for (const level of ['duty', 'deputy', 'head', 'ministry', 'neighbour'])
    expect(played.tries.get(`${level} handed-over`)).toBeGreaterThan(500)
  process.stdout.write(`The week's log has the hash ${digest}\n`)
})

test('the same seed gives the same log, another one another', async () => {
  const [one, again, other] = [
    await playRules(oneDay),
    await playRules(oneDay),
    await playRules({ ...oneDay, seed: oneDay.seed + 1 }),
  ]
  expect(again.digest).toBe(one.digest)
  expect(other.digest).not.toBe(one.digest)
  expect([...one.played.faults, ...other.played.faults]).toEqual([])
})

test('a service that calls a minute late, forgets a level or claims what did not happen is found out', async () => {
  const week = inventWeek(oneDay)
  const honest = () => rulesOf(week, table)
  const wrong = {
    late: () => {
      const service = honest()
      let held: Awaited<ReturnType<typeof service.look>> = []
      const look = async () => {
        const out = held
        held = await service.look()
        return out
      }
      return { ...service, look }
    },
    forgetful: () => {
      const service = honest()
      return { ...service, look: async () => (await service.look()).filter(({ level }) => level !== 'deputy') }
    },
    boastful: () => {
      const service = honest()
      const told = async (report: Parameters<typeof service.told>[0]) => ({
        ...(await service.told(report)),
        readAt: 1,
      })
      return { ...service, told }
    },
    doubling: () => {
      const service = honest()
      return { ...service, look: async () => (await service.look()).flatMap((call) => [call, call]) }
    },
  }
  for (const [name, service] of Object.entries(wrong)) {
    const { faults } = await play({ week, table, write: () => undefined }, service())
    expect(faults.length, name).toBeGreaterThan(0)
  }
})
