import { Worker } from 'node:worker_threads'
import { type Result, refuse } from '@consular/domain/shared'
import type { Read, SourceList } from './read-list.ts'

/** How long lists may take to read, in milliseconds: the largest of the GDHCN takes half a second. */
const patience = 60_000

/** Large lists need some hundred megabytes for a moment: one at a time. */
let turn: Promise<unknown> = Promise.resolve()

/**
 * Reads lists on a thread of its own that ends with it: a file of a stranger keeps nobody else waiting, and cannot take the service's memory. Refuses as `readLists` does; `trust.too-slow` for
 * what takes too long, `trust.broken` for what breaks the thread.
 */
export function readInThread(sources: readonly SourceList[], most = patience): Promise<Result<Read>> {
  const mine = turn.then(() => inThread(sources, most))
  turn = mine.catch(() => undefined)
  return mine
}

function inThread(workerData: readonly SourceList[], most: number): Promise<Result<Read>> {
  const worker = new Worker(new URL('./read-worker.ts', import.meta.url), {
    workerData,
    env: {},
    execArgv: ['--disable-warning=ExperimentalWarning'],
    resourceLimits: { maxOldGenerationSizeMb: 768 },
  })
  const { promise, resolve } = Promise.withResolvers<Result<Read>>()
  const patienceEnds = setTimeout(() => resolve(refuse('trust.too-slow')), most)
  worker.on('message', (message: Result<Read>) => resolve(message))
  worker.on('error', (error) => resolve(refuse('trust.broken', { cause: String(error) })))
  worker.on('exit', () => resolve(refuse('trust.broken', { cause: 'thread' })))
  return promise.finally(() => {
    clearTimeout(patienceEnds)
    void worker.terminate()
  })
}
