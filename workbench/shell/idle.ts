import { readOfficerMe } from '@consular/api'
import { signal } from '@preact/signals'
import { ask, lock, me } from './session.ts'

const minute = 60_000
/** Minutes without a touch after which the desk is locked: as long as the server keeps an idle session. */
const lockAfter = 15
const warnAfter = 14

let touchedAt = performance.now()
let keptAt = performance.now()

/** Is the desk about to be locked? Any key or touch keeps it open. */
export const lockingSoon = signal(false)

const touch = () => {
  touchedAt = performance.now()
  lockingSoon.value = false
}

/** Does somebody look at this page: it is in front, and was touched within the time of a session? */
export const attended = (): boolean =>
  document.visibilityState === 'visible' && performance.now() - touchedAt < lockAfter * minute

/**
 * Watches the desk: locks it when nobody touched it for 15 minutes, and keeps the session of an officer who writes a long
 * text without asking the server anything.
 */
export function watchDesk(): void {
  for (const event of ['pointerdown', 'keydown', 'wheel'] as const) addEventListener(event, touch, { passive: true })
  setInterval(() => {
    if (me.value === null || me.value === 'asking') return
    const now = performance.now()
    if (now - touchedAt >= lockAfter * minute) void lock()
    else lockingSoon.value = now - touchedAt >= warnAfter * minute
    if (touchedAt > keptAt && now - keptAt > 5 * minute) {
      keptAt = now
      void ask(readOfficerMe, {})
    }
  }, 10_000)
}
