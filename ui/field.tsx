import type { ComponentChildren } from 'preact'
import { useWords } from './words.ts'

/** What every question has: an id (its name and the target of the error summary), a label, and maybe a hint and an error. */
export interface Question {
  readonly id: string
  readonly label: ComponentChildren
  readonly hint?: ComponentChildren
  /** What is wrong and what to do, in one sentence. */
  readonly error?: string | undefined
  /** The only question of the page: its label is the page's heading. */
  readonly heading?: boolean
}

/** The ids that describe a control: hint first, then error. */
export const describedBy = ({ id, hint, error }: Question): string | undefined =>
  [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined

/** The hint and the error of a question, as `describedBy` names them. */
function HintAndError({ id, hint, error }: Question) {
  const say = useWords()
  return (
    <>
      {hint && (
        <div id={`${id}-hint`} class="hint">
          {hint}
        </div>
      )}
      {error && (
        <p id={`${id}-error`} class="wrong-text">
          <span class="hidden">{say('error.prefix')}</span>
          {error}
        </p>
      )}
    </>
  )
}

/** A question answered in one control. */
export function Field({ children, ...question }: Question & { readonly children: ComponentChildren }) {
  const label = (
    <label class="label" for={question.id}>
      {question.label}
    </label>
  )
  return (
    <div class={question.error ? 'field wrong' : 'field'}>
      {question.heading ? <h1 class="label">{label}</h1> : label}
      <HintAndError {...question} />
      {children}
    </div>
  )
}

/** A question answered in several controls: radios, checkboxes, the parts of a date. */
export function FieldGroup({ children, ...question }: Question & { readonly children: ComponentChildren }) {
  return (
    <div class={question.error ? 'field wrong' : 'field'}>
      <fieldset aria-describedby={describedBy(question)}>
        <legend>{question.heading ? <h1>{question.label}</h1> : question.label}</legend>
        <HintAndError {...question} />
        {children}
      </fieldset>
    </div>
  )
}

/** How the browser may help with typing. */
interface Typing {
  readonly autocomplete?: string
  readonly inputMode?: 'text' | 'numeric' | 'email' | 'tel'
  readonly maxLength?: number
  readonly spellcheck?: boolean
  readonly autoCapitalize?: 'none' | 'characters' | 'words'
  /** The id of a datalist with suggestions. */
  readonly list?: string
}

/** What a control of text needs beside its question. */
interface TextControl extends Question {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly onLeave?: () => void
}

interface TextInputProps extends TextControl {
  readonly type?: 'text' | 'email' | 'tel'
  readonly width?: 'short' | 'medium' | 'full'
  readonly mono?: boolean
  readonly typing?: Typing
}

const inputClass = (width: string, mono: boolean) =>
  ['input', width === 'full' ? '' : width, mono ? 'mono' : ''].filter(Boolean).join(' ')

/** One line of text. */
export function TextInput({ type = 'text', width = 'full', mono = false, typing, ...control }: TextInputProps) {
  return (
    <Field {...control}>
      <input
        {...typing}
        list={typing?.list}
        id={control.id}
        name={control.id}
        type={type}
        class={inputClass(width, mono)}
        value={control.value}
        aria-describedby={describedBy(control)}
        aria-invalid={control.error ? 'true' : undefined}
        onInput={(event) => control.onChange(event.currentTarget.value)}
        onBlur={control.onLeave}
      />
    </Field>
  )
}

interface TextAreaProps extends TextControl {
  readonly rows?: number
  readonly mono?: boolean
  readonly spellcheck?: boolean
}

/** Several lines of text. */
export function TextArea({ rows = 4, mono = false, spellcheck = true, ...control }: TextAreaProps) {
  return (
    <Field {...control}>
      <textarea
        id={control.id}
        name={control.id}
        rows={rows}
        class={inputClass('full', mono)}
        value={control.value}
        spellcheck={spellcheck}
        aria-describedby={describedBy(control)}
        aria-invalid={control.error ? 'true' : undefined}
        onInput={(event) => control.onChange(event.currentTarget.value)}
        onBlur={control.onLeave}
      />
    </Field>
  )
}

/** One thing to choose. */
export interface Option {
  readonly value: string
  readonly label: ComponentChildren
  readonly hint?: ComponentChildren
}

interface SelectProps extends TextControl {
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly autocomplete?: string
}

/** One of many, in a list that opens. Up to about six, prefer Radios. */
export function Select({ options, autocomplete, ...rest }: SelectProps) {
  return (
    <Field {...rest}>
      <select
        id={rest.id}
        name={rest.id}
        class="input"
        value={rest.value}
        autocomplete={autocomplete}
        aria-describedby={describedBy(rest)}
        aria-invalid={rest.error ? 'true' : undefined}
        onChange={(event) => rest.onChange(event.currentTarget.value)}
        onBlur={rest.onLeave}
      >
        {options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </Field>
  )
}
