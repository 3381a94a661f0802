// Runs in a worker thread of Node: does the work and says how far it is, so that another thread can end it.
import { getHeapStatistics } from 'node:v8'
import { parentPort, workerData } from 'node:worker_threads'
import { Broken, Checker, type Subject } from './check.ts'
import { Inputs } from './inputs.ts'
import type { Area, Placed } from './seed.ts'
import { makeSeeds } from './seeds.ts'

/** What a worker is to do. */
export interface Job {
  readonly seed: number
  readonly areas: readonly Area[]
  /** Places of the first input and of the one after the last. */
  readonly from: number
  readonly to: number
  readonly withMaterial: boolean
  /** One number: the place of the input that is being run, -1 before the first. */
  readonly place: Int32Array
}

/** An input that broke a promise. */
export interface Fault {
  readonly index: number
  readonly area: string
  readonly promise: string
  readonly detail: string
}

/** How inputs ended since the last message, by area, answer and code; and the worst so far. */
export interface Progress {
  readonly inputs: number
  readonly endings: readonly (readonly [ending: string, count: number])[]
  readonly faults: readonly Fault[]
  readonly slowest: { readonly index: number; readonly milliseconds: number }
  readonly largest: { readonly index: number; readonly bytes: number }
}

/** No input may make the memory grow by more bytes: none may even allocate more, collected again or not. */
const mostBytes = 64 * 1024 * 1024

/** Bytes allocated on the heap so far, and those held outside of it. */
const allocated = (): number => {
  const { total_allocated_bytes: onHeap, external_memory: outside } = getHeapStatistics()
  return onHeap + outside
}

const messageEvery = 1000

/** Sums up what happened, and tells it about once a second. */
class Diary {
  readonly #endings = new Map<string, number>()
  #faults: Fault[] = []
  #inputs = 0
  #told = performance.now()
  #slowest = { index: -1, milliseconds: 0 }
  #largest = { index: -1, bytes: 0 }

  note(
    index: number,
    ending: string,
    { milliseconds, bytes }: { readonly milliseconds: number; readonly bytes: number },
  ): void {
    this.#inputs++
    this.#endings.set(ending, (this.#endings.get(ending) ?? 0) + 1)
    if (milliseconds > this.#slowest.milliseconds) this.#slowest = { index, milliseconds }
    if (bytes > this.#largest.bytes) this.#largest = { index, bytes }
    if (performance.now() - this.#told > messageEvery) this.tell()
  }

  blame(fault: Fault): void {
    this.#faults.push(fault)
  }

  tell(): void {
    const progress: Progress = {
      inputs: this.#inputs,
      endings: [...this.#endings],
      faults: this.#faults,
      slowest: this.#slowest,
      largest: this.#largest,
    }
    parentPort?.postMessage(progress, [])
    this.#endings.clear()
    this.#faults = []
    this.#inputs = 0
    this.#told = performance.now()
  }
}

/** The same error with the place where it was thrown. */
async function thrownAgain(checker: Checker, placed: Placed, error: unknown): Promise<unknown> {
  Error.stackTraceLimit = 10
  try {
    await checker.check(placed)
    return error
  } catch (again) {
    return again
  } finally {
    Error.stackTraceLimit = 0
  }
}

/** Does the job of this worker. */
export async function work(subject: Subject): Promise<void> {
  // Most inputs are given up by an error whose trace nobody reads.
  Error.stackTraceLimit = 0
  const { seed, areas, from, to, withMaterial, place } = workerData as Job
  const seeds = await makeSeeds(seed, withMaterial)
  const inputs = new Inputs(seed, areas, seeds)
  const checker = new Checker(subject)
  await checker.learn(seeds)
  const diary = new Diary()
  for (let index = from; index < to; index++) {
    Atomics.store(place, 0, index)
    const placed = await inputs.at(index)
    const { area } = placed
    const [memory, start] = [allocated(), performance.now()]
    let ending = `${area} broken broken`
    try {
      const { answer, code } = await checker.check(placed)
      ending = `${area} ${answer} ${code}`
    } catch (error) {
      diary.blame({ index, area, ...described(await thrownAgain(checker, placed, error)) })
    }
    const milliseconds = performance.now() - start
    const bytes = allocated() - memory
    if (bytes > mostBytes)
      diary.blame({
        index,
        area,
        promise: 'no input needs more than 64 MB',
        detail: `${Math.round(bytes / 1_048_576)} MB`,
      })
    diary.note(index, ending, { milliseconds, bytes })
  }
  diary.tell()
}

function described(error: unknown): Pick<Fault, 'promise' | 'detail'> {
  if (error instanceof Broken) return { promise: error.promise, detail: error.message }
  const detail =
    error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 4).join(' | ') : String(error)
  return { promise: 'nothing is thrown', detail }
}
