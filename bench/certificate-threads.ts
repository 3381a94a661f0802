import { once } from 'node:events'
import { isMainThread, type MessagePort, parentPort, Worker } from 'node:worker_threads'
import { issued, ownVerify, verifyBare } from './certificate-hcert.ts'

const slice = 400
const rounds = 9

/** A thread has no origin that a message could be meant for. */
const tell = (port: MessagePort | Worker | null, message: number | string | Order): void =>
  port?.postMessage(message, [])

type Sample = Awaited<ReturnType<typeof issued>>[number]

type Act = 'certificate' | 'signature'

/** What a worker is told: what to do, and for how many milliseconds. */
interface Order {
  readonly act: Act
  readonly milliseconds: number
}

/** What a worker does: verifies its samples, or their bare signatures, for a slice of time, whenever it is told, and says how many it did. */
async function work(): Promise<void> {
  const samples = await issued()
  const [first] = samples
  if (!first) throw new Error('No samples')
  const acts: { readonly [act in Act]: (sample: Sample) => unknown } = {
    certificate: ({ text }) => ownVerify(text),
    signature: ({ data, signature }) => verifyBare(data, signature),
  }
  const doFor = async ({ act, milliseconds }: Order): Promise<number> => {
    const start = performance.now()
    let done = 0
    for (; performance.now() - start < milliseconds; done++) {
      const result = acts[act](samples[done % samples.length] ?? first)
      if (result instanceof Promise) await result
    }
    return done
  }
  for (const act of ['signature', 'certificate'] as const) await doFor({ act, milliseconds: slice })
  const answer = async (order: Order) => tell(parentPort, await doFor(order))
  parentPort?.on('message', (order: Order) => void answer(order))
  tell(parentPort, 'ready')
}

async function rateOf(workers: readonly Worker[], act: Act): Promise<number> {
  const answers = workers.map((worker) => once(worker, 'message'))
  for (const worker of workers) tell(worker, { act, milliseconds: slice })
  const counts = await Promise.all(answers)
  return counts.reduce((total, [count]) => total + Number(count), 0) / (slice / 1000)
}

const middle = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0

const titles = { certificate: 'verify', signature: 'node:crypto, the P-256 signature alone' } as const

/**
 * Prints how many times as many certificates two threads verify as one, in turns in the same run; and the same of bare signatures, which is what the machine and
 * OpenSSL allow.
 */
export async function benchCertificateThreads(): Promise<void> {
  const workers = [0, 1].map(() => new Worker(new URL(import.meta.url)))
  await Promise.all(workers.map((worker) => once(worker, 'message')))
  const rates = { certificate: { one: [], two: [] }, signature: { one: [], two: [] } } as {
    readonly [act in Act]: { readonly one: number[]; readonly two: number[] }
  }
  for (let round = 0; round < rounds; round++)
    for (const act of ['certificate', 'signature'] as const) {
      rates[act].one.push(await rateOf(workers.slice(0, 1), act))
      rates[act].two.push(await rateOf(workers, act))
    }
  await Promise.all(workers.map((worker) => worker.terminate()))
  const count = (all: readonly number[]): string => Math.round(middle(all)).toLocaleString('en')
  for (const act of ['certificate', 'signature'] as const) {
    const { one, two } = rates[act]
    const ratio = middle(two.map((rate, round) => rate / (one[round] ?? rate))).toFixed(2)
    process.stdout.write(
      `certificate-threads: ${titles[act]}, two threads: ${count(two)} a second; one: ${count(one)}; ratio ${ratio}\n`,
    )
  }
}

if (!isMainThread) await work()
else if (process.argv[1] === import.meta.filename) await benchCertificateThreads()
