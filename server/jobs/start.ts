import { PgBoss } from 'pg-boss'
import type { Logger } from 'pino'

/** A job of the service: what it does when it runs, and how often it runs unasked (cron, UTC). */
export interface Job {
  readonly name: string
  readonly every: string
  /** Looks beside that every so many seconds in each process: for what cannot wait a minute. */
  readonly everySeconds?: number
  /** Looks for work and does it; running it twice, or beside itself, is harmless. */
  readonly run: () => Promise<void>
}

/** Jobs under way: `nudge` asks one to look for work now. */
export interface Jobs {
  nudge(name: string): void
  stop(): Promise<void>
}

/**
 * Runs jobs on pg-boss: work lies in the tables themselves (a file that is SUBMITTED, a letter that is due), so that a lost nudge
 * costs a minute, never a task. Failures are retried with back-off and logged.
 */
export async function startJobs(url: string, jobs: readonly Job[], log: Logger): Promise<Jobs> {
  const boss = new PgBoss({ connectionString: url, max: 4, schema: 'pgboss' })
  boss.on('error', (error) => log.warn({ error: error.message }, 'jobs'))
  await boss.start()
  for (const job of jobs) {
    await boss.createQueue(job.name, { policy: 'stately', retryLimit: 5, retryBackoff: true, retryDelay: 2 })
    await boss.schedule(job.name, job.every)
    await boss.work(job.name, { pollingIntervalSeconds: 2 }, job.run)
  }
  const nudge = runner(jobs, log)
  const timers = jobs.flatMap(({ name, everySeconds }) =>
    everySeconds === undefined ? [] : [setInterval(() => nudge(name), everySeconds * 1000)],
  )
  const stop = async (): Promise<void> => {
    for (const timer of timers) clearInterval(timer)
    await boss.stop({ graceful: true, timeout: 5000 })
  }
  return { nudge, stop }
}

/** How long a nudged job waits for more, in milliseconds from the first nudge: a rush is acknowledged first, then worked off in one go. */
const gathering = 1000

/** Runs a nudged job in this process, never twice side by side; a nudge while it runs makes it run once more. */
function runner(jobs: readonly Job[], log: Logger): (name: string) => void {
  const state = new Map<string, 'running' | 'again'>()
  const waiting = new Set<string>()
  const run = async (job: Job): Promise<void> => {
    if (state.has(job.name)) return void state.set(job.name, 'again')
    do {
      state.set(job.name, 'running')
      await job.run().catch((error: unknown) => log.warn({ job: job.name, error: String(error) }, 'job failed'))
    } while (state.get(job.name) === 'again')
    state.delete(job.name)
  }
  return (name) => {
    const job = jobs.find((one) => one.name === name)
    if (!job || waiting.has(name)) return
    waiting.add(name)
    setTimeout(() => {
      waiting.delete(name)
      void run(job)
    }, gathering)
  }
}
