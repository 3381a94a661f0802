import { handOverShift, type ShiftView } from '@consular/api'
import { Button, Form, TextArea, useWords } from '@consular/ui'
import { useSignal } from '@preact/signals'
import { attempt, news } from '../health/send.ts'
import { ask } from '../shell/session.ts'

interface HandOverProps {
  readonly shift: ShiftView
  readonly onDone: () => Promise<void>
}

/** Ends one's own shift with the note for the next officer. */
export function HandOver({ shift, onDone }: HandOverProps) {
  const say = useWords()
  const note = useSignal('')
  const send = () =>
    attempt(
      () => ask(handOverShift, { params: { shift: shift.id }, body: { note: note.value } }),
      () => {
        news.value = say('duty.handed')
        void onDone()
      },
    )
  return (
    <Form look="card stack" label={say('duty.hand-over')} onSend={() => void send()}>
      <h2>{say('duty.hand-over')}</h2>
      <TextArea
        id="note"
        label={say('duty.hand-over.note')}
        value={note.value}
        onChange={(text) => {
          note.value = text
        }}
      />
      <Button type="submit">{say('duty.hand-over.send')}</Button>
    </Form>
  )
}
