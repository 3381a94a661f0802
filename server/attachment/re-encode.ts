import { Worker } from 'node:worker_threads'
import { type Result, refuse } from '@consular/domain/shared'
import type { PictureRefusal } from './inspect.ts'

/** A picture as it is stored: JPEG in sRGB, upright, without metadata. */
export interface Picture {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly width: number
  readonly height: number
}

/** What the thread says: that it holds the codecs and begins on the bytes, then its answer. */
export type FromWorker = 'begun' | Result<Picture, PictureRefusal>

/** How long a picture may take to decode and encode, in milliseconds. */
const patience = 20_000

/** A picture of 50 million pixels takes about 700 MB for a moment: one at a time. */
let turn: Promise<unknown> = Promise.resolve()

/**
 * Decodes a picture and encodes it anew, in WebAssembly on a thread of its own that ends with it: hostile bytes reach
 * neither the server's memory nor the next person's picture. A thread that dies or takes too long is a damaged picture.
 */
export function reEncode(bytes: Uint8Array, most = patience): Promise<Result<Picture, PictureRefusal>> {
  const mine = turn.then(() => inThread(bytes, most))
  turn = mine.catch(() => undefined)
  return mine
}

function inThread(bytes: Uint8Array, most: number): Promise<Result<Picture, PictureRefusal>> {
  const own = new Uint8Array(bytes)
  const worker = new Worker(new URL('./re-encode-worker.ts', import.meta.url), {
    workerData: own,
    transferList: [own.buffer],
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 256 },
  })
  const { promise, resolve, reject } = Promise.withResolvers<Result<Picture, PictureRefusal>>()
  let patienceEnds: ReturnType<typeof setTimeout> | undefined
  const giveUp = (why: unknown) =>
    // Before it has begun, no picture is to blame.
    patienceEnds === undefined
      ? reject(new Error('Pictures cannot be decoded', { cause: why }))
      : resolve(refuse('attachment.damaged', { cause: 'file' }))
  worker.on('message', (message: FromWorker) => {
    if (message === 'begun') patienceEnds = setTimeout(giveUp, most, 'too slow')
    else resolve(message)
  })
  worker.on('error', giveUp)
  worker.on('exit', giveUp)
  return promise.finally(() => {
    clearTimeout(patienceEnds)
    void worker.terminate()
  })
}
