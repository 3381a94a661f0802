import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { newId } from '@consular/domain/shared'
import pg from 'pg'
import { runningDatabase } from '../server/database/embedded.ts'
import { Connection } from './connection.ts'
import { type Draft, drafts, now, random } from './drafts.ts'

const root = join(import.meta.dirname, '..')
const rounds = 3
const perRound = 400
const warmUps = 5
const concurrencies = [1, 8, 32]

/**
 * Submissions through HTTP (session, form read and checked, row, event, audit entry, letter) beside the same rows written by one bare SQL statement
 * each over as many connections, on the same durable database, in turns.
 */
export async function benchSubmit(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'consular-bench-'))
  const port = await freePort()
  const server = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(root, 'server/command.ts'), 'start'],
    {
      cwd: root,
      env: {
        PATH: process.env['PATH'],
        CONSULAR_PACK: 'uto',
        CONSULAR_PORT: String(port),
        CONSULAR_DATA: folder,
        CONSULAR_LOG: 'error',
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  )
  try {
    await ready(port)
    const pool = new pg.Pool({ connectionString: (await runningDatabase(folder)) ?? '', max: 32 })
    const print = (line: string): void => void process.stdout.write(`${line}\n`)
    print(`  ${rounds} rounds of ${perRound} applications each; durable commits (fsync on); ratio of medians`)
    print('  clients   HTTP per second   bare SQL per second   HTTP / SQL')
    // Before anything is timed the service runs as warm as it would on any day.
    const warming = submitter(port)
    for (let round = 0; round < warmUps; round++) await rate(await drafts(pool, perRound), 8, warming.work)
    warming.end()
    await followedUp(pool)
    for (const clients of concurrencies) {
      const [http, sql]: [number[], number[]] = [[], []]
      for (let round = 0; round < rounds; round++) {
        const client = submitter(port)
        http.push(await rate(await drafts(pool, perRound), clients, client.work))
        client.end()
        await followedUp(pool)
        sql.push(await rate(await drafts(pool, perRound), clients, (draft) => bareSubmit(pool, draft)))
        await clearBare(pool)
      }
      const [h, s] = [median(http), median(sql)]
      print(
        `  ${String(clients).padStart(7)}   ${h.toFixed(0).padStart(15)}   ${s.toFixed(0).padStart(19)}   ${(h / s).toFixed(2).padStart(10)}`,
      )
    }
    print(
      `  peak memory: server ${await peak([server.pid as number])} MB, database ${await peak(await databaseProcesses(folder))} MB (sum of its processes, shared pages counted in each)`,
    )
    await pool.end()
  } finally {
    const gone = new Promise((done) => server.once('exit', done))
    server.kill('SIGTERM')
    await gone
    await rm(folder, { recursive: true, force: true })
  }
}

/** Waits until the jobs have done what follows a submission (checks, letters), so that no round pays for another. */
async function followedUp(pool: pg.Pool): Promise<void> {
  for (;;) {
    const { rows } = await pool.query(
      "SELECT (SELECT count(*) FROM application WHERE state = 'SUBMITTED')::int + (SELECT count(*) FROM letter WHERE due_at <= now())::int AS left",
    )
    if (rows[0]?.left === 0) return
    await wait(200)
  }
}

