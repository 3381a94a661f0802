import { call, readReportState } from '@consular/api'
import { effect, signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { now } from '../shell/clock.ts'
import { sayWhere } from './cry-out.ts'
import { keepTrying, watchLine } from './keep-trying.ts'
import { type Cry, changeCry, changes, keptCries } from './outbox.ts'
import { fix, followPosition } from './where.ts'

/** The cries on this phone, the newest first; null until the phone has looked. */
export const cries = signal<readonly Cry[] | null>(null)

/** Did the service answer when it was last asked? Else what is on the screen may be old. */
export const inTouch = signal(true)

/** How often it is asked whether somebody has read it, in milliseconds. */
const often = 3000

async function learn(): Promise<void> {
  cries.value = await keptCries()
}

/** Asks what has become of the newest cry; what the server does not say is not changed. */
async function look(): Promise<void> {
  const [newest] = cries.value ?? []
  if (!newest?.state || document.visibilityState !== 'visible') return
  const answer = await call(readReportState, { params: { report: newest.id }, body: { secret: newest.secret } })
  inTouch.value = answer.ok
  if (answer.ok) await changeCry(newest.id, (cry) => ({ ...cry, state: answer.value, heardAt: now().toString() }))
}

/** Says where the phone is in the newest cry, once it is known: the first words did not wait for it. */
const place = () =>
  effect(() => {
    const [newest] = cries.value ?? []
    const at = fix.value
    const recent = newest && Temporal.Instant.from(newest.madeAt).until(now()).total('hours') < 1
    if (newest && at && recent && !newest.letters.some(({ placed }) => placed)) void sayWhere(newest, at)
  })

/** While help is on the screen: sends what waits, asks for news, follows the phone. */
export function useCries(): void {
  useEffect(() => {
    const listener = new BroadcastChannel(changes)
    listener.addEventListener('message', () => void learn())
    void learn().then(() => {
      keepTrying()
      return look()
    })
    const timer = setInterval(() => void look(), often)
    const ends = [watchLine(), followPosition(), place(), () => clearInterval(timer), () => listener.close()]
    return () => {
      for (const end of ends) end()
    }
  }, [])
}
