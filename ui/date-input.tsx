import { FieldGroup, type Question } from './field.tsx'
import { useWords } from './words.ts'

/** The three fields of a date as typed; the rules decide whether they make one. */
export interface DateParts {
  readonly year: string
  readonly month: string
  readonly day: string
}

/** `2026-11-23`, or what there is of it, from the three fields. Blank when all are. */
export function joinDate({ year, month, day }: DateParts): string {
  if (!year && !month && !day) return ''
  return [year, month.length === 1 ? `0${month}` : month, day.length === 1 ? `0${day}` : day].join('-')
}

/** The three fields of an ISO date, or of what `joinDate` made of an unfinished one. */
export function splitDate(text: string): DateParts {
  const [year = '', month = '', day = ''] = text.split('-')
  return { year, month, day }
}

const parts = [
  { part: 'year', length: 4 },
  { part: 'month', length: 2 },
  { part: 'day', length: 2 },
] as const

interface DateInputProps extends Question {
  readonly value: DateParts
  readonly onChange: (value: DateParts) => void
  readonly onLeave?: () => void
  /** Whose birthday it is, for the browser's own filling in. */
  readonly birthday?: boolean
}

/** A date one knows by heart, in three fields: year, month, day. */
export function DateInput({ value, onChange, onLeave, birthday = false, ...question }: DateInputProps) {
  const say = useWords()
  return (
    <FieldGroup {...question}>
      <div class="date">
        {parts.map(({ part, length }, index) => {
          const id = index === 0 ? question.id : `${question.id}-${part}`
          return (
            <div key={part}>
              <label for={id}>{say(`date.${part}`)}</label>
              <input
                id={id}
                class={`input ${part}`}
                inputMode="numeric"
                maxLength={length}
                autocomplete={birthday ? `bday-${part}` : 'off'}
                value={value[part]}
                onInput={(event) => onChange({ ...value, [part]: event.currentTarget.value.replaceAll(/\D/g, '') })}
                onBlur={onLeave}
              />
            </div>
          )
        })}
      </div>
    </FieldGroup>
  )
}
