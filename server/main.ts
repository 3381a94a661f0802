import { randomBytes } from 'node:crypto'
import { access, constants, mkdir } from 'node:fs/promises'
import { serve } from '@hono/node-server'
import { sql } from 'kysely'
import pg from 'pg'
import { type Logger, pino } from 'pino'
import { loadApplicationRules } from './application/index.ts'
import { buildApps } from './build-apps.ts'
import { clockFrom } from './clock.ts'
import { BadSetting, type Config, readConfig } from './config.ts'
import type { Context } from './context.ts'
import { connect } from './database/connection.ts'
import { startEmbedded } from './database/embedded.ts'
import { migrate } from './database/migrate.ts'
import { startJobs } from './jobs/start.ts'
import { loadSigner } from './keys.ts'
import { loadPack } from './mission/index.ts'
import { prepareMode } from './mode.ts'
import { serviceOf } from './service.ts'

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
    await mkdir(config.dataFolder, { recursive: true })
    await access(config.dataFolder, constants.W_OK)
  } catch {
    throw new BadSetting(`CONSULAR_DATA: the folder ${config.dataFolder} cannot be written`)
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
        }[event],
      ),
  })
}

async function openContext(
  config: Config,
  url: string,
): Promise<Context & { nudgeWith(nudge: Context['nudge']): void }> {
  let nudge: Context['nudge'] = () => undefined
  return {
    config,
    database: connect(url, 12),
    pack: await loadPack(config.pack),
    rules: await loadApplicationRules(config.pack),
    origin: config.origin ?? `http://localhost:${config.port}`,
    ...clockFrom(config),
    random: (bytes) => crypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>),
    signer: await loadSigner(config, config.dataFolder),
    secret: config.secret ?? randomBytes(32).toString('base64url'),
    nudge: (job) => nudge(job),
    nudgeWith: (next) => {
      nudge = next
    },
  }
}

/** Runs a command of the operator on a ready database, and lets go of everything afterwards. */
export async function withContext(
  environment: NodeJS.ProcessEnv,
  run: (context: Context) => Promise<number>,
): Promise<number> {
  const config = readConfig(environment)
  const database = await openDatabase(config)
  try {
    await migrate(database.url)
    const context = await openContext(config, database.url)
    const code = await run(context)
    await context.database.destroy()
    return code
  } finally {
    if (!('reused' in database) || !database.reused) await database.stop()
  }
}

/** Runs the service until it is told to stop. Answers the exit status; a setting that cannot be used is one line and status 1. */
export async function start(environment: NodeJS.ProcessEnv): Promise<number> {
  try {
    const config = readConfig(environment)
    const log = pino({ level: config.log, redact: ['email', 'code', 'token', 'answers'] })
    return await run(config, log)
  } catch (error) {
    if (!(error instanceof BadSetting)) throw error
    process.stderr.write(`${error.message}\n`)
    return 1
  }
}

async function run(config: Config, log: Logger): Promise<number> {
  await buildApps((app) => say(`Building the ${app} app …`))
  const database = await openDatabase(config)
  try {
    const applied = await migrate(database.url)
    if (applied.length > 0) say(`Migrated the database: ${applied.join(', ')}`)
    const context = await openContext(config, database.url)
    await sql`SELECT 1`.execute(context.database)
    await prepareMode(context, say)
    const service = await serviceOf(context, log)
    const jobs = await startJobs(database.url, service.jobs, log)
    context.nudgeWith(jobs.nudge)
    const port = await listen(service.app.fetch, config)
    for (const line of service.addresses) say(line)
    await told()
    say('Stopping …')
    await port.close()
    await jobs.stop()
    await context.database.destroy()
    return 0
  } finally {
    await database.stop()
  }
}

/** Until the process is told to stop. */
const told = (): Promise<void> =>
  new Promise((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => done())
  })

function listen(
  fetch: (request: globalThis.Request) => Response | Promise<Response>,
  config: Config,
): Promise<{ close(): Promise<void> }> {
  return new Promise((done, fail) => {
    const server = serve({ fetch, hostname: config.host, port: config.port }, () =>
      done({
        close: () =>
          new Promise((closed) => {
            server.close(() => closed())
            if ('closeIdleConnections' in server) server.closeIdleConnections()
            setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), 3000).unref()
          }),
      }),
    )
    server.once('error', (error: NodeJS.ErrnoException) =>
      fail(
        error.code === 'EADDRINUSE'
          ? new BadSetting(
              `CONSULAR_PORT: port ${config.port} is in use; is the service already running? Choose another with CONSULAR_PORT=…`,
            )
          : new BadSetting(`CONSULAR_HOST or CONSULAR_PORT: ${error.message}`),
      ),
    )
  })
}
