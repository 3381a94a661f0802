import { call, requestSignInCode, signInWithCode } from '@consular/api'
import { Button, ErrorSummary, Form, Notice, TextButton, TextInput, useWords } from '@consular/ui'
import { useEffect, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { Failure } from '../shell/failure.tsx'
import { spoken } from '../shell/language.ts'
import { Screen } from '../shell/screen.tsx'
import { sentenceOf } from '../shell/sentence.ts'
import { useWork } from '../shell/use-work.ts'
import { begun } from './begun.ts'
import { enter } from './enter.ts'

const codeOf = (typed: string): string => typed.normalize('NFKC').replaceAll(/\D/g, '')

/** Sign-in, second page: the code from the e-mail. */
export default function Code() {
  const say = useWords()
  const { route } = useLocation()
  const waiting = begun()
  const [code, setCode] = useState('')
  const [missing, setMissing] = useState<{ id: string; text: string }[]>([])
  const [resent, setResent] = useState(false)
  const signingIn = useWork()
  const sending = useWork()
  useEffect(() => {
    if (!waiting) route('/app/sign-in', true)
  }, [])
  if (!waiting) return null
  const { email, next } = waiting
  const signIn = async () => {
    if (codeOf(code).length !== 6) return setMissing([{ id: 'code', text: say('signin.code.error') }])
    setMissing([])
    const signedIn = await signingIn.run(() => call(signInWithCode, { body: { email, code: codeOf(code) } }))
    if (signedIn) route(await enter(signedIn.value, next), true)
  }
  const again = async () => {
    const sent = await sending.run(() => call(requestSignInCode, { body: { email, language: spoken.value.language } }))
    setResent(sent !== undefined)
  }
  const wrong = signingIn.refusal?.code.startsWith('account.code')
    ? [{ id: 'code', text: sentenceOf(say, signingIn.refusal) }]
    : missing
  return (
    <Screen title={say('signin.code.title')} back="/app/sign-in">
      <ErrorSummary errors={wrong} />
      <Failure refusal={wrong.length > 0 ? null : (signingIn.refusal ?? sending.refusal)} />
      <p>{say('signin.code.sent', { email })}</p>
      <Form onSend={() => void signIn()}>
        <TextInput
          id="code"
          label={say('signin.code.label')}
          error={wrong[0]?.text}
          width="medium"
          mono
          value={code}
          onChange={setCode}
          typing={{ autocomplete: 'one-time-code', inputMode: 'numeric', spellcheck: false, maxLength: 12 }}
        />
        <Button type="submit" busy={signingIn.busy}>
          {say('signin.title')}
        </Button>
      </Form>
      <div class="stack stack-tight">
        <div role="status">{resent && <Notice tone="good">{say('signin.code.resent')}</Notice>}</div>
        <div class="row">
          <TextButton onPress={() => void again()}>{say('signin.code.again')}</TextButton>
          <a href="/app/sign-in">{say('signin.code.other')}</a>
        </div>
      </div>
    </Screen>
  )
}
