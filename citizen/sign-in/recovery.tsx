import { call, Email, signInWithRecoveryCode } from '@consular/api'
import { Button, ErrorSummary, type FieldError, Form, TextInput, useWords } from '@consular/ui'
import { useState } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import { Failure } from '../shell/failure.tsx'
import { nextAfterSignIn } from '../shell/next.ts'
import { Screen } from '../shell/screen.tsx'
import { useWork } from '../shell/use-work.ts'
import { enter } from './enter.ts'

/** Sign-in with one of the codes written down earlier. */
export default function Recovery() {
  const say = useWords()
  const { route } = useLocation()
  const next = nextAfterSignIn(useRoute().query['next'])
  const [email, setEmail] = useState('')
  const [code, setCode] = useState('')
  const [errors, setErrors] = useState<FieldError[]>([])
  const { busy, refusal, run } = useWork()
  const signIn = async () => {
    const parsed = Email.safeParse(email)
    const wrong = [
      ...(parsed.success ? [] : [{ id: 'email', text: say('signin.email.error') }]),
      ...(code.trim().length >= 8 ? [] : [{ id: 'code', text: say('signin.recovery.error') }]),
    ]
    setErrors(wrong)
    if (wrong.length > 0 || !parsed.success) return
    const signedIn = await run(() => call(signInWithRecoveryCode, { body: { email: parsed.data, code: code.trim() } }))
    if (signedIn) route(await enter(signedIn.value, next), true)
  }
  const errorOf = (id: string) => errors.find((error) => error.id === id)?.text
  return (
    <Screen title={say('signin.recovery.title')} back="/app/sign-in">
      <ErrorSummary errors={errors} />
      <Failure refusal={refusal} />
      <p>{say('signin.recovery.lead')}</p>
      <Form onSend={() => void signIn()}>
        <TextInput
          id="email"
          type="email"
          label={say('signin.email')}
          error={errorOf('email')}
          value={email}
          onChange={setEmail}
          typing={{ autocomplete: 'email', inputMode: 'email', spellcheck: false, autoCapitalize: 'none' }}
        />
        <TextInput
          id="code"
          label={say('signin.recovery.code')}
          error={errorOf('code')}
          mono
          value={code}
          onChange={setCode}
          typing={{ autocomplete: 'off', spellcheck: false, autoCapitalize: 'none', maxLength: 40 }}
        />
        <Button type="submit" busy={busy}>
          {say('signin.title')}
        </Button>
      </Form>
    </Screen>
  )
}
