import { changeMe, type Me, readMe } from '@consular/api'
import { checkPhone } from '@consular/domain/person'
import { languageNames, languages } from '@consular/messages/language.ts'
import { Button, ErrorSummary, type FieldError, Form, Notice, Radios, TextInput, useWords } from '@consular/ui'
import { useState } from 'preact/hooks'
import { Failure } from '../shell/failure.tsx'
import { Loading } from '../shell/loading.tsx'
import { Screen } from '../shell/screen.tsx'
import { sentenceOf } from '../shell/sentence.ts'
import { ask, welcome } from '../shell/session.ts'
import { SignedIn } from '../shell/signed-in.tsx'
import { useAnswer } from '../shell/use-answer.ts'
import { useWork } from '../shell/use-work.ts'

const mostPhones = 5

interface PartProps {
  readonly me: Me
  readonly change: (body: Partial<Pick<Me, 'phones' | 'language'>>) => Promise<boolean>
}

function Phones({ me, change }: PartProps) {
  const say = useWords()
  const [typed, setTyped] = useState('')
  const [errors, setErrors] = useState<FieldError[]>([])
  const add = async () => {
    const phone = checkPhone(typed)
    if (!phone.ok) return setErrors([{ id: 'phone', text: sentenceOf(say, phone.refusal) }])
    if (me.phones.length >= mostPhones) return setErrors([{ id: 'phone', text: say('contacts.phone.most') }])
    setErrors([])
    if (await change({ phones: [...new Set([...me.phones, phone.value])] })) setTyped('')
  }
  return (
    <section class="stack" aria-labelledby="phones">
      <ErrorSummary errors={errors} />
      <h2 id="phones">{say('contacts.phones')}</h2>
      {me.phones.length === 0 && <p class="quiet">{say('contacts.phone.none')}</p>}
      <ul role="list" class="list">
        {me.phones.map((phone) => (
          <li key={phone}>
            <span class="mono" dir="ltr">
              {phone}
            </span>
            <Button look="plain" onPress={() => void change({ phones: me.phones.filter((other) => other !== phone) })}>
              {say('contacts.phone.remove', { phone })}
            </Button>
          </li>
        ))}
      </ul>
      <Form onSend={() => void add()}>
        <TextInput
          id="phone"
          type="tel"
          label={say('contacts.phone')}
          hint={say('contacts.phone.hint')}
          error={errors[0]?.text}
          width="medium"
          value={typed}
          onChange={setTyped}
          typing={{ autocomplete: 'tel', inputMode: 'tel', maxLength: 30 }}
        />
        <Button type="submit">{say('contacts.phone.add')}</Button>
      </Form>
    </section>
  )
}

function LetterLanguage({ me, change }: PartProps) {
  const say = useWords()
  const options = languages.map((value) => ({ value, label: <span lang={value}>{languageNames[value]}</span> }))
  const choose = (value: string) => {
    const language = languages.find((known) => known === value)
    if (language) void change({ language })
  }
  return (
    <Radios id="language" label={say('contacts.language')} options={options} value={me.language} onChange={choose} />
  )
}

/** Contact details: phones of every country, and the language of letters. */
export default function Contacts() {
  const say = useWords()
  const { value: me, refusal, set, again } = useAnswer(readMe, {})
  const [saved, setSaved] = useState(0)
  const work = useWork()
  const change: PartProps['change'] = async (body) => {
    const changed = await work.run(() => ask(changeMe, { body }))
    if (!changed) return false
    set(changed.value)
    setSaved(saved + 1)
    await welcome(changed.value)
    return true
  }
  return (
    <SignedIn>
      <Screen title={say('account.contacts')} back="/app/account">
        <Failure refusal={work.refusal} />
        <div role="status">{saved > 0 && !work.refusal && <Notice tone="good">{say('contacts.saved')}</Notice>}</div>
        {me ? (
          <>
            <Phones me={me} change={change} />
            <LetterLanguage me={me} change={change} />
          </>
        ) : (
          <Loading refusal={refusal} again={again} />
        )}
      </Screen>
    </SignedIn>
  )
}
