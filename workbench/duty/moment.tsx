import { Field } from '@consular/ui'

interface MomentProps {
  readonly id: string
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
}

/** A day and an hour, at the clock of the mission. */
export const Moment = ({ id, label, value, onChange }: MomentProps) => (
  <Field id={id} label={label}>
    <input
      id={id}
      name={id}
      type="datetime-local"
      class="input medium"
      value={value}
      onInput={(event) => onChange(event.currentTarget.value)}
    />
  </Field>
)
