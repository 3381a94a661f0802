import {
  checkEmail,
  checkName,
  checkPhone,
  type MrzRefusal,
  type PersonRefusal,
  parseMrz,
  umlautForms,
} from '../person/index.ts'
import { isId, ok, parseDate, type Result, refuse, type SharedRefusal } from '../shared/index.ts'
import type { ApplicationRefusal } from './refusals.ts'

export type FieldKind =
  | 'text'
  | 'long-text'
  | 'name'
  | 'latin-name'
  | 'date'
  | 'birth-date'
  | 'mrz'
  | 'document-number'
  | 'phone'
  | 'email'
  | 'country'
  | 'choice'
  | 'attachment'

/** One thing that is asked: what kind of answer it takes and, for a choice, which; a date may be bound to the past or the future. */
export interface Field {
  readonly id: string
  readonly kind: FieldKind
  readonly options?: readonly string[]
  readonly when?: 'past' | 'future'
}

/** All fields and questions that a pack may ask. An attachment's answer is the id of its upload. Labels are in messages: `field.<id>`. */
export const fields: readonly Field[] = [
  { id: 'where', kind: 'choice', options: ['abroad', 'home'] },
  { id: 'age', kind: 'choice', options: ['adult', 'child'] },
  {
    id: 'problem',
    kind: 'choice',
    options: ['expiry', 'pages-full', 'damaged', 'lost', 'stolen', 'data-changed', 'other'],
  },
  { id: 'passport-expiry', kind: 'date' },
  { id: 'stay', kind: 'choice', options: ['resident', 'short-term'] },
  { id: 'journey', kind: 'choice', options: ['travel', 'must-leave'] },
  { id: 'mrz', kind: 'mrz' },
  { id: 'prior-number', kind: 'document-number' },
  { id: 'native-name', kind: 'name' },
  { id: 'surname', kind: 'latin-name' },
  { id: 'given-names', kind: 'latin-name' },
  { id: 'umlaut-form', kind: 'choice', options: umlautForms },
  { id: 'birth-date', kind: 'birth-date' },
  { id: 'birth-place', kind: 'text' },
  { id: 'sex', kind: 'choice', options: ['F', 'M', 'X'] },
  { id: 'father-name', kind: 'name' },
  { id: 'mother-name', kind: 'name' },
  { id: 'email', kind: 'email' },
  { id: 'phone', kind: 'phone' },
  { id: 'country', kind: 'country' },
  { id: 'region', kind: 'text' },
  { id: 'city', kind: 'text' },
  { id: 'address', kind: 'text' },
  { id: 'lost-on', kind: 'date', when: 'past' },
  { id: 'lost-where', kind: 'text' },
  { id: 'loss-account', kind: 'long-text' },
  { id: 'departure-on', kind: 'date', when: 'future' },
  { id: 'photo', kind: 'attachment' },
  { id: 'passport-data-page', kind: 'attachment' },
  { id: 'residence-permit', kind: 'attachment' },
  { id: 'police-report', kind: 'attachment' },
  { id: 'identity-proof', kind: 'attachment' },
  { id: 'ticket', kind: 'attachment' },
  { id: 'explanation', kind: 'long-text' },
]

/** The field of an id; undefined when no pack may ask it. */
export const fieldOf = (id: string): Field | undefined => fields.find((field) => field.id === id)

export type AnswerRefusal = ApplicationRefusal | PersonRefusal | MrzRefusal | SharedRefusal
type Checked = Result<string, AnswerRefusal>

/** The longest answers in characters: a line, and a story. */
const longest = { line: 200, story: 2000 } as const
const adultFrom = 16

const written = (value: string, max: number): Checked =>
  value.length > max ? refuse('application.answer-too-long', { max }) : ok(value)

function checkBirthDate(value: string, today: Temporal.PlainDate): Checked {
  const date = parseDate(value)
  if (!date.ok) return date
  if (Temporal.PlainDate.compare(date.value, today) > 0) return refuse('person.birth-date-in-future')
  if (date.value.year < today.year - 130) return refuse('shared.date-impossible', { date: value })
  return Temporal.PlainDate.compare(date.value.add({ years: adultFrom }), today) > 0
    ? refuse('application.children-not-yet')
    : ok(value)
}

function checkDate(value: string, today: Temporal.PlainDate, when: Field['when']): Checked {
  const date = parseDate(value)
  if (!date.ok) return date
  const order = Temporal.PlainDate.compare(date.value, today)
  if (when === 'past' && order > 0) return refuse('application.date-in-future')
  return when === 'future' && order < 0 ? refuse('application.date-in-past') : ok(value)
}

/** Checks by kind. Each answers the value as it is to be kept: composed, trimmed, in one form. */
const checks: { readonly [kind in FieldKind]: (value: string, today: Temporal.PlainDate, field: Field) => Checked } = {
  text: (value) => written(value, longest.line),
  'long-text': (value) => written(value, longest.story),
  name: (value) => checkName(value),
  'latin-name': (value) => checkName(value, 'latin'),
  date: (value, today, { when }) => checkDate(value, today, when),
  'birth-date': checkBirthDate,
  mrz: (value, today) => {
    const mrz = parseMrz(value, today)
    return mrz.ok ? ok(mrz.value.lines.join('\n')) : mrz
  },
  'document-number': (value) => {
    const number = value.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '')
    return /^[A-Z0-9]{5,9}$/.test(number) ? ok(number) : refuse('application.document-number-format')
  },
  phone: checkPhone,
  email: checkEmail,
  country: (value) => (/^[A-Z]{2}$/.test(value) ? ok(value) : refuse('application.country-unknown')),
  choice: (value, _today, { options }) => (options?.includes(value) ? ok(value) : refuse('application.not-an-option')),
  attachment: (value) => (isId(value) ? ok(value) : refuse('application.attachment-unknown')),
}

/** Checks one answer and gives it back in the form to keep. Countries are ISO 3166-1 letters; days are `2026-12-17`. */
export function checkAnswer(field: Field, value: string, today: Temporal.PlainDate): Checked {
  const trimmed = value.normalize('NFC').trim()
  return trimmed === '' ? refuse('application.answer-empty') : checks[field.kind](trimmed, today, field)
}