/** What bare SQL wrote has nobody who announced it to the jobs: take it out of their sight. */
async function clearBare(pool: pg.Pool): Promise<void> {
  await pool.query("UPDATE application SET state = 'CHECKING' WHERE state = 'SUBMITTED'")
  await pool.query('UPDATE letter SET due_at = NULL WHERE due_at IS NOT NULL')
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/** Applications a second when `clients` take one after the other. */
async function rate(all: Draft[], clients: number, work: (draft: Draft) => Promise<void>): Promise<number> {
  const left = [...all]
  const began = performance.now()
  await Promise.all(
    Array.from({ length: clients }, async () => {
      for (let draft = left.pop(); draft; draft = left.pop()) await work(draft)
    }),
  )
  return all.length / ((performance.now() - began) / 1000)
}

/** A client that keeps its connections and does no more than HTTP asks for, so that what is measured is the service. */
function submitter(port: number): { work: (draft: Draft) => Promise<void>; end: () => void } {
  const idle: Connection[] = []
  const all: Connection[] = []
  return {
    work: async (draft) => {
      const connection = idle.pop() ?? (await Connection.to(port))
      if (!all.includes(connection)) all.push(connection)
      const answer = await connection.post(
        `/api/applications/${draft.id}/submission`,
        `consular_session=${draft.token}`,
      )
      if (!answer.startsWith('HTTP/1.1 200') || !answer.includes('"reference":"TD-'))
        throw new Error(answer.slice(0, 400))
      idle.push(connection)
    },
    end: () => {
      for (const connection of all) connection.end()
    },
  }
}

/** The same rows as a submission writes, by hand: one statement. */
async function bareSubmit(pool: pg.Pool, draft: Draft): Promise<void> {
  const at = now()
  const id = (): string => newId(Temporal.Now.instant(), random)
  const reference = `TD-${randomBytes(6).toString('hex')}`
  await pool.query(
    `WITH changed AS (
       UPDATE application SET state = 'SUBMITTED', version = version + 1, reference = $2, submitted_at = $3, updated_at = $3,
         birth_date = '1992-06-01', document_number = $4, rule = 'resident-expiring' WHERE id = $1 AND version = 0 RETURNING id),
     event AS (INSERT INTO application_event (application_id, seq, at, move, from_state, to_state, actor_kind, actor_id, details)
       SELECT id, 1, $3, 'submit', 'DRAFT', 'SUBMITTED', 'applicant', $5, jsonb_build_object('reference', $2::text) FROM changed),
     audit AS (INSERT INTO audit_event (id, at, action, actor_kind, actor_id, account_id, application_id, mission, outcome, data)
       SELECT $6, $3, 'application.submit', 'citizen', $5, $5, id, 'uto-it-milan-cg', 'done', jsonb_build_object('reference', $2::text) FROM changed),
     letter AS (INSERT INTO letter (id, account_id, application_id, recipient, language, template, values, at, due_at)
       SELECT $7, $5, id, $8, 'en', 'application-stored', jsonb_build_object('reference', $2::text, 'mission', 'uto-it-milan-cg', 'at', $3::text), $3, $3 FROM changed)
     SELECT count(*) FROM changed`,
    [
      draft.id,
      reference,
      at,
      randomBytes(4).toString('hex').toUpperCase(),
      draft.account,
      id(),
      id(),
      `${draft.account}@example.org`,
    ],
  )
}

async function ready(port: number): Promise<void> {
  for (let tries = 0; tries < 900; tries++) {
    const response = await fetch(`http://127.0.0.1:${port}/api/health`).catch(() => null)
    if (response?.ok) return
    await wait(100)
  }
  throw new Error('the service was not ready in time')
}

/** Peak resident memory of processes in megabytes (VmHWM, Linux); unknown elsewhere. */
async function peak(pids: readonly number[]): Promise<string> {
  const sizes = await Promise.all(
    pids.map(async (pid) =>
      Number(/VmHWM:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8').catch(() => ''))?.[1] ?? Number.NaN),
    ),
  )
  const sum = sizes.filter((size) => !Number.isNaN(size)).reduce((total, size) => total + size, 0)
  return sum === 0 ? '?' : (sum / 1024).toFixed(0)
}

/** The database's server process and its children. */
async function databaseProcesses(folder: string): Promise<number[]> {
  const main = Number((await readFile(join(folder, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0])
  const all = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const parents = await Promise.all(
    all.map(async (pid) =>
      Number(/PPid:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8').catch(() => ''))?.[1]),
    ),
  )
  return [main, ...all.filter((_, index) => parents[index] === main)]
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer()
    probe.once('error', fail)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
