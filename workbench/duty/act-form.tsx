import { type AssistanceCaseView, actOnCase, type BodyOf } from '@consular/api'
import { Button, Checkbox, TextArea, useWords } from '@consular/ui'
import { useSignal } from '@preact/signals'
import { attempt } from '../health/send.ts'
import { ask } from '../shell/session.ts'

/** How soon the next word can be promised with one press, in minutes. */
const soon = [15, 30, 60, 120]

interface ActFormProps {
  readonly found: AssistanceCaseView
  readonly onDone: (next: AssistanceCaseView) => void
}

/** What an officer does in a case: takes it, logs a call, keeps a note, promises the next word. */
export function ActForm({ found, onDone }: ActFormProps) {
  const say = useWords()
  const [text, reached] = [useSignal(''), useSignal(false)]
  const act = (body: Omit<BodyOf<typeof actOnCase>, 'version' | 'text'>) =>
    void attempt(
      () =>
        ask(actOnCase, {
          params: { assistance: found.id },
          body: { ...body, text: text.value, version: found.version },
        }),
      (next) => {
        text.value = ''
        onDone(next)
      },
    )
  const promise = (minutes: number) =>
    act({ act: 'next-word', nextWordAt: Temporal.Instant.from(found.now).add({ minutes }).toString() })
  return (
    <section class="card stack" aria-labelledby="acts">
      <h2 id="acts">{say('duty.acts')}</h2>
      <Button look="plain" onPress={() => act({ act: 'take' })}>
        {say('duty.take')}
      </Button>
      <TextArea
        id="text"
        label={say('duty.text')}
        value={text.value}
        onChange={(next) => {
          text.value = next
        }}
      />
      <Checkbox
        id="reached"
        option={{ label: say('duty.reached') }}
        checked={reached.value}
        onChange={(next) => {
          reached.value = next
        }}
      />
      <div class="duty-acts">
        <Button onPress={() => act({ act: 'call', reached: reached.value })}>{say('duty.call')}</Button>
        <Button look="plain" onPress={() => act({ act: 'note' })}>
          {say('duty.note')}
        </Button>
      </div>
      <h3>{say('duty.word')}</h3>
      <div class="duty-acts">
        {soon.map((minutes) => (
          <Button key={minutes} look="plain" onPress={() => promise(minutes)}>
            {say('duty.word.in', { minutes })}
          </Button>
        ))}
      </div>
    </section>
  )
}
