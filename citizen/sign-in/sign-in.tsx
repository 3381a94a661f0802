import { call, Email, requestSignInCode } from '@consular/api'
import { Button, ErrorSummary, Form, Notice, TextInput, useWords } from '@consular/ui'
import { useState } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import { Failure } from '../shell/failure.tsx'
import { spoken } from '../shell/language.ts'
import { nextAfterSignIn } from '../shell/next.ts'
import { Screen } from '../shell/screen.tsx'
import { account } from '../shell/session.ts'
import { useWork } from '../shell/use-work.ts'
import { rememberBegun } from './begun.ts'
import { enter } from './enter.ts'
import { knowsPasskeys, signInHere } from './passkey.ts'

function OtherWays({ next }: { readonly next: string }) {
  const say = useWords()
  const { route } = useLocation()
  const { busy, refusal, run } = useWork()
  const usePasskey = async () => {
    const signedIn = await run(signInHere)
    if (signedIn) route(await enter(signedIn.value, next), true)
  }
  return (
    <section class="stack" aria-labelledby="other-ways">
      <hr />
      <h2 id="other-ways">{say('signin.or')}</h2>
      <Failure refusal={refusal} />
      {knowsPasskeys() && (
        <Button look="plain" busy={busy} onPress={() => void usePasskey()}>
          {say('signin.passkey')}
        </Button>
      )}
      <p>
        <a href={`/app/sign-in/recovery?next=${encodeURIComponent(next)}`}>{say('signin.recovery')}</a>
      </p>
    </section>
  )
}

/** Sign-in, first page: the e-mail address, or a passkey. */
export default function SignIn() {
  const say = useWords()
  const { route } = useLocation()
  const next = nextAfterSignIn(useRoute().query['next'])
  const [email, setEmail] = useState('')
  const [errors, setErrors] = useState<{ id: string; text: string }[]>([])
  const { busy, refusal, run } = useWork()
  const send = async () => {
    const parsed = Email.safeParse(email)
    if (!parsed.success) return setErrors([{ id: 'email', text: say('signin.email.error') }])
    setErrors([])
    const sent = await run(() =>
      call(requestSignInCode, { body: { email: parsed.data, language: spoken.value.language } }),
    )
    if (!sent) return
    rememberBegun({ email: parsed.data, next })
    route('/app/sign-in/code')
  }
  return (
    <Screen title={say('signin.title')} back="/app/">
      <ErrorSummary errors={errors} />
      <Failure refusal={refusal} />
      {account.value && (
        <Notice tone="warn">
          <p>{say('signin.expired')}</p>
        </Notice>
      )}
      <p>{say('signin.lead')}</p>
      <Form onSend={() => void send()}>
        <TextInput
          id="email"
          type="email"
          label={say('signin.email')}
          hint={say('signin.email.hint')}
          error={errors[0]?.text}
          value={email}
          onChange={setEmail}
          typing={{ autocomplete: 'email', inputMode: 'email', spellcheck: false, autoCapitalize: 'none' }}
        />
        <Button type="submit" busy={busy}>
          {say('signin.send')}
        </Button>
      </Form>
      <OtherWays next={next} />
    </Screen>
  )
}
