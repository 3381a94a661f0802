import { createHash } from 'node:crypto'
import { access, constants, mkdir, stat } from 'node:fs/promises'
import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import pg from 'pg'
import { type Logger, pino } from 'pino'
import { loadApplicationRules } from './application/index.ts'
import { buildApps } from './build-apps.ts'
import { loadBorderMaterial } from './certificate/index.ts'
import { clockFrom } from './clock.ts'
import { BadSetting, type Config, readConfig } from './config.ts'
import type { Context, Signer } from './context.ts'
import { connect } from './database/connection.ts'
import { startEmbedded } from './database/embedded.ts'
import { migrate } from './database/migrate.ts'
import { problem } from './http/problem.ts'
import { startJobs } from './jobs/start.ts'
import { loadSigner } from './keys.ts'
import { isPack, loadPack } from './mission/index.ts'
import { prepareMode } from './mode.ts'
import { secureRandom } from './random.ts'
import { loadVaccines } from './record/index.ts'
import { serviceOf } from './service.ts'

import { approvedMaterial } from './trust/index.ts'

const say = (line: string): void => void process.stdout.write(`${line}\n`)

interface OpenDatabase {
  readonly url: string
  stop(): Promise<void>
}

/** The database of the settings: one's own, or the embedded one, started or found running. Each trouble is one clear line. */
async function openDatabase(config: Config): Promise<OpenDatabase> {
  if (config.databaseUrl !== null) {
    const client = new pg.Client({ connectionString: config.databaseUrl, connectionTimeoutMillis: 10_000 })
    try {
      await client.connect()
      const { rows } = await client.query<{ version: number }>(
        "SELECT current_setting('server_version_num')::int AS version",
      )
      if ((rows[0]?.version ?? 0) < 150_000) throw new Error('it is older than PostgreSQL 15')
    } catch (error) {
      throw new BadSetting(
        `DATABASE_URL: the database cannot be used (${error instanceof Error ? error.message || error.name : 'no answer'})`,
      )
    } finally {
      await client.end().catch(() => undefined)
    }
    return { url: config.databaseUrl, stop: async () => undefined }
  }
  try {
    // One level only: asking for all of them never comes back on some file systems, such as /proc.
    await mkdir(config.dataFolder).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
    if (!(await stat(config.dataFolder)).isDirectory()) throw new Error('not a folder')
    await access(config.dataFolder, constants.W_OK)
  } catch {
    throw new BadSetting(
      `CONSULAR_DATA: ${config.dataFolder} cannot be made or written; it is a folder in one that exists`,
    )
  }
  return startEmbedded({
    folder: config.dataFolder,
    say: (event) =>
      say(
        {
          creating: 'Creating the database …',
          starting: 'Starting the database …',
          reusing: 'Using the database that is already running.',
          restarting: 'The database ended; starting it again …',
          shared: 'Others use the database: it goes on running.',
        }[event],
      ),
  })
}

async function openContext(
  config: Config,
  url: string,
): Promise<Context & { nudgeWith(nudge: Context['nudge']): void }> {
  let nudge: Context['nudge'] = () => undefined
  const signer = await loadSigner(config, config.dataFolder)
  const database = connect(url, 32)
  return {
    config,
    database,
    approved: approvedMaterial(database),
    pack: await loadPack(config.pack),
    rules: await loadApplicationRules(config.pack),
    border: await loadBorderMaterial(config),
    vaccines: await loadVaccines(),
    origin: config.origin ?? `http://localhost:${config.port}`,
    ...clockFrom(config),
    random: secureRandom(),
    signer,
    secret: config.secret ?? (await secretOf(signer)),
    nudge: (job) => nudge(job),
    nudgeWith: (next) => {
      nudge = next
    },
  }
}

/** The secret of a demonstration without one: made from its key, so that codes which were handed out still lead to their records after a restart. */
async function secretOf(signer: Signer): Promise<string> {
  const signature = await signer.sign(new TextEncoder().encode('the secret of a demonstration'))
  return createHash('sha256').update(signature).digest('base64url')
}

function settingsOf(environment: NodeJS.ProcessEnv): Config {
  const config = readConfig(environment)
  if (!isPack(config.pack)) throw new BadSetting(`CONSULAR_PACK: there is no folder pack/${config.pack}`)
  return config
}

/** Runs a command of the operator on a ready database, and lets go of everything afterwards. */
export async function withContext(
  environment: NodeJS.ProcessEnv,
  command: (context: Context) => Promise<number>,
): Promise<number> {
  const config = settingsOf(environment)
  const database = await openDatabase(config)
  try {
    await migrate(database.url)
    const context = await openContext(config, database.url)
    const code = await command(context)
    await context.database.destroy()
    return code
  } finally {
    if (!('reused' in database) || !database.reused) await database.stop()
  }
}

/** Runs the service until it is told to stop. Answers the exit status; a setting that cannot be used is one line and status 1. */
export async function start(environment: NodeJS.ProcessEnv): Promise<number> {
  try {
    const config = settingsOf(environment)
    const log = pino({ level: config.log, redact: ['email', 'code', 'token', 'answers'] })
    return await run(config, log)
  } catch (error) {
    if (!(error instanceof BadSetting)) throw error
    process.stderr.write(`${error.message}\n`)
    return 1
  }
}

async function run(config: Config, log: Logger): Promise<number> {
  // Closed in the reverse order, also when the start fails half-way: nothing is left running that nobody waits for.
  await using closing = new AsyncDisposableStack()
  // The port comes first: a second start on the same folder ends here, before it touches what the first one uses.
  const port = await listen(config)
  closing.defer(() => port.close())
  const database = await openDatabase(config)
  closing.defer(() => database.stop())
  await buildApps((app) => say(`Building the ${app} app …`))
  const applied = await migrate(database.url)
  if (applied.length > 0) say(`Migrated the database: ${applied.join(', ')}`)
  const context = await openContext(config, database.url)
  closing.defer(() => context.database.destroy())
  await prepareMode(context, say)
  const service = await serviceOf(context, log)
  const jobs = await startJobs(database.url, service.jobs, log)
  closing.defer(() => jobs.stop())
  context.nudgeWith((job) => jobs.nudge(job))
  port.serve(service.app)
  for (const line of service.addresses) say(line)
  await told()
  say('Stopping …')
  await port.close()
  return 0
}

/** Until the process is told to stop. */
const told = (): Promise<void> =>
  new Promise((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => done())
  })

/** The port, taken; it answers 503 until there is something to serve. */
interface Port {
  serve(app: Hono): void
  /** Lets requests under way end, for up to three seconds. */
  close(): Promise<void>
}

function listen({ host, port }: Config): Promise<Port> {
  let app = new Hono().all('*', (http) => problem(http, { code: 'service.unavailable' }))
  const respond = getRequestListener((request, env) => app.fetch(request, env))
  return new Promise((done, fail) => {
    const server = createServer((incoming, outgoing) => void respond(incoming, outgoing))
    const close = (): Promise<void> =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeIdleConnections()
        setTimeout(() => server.closeAllConnections(), 3000).unref()
      })
    server.once('error', (error: NodeJS.ErrnoException) =>
      fail(
        error.code === 'EADDRINUSE'
          ? new BadSetting(
              `CONSULAR_PORT: port ${port} is in use; is the service already running? Choose another with CONSULAR_PORT=…`,
            )
          : new BadSetting(`CONSULAR_HOST or CONSULAR_PORT: ${error.message}`),
      ),
    )
    server.listen(port, host, () => done({ serve: (next) => void (app = next), close }))
  })
}
