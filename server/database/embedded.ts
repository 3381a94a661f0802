import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, openSync } from 'node:fs'
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { type Binaries, findBinaries } from './postgres-binaries.ts'

/** A PostgreSQL that this process started, or found running in the same folder and reuses. */
export interface EmbeddedDatabase {
  readonly url: string
  readonly reused: boolean
  /** Ends it in an orderly way, unless others use it: another service on the same folder, a tool. */
  stop(): Promise<void>
}

/** `durable` false is for tests alone: it trades safety on power loss for speed. */
export interface EmbeddedOptions {
  readonly folder: string
  readonly durable?: boolean
  readonly say?: (event: 'creating' | 'starting' | 'reusing' | 'restarting' | 'shared') => void
}

const superuser = 'consular'
const patience = 60_000

/**
 * Starts PostgreSQL with its data in `folder`, creating it the first time. A server left over from a killed run is reused.
 * While this process lives, a database that dies is started again on the same port.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const home = resolve(options.folder)
  await mkdir(home, { recursive: true })
  const binaries = await findBinaries([home])
  const cluster = join(home, 'postgres')
  if (!existsSync(join(cluster, 'PG_VERSION'))) {
    options.say?.('creating')
    await createCluster(binaries, home, cluster)
  }
  const password = (await readFile(join(home, 'database.password'), 'utf8')).trim()
  const leftover = await runningServer(cluster)
  if (leftover !== null && (await answers(urlOf(leftover.port, password), 10_000))) {
    options.say?.('reusing')
    return supervise({ binaries, cluster, password, port: leftover.port, options, pid: leftover.pid, child: null })
  }
  options.say?.('starting')
  const port = await freePort()
  const child = await launch({ binaries, cluster, password, port, options })
  return supervise({ binaries, cluster, password, port, options, pid: child.pid as number, child })
}

/** The address of the embedded database that runs on a folder, or null: for tools beside the service, which leave it running. */
export async function runningDatabase(folder: string): Promise<string | null> {
  const server = await runningServer(join(resolve(folder), 'postgres'))
  const password = (await readFile(join(folder, 'database.password'), 'utf8').catch(() => '')).trim()
  return server && password !== '' ? urlOf(server.port, password) : null
}

interface Server {
  readonly binaries: Binaries
  readonly cluster: string
  readonly password: string
  readonly port: number
  readonly options: EmbeddedOptions
}

const urlOf = (port: number, password: string, database = 'postgres'): string =>
  `postgres://${superuser}:${password}@127.0.0.1:${port}/${database}`

async function createCluster(binaries: Binaries, home: string, cluster: string): Promise<void> {
  const draft = `${cluster}.new`
  await rm(draft, { recursive: true, force: true })
  await mkdir(draft, { mode: 0o700 })
  const passwordFile = join(home, 'database.password')
  await writeFile(passwordFile, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 })
  const { runAs } = binaries
  if (runAs) for (const path of [draft, passwordFile]) await chown(path, runAs.uid, runAs.gid)
  const child = run(
    binaries,
    binaries.initdb,
    [
      `--pgdata=${draft}`,
      `--username=${superuser}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
    ],
    'pipe',
  )
  let said = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  const code = await new Promise<number | null>((done) => child.on('close', done))
  if (code !== 0)
    throw new Error(`The database could not be created in ${home}: ${said.trim().split('\n').at(-1) ?? `exit ${code}`}`)
  await rename(draft, cluster)
}

function run(binaries: Binaries, program: string, args: readonly string[], output: 'pipe' | number): ChildProcess {
  const { runAs } = binaries
  const [command, ...rest] = runAs?.prefix ? [...runAs.prefix, program, ...args] : [program, ...args]
  return spawn(command as string, rest, {
    // A group of its own: Ctrl-C in the terminal ends the service first, and the service ends the database.
    detached: true,
    cwd: '/',
    stdio: ['ignore', output, output],
    env: { PATH: process.env['PATH'], LC_MESSAGES: 'C', TZ: 'UTC' },
    ...(runAs && !runAs.prefix ? { uid: runAs.uid, gid: runAs.gid } : {}),
  })
}

async function launch(server: Server): Promise<ChildProcess> {
  const deadline = performance.now() + patience
  for (;;) {
    const log = openSync(join(server.cluster, '..', 'database.log'), 'a')
    const child = run(
      server.binaries,
      server.binaries.postgres,
      [
        '-D',
        server.cluster,
        '-p',
        String(server.port),
        '-c',
        'listen_addresses=127.0.0.1',
        '-c',
        'unix_socket_directories=',
        ...(server.options.durable === false
          ? [
              '-c',
              'fsync=off',
              '-c',
              'synchronous_commit=off',
              '-c',
              'full_page_writes=off',
              '-c',
              'max_connections=200',
            ]
          : []),
      ],
      log,
    )
    child.unref()
    const started = await Promise.race([
      answers(urlOf(server.port, server.password), patience),
      new Promise<false>((done) => child.on('exit', () => done(false))),
    ])
    if (started) return child
    // After a kill the shared memory of the old server is let go a moment later.
    if (performance.now() > deadline)
      throw new Error(`The database does not start; ${join(server.cluster, '..', 'database.log')} says why.`)
    await wait(300)
  }
}

function supervise(server: Server & { pid: number; child: ChildProcess | null }): EmbeddedDatabase {
  const life = { stopping: false }
  let { pid } = server
  void (async () => {
    let child = server.child
    for (;;) {
      if (child && child.exitCode === null && child.signalCode === null)
        await new Promise((done) => child?.on('exit', done))
      else while (!life.stopping && isAlive(pid)) await wait(500, undefined, { ref: false })
      if (life.stopping) return
      server.options.say?.('restarting')
      child = await launch(server)
      pid = child.pid as number
    }
  })()
  return {
    url: urlOf(server.port, server.password),
    reused: server.child === null,
    async stop() {
      life.stopping = true
      if (!isAlive(pid)) return
      if (await othersConnected(urlOf(server.port, server.password))) {
        server.options.say?.('shared')
        return
      }
      process.kill(pid, 'SIGINT')
      for (let waited = 0; isAlive(pid) && waited < 20_000; waited += 50) await wait(50)
    },
  }
}

/** The server that `postmaster.pid` names, if such a process lives. */
async function runningServer(cluster: string): Promise<{ pid: number; port: number } | null> {
  const lines = (await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')
  const [pid, port] = [Number(lines[0]), Number(lines[3])]
  return Number.isInteger(pid) && pid > 0 && Number.isInteger(port) && port > 0 && isAlive(pid) ? { pid, port } : null
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function answers(url: string, within: number): Promise<boolean> {
  const deadline = performance.now() + within
  while (performance.now() < deadline) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 })
    client.on('error', () => undefined)
    try {
      await client.connect()
      return true
    } catch {
      await wait(50)
    } finally {
      await client.end().catch(() => undefined)
    }
  }
  return false
}

/** Is somebody else still connected? One's own connections may take a moment to end. A database that does not answer has nobody. */
async function othersConnected(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    for (let tries = 0; tries < 20; tries++) {
      const { rows } = await client.query<{ others: number }>(
        "SELECT count(*)::int AS others FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()",
      )
      if (rows[0]?.others === 0) return false
      await wait(100)
    }
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
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
