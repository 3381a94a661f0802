import { type Me, makeRecoveryCodes, readMe, removePasskey } from '@consular/api'
import type { Result } from '@consular/domain/shared'
import { Button, useWords } from '@consular/ui'
import { useState } from 'preact/hooks'
import { Failure } from '../shell/failure.tsx'
import { Loading } from '../shell/loading.tsx'
import { Screen } from '../shell/screen.tsx'
import { ask } from '../shell/session.ts'
import { SignedIn } from '../shell/signed-in.tsx'
import { useAnswer } from '../shell/use-answer.ts'
import { useWork } from '../shell/use-work.ts'
import { momentText } from '../shell/when.ts'
import { addPasskeyHere, knowsPasskeys, thisDevice } from '../sign-in/passkey.ts'
import { RecoveryCodes } from './recovery-codes.tsx'

interface PasskeysProps {
  readonly me: Me
  readonly busy: boolean
  readonly change: (work: () => Promise<Result<Me>>) => void
}

function Passkeys({ me, busy, change }: PasskeysProps) {
  const say = useWords()
  return (
    <section class="stack" aria-labelledby="passkeys">
      <h2 id="passkeys">{say('security.passkeys')}</h2>
      {me.passkeys.length === 0 && <p class="quiet">{say('security.passkeys.none')}</p>}
      <ul role="list" class="list">
        {me.passkeys.map(({ id, name, createdAt, lastUsedAt }) => (
          <li key={id}>
            <div>
              <strong>{name}</strong>
              <p class="quiet small">{say('security.passkey.made', { date: momentText(createdAt) })}</p>
              {lastUsedAt && (
                <p class="quiet small">{say('security.passkey.used', { date: momentText(lastUsedAt) })}</p>
              )}
            </div>
            <Button
              look="plain"
              busy={busy}
              onPress={() => change(() => ask(removePasskey, { params: { passkey: id } }))}
            >
              {say('security.passkey.remove', { name })}
            </Button>
          </li>
        ))}
      </ul>
      {knowsPasskeys() && (
        <Button busy={busy} onPress={() => change(() => addPasskeyHere(thisDevice()))}>
          {say('passkey.offer.add')}
        </Button>
      )}
    </section>
  )
}

/** Ways to sign in: passkeys and recovery codes. */
export default function Security() {
  const say = useWords()
  const { value: me, refusal, set, again } = useAnswer(readMe, {})
  const [codes, setCodes] = useState<readonly string[]>([])
  const work = useWork()
  const change: PasskeysProps['change'] = (doing) => void work.run(doing).then((done) => done && set(done.value))
  const renew = async () => {
    const made = await work.run(() => ask(makeRecoveryCodes, {}))
    if (made) setCodes(made.value.codes)
  }
  const leaveCodes = () => {
    setCodes([])
    again()
  }
  if (codes.length > 0) return <RecoveryCodes codes={codes} onDone={leaveCodes} />
  return (
    <SignedIn>
      <Screen title={say('account.security')} back="/app/account">
        <Failure refusal={work.refusal} />
        {me ? (
          <>
            <Passkeys me={me} busy={work.busy} change={change} />
            <section class="stack" aria-labelledby="recovery">
              <h2 id="recovery">{say('security.recovery')}</h2>
              <p>{say('security.recovery.left', { count: me.recoveryCodesLeft })}</p>
              <p class="quiet">{say('security.recovery.warning')}</p>
              <Button look="plain" busy={work.busy} onPress={() => void renew()}>
                {say('security.recovery.new')}
              </Button>
            </section>
          </>
        ) : (
          <Loading refusal={refusal} again={again} />
        )}
      </Screen>
    </SignedIn>
  )
}
