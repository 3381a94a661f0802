import type { OwnCrisis } from '@consular/api'
import { Button, useWords } from '@consular/ui'
import { useEffect } from 'preact/hooks'
import { answerCrisis, openOwn, own, refresh, sendWaiting } from './own.ts'
import { PushOffer } from './push.tsx'
import { Speaking } from './speak.tsx'

/** How often it is asked what is on while the page is looked at, in milliseconds. */
const pace = 30_000

/** What is on where this person registered to be, before everything else on the first page; answering works with no line. */
export default function CrisisBanner() {
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible') void refresh()
    }
    const online = () => void sendWaiting()
    void openOwn().then(look)
    const timer = setInterval(look, pace)
    addEventListener('online', online)
    return () => {
      clearInterval(timer)
      removeEventListener('online', online)
    }
  }, [])
  const { crises } = own.value
  return (
    <Speaking>
      {crises.map((crisis) => (
        <OneCrisis key={crisis.id} crisis={crisis} />
      ))}
      <PushOffer />
    </Speaking>
  )
}

/** What was last said: on this phone, else as the service knows it of all in the household. */
function saidOf({ id, persons }: OwnCrisis): 'safe' | 'help' | null {
  const waiting = own.value.waiting.findLast(({ crisis }) => crisis === id)
  if (waiting) return waiting.says
  if (persons.some(({ state }) => state === 'NEEDS_HELP')) return 'help'
  return persons.length > 0 && persons.every(({ state }) => state === 'SAFE') ? 'safe' : null
}

function OneCrisis({ crisis }: { readonly crisis: OwnCrisis }) {
  const say = useWords()
  const said = saidOf(crisis)
  const waits = own.value.waiting.some((each) => each.crisis === crisis.id)
  const persons = crisis.persons.length
  return (
    <section class="card urgent stack" aria-labelledby={`crisis-${crisis.id}`}>
      <h2 id={`crisis-${crisis.id}`}>{crisis.title}</h2>
      <p>{say('crisis-app.ask', { persons })}</p>
      <p role="status">
        {said !== null && <strong>{say(`crisis-app.said.${said}`)}</strong>} {waits && say('crisis-app.waits')}
      </p>
      <div class="buttons">
        <Button look={said === 'safe' ? 'plain' : 'main'} onPress={() => void answerCrisis(crisis.id, 'safe')}>
          {say('crisis-app.safe', { persons })}
        </Button>
        <Button look={said === 'help' ? 'plain' : 'urgent'} onPress={() => void answerCrisis(crisis.id, 'help')}>
          {say('crisis-app.help', { persons })}
        </Button>
      </div>
      <p>
        <a href="/sos">{say('crisis-app.danger')}</a>
      </p>
    </section>
  )
}
