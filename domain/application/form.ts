import { type Mrz, parseMrz } from '../person/index.ts'
import type { Refusal } from '../shared/index.ts'
import { factsOf, holds, valueOf } from './facts.ts'
import { type AnswerRefusal, checkAnswer, type Field, fieldOf } from './field.ts'
import type { Answers } from './model.ts'
import type { Service, Services } from './service.ts'

/** A field where it stands in a form. */
export interface FormField extends Field {
  readonly required: boolean
}

/** One page: what belongs together and fits a phone. Titles are in messages: `page.<id>`. */
export interface Page {
  readonly id: string
  readonly fields: readonly FormField[]
}

/** What a form is laid out from: the answers so far, the pack's deadlines, and the day at the mission. */
export interface Filling {
  readonly answers: Answers
  readonly deadlines: Services['deadlines']
  readonly today: Temporal.PlainDate
}

/** The pages of a service for these answers: fields whose condition does not hold are left out, and pages without fields with them. */
export function form(service: Service, { answers, deadlines, today }: Filling): readonly Page[] {
  const facts = factsOf(answers, deadlines, today)
  return service.pages
    .map(({ id, fields }) => ({
      id,
      fields: fields.flatMap(({ id: field, required = true, when, options }) => {
        const known = fieldOf(field)
        return known && holds(when, facts) ? [{ ...known, ...(options ? { options } : {}), required }] : []
      }),
    }))
    .filter(({ fields }) => fields.length > 0)
}

/** What still stands between a form and its submission: required fields left empty, and answers that do not pass, each with its refusal. */
export interface Faults {
  readonly missing: readonly string[]
  readonly wrong: readonly { readonly field: string; readonly refusal: Refusal<AnswerRefusal> }[]
}

/** Reads a whole form at once, for "check your answers" and for the submission. */
export function faultsOf(service: Service, filling: Filling): Faults {
  const asked = form(service, filling).flatMap(({ fields }) => fields)
  const value = (field: FormField) => valueOf(filling.answers, field.id)
  const missing = asked.filter((field) => field.required && value(field) === '').map(({ id }) => id)
  const wrong = asked.flatMap((field) => {
    const checked = value(field) === '' ? null : checkAnswer(field, value(field), filling.today)
    return checked && !checked.ok ? [{ field: field.id, refusal: checked.refusal }] : []
  })
  return { missing, wrong }
}

/** What a passport's zone already says, by field id: the form is filled in with it and the applicant only looks. */
export const prefill = ({
  surname,
  givenNames,
  documentNumber,
  birthDate,
  sex,
}: Mrz): { readonly [field: string]: string } => ({
  surname,
  'given-names': givenNames,
  'prior-number': documentNumber,
  ...(birthDate?.length === 10 ? { 'birth-date': birthDate } : {}),
  sex,
})

/** The number of the applicant's passport: as typed, else as its zone says; empty when neither is there. */
export function documentNumberOf(answers: Answers, today: Temporal.PlainDate): string {
  const typed = valueOf(answers, 'prior-number')
  if (typed !== '') return typed.toUpperCase()
  const mrz = parseMrz(valueOf(answers, 'mrz'), today)
  return mrz.ok ? mrz.value.documentNumber : ''
}
