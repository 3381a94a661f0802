import { signal } from '@preact/signals'
import { remember } from './settings.ts'

/** Whose verifier this is. */
export interface Service {
  readonly demonstration: boolean
  readonly ministry: { readonly 'zh-Hans': string; readonly en: string }
  /** Seconds that the clock of a demonstration is ahead of this device's. */
  readonly ahead: number
}

/** Whose verifier this is; null until the device or the service has said so. */
export const service = signal<Service | null>(null)

/** Takes what the device remembers: the banner of a demonstration shows without a line too. What was written by another version is let go. */
export function takeKnown(written: string | null): void {
  try {
    const { demonstration, ministry, ahead } = JSON.parse(written ?? '') as Partial<Service>
    const { en, 'zh-Hans': chinese } = ministry ?? {}
    if (typeof demonstration !== 'boolean' || typeof ahead !== 'number') return
    if (typeof en !== 'string' || typeof chinese !== 'string') return
    service.value = { demonstration, ministry: { 'zh-Hans': chinese, en }, ahead }
  } catch {
    // The first visit, or nothing that can be read: the service will say it.
  }
}

/** Takes what the service says, and remembers it. */
export function learn(told: Service): void {
  service.value = told
  remember('service', JSON.stringify(told))
}

/** This moment; in a demonstration whose clock was moved, by that clock. */
export function now(): Temporal.Instant {
  const here = Temporal.Now.instant()
  const { demonstration = false, ahead = 0 } = service.value ?? {}
  return demonstration && Math.abs(ahead) > 60 ? here.add({ seconds: Math.round(ahead) }) : here
}
