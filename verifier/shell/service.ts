import { call, readConfiguration } from '@consular/api'
import { signal } from '@preact/signals'
import * as z from 'zod/mini'
import { remember, rememberedService } from './settings.ts'

const Service = z.object({
  demonstration: z.boolean(),
  ministry: z.object({ 'zh-Hans': z.string(), en: z.string() }),
  /** Seconds that the clock of a demonstration is ahead of this device's. */
  ahead: z.number(),
})
type Service = z.infer<typeof Service>

/** Whose verifier this is; null until the device or the service has said so. */
export const service = signal<Service | null>(null)

function known(): Service | null {
  try {
    const parsed = Service.safeParse(JSON.parse(rememberedService() ?? 'null'))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/** Takes what the device remembers, then what the service says: the banner of a demonstration shows without a line too. */
export async function learnService(): Promise<void> {
  service.value = known()
  const answer = await call(readConfiguration, {})
  if (!answer.ok) return
  const { mode, ministry, now: there } = answer.value
  const ahead = Temporal.Now.instant().until(Temporal.Instant.from(there)).total('seconds')
  service.value = { demonstration: mode === 'demonstration', ministry, ahead }
  remember('service', JSON.stringify(service.value))
}

/** This moment; in a demonstration whose clock was moved, by that clock. */
export function now(): Temporal.Instant {
  const here = Temporal.Now.instant()
  const { demonstration = false, ahead = 0 } = service.value ?? {}
  return demonstration && Math.abs(ahead) > 60 ? here.add({ seconds: Math.round(ahead) }) : here
}
