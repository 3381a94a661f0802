import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type AnswerOf, addressOf, listLetters, setClock } from '@consular/api'

/** How a product is started: its pack, the instant at which its clock starts, further settings. */
export interface Start {
  readonly pack: 'cn' | 'uto'
  readonly now?: string
  readonly environment?: Readonly<Record<string, string>>
  /** A data folder of an earlier run; else a new one, removed at the end. */
  readonly folder?: string
  readonly port?: number
}

/** A letter as the demonstration's mailbox holds it. */
export type Letter = AnswerOf<typeof listLetters>['letters'][number]

/** The running product, seen from outside. */
export interface Product {
  readonly origin: string
  readonly folder: string
  readonly process: ChildProcess
  /** What it has printed so far. */
  readonly output: () => string
  /** The letters to an address in the demonstration's mailbox, newest first. */
  readonly letters: (to: string) => Promise<readonly Letter[]>
  /** The newest letter to an address that satisfies; waits until there is one. */
  readonly letter: (to: string, fits?: (letter: Letter) => boolean) => Promise<Letter>
  readonly setClock: (now: string) => Promise<void>
  readonly stop: () => Promise<void>
}

const root = join(import.meta.dirname, '..')

/** Starts the product as its operator would, with a database of its own, and waits until it is ready. */
export async function startProduct(start: Start): Promise<Product> {
  const folder = start.folder ?? (await mkdtemp(join(tmpdir(), 'consular-journey-')))
  const port = start.port ?? (await freePort())
  const origin = `http://localhost:${port}`
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(root, 'server/command.ts'), 'start'],
    {
      cwd: root,
      env: {
        PATH: process.env['PATH'],
        // As the command starts it: what one product has read, the next need not.
        NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/consular-code'),
        HOME: process.env['HOME'],
        CONSULAR_PACK: start.pack,
        CONSULAR_PORT: String(port),
        CONSULAR_DATA: folder,
        ...(start.now ? { CONSULAR_NOW: start.now } : {}),
        ...start.environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  await ready(child, origin, () => printed)
  return {
    origin,
    folder,
    process: child,
    output: () => printed,
    letters: (to) => lettersTo(origin, to),
    letter: (to, fits = () => true) => waitForLetter(origin, to, fits),
    setClock: async (now) => {
      const response = await fetch(`${origin}${addressOf(setClock, {})}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ now }),
      })
      if (!response.ok) throw new Error(`the clock was not moved: ${await response.text()}`)
    },
    stop: async () => {
      const gone =
        child.exitCode !== null || child.signalCode !== null
          ? Promise.resolve()
          : new Promise((done) => child.once('exit', done))
      child.kill('SIGTERM')
      await gone
      if (!start.folder) await rm(folder, { recursive: true, force: true })
    },
  }
}

async function ready(child: ChildProcess, origin: string, printed: () => string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (child.exitCode !== null) throw new Error(`the product did not start:\n${printed()}`)
    const response = await fetch(`${origin}/api/health`).catch(() => null)
    if (response?.ok) return
    await wait(100)
  }
  throw new Error(`the product was not ready after a minute:\n${printed()}`)
}

async function lettersTo(origin: string, to: string): Promise<readonly Letter[]> {
  const response = await fetch(`${origin}${addressOf(listLetters, { query: { to } })}`)
  return listLetters.answer.parse(await response.json()).letters
}

async function waitForLetter(origin: string, to: string, fits: (letter: Letter) => boolean): Promise<Letter> {
  for (let tries = 0; tries < 200; tries++) {
    const found = (await lettersTo(origin, to)).find(fits)
    if (found) return found
    await wait(100)
  }
  throw new Error(`no such letter came to ${to}`)
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
