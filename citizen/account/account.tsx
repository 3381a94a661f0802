import { signOut } from '@consular/api'
import { Button, Dialog, Notice, useWords } from '@consular/ui'
import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { Failure } from '../shell/failure.tsx'
import { Screen } from '../shell/screen.tsx'
import { ask, farewell, session } from '../shell/session.ts'
import { SignedIn } from '../shell/signed-in.tsx'
import { useWork } from '../shell/use-work.ts'
import { Way } from '../shell/way.tsx'
import { unsynchronised } from '../store/drafts.ts'

function SignOut() {
  const say = useWords()
  const { route } = useLocation()
  const [asking, setAsking] = useState<'no' | 'yes' | 'unsaved'>('no')
  const { busy, refusal, run } = useWork()
  const leave = async () => {
    const done = await run(() => ask(signOut, {}))
    if (!done) return
    await farewell()
    route('/app/', true)
  }
  const begin = async () => setAsking((await unsynchronised()) ? 'unsaved' : 'yes')
  return (
    <>
      <Button look="plain" onPress={() => void begin()}>
        {say('account.signout')}
      </Button>
      <Dialog id="sign-out" title={say('signout.title')} open={asking !== 'no'} onClose={() => setAsking('no')}>
        <p>{say(asking === 'unsaved' ? 'signout.unsaved' : 'signout.text')}</p>
        <Failure refusal={refusal} />
        <div class="buttons">
          <Button look="urgent" busy={busy} onPress={() => void leave()}>
            {say('signout.confirm')}
          </Button>
          <Button look="plain" onPress={() => setAsking('no')}>
            {say('cancel')}
          </Button>
        </div>
      </Dialog>
    </>
  )
}

/** One's own account: where to look after contacts, sign-in, devices, who looked, and the data. */
export default function Account() {
  const say = useWords()
  const here = session.value
  const parts = ['contacts', 'security', 'sessions', 'access', 'data']
  return (
    <SignedIn>
      <Screen title={say('account.title')} back="/app/">
        {here === 'offline' ? (
          <Notice tone="warn">{say('account.offline')}</Notice>
        ) : (
          <p class="quiet">{say('account.signedin', { email: here && here !== 'asking' ? here.email : '' })}</p>
        )}
        <ul role="list" class="stack-close ways">
          {parts.map((part) => (
            <Way
              key={part}
              href={`/app/account/${part}`}
              title={say(`account.${part}`)}
              about={say(`account.${part}.about`)}
            />
          ))}
        </ul>
        <SignOut />
      </Screen>
    </SignedIn>
  )
}
