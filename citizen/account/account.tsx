import { signOut } from '@consular/api'
import { Button, Dialog, Notice, Radios, useWords } from '@consular/ui'
import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { Failure } from '../shell/failure.tsx'
import { Screen } from '../shell/screen.tsx'
import { ask, farewell, session } from '../shell/session.ts'
import { SignedIn } from '../shell/signed-in.tsx'
import { useWork } from '../shell/use-work.ts'
import { Way } from '../shell/way.tsx'
import { unsynchronised } from '../store/drafts.ts'

/** What becomes of the certificates on this phone: asked, and never decided for her. */
type WalletFate = 'none' | 'open' | 'keep' | 'remove'

function SignOut() {
  const say = useWords()
  const { route } = useLocation()
  const [asking, setAsking] = useState<'no' | 'yes' | 'unsaved'>('no')
  const [certificates, setCertificates] = useState(0)
  const [fate, setFate] = useState<WalletFate>('none')
  const [undecided, setUndecided] = useState(false)
  const { busy, refusal, run } = useWork()
  const leave = async () => {
    setUndecided(fate === 'open')
    if (fate === 'open') return
    const done = await run(() => ask(signOut, {}))
    if (!done) return
    await farewell()
    if (fate === 'remove') await (await import('../wallet/holdings.ts')).forgetWallet()
    route('/app/', true)
  }
  const begin = async () => {
    const count = await (await import('../wallet/vault.ts')).countSealed()
    setCertificates(count)
    setFate(count > 0 ? 'open' : 'none')
    setAsking((await unsynchronised()) ? 'unsaved' : 'yes')
  }
  return (
    <>
      <Button look="plain" onPress={() => void begin()}>
        {say('account.signout')}
      </Button>
      <Dialog id="sign-out" title={say('signout.title')} open={asking !== 'no'} onClose={() => setAsking('no')}>
        <p>{say(asking === 'unsaved' ? 'signout.unsaved' : 'signout.text')}</p>
        {certificates > 0 && (
          <Radios
            id="wallet-fate"
            label={say('signout.wallet', { count: certificates })}
            error={undecided ? say('signout.wallet.empty') : undefined}
            options={(['keep', 'remove'] as const).map((value) => ({
              value,
              label: say(`signout.wallet.${value}`),
              hint: say(`signout.wallet.${value}.hint`),
            }))}
            value={fate}
            onChange={(value) => setFate(value === 'keep' ? 'keep' : 'remove')}
          />
        )}
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
