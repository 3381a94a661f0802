// Runs in Node alone: watches over the worker that does the work.
import { Worker } from 'node:worker_threads'
import type { Area } from './seed.ts'
import type { Fault, Job, Progress } from './work.ts'

/** What is to be run. */
export interface Campaign {
  readonly seed: number
  readonly areas: readonly Area[]
  readonly from?: number
  readonly count: number
  readonly withMaterial: boolean
  /** The program of the worker. */
  readonly worker?: URL
  /** Milliseconds after which an input counts as hanging; 5000 if not given. */
  readonly patience?: number
  /** Megabytes of heap that a worker may have: an input that eats more ends it. 512 if not given. */
  readonly heap?: number
  readonly hear?: (summary: Summary) => void
}

/** What a run found out. */
export interface Summary {
  readonly inputs: number
  /** By `area answer code`. */
  readonly endings: ReadonlyMap<string, number>
  readonly faults: readonly Fault[]
  readonly slowest: Progress['slowest']
  readonly largest: Progress['largest']
}

const mostFaults = 1000

/** Runs a campaign. A worker whose input hangs, or needs more memory than there is, is ended, and another goes on behind that input. */
export async function watch(campaign: Campaign): Promise<Summary> {
  const { from = 0, count } = campaign
  const summary = new Collected()
  let next = from
  while (next < from + count && summary.faults.length < mostFaults) {
    const ended = await runWorker(campaign, { from: next, to: from + count }, (progress) => {
      summary.add(progress)
      campaign.hear?.(summary)
    })
    if (ended === null) break
    summary.faults.push(ended)
    next = ended.index + 1
    // What the worker had not yet told is lost, but was run.
    summary.inputs = next - from
  }
  return summary
}

class Collected implements Summary {
  inputs = 0
  readonly endings = new Map<string, number>()
  readonly faults: Fault[] = []
  slowest: Progress['slowest'] = { index: -1, milliseconds: 0 }
  largest: Progress['largest'] = { index: -1, bytes: 0 }

  add({ inputs, endings, faults, slowest, largest }: Progress): void {
    this.inputs += inputs
    for (const [ending, more] of endings) this.endings.set(ending, (this.endings.get(ending) ?? 0) + more)
    this.faults.push(...faults)
    if (slowest.milliseconds > this.slowest.milliseconds) this.slowest = slowest
    if (largest.bytes > this.largest.bytes) this.largest = largest
  }
}

/** Runs one worker to its end: null, or the input that it did not survive. */
function runWorker(
  {
    seed,
    areas,
    withMaterial,
    patience = 5000,
    heap = 512,
    worker = new URL('./worker.ts', import.meta.url),
  }: Campaign,
  { from, to }: { readonly from: number; readonly to: number },
  hear: (progress: Progress) => void,
): Promise<Fault | null> {
  const place = new Int32Array(new SharedArrayBuffer(4)).fill(-1)
  const job: Job = { seed, areas, from, to, withMaterial, place }
  const thread = new Worker(worker, {
    workerData: job,
    argv: [worker.search.slice(1)],
    execArgv: ['--disable-warning=ExperimentalWarning'],
    resourceLimits: { maxOldGenerationSizeMb: heap },
  })
  return new Promise((resolve, reject) => {
    let [last, since] = [-1, performance.now()]
    const lost = (promise: string, detail: string): void => {
      clearInterval(timer)
      const index = Atomics.load(place, 0)
      void thread.terminate()
      if (index < from) reject(new Error(`the worker ended before its first input: ${detail}`))
      else resolve({ index, area: '', promise, detail })
    }
    const timer = setInterval(
      () => {
        const now = Atomics.load(place, 0)
        if (now !== last) [last, since] = [now, performance.now()]
        else if (now >= from && performance.now() - since > patience) lost('no input hangs', `more than ${patience} ms`)
      },
      Math.min(250, patience / 4),
    )
    thread.on('message', hear)
    thread.on('error', (error: Error) => lost('nothing ends the process', error.message))
    thread.on('exit', () => {
      clearInterval(timer)
      resolve(null)
    })
  })
}
