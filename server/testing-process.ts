import { type ChildProcess, spawn } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** The service as its operator starts it: a process of its own. */
export interface Service {
  readonly origin: string
  readonly child: ChildProcess
  /** What it has printed so far, on both streams. */
  readonly printed: () => string
  /** Its exit status, once it has ended. */
  readonly ended: Promise<number | null>
  /** Waits until it answers; fails with what it printed when it ends before. */
  ready(): Promise<void>
}

/** Starts the service with these settings and nothing else in its environment. */
export function startService(settings: { readonly [name: string]: string | number }): Service {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'command.ts'), 'start'],
    {
      env: {
        PATH: process.env['PATH'],
        NODE_COMPILE_CACHE: join(import.meta.dirname, '../node_modules/.cache/consular-code'),
        HOME: process.env['HOME'],
        CONSULAR_PACK: 'uto',
        ...Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, String(value)])),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  const ended = new Promise<number | null>((done) => child.once('close', done))
  const origin = `http://localhost:${settings['CONSULAR_PORT'] ?? 7010}`
  return {
    origin,
    child,
    printed: () => printed,
    ended,
    async ready() {
      for (let tries = 0; tries < 1200; tries++) {
        if (child.exitCode !== null || child.signalCode !== null) throw new Error(`it did not start:\n${printed}`)
        if (await answers(origin)) return
        await wait(100)
      }
      throw new Error(`it was not ready after two minutes:\n${printed}`)
    },
  }
}

/** Does a service answer there, with its database? */
export const answers = async (origin: string): Promise<boolean> =>
  (await fetch(`${origin}/api/health`).catch(() => null))?.ok ?? false

/** The process of the database that runs on a folder. */
export async function postmasterOf(folder: string): Promise<number> {
  const text = await readFile(join(folder, 'postgres', 'postmaster.pid'), 'utf8')
  return Number(text.split('\n')[0])
}

/** Does a process live? */
export function lives(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** Ends a service, whatever state it is in, then the database on its folder, and removes the folder. */
export async function cleanUp(services: readonly Service[], folder: string): Promise<void> {
  for (const service of services) {
    service.child.kill('SIGTERM')
    await Promise.race([service.ended, wait(15_000)])
    service.child.kill('SIGKILL')
  }
  const pid = await postmasterOf(folder).catch(() => 0)
  if (pid > 0 && lives(pid)) {
    process.kill(pid, 'SIGINT')
    for (let tries = 0; lives(pid) && tries < 100; tries++) await wait(100)
  }
  await rm(folder, { recursive: true, force: true })
}

/** A port that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer()
    probe.once('error', fail)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
