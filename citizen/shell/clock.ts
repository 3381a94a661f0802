import { configuration } from './configuration.ts'

let ahead: Temporal.Duration | null = null

/** Notes how far the service's own clock is from the phone's. Only a demonstration has a clock that can be moved; elsewhere the phone's counts. */
export function setClock(serverNow: string): void {
  ahead = Temporal.Now.instant().until(Temporal.Instant.from(serverNow))
}

/** This moment, in a demonstration by its own clock. */
export function now(): Temporal.Instant {
  const here = Temporal.Now.instant()
  const moved = ahead !== null && configuration.value?.mode === 'demonstration' && Math.abs(ahead.total('seconds')) > 60
  return ahead && moved ? here.add(ahead) : here
}

/** The day where the phone is. */
export const today = (): Temporal.PlainDate => now().toZonedDateTimeISO(Temporal.Now.timeZoneId()).toPlainDate()
