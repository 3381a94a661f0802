import { once } from 'node:events'
import { isMainThread, type MessagePort, parentPort, Worker } from 'node:worker_threads'
import { issued, ownVerify } from './certificate-hcert.ts'

const slice = 400
const rounds = 9

/** A thread has no origin that a message could be meant for. */
const tell = (port: MessagePort | Worker | null, message: number | string): void => port?.postMessage(message, [])

/** What a worker does: verifies its samples for a slice of time, whenever it is told, and says how many it did. */
async function work(): Promise<void> {
  const samples = await issued()
  const verifyFor = async (milliseconds: number): Promise<number> => {
    const start = performance.now()
    let done = 0
    for (; performance.now() - start < milliseconds; done++) await ownVerify(samples[done % samples.length]?.text ?? '')
    return done
  }
  await verifyFor(slice)
  const answer = async (milliseconds: number) => tell(parentPort, await verifyFor(milliseconds))
  parentPort?.on('message', (milliseconds: number) => void answer(milliseconds))
  tell(parentPort, 'ready')
}

async function rateOf(workers: readonly Worker[]): Promise<number> {
  const answers = workers.map((worker) => once(worker, 'message'))
  for (const worker of workers) tell(worker, slice)
  const counts = await Promise.all(answers)
  return counts.reduce((total, [count]) => total + Number(count), 0) / (slice / 1000)
}

const middle = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0

/** Prints how many times as many certificates two threads verify as one, in turns in the same run. */
export async function benchCertificateThreads(): Promise<void> {
  const workers = [0, 1].map(() => new Worker(new URL(import.meta.url)))
  await Promise.all(workers.map((worker) => once(worker, 'message')))
  const [one, two]: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round++) {
    one.push(await rateOf(workers.slice(0, 1)))
    two.push(await rateOf(workers))
  }
  await Promise.all(workers.map((worker) => worker.terminate()))
  const ratio = middle(two.map((rate, round) => rate / (one[round] ?? rate)))
  const count = (rates: readonly number[]): string => Math.round(middle(rates)).toLocaleString('en')
  process.stdout.write(
    `certificate-threads: verify, two threads: ${count(two)} a second; one: ${count(one)}; ratio ${ratio.toFixed(2)}\n`,
  )
}

if (!isMainThread) await work()
