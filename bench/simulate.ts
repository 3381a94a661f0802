import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Played, play, type WeekService } from '../domain/assistance/testing-play.ts'
import { rulesOf } from '../domain/assistance/testing-rules.ts'
import { inventWeek, type Week } from '../domain/assistance/testing-week.ts'
import { dutyTable } from '../server/assistance/duty-table.ts'
import { serviceOf } from '../server/assistance/testing-week.ts'
import { connect } from '../server/database/connection.ts'
import { startEmbedded } from '../server/database/embedded.ts'
import { migrate } from '../server/database/migrate.ts'

/**
 * `npm run simulate`: a week of consular protection with the whole service on a PostgreSQL of its own, and the same week by the rules
 * alone. Both logs must be the same, line by line, and nothing in them may be wrong. Ends with 1 where something is.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '763' },
    days: { type: 'string', default: '7' },
    missions: { type: 'string', default: '300' },
    reports: { type: 'string', default: '100000' },
    log: { type: 'string' },
  },
})

const print = (line: string): void => void process.stdout.write(`${line}\n`)

async function playAs(name: string, week: Week, service: WeekService) {
  const began = performance.now()
  const hash = createHash('sha256')
  const lines: string[] = []
  let day = -1
  const write = (line: string): void => {
    hash.update(`${line}\n`)
    if (values.log !== undefined) lines.push(line)
    const reached = Math.floor(Number(line.slice(0, line.indexOf(' '))) / 1440)
    if (reached === day) return
    day = reached
    print(`  ${name}: day ${day + 1} after ${((performance.now() - began) / 1000).toFixed(0)} s`)
  }
  const played = await play({ week, table: dutyTable(), write }, service)
  if (values.log !== undefined) await writeFile(`${values.log}.${name}`, lines.join('\n'))
  tell(name, played, hash.copy().digest('hex'))
  return { played, digest: hash.digest('hex') }
}

function tell(name: string, { stored, cases, readings, unread, rounds, tries, faults }: Played, digest: string): void {
  print(`  ${name}: ${stored} reports stored in ${cases} cases, ${readings.size} read, ${unread} not yet read`)
  print(
    `  ${name}: ${rounds.checked} waits held against the table, ${rounds.unsteady} changed meanwhile, ${rounds.open} go on`,
  )
  for (const [what, count] of [...tries].toSorted(([one], [other]) => (one < other ? -1 : 1)))
    print(`    ${what}: ${count}`)
  print(`  ${name}: ${faults.length} faults; log ${digest}`)
  for (const fault of faults.slice(0, 20)) print(`    ${fault}`)
}

async function playService(week: Week) {
  const folder = await mkdtemp(join(tmpdir(), 'consular-week-'))
  const embedded = await startEmbedded({ folder, durable: false })
  try {
    await migrate(embedded.url)
    const database = connect(embedded.url)
    try {
      return await playAs('service', week, await serviceOf(week, database))
    } finally {
      await database.destroy()
    }
  } finally {
    await embedded.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

const size = {
  seed: Number(values.seed),
  days: Number(values.days),
  missionCount: Number(values.missions),
  reportCount: Number(values.reports),
}
print(`A week: ${JSON.stringify(size)}`)
const week = inventWeek(size)
const rules = await playAs('rules', week, rulesOf(week, dutyTable()))
const service = await playService(week)
const isSame = rules.digest === service.digest
print(isSame ? '  The service did what the rules say, line by line.' : '  THE SERVICE DID NOT DO WHAT THE RULES SAY.')
process.exitCode = isSame && rules.played.faults.length + service.played.faults.length === 0 ? 0 : 1
