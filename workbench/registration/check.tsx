import { checkProof, type Proof, type ProofAnswer } from '@consular/domain/registration'
import { Button, Form, Notice, SummaryList, TextArea, useWords } from '@consular/ui'
import { Camera } from '@consular/ui/camera.tsx'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { spoken } from '../shell/language.ts'
import { fetchMeans, type Means, readFrame } from './means.ts'

const dateOf = (until: Temporal.Instant): string =>
  until
    .toZonedDateTimeISO('UTC')
    .toPlainDateTime()
    .toLocaleString(spoken.value.language === 'en' ? 'en-GB' : 'zh-CN', {
      dateStyle: 'long',
      timeStyle: 'short',
      hourCycle: 'h23',
    })

/** What the code proves: shown for one that ended too, so that it can be told whose it is; not for one that nobody vouches for. */
function ProofList({ proof }: { readonly proof: Proof }) {
  const say = useWords()
  const name = [proof.familyName, proof.givenName].filter(Boolean).join(' ')
  return (
    <SummaryList
      answers={[
        { key: 'name', term: say('registration.check.name'), value: <strong dir="auto">{name}</strong> },
        ...(proof.latinName ? [{ key: 'latin', term: say('registration.check.latin'), value: proof.latinName }] : []),
        {
          key: 'born',
          term: say('registration.check.born'),
          value: proof.birthDate ?? say('registration.check.unknown-date'),
        },
        { key: 'number', term: say('registration.check.number'), value: <span class="mono">{proof.number}</span> },
        { key: 'until', term: say('registration.check.until'), value: `${dateOf(proof.until)} UTC` },
      ]}
    />
  )
}

function Answer({ answer }: { readonly answer: ProofAnswer }) {
  const say = useWords()
  const { verdict, proof } = answer
  const tone = verdict === 'valid' ? 'good' : verdict === 'expired' || verdict === 'unknown-key' ? 'warn' : 'bad'
  return (
    <>
      <Notice tone={tone} title={say(`registration.check.${verdict}`)}>
        {proof?.country === 'XX' && <p>{say('registration.code.demonstration')}</p>}
      </Notice>
      {proof && (verdict === 'valid' || verdict === 'expired' || verdict === 'not-yet') && <ProofList proof={proof} />}
    </>
  )
}

/** Whether somebody at a check-in point is registered, by the code that she shows. Nothing of it is stored, or sent anywhere. */
export function RegistrationCheck() {
  const say = useWords()
  const means = useSignal<Means | null | 'asking'>('asking')
  const text = useSignal('')
  const answer = useSignal<ProofAnswer | null>(null)
  useEffect(() => {
    document.title = `${say('registration.check')} – ${say('workbench')}`
  }, [say])
  useEffect(() => void fetchMeans().then((found) => (means.value = found)), [])
  const known = means.value
  if (known === 'asking') return <p class="quiet loading">{say('loading')}</p>
  const check = async (told: string) => {
    if (known)
      answer.value = await checkProof(told, known.keys, Temporal.Now.instant().add({ milliseconds: known.ahead }))
    text.value = ''
  }
  return (
    <div class="stack">
      <h1>{say('registration.check')}</h1>
      <p class="lead-in">{say('registration.check.about')}</p>
      {known === null || known.keys.length === 0 ? (
        <Notice tone="warn">
          <p>{say('registration.check.no-keys')}</p>
        </Notice>
      ) : (
        <>
          <div aria-live="polite" class="stack">
            {answer.value && <Answer answer={answer.value} />}
          </div>
          <Camera read={(frame) => readFrame(frame, known)} onRead={([first = '']) => void check(first)} />
          <Form look="card stack" label={say('registration.check.text')} onSend={() => void check(text.value)}>
            <TextArea
              id="code-text"
              label={say('registration.check.text')}
              mono
              spellcheck={false}
              rows={3}
              value={text.value}
              onChange={(next) => {
                text.value = next
              }}
            />
            <Button type="submit">{say('registration.check.do')}</Button>
          </Form>
          <p class="quiet small">{say('registration.check.keys', { at: `${dateOf(known.keysAt)} UTC` })}</p>
        </>
      )}
    </div>
  )
}
