import {
  type AnswerOf,
  type BodyOf,
  type CrisisPerson,
  listCrisisPersons,
  listIncomingMessages,
  settleIncomingMessage,
} from '@consular/api'
import { Button, Form, TextInput, useWords } from '@consular/ui'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { attempt, fault, news, sending } from '../health/send.ts'
import { spoken } from '../shell/language.ts'
import { whyRefused } from '../shell/names.ts'
import { ask } from '../shell/session.ts'
import { writeMoment } from '../shell/time.ts'
import { nameOf } from './person-card.tsx'

type Message = AnswerOf<typeof listIncomingMessages>['messages'][number]

interface IncomingProps {
  readonly crisis: string
  readonly waiting: number
  readonly onDone: () => void
}

/** Messages that wait for a human: whose they are, and what they say. */
export function IncomingList({ crisis, waiting, onDone }: IncomingProps) {
  const say = useWords()
  const messages = useSignal<readonly Message[]>([])
  const read = async () => {
    const answer = await ask(listIncomingMessages, { params: { crisis } })
    if (answer.ok) messages.value = answer.value.messages
    else fault.value = whyRefused(answer.refusal)
  }
  useEffect(() => void read(), [waiting])
  const settle = (incoming: string, body: BodyOf<typeof settleIncomingMessage>) =>
    attempt(
      () => ask(settleIncomingMessage, { params: { crisis, incoming }, body }),
      () => {
        messages.value = messages.value.filter(({ id }) => id !== incoming)
        news.value = say('crisis.incoming.settled')
        onDone()
      },
    )
  if (messages.value.length === 0) return <p>{say('crisis.incoming.none')}</p>
  return (
    <div class="stack">
      {messages.value.map((message) => (
        <OneMessage
          key={message.id}
          crisis={crisis}
          message={message}
          onSettle={(body) => void settle(message.id, body)}
        />
      ))}
    </div>
  )
}

interface MessageProps {
  readonly crisis: string
  readonly message: Message
  readonly onSettle: (body: BodyOf<typeof settleIncomingMessage>) => void
}

function OneMessage({ crisis, message, onSettle }: MessageProps) {
  const say = useWords()
  const { language } = spoken.value
  const [name, reason] = [useSignal(''), useSignal('')]
  const people = useSignal<readonly CrisisPerson[]>(message.candidates)
  const look = () =>
    void attempt(
      () => ask(listCrisisPersons, { params: { crisis }, body: { show: 'all', name: name.value } }),
      ({ persons }) => {
        people.value = persons.slice(0, 10)
      },
    )
  return (
    <section class="card stack" aria-labelledby={`m-${message.id}`}>
      <h3 id={`m-${message.id}`}>
        {message.phone} · {writeMoment(message.receivedAt, language)}
      </h3>
      <p class="small">{say(message.known ? 'crisis.incoming.known' : 'crisis.incoming.unknown')}</p>
      <blockquote class="words">{message.text || '–'}</blockquote>
      {people.value.map((person) => (
        <p key={person.id} class="crisis-acts">
          <span>{nameOf(person)}</span>
          {(['safe', 'help'] as const).map((says) => (
            <Button key={says} look="plain" busy={sending.value} onPress={() => onSettle({ person: person.id, says })}>
              {say(`crisis.incoming.${says}`)} <span class="hidden">{nameOf(person)}</span>
            </Button>
          ))}
        </p>
      ))}
      <Form label={say('crisis.incoming.find')} onSend={look}>
        <TextInput
          id={`find-${message.id}`}
          label={say('crisis.incoming.find')}
          value={name.value}
          onChange={(value) => {
            name.value = value
          }}
        />
        <Button type="submit" look="plain">
          {say('crisis.search')}
        </Button>
      </Form>
      <Form label={say('crisis.incoming.aside')} onSend={() => onSettle({ reason: reason.value })}>
        <TextInput
          id={`why-${message.id}`}
          label={say('crisis.incoming.why')}
          value={reason.value}
          onChange={(value) => {
            reason.value = value
          }}
        />
        <Button type="submit" look="plain">
          {say('crisis.incoming.aside')}
        </Button>
      </Form>
    </section>
  )
}
