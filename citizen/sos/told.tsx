import { Button, Form, TextArea, useWords } from '@consular/ui'
import { useState } from 'preact/hooks'
import { now } from '../shell/clock.ts'
import { silent } from '../shell/silence.ts'
import { cries, inTouch } from './cries.ts'
import { sayMore } from './cry-out.ts'
import { Enclosures } from './enclosures.tsx'
import { Numbers, useNear } from './numbers.tsx'
import { type Cry, forgetCry } from './outbox.ts'
import { isSent, toldOf } from './told.ts'
import { forgetPlace } from './where.ts'

interface ToldProps {
  readonly cry: Cry
  readonly onAnew: () => void
}

/** What has become of a cry, and what more can be said in it. */
export function Told({ cry, onAnew }: ToldProps) {
  const say = useWords()
  const near = useNear()
  const zone = near?.mission?.timeZone ?? Temporal.Now.timeZoneId()
  const { first, rest } = toldOf(cry, { now: now(), zone, inTouch: inTouch.value })
  const read = cry.state !== null && cry.state.readAt !== null
  return (
    <>
      <div role="status">
        <h1 class={read ? 'sos-told read' : 'sos-told'}>{say(first.key, first.values)}</h1>
        {rest.map(({ key, values }) => (
          <p key={key}>{say(key, values)}</p>
        ))}
      </div>
      <p>
        <strong>{say('sos.waiting')}</strong>
      </p>
      {!silent.value && <Numbers near={near} />}
      <Enclosures cry={cry} zone={cry.state?.timeZone ?? zone} />
      <More cry={cry} />
      {silent.value && <Numbers near={near} />}
      <div class="row">
        <Button look="plain" onPress={onAnew}>
          {say('sos-app.anew')}
        </Button>
        {isSent(cry) && <Forget />}
      </div>
    </>
  )
}

function More({ cry }: { readonly cry: Cry }) {
  const say = useWords()
  const [words, setWords] = useState('')
  const send = () => {
    if (words.trim() === '') return
    void sayMore(cry, { situation: cry.situation, words, silent: silent.value, mission: null })
    setWords('')
  }
  return (
    <Form onSend={send}>
      <h2>{say('sos.more')}</h2>
      <TextArea id="sos-more" label={say('sos.words')} value={words} onChange={setWords} />
      <Button type="submit" look="plain">
        {say('sos.send')}
      </Button>
    </Form>
  )
}

/** Takes what was sent off this phone: the mission keeps it, and nobody finds it here. */
function Forget() {
  const say = useWords()
  const forget = async () => {
    for (const cry of (cries.value ?? []).filter(isSent)) await forgetCry(cry.id)
    await forgetPlace()
  }
  return (
    <Button look="plain" onPress={() => void forget()}>
      {say('sos-app.forget')}
    </Button>
  )
}
