import { Worker } from 'node:worker_threads'
import { type Result, refuse } from '@consular/domain/shared'
import type { Read, SourceList } from './read-list.ts'

/** How long lists may take to read, in milliseconds: the largest of the GDHCN takes half a second. */
const patience = 60_000
/** How long a thread waits for more to read, in milliseconds: a list and its approval follow one another. */
const idle = 5000

/** Large lists need some hundred megabytes for a moment: one at a time. */
let turn: Promise<unknown> = Promise.resolve()
let thread: Worker | null = null
let idleEnds: ReturnType<typeof setTimeout> | undefined

/**
 * Reads lists on a thread of its own: a file of a stranger keeps nobody else waiting, and cannot take the service's memory. Refuses as `readLists` does; `trust.too-slow` for
 * what takes too long, `trust.broken` for what breaks the thread. After either the next list gets a new one.
 */
export function readInThread(sources: readonly SourceList[], most = patience): Promise<Result<Read>> {
  const mine = turn.then(() => inThread(sources, most))
  turn = mine.catch(() => undefined)
  return mine
}

function started(): Worker {
  const worker = new Worker(new URL('./read-worker.ts', import.meta.url), {
    env: {},
    execArgv: ['--disable-warning=ExperimentalWarning'],
    resourceLimits: { maxOldGenerationSizeMb: 768 },
  })
  // What waits for an answer keeps the process; the thread does not.
  worker.unref()
  // A thread that was given up may still break: that is nobody's trouble any more.
  worker.on('error', () => undefined)
  return worker
}

function end(worker: Worker): void {
  if (thread === worker) thread = null
  void worker.terminate()
}

function inThread(sources: readonly SourceList[], most: number): Promise<Result<Read>> {
  clearTimeout(idleEnds)
  const worker = thread ?? started()
  thread = worker
  const { promise, resolve } = Promise.withResolvers<Result<Read>>()
  const giveUp = (answer: Result<Read>) => {
    end(worker)
    resolve(answer)
  }
  const patienceEnds = setTimeout(() => giveUp(refuse('trust.too-slow')), most)
  const onError = (error: unknown) => giveUp(refuse('trust.broken', { cause: String(error) }))
  const onExit = () => giveUp(refuse('trust.broken', { cause: 'thread' }))
  worker.once('message', resolve).once('error', onError).once('exit', onExit)
  const say = (message: readonly SourceList[], transfer: ArrayBuffer[] = []): void =>
    worker.postMessage(message, transfer)
  say(sources)
  return promise.finally(() => {
    clearTimeout(patienceEnds)
    worker.off('message', resolve).off('error', onError).off('exit', onExit)
    idleEnds = setTimeout(() => end(worker), idle).unref()
  })
}
