import { readPushKey, savePushSubscription } from '@consular/api'
import { Button, useWords } from '@consular/ui'
import { useSignal } from '@preact/signals'
import { keys } from 'idb-keyval'
import { useEffect } from 'preact/hooks'
import { ask } from '../shell/session.ts'
import { registrations } from '../store/database.ts'

/** Lets this browser be told; false where the person or the browser does not want it. */
async function subscribe(): Promise<boolean> {
  const key = await ask(readPushKey, {})
  const worker = await navigator.serviceWorker.ready
  if (!key.ok || (await Notification.requestPermission()) !== 'granted') return false
  const { endpoint, keys: own } = (
    await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key.value.key })
  ).toJSON()
  const [p256dh, auth] = [own?.['p256dh'], own?.['auth']]
  if (endpoint === undefined || p256dh === undefined || auth === undefined) return false
  return (await ask(savePushSubscription, { body: { endpoint, p256dh, auth } })).ok
}

/** Offers whoever has registered to be told on this phone when something happens where she is. Once asked, never again. */
export function PushOffer() {
  const say = useWords()
  const state = useSignal<'hidden' | 'offered' | 'on' | 'off'>('hidden')
  useEffect(() => {
    const canAsk = 'PushManager' in globalThis && 'Notification' in globalThis && Notification.permission === 'default'
    if (canAsk)
      void keys(registrations).then((kept) => {
        if (kept.length > 0) state.value = 'offered'
        return kept
      })
  }, [])
  if (state.value === 'hidden') return null
  const turnOn = async () => {
    state.value = (await subscribe().catch(() => false)) ? 'on' : 'off'
  }
  return (
    <section class="card stack" aria-labelledby="push-offer">
      <h2 id="push-offer">{say('crisis-app.push')}</h2>
      <p role="status">{say(`crisis-app.push.${state.value}`)}</p>
      {state.value === 'offered' && (
        <p>
          <Button look="plain" onPress={() => void turnOn()}>
            {say('crisis-app.push.send')}
          </Button>
        </p>
      )}
    </section>
  )
}
