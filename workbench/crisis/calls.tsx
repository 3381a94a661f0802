import { type CrisisPerson, takeNextCall } from '@consular/api'
import type { Saying } from '@consular/domain/crisis'
import { Button, TextInput, useWords } from '@consular/ui'
import { useSignal } from '@preact/signals'
import { attempt, news, sending } from '../health/send.ts'
import { ask } from '../shell/session.ts'
import { useShortcuts } from '../shell/shortcuts.ts'
import { sendAnswer } from './answers.tsx'
import { nameOf, PersonFacts } from './person-card.tsx'

interface CallsProps {
  readonly crisis: string
  readonly onDone: () => void
}

const keys = [
  { key: '1', says: 'safe' },
  { key: '2', says: 'help' },
  { key: '3', says: 'no-answer' },
  { key: '4', says: 'unreachable' },
] as const satisfies readonly { readonly key: string; readonly says: Saying }[]

/** The next person to ring, and what she says with one key; then the next one after her. */
export function Calls({ crisis, onDone }: CallsProps) {
  const say = useWords()
  const [person, isOver, text] = [useSignal<CrisisPerson | null>(null), useSignal(false), useSignal('')]
  const next = () =>
    attempt(
      () => ask(takeNextCall, { params: { crisis } }),
      (answer) => {
        person.value = answer.person
        isOver.value = answer.person === null
        text.value = ''
      },
    )
  const answer = (says: Saying) => {
    const called = person.value
    if (called === null || (says === 'unreachable' && called.state !== 'CONTACT_TRIED')) return
    void sendAnswer({ crisis, person: called.id, says, text: text.value }, (after) => {
      void next().then(() => {
        news.value = say('crisis.noted', { name: nameOf(after), state: say(`crisis.person.${after.state}`) })
        return onDone()
      })
    })
  }
  useShortcuts({ n: () => void next(), ...Object.fromEntries(keys.map(({ key, says }) => [key, () => answer(says)])) })
  const called = person.value
  if (called === null)
    return (
      <div class="stack">
        <p>{say(isOver.value ? 'crisis.calls.none' : 'crisis.calls.about')}</p>
        <p>
          <Button busy={sending.value} onPress={() => void next()}>
            {say('crisis.calls.next')}
          </Button>
        </p>
      </div>
    )
  return (
    <section class="card stack" aria-labelledby="called">
      <h2 id="called">{nameOf(called)}</h2>
      <PersonFacts person={called} />
      <TextInput
        id="call-text"
        label={say('crisis.words')}
        value={text.value}
        onChange={(value) => {
          text.value = value
        }}
      />
      <div class="crisis-acts">
        {keys
          .filter(({ says }) => says !== 'unreachable' || called.state === 'CONTACT_TRIED')
          .map(({ key, says }) => (
            <Button
              key={says}
              look={says === 'safe' ? 'main' : says === 'help' ? 'urgent' : 'plain'}
              busy={sending.value}
              onPress={() => answer(says)}
            >
              {say(`crisis.says.${says}`)} <kbd>{key}</kbd>
            </Button>
          ))}
        <Button look="plain" busy={sending.value} onPress={() => void next()}>
          {say('crisis.calls.next')} <kbd>n</kbd>
        </Button>
      </div>
    </section>
  )
}
