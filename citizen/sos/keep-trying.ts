import { set } from 'idb-keyval'
import { cryWaitsKey, settings } from '../store/database.ts'
import { deliver } from './deliver.ts'

/** The waits between two attempts, in seconds; the last one stays. */
const pauses = [1, 1, 2, 2, 4, 8, 15, 30]
let failures = 0
let timer: ReturnType<typeof setTimeout> | undefined
let running: Promise<void> | null = null
let again = false

async function round(): Promise<void> {
  clearTimeout(timer)
  const done = await deliver().catch(() => false)
  failures = done ? 0 : failures + 1
  if (done && !again) return set(cryWaitsKey, false, settings)
  if (again) {
    again = false
    return round()
  }
  timer = setTimeout(keepTrying, (pauses[Math.min(failures, pauses.length) - 1] ?? 30) * 1000)
}

/** Sends what waits until all of it has arrived: now, after a while, and as soon as there is a line. */
export function keepTrying(): void {
  again = running !== null
  running ??= round().finally(() => {
    running = null
  })
}

/** What some browsers can beside (Background Sync, a draft of the WICG). */
interface Syncing extends ServiceWorkerRegistration {
  readonly sync?: { register(tag: string): Promise<void> }
}

/** Notes that something waits, and has the browser send it also when this page is closed, where it can. */
export async function promiseDelivery(): Promise<void> {
  await set(cryWaitsKey, true, settings)
  keepTrying()
  const registration: Syncing | undefined = await navigator.serviceWorker?.getRegistration()
  await registration?.sync?.register('sos').catch(() => undefined)
}

/** Tries at once when the line comes back, and when the page is looked at again. */
export function watchLine(): () => void {
  const now = () => {
    failures = 0
    keepTrying()
  }
  const seen = () => document.visibilityState === 'visible' && now()
  addEventListener('online', now)
  document.addEventListener('visibilitychange', seen)
  return () => {
    removeEventListener('online', now)
    document.removeEventListener('visibilitychange', seen)
  }
}
