import { keepWord, shareWithSender } from '@consular/api'
import { Button, Form, freshId, Notice, Select, TextArea, TextInput, useWords } from '@consular/ui'
import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { spoken } from '../shell/language.ts'
import { type CaseProps, optionsOf, Section, useAct } from './section.tsx'
import { writeAt } from './time.ts'

const subjects = ['family', 'help'] as const
const answers = ['allowed', 'opposed'] as const

/** What the person says of her family and of help: it stands above everything that is told. */
export function WordsPart({ found, onDone }: CaseProps) {
  const say = useWords()
  const send = useAct({ found, onDone })
  const { familyWord, helpWord } = found.work
  const [about, word, text] = [useSignal<string>('family'), useSignal<string>('allowed'), useSignal('')]
  const keep = () => {
    const [subject, answer] = [
      subjects.find((each) => each === about.value),
      answers.find((each) => each === word.value),
    ]
    if (subject && answer)
      send(keepWord, { about: subject, word: answer, text: text.value }, () => {
        text.value = ''
      })
  }
  return (
    <Section id="words" title={say('case.words')} open={familyWord === 'opposed' || helpWord === 'opposed'}>
      {subjects.map((subject) => {
        const said = subject === 'family' ? familyWord : helpWord
        return (
          <Notice key={subject} tone={said === 'opposed' ? 'bad' : 'plain'}>
            {say(`case.word.${subject}`)}: <strong>{say(`case.word.${said}`)}</strong>
          </Notice>
        )
      })}
      <p class="small">{say('case.words.about')}</p>
      <Form look="stack" label={say('case.word.send')} onSend={keep}>
        <Select
          id="word-about"
          label={say('case.word.what')}
          options={optionsOf('case.word', subjects)}
          value={about.value}
          onChange={(next) => {
            about.value = next
          }}
        />
        <Select
          id="word-said"
          label={say('case.word.answer')}
          options={optionsOf('case.word', answers)}
          value={word.value}
          onChange={(next) => {
            word.value = next
          }}
        />
        <TextInput
          id="word-text"
          label={say('case.word.text')}
          value={text.value}
          onChange={(next) => {
            text.value = next
          }}
        />
        <Button type="submit">{say('case.word.send')}</Button>
      </Form>
    </Section>
  )
}

/** What is told to those who reported about somebody else. */
export function SharePart({ found, onDone }: CaseProps) {
  const say = useWords()
  const send = useAct({ found, onDone })
  const senders = found.list.filter(({ about }) => about !== null)
  const id = useRef(freshId<'sharing'>())
  const [report, text] = [useSignal<string>(senders[0]?.id ?? ''), useSignal('')]
  if (senders.length === 0) return null
  const at = (instant: string) => writeAt(instant, found.timeZone, spoken.value.language)
  const share = () =>
    send(shareWithSender, { sharing: id.current, report: report.value, text: text.value }, () => {
      id.current = freshId<'sharing'>()
      text.value = ''
    })
  return (
    <Section id="share" title={say('case.share')}>
      <p class="small">{say(`case.told.${senders[0]?.told ?? 'received'}`)}</p>
      {found.work.sharings.length > 0 && <h3>{say('case.share.list')}</h3>}
      <ul>
        {found.work.sharings.map((shared) => (
          <li key={shared.id}>
            {at(shared.at)}
            <p class="words">{shared.text}</p>
          </li>
        ))}
      </ul>
      <Form look="stack" label={say('case.share')} onSend={share}>
        <Select
          id="share-report"
          label={say('case.share.to')}
          options={senders.map((sender) => ({
            value: sender.id,
            label: `${sender.about?.sender ?? say('case.share.unnamed')} · ${at(sender.storedAt)}`,
          }))}
          value={report.value}
          onChange={(next) => {
            report.value = next
          }}
        />
        <TextArea
          id="share-text"
          label={say('case.share.text')}
          value={text.value}
          onChange={(next) => {
            text.value = next
          }}
        />
        <Button type="submit">{say('case.share.send')}</Button>
      </Form>
    </Section>
  )
}
