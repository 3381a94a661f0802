import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { connect } from '../server/database/connection.ts'
import { runningDatabase } from '../server/database/embedded.ts'
import { type DeclaredCrisis, declareCrisis, householdAnswer, report } from '../server/testing-crowd.ts'
import { cleanUp, freePort, startService } from '../server/testing-process.ts'
import { drafts } from './drafts.ts'

/** How many people are registered where the crisis is: the second is ten times the first, and what takes ten times as long grows with them. */
const sizes = [20_000, 200_000] as const
/** The cries for help of ten minutes, sent within one: the rate is ten times that of the requirement. */
const cries = 500
const seconds = 60
const applicants = 4

interface Measured {
  readonly people: number
  /** Milliseconds until every message was queued. */
  readonly queued: number
  readonly sos: readonly number[]
  /** Milliseconds from an answer's acknowledgement until the board shows it. */
  readonly board: readonly number[]
  readonly submitted: number
}

/**
 * 500 cries for help beside a crisis, its answers and its messages, while applications go on: how long a cry waits for its acknowledgement, how long
 * until all messages are queued and until an answer is on the board, and what of it grows with the number of people.
 */
export async function benchProtection(
  plan: { readonly sizes: readonly number[]; readonly seconds: number } = { sizes, seconds },
): Promise<void> {
  const print = (line: string): void => void process.stdout.write(`${line}\n`)
  print(
    `  ${cries} cries for help in ${plan.seconds} s (of the ten minutes required: ${(600 / plan.seconds).toFixed(0)} times the rate), ${applicants} clients submit applications`,
  )
  print('  people     queued ms   SOS p50 ms   p99 ms   most ms   board most ms   applications per second')
  const all: Measured[] = []
  for (const people of plan.sizes) {
    const measured = await measure(people, plan.seconds)
    all.push(measured)
    const { queued, sos, board, submitted } = measured
    const cells = [queued, share(sos, 0.5), share(sos, 0.99), share(sos, 1), share(board, 1)].map((value) =>
      value.toFixed(0),
    )
    const [one = '', half = '', most = '', last = '', shown = ''] = cells
    print(
      `  ${String(people).padEnd(8)} ${one.padStart(11)}   ${half.padStart(10)}   ${most.padStart(6)}   ${last.padStart(7)}   ${shown.padStart(13)}   ${(submitted / plan.seconds).toFixed(1).padStart(23)}`,
    )
  }
  const [few, many] = [all[0], all.at(-1)]
  if (!few || !many || few === many) return
  const times = (of: (each: Measured) => number): string => (of(many) / of(few)).toFixed(1)
  print(
    `  growth from ${few.people} to ${many.people} people: queued ${times(({ queued }) => queued)} times, SOS p99 ${times(({ sos }) => share(sos, 0.99))}, board ${times(({ board }) => share(board, 1))}`,
  )
}

/** The value below which this share of all lies. */
const share = (values: readonly number[], part: number): number =>
  values.toSorted((one, other) => one - other)[Math.max(0, Math.ceil(values.length * part) - 1)] ?? Number.NaN

async function measure(people: number, during: number): Promise<Measured> {
  const folder = await mkdtemp(join(tmpdir(), 'consular-protection-'))
  const service = startService({ CONSULAR_DATA: folder, CONSULAR_PORT: await freePort(), CONSULAR_LOG: 'error' })
  try {
    await service.ready()
    const url = (await runningDatabase(folder)) ?? ''
    const database = connect(url, 2)
    const pool = new pg.Pool({ connectionString: url, max: 4 })
    try {
      const crisis = await declareCrisis(service.origin, database, { count: people, phones: '9995' })
      if (crisis.persons !== people) throw new Error(`${crisis.persons} people are in the crisis, not ${people}`)
      const until = performance.now() + during * 1000
      const [sos, board, submitted] = await Promise.all([
        cry(service.origin, during),
        answerAll(service.origin, crisis, until),
        submitAll(service.origin, pool, until),
      ])
      return { people, queued: crisis.declaredIn, sos, board, submitted }
    } finally {
      await pool.end()
      await database.destroy()
    }
  } finally {
    await cleanUp([service], folder)
  }
}

/** Cries at an even pace, whether or not those before were answered: how long each waited. */
async function cry(origin: string, during: number): Promise<readonly number[]> {
  const began = performance.now()
  return Promise.all(
    Array.from({ length: cries }, async (_, place) => {
      const due = began + (place / cries) * during * 1000
      await wait(Math.max(0, due - performance.now()))
      if (!(await report().send(origin))) throw new Error('a cry for help was not acknowledged')
      return performance.now() - due
    }),
  )
}

/** Households answer one after the other; each looks until the board has it. */
async function answerAll(origin: string, crisis: DeclaredCrisis, until: number): Promise<readonly number[]> {
  const waits: number[] = []
  const safe = async (): Promise<number> => (await crisis.board()).counts.SAFE ?? 0
  for (const code of crisis.codes) {
    if (performance.now() > until) break
    const before = await safe()
    if (!(await householdAnswer(code, 'safe').send(origin))) throw new Error('an answer was not acknowledged')
    const acknowledged = performance.now()
    while ((await safe()) <= before)
      if (performance.now() - acknowledged > 60_000) throw new Error('an answer is not on the board')
    waits.push(performance.now() - acknowledged)
    await wait(500)
  }
  return waits
}

/** Applicants submit as fast as they are answered. */
async function submitAll(origin: string, pool: pg.Pool, until: number): Promise<number> {
  let done = 0
  const one = async (): Promise<void> => {
    while (performance.now() < until)
      for (const { id, token } of await drafts(pool, 20)) {
        if (performance.now() > until) return
        const headers = { cookie: `consular_session=${token}` }
        const response = await fetch(`${origin}/api/applications/${id}/submission`, { method: 'POST', headers })
        await response.text()
        if (!response.ok) throw new Error(`an application was answered ${response.status}`)
        done++
      }
  }
  await Promise.all(Array.from({ length: applicants }, one))
  return done
}
