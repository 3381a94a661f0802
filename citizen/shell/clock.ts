import { configuration } from './configuration.ts'

let ahead = Temporal.Duration.from({ seconds: 0 })

/** Notes how far the service's own clock is from the phone's. Only a demonstration has a clock that can be moved; elsewhere the phone's counts. */
export function setClock(serverNow: string): void {
  ahead = Temporal.Now.instant().until(Temporal.Instant.from(serverNow))
}

/** This moment, in a demonstration by its own clock. */
export const now = (): Temporal.Instant =>
  configuration.value?.mode === 'demonstration' && Math.abs(ahead.total('seconds')) > 60
    ? Temporal.Now.instant().add(ahead)
    : Temporal.Now.instant()

/** The day where the phone is. */
export const today = (): Temporal.PlainDate => now().toZonedDateTimeISO(Temporal.Now.timeZoneId()).toPlainDate()
