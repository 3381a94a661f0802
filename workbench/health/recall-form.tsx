import { proposeRecall } from '@consular/api'
import { newId } from '@consular/domain/shared'
import { Button, DateInput, joinDate, Select, splitDate, TextArea, TextInput, useWords } from '@consular/ui'
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { ask } from '../shell/session.ts'
import { attempt, sending } from './send.ts'

interface RecallFormProps {
  readonly mission: string
  readonly sources: ReadonlyMap<string, string>
  readonly onDone: () => void
  readonly onClose: () => void
}

/** Is it a day of the calendar, or left out? */
function isDayOrNone(text: string): boolean {
  if (text === '') return true
  try {
    return Temporal.PlainDate.from(text).toString() === text
  } catch {
    return false
  }
}

/** Proposes a recall. Its id is made here, so that sending twice proposes once. */
export function RecallForm({ mission, sources, onDone, onClose }: RecallFormProps) {
  const say = useWords()
  const box = useRef<HTMLFormElement>(null)
  const id = useRef(
    newId<'health-recall'>(Temporal.Now.instant(), (bytes) => crypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>)),
  )
  const [source, lot, reason] = [useSignal(''), useSignal(''), useSignal('')]
  const [from, until] = [useSignal(''), useSignal('')]
  const tried = useSignal(false)
  useEffect(() => {
    box.current?.querySelector<HTMLElement>('select, input')?.focus()
  }, [])
  const faults = {
    lot: source.value === '' && lot.value.trim() === '' ? say('recalls.scope.missing') : undefined,
    from: isDayOrNone(from.value) ? undefined : say('recalls.day.wrong'),
    until: isDayOrNone(until.value)
      ? from.value !== '' && until.value !== '' && until.value < from.value
        ? say('recalls.until.before')
        : undefined
      : say('recalls.day.wrong'),
    reason: reason.value.trim().length < 3 ? say('recalls.reason.missing') : undefined,
  }
  const shown = (name: keyof typeof faults) => (tried.value ? faults[name] : undefined)
  const send = () => {
    tried.value = true
    if (Object.values(faults).some((fault) => fault !== undefined)) {
      requestAnimationFrame(() => box.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus())
      return
    }
    const body = {
      mission,
      source: source.value || null,
      lot: lot.value.trim() || null,
      from: from.value || null,
      until: until.value || null,
      reason: reason.value,
    }
    void attempt(() => ask(proposeRecall, { params: { recall: id.current }, body }), onDone)
  }
  return (
    <form
      ref={box}
      class="card stack panel source-form"
      aria-labelledby="recall-form-title"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <h2 id="recall-form-title">{say('recalls.propose')}</h2>
      <Select
        id="recall-source"
        label={say('recalls.source')}
        options={[
          { value: '', label: say('recalls.any-source') },
          ...[...sources].map(([value, label]) => ({ value, label })),
        ]}
        value={source.value}
        onChange={(value) => void (source.value = value)}
      />
      <TextInput
        id="recall-lot"
        label={say('recalls.lot')}
        hint={say('recalls.lot.hint')}
        error={shown('lot')}
        value={lot.value}
        width="short"
        typing={{ maxLength: 40, autoCapitalize: 'characters' }}
        onChange={(text) => void (lot.value = text.toUpperCase())}
      />
      <DateInput
        id="recall-from"
        label={say('recalls.from')}
        hint={say('recalls.from.hint')}
        error={shown('from')}
        value={splitDate(from.value)}
        onChange={(parts) => void (from.value = joinDate(parts))}
      />
      <DateInput
        id="recall-until"
        label={say('recalls.until')}
        error={shown('until')}
        value={splitDate(until.value)}
        onChange={(parts) => void (until.value = joinDate(parts))}
      />
      <TextArea
        id="recall-reason"
        label={say('recalls.reason')}
        hint={say('recalls.reason.hint')}
        error={shown('reason')}
        rows={3}
        value={reason.value}
        onChange={(text) => void (reason.value = text)}
      />
      <div class="buttons">
        <Button type="submit" busy={sending.value}>
          {say('recalls.propose.send')}
        </Button>
        <Button look="plain" onPress={onClose}>
          {say('cancel')}
        </Button>
      </div>
    </form>
  )
}
