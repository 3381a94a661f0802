import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Outcome } from '@consular/certificate'
import { signWith } from '../keys/sign-with.ts'
import { issueOne, type MadeCertificate } from './issue-one.ts'
import type { ThreadJob } from './issue-thread.ts'

/** Fewer than these are made at once where they are: a thread costs more than it saves. */
const worthAThread = 16
/** Threads beside the one that answers; more would take the database's cores. */
const mostThreads = Math.max(1, Math.min(4, availableParallelism() - 1))

interface Waiting {
  readonly job: ThreadJob
  readonly settle: PromiseWithResolvers<Outcome<MadeCertificate>>
}

let gathered: Waiting[] = []

/**
 * Makes a certificate together with all others that are asked for at this moment. A batch is made on threads of its own, which share its keys, so that whoever asks
 * for something else meanwhile does not wait for it.
 */
export function issueTogether(job: ThreadJob): Promise<Outcome<MadeCertificate>> {
  const settle = Promise.withResolvers<Outcome<MadeCertificate>>()
  if (gathered.length === 0) setImmediate(makeGathered)
  gathered.push({ job, settle })
  return settle.promise
}

function makeGathered(): void {
  const all = gathered
  gathered = []
  if (all.length < worthAThread) {
    for (const { job, settle } of all)
      issueOne(job, async (bytes) => signWith(job.key, bytes)).then(settle.resolve, settle.reject)
    return
  }
  const share = Math.max(worthAThread, Math.ceil(all.length / mostThreads))
  for (let from = 0; from < all.length; from += share) threadFor().make(all.slice(from, from + share))
}

interface Thread {
  make(share: readonly Waiting[]): void
}

const threads = new Map<number, Thread>()
let turn = 0

/** The threads in turn; each is started when it is first needed. */
function threadFor(): Thread {
  const at = turn++ % mostThreads
  const thread = threads.get(at) ?? startThread(at)
  threads.set(at, thread)
  return thread
}

/** A thread that makes one share after the other. One that breaks fails what it had, and is replaced when the next is needed. */
function startThread(at: number): Thread {
  const underWay: (readonly Waiting[])[] = []
  const worker = new Worker(new URL('./issue-thread.ts', import.meta.url), {
    env: {},
    execArgv: ['--disable-warning=ExperimentalWarning'],
  })
  const fail = (error: unknown): void => {
    threads.delete(at)
    for (const { settle } of underWay.splice(0).flat()) settle.reject(error)
  }
  worker.on('message', (made: readonly Outcome<MadeCertificate>[]) => {
    const share = underWay.shift() ?? []
    if (underWay.length === 0) worker.unref()
    for (const [place, { settle }] of share.entries()) {
      const outcome = made[place]
      if (outcome) settle.resolve(outcome)
      else settle.reject(new Error('A thread made fewer certificates than it was given'))
    }
  })
  worker.on('error', fail).on('exit', () => fail(new Error('A thread that makes certificates ended')))
  worker.unref()
  const say = (message: readonly ThreadJob[], transfer: ArrayBuffer[] = []): void =>
    worker.postMessage(message, transfer)
  return {
    make: (share) => {
      underWay.push(share)
      worker.ref()
      say(share.map(({ job }) => job))
    },
  }
}
