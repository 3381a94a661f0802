import { type AssistanceCaseView, triageCase } from '@consular/api'
import { Priority } from '@consular/domain/assistance'
import { Button, Form, TextInput, useWords } from '@consular/ui'
import { useSignal } from '@preact/signals'
import { attempt, news } from '../health/send.ts'
import { ask } from '../shell/session.ts'

interface CaseFormProps {
  readonly found: AssistanceCaseView
  readonly onDone: (next: AssistanceCaseView) => void
}

/** The priority: suggested with its reasons, decided by the officer. */
export function TriageForm({ found, onDone }: CaseFormProps) {
  const say = useWords()
  const priority = useSignal<Priority>(found.priority ?? found.suggested)
  const reason = useSignal('')
  const reasons = found.reasons
    .map((code) => say(code.startsWith('situation.') ? `duty.${code}` : `duty.reason.${code}`))
    .join(', ')
  const body = { version: found.version, priority: priority.value, reason: reason.value }
  const send = () =>
    attempt(
      () => ask(triageCase, { params: { assistance: found.id }, body }),
      (next) => {
        news.value = say('duty.decided', { priority: priority.value })
        onDone(next)
      },
    )
  return (
    <Form look="card stack" label={say('duty.triage')} onSend={() => void send()}>
      <h2>{say('duty.triage')}</h2>
      <p>{say('duty.triage.suggests', { priority: found.suggested, reasons })}</p>
      <fieldset>
        <legend>{say('duty.priority')}</legend>
        <div class="choices-in-line">
          {Priority.options.map((option) => (
            <label key={option}>
              <input
                type="radio"
                name="priority"
                value={option}
                checked={priority.value === option}
                onChange={() => {
                  priority.value = option
                }}
              />
              {option}
            </label>
          ))}
        </div>
      </fieldset>
      <TextInput
        id="reason"
        label={say('duty.triage.reason')}
        value={reason.value}
        onChange={(text) => {
          reason.value = text
        }}
      />
      <Button type="submit">{say('duty.triage.send')}</Button>
    </Form>
  )
}
