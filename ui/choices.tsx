import { FieldGroup, type Option, type Question } from './field.tsx'

interface ChoiceProps {
  readonly id: string
  readonly name: string
  readonly type: 'radio' | 'checkbox'
  readonly option: Option
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
}

function Choice({ id, name, type, option, checked, onChange }: ChoiceProps) {
  return (
    <label class="choice">
      <input
        id={id}
        type={type}
        name={name}
        value={option.value}
        checked={checked}
        aria-describedby={option.hint ? `${id}-about` : undefined}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span>
        {option.label}
        {option.hint && (
          <span id={`${id}-about`} class="hint">
            {option.hint}
          </span>
        )}
      </span>
    </label>
  )
}

/** The first choice bears the question's own id, so that the error summary leads to something that takes the focus. */
const choiceId = (id: string, index: number) => (index === 0 ? id : `${id}-${index + 1}`)

interface RadiosProps extends Question {
  readonly options: readonly Option[]
  readonly value: string
  readonly onChange: (value: string) => void
}

/** One of a few. */
export function Radios({ options, value, onChange, ...question }: RadiosProps) {
  return (
    <FieldGroup {...question}>
      <div role={question.error ? 'radiogroup' : undefined}>
        {options.map((option, index) => (
          <Choice
            key={option.value}
            id={choiceId(question.id, index)}
            name={question.id}
            type="radio"
            option={option}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
        ))}
      </div>
    </FieldGroup>
  )
}

interface CheckboxesProps extends Question {
  readonly options: readonly Option[]
  readonly value: readonly string[]
  readonly onChange: (value: string[]) => void
}

/** Any of a few. */
export function Checkboxes({ options, value, onChange, ...question }: CheckboxesProps) {
  const toggle = (option: string, on: boolean) =>
    onChange(on ? [...value, option] : value.filter((other) => other !== option))
  return (
    <FieldGroup {...question}>
      <div>
        {options.map((option, index) => (
          <Choice
            key={option.value}
            id={choiceId(question.id, index)}
            name={question.id}
            type="checkbox"
            option={option}
            checked={value.includes(option.value)}
            onChange={(on) => toggle(option.value, on)}
          />
        ))}
      </div>
    </FieldGroup>
  )
}

interface CheckboxProps {
  readonly id: string
  readonly option: Omit<Option, 'value'>
  readonly checked: boolean
  readonly error?: string | undefined
  readonly onChange: (checked: boolean) => void
}

/** One statement to agree to. */
export function Checkbox({ id, option, checked, error, onChange }: CheckboxProps) {
  return (
    <div class={error ? 'field wrong' : 'field'}>
      {error && <p class="wrong-text">{error}</p>}
      <Choice
        id={id}
        name={id}
        type="checkbox"
        option={{ ...option, value: 'yes' }}
        checked={checked}
        onChange={onChange}
      />
    </div>
  )
}
