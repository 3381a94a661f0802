import { Field, type Question } from '@consular/ui'

interface PassphraseInputProps extends Question {
  readonly value: string
  readonly onChange: (value: string) => void
  /** A new one: a password manager may propose it. */
  readonly fresh?: boolean
}

/** A passphrase, not shown while it is typed. */
export function PassphraseInput({ value, onChange, fresh = false, ...question }: PassphraseInputProps) {
  const { id, hint, error } = question
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ')
  return (
    <Field {...question}>
      <input
        id={id}
        type="password"
        class="input"
        autocomplete={fresh ? 'new-password' : 'current-password'}
        value={value}
        aria-describedby={described || undefined}
        aria-invalid={error ? 'true' : undefined}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
    </Field>
  )
}
