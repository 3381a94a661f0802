import { checkAnswer, type FormField } from '@consular/domain/application'
import type { Say } from '@consular/messages/format.ts'
import type { FieldError } from '@consular/ui'
import { today } from '../shell/clock.ts'
import { sentenceOf } from '../shell/sentence.ts'
import { type Draft, write } from '../store/drafts.ts'
import { synchroniseSoon } from '../store/synchronise.ts'
import { FieldControl } from './fields.tsx'
import { answerOf } from './filling.ts'
import { fieldLabel } from './labels.ts'

/** What is wrong in these fields, and their answers in the form in which they are kept. */
export function checkFields(draft: Draft, fields: readonly FormField[], say: Say) {
  const errors: FieldError[] = []
  const tidy: { [field: string]: string } = {}
  for (const field of fields) {
    const typed = answerOf(draft, field)
    if (typed.trim() === '' && !field.required) continue
    const checked = checkAnswer(field, typed, today())
    if (checked.ok) tidy[field.id] = checked.value
    else {
      const empty = checked.refusal.code === 'application.answer-empty'
      const text = empty ? say('form.missing', { label: fieldLabel(say, field.id) }) : sentenceOf(say, checked.refusal)
      errors.push({ id: field.id, text })
    }
  }
  return { errors, tidy }
}

interface FieldListProps {
  readonly draft: Draft
  readonly fields: readonly FormField[]
  readonly errors: readonly FieldError[]
  /** The only field of the page: its label is the heading. */
  readonly heading?: boolean
  readonly onErrors: (errors: readonly FieldError[]) => void
}

/** Fields of a draft. What is written stays on the phone at once; an error goes when its field is written to again. */
export const FieldList = ({ draft, fields, errors, heading = false, onErrors }: FieldListProps) => (
  <>
    {fields.map((field) => (
      <FieldControl
        key={field.id}
        field={field}
        draft={draft.id}
        value={answerOf(draft, field)}
        error={errors.find(({ id }) => id === field.id)?.text}
        heading={heading}
        onChange={(value) => {
          void write(draft.id, { [field.id]: value })
          if (errors.some(({ id }) => id === field.id)) onErrors(errors.filter(({ id }) => id !== field.id))
          synchroniseSoon()
        }}
      />
    ))}
  </>
)
