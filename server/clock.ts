import type { Config } from './config.ts'

/** What the service takes for now: the machine's clock, or one that a demonstration was started with and may move. */
export interface Clock {
  readonly now: () => Temporal.Instant
  /** Null where the clock is the machine's own. */
  readonly setClock: ((now: Temporal.Instant) => void) | null
}

/** The one place that reads the machine's clock. A demonstration's own clock goes on from where it was set. */
export function clockFrom(config: Pick<Config, 'startAt'>): Clock {
  const real = (): Temporal.Instant => Temporal.Now.instant()
  if (config.startAt === null) return { now: real, setClock: null }
  let ahead = Temporal.Instant.from(config.startAt).since(real())
  return {
    now: () => real().add(ahead),
    setClock: (now) => {
      ahead = now.since(real())
    },
  }
}
