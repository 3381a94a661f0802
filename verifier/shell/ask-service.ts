import { call, readConfiguration } from '@consular/api'
import { learn } from './service.ts'

// Loaded after the page is drawn: it can verify without knowing whose it is.

/** Asks the service what it is, and how its clock stands. */
export async function askService(): Promise<void> {
  const answer = await call(readConfiguration, {})
  if (!answer.ok) return
  const { mode, ministry, now: there } = answer.value
  const ahead = Temporal.Now.instant().until(Temporal.Instant.from(there)).total('seconds')
  learn({ demonstration: mode === 'demonstration', ministry, ahead })
}
