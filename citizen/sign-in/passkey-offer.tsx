import { makeRecoveryCodes } from '@consular/api'
import { Button, useWords } from '@consular/ui'
import { useState } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import { RecoveryCodes } from '../account/recovery-codes.tsx'
import { Failure } from '../shell/failure.tsx'
import { nextAfterSignIn } from '../shell/next.ts'
import { Screen } from '../shell/screen.tsx'
import { ask, session } from '../shell/session.ts'
import { SignedIn } from '../shell/signed-in.tsx'
import { useWork } from '../shell/use-work.ts'
import { addPasskeyHere, thisDevice } from './passkey.ts'

/** After the first sign-in: a passkey for the next time, then recovery codes to write down. */
export default function PasskeyOffer() {
  const say = useWords()
  const { route } = useLocation()
  const next = nextAfterSignIn(useRoute().query['next'])
  const [codes, setCodes] = useState<readonly string[]>([])
  const { busy, refusal, run } = useWork()
  const add = async () => {
    const added = await run(() => addPasskeyHere(thisDevice()))
    if (!added) return
    session.value = added.value
    const made = await run(() => ask(makeRecoveryCodes, {}))
    if (made) setCodes(made.value.codes)
    else route(next, true)
  }
  if (codes.length > 0) return <RecoveryCodes codes={codes} onDone={() => route(next, true)} />
  return (
    <SignedIn>
      <Screen title={say('passkey.offer.title')}>
        <Failure refusal={refusal} />
        <p>{say('passkey.offer.lead')}</p>
        <div class="buttons">
          <Button busy={busy} onPress={() => void add()}>
            {say('passkey.offer.add')}
          </Button>
          <Button look="plain" onPress={() => route(next, true)}>
            {say('passkey.offer.later')}
          </Button>
        </div>
      </Screen>
    </SignedIn>
  )
}
