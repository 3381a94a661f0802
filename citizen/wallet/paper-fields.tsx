import type { VaccineProduct } from '@consular/domain/record'
import { DateInput, type FieldError, joinDate, Radios, Select, splitDate, TextInput, useWords } from '@consular/ui'
import { nameOf } from '../find/names.ts'
import { countryOptions } from './countries.ts'
import { diseasesOf, fieldsOf, type Kind, type Typed } from './paper-line.ts'
import { against } from './products.ts'

interface FieldsProps {
  readonly kind: Kind
  readonly typed: Typed
  readonly catalogue: readonly VaccineProduct[]
  readonly errors: readonly FieldError[]
  readonly onType: (field: string, value: string) => void
}

/** Choices of the fields that have some. */
const choices: { readonly [field: string]: readonly string[] } = {
  method: ['nucleic-acid', 'antigen', 'serology'],
  result: ['not-detected', 'detected'],
}
const words: { readonly [field: string]: string } = { method: 'entry', result: 'result' }

/** One field of the form. */
function PaperField({ field, ...form }: FieldsProps & { readonly field: string }) {
  const say = useWords()
  const { typed, errors, onType, kind, catalogue } = form
  const value = typed[field] ?? ''
  const common = {
    id: field,
    label: say(`wallet.field.${field}`),
    error: errors.find(({ id }) => id === field)?.text,
    value,
    onChange: (next: string) => onType(field, next),
  }
  const none = { value: '', label: say('wallet.field.choose') }
  switch (field) {
    case 'date':
    case 'birthDate':
      return (
        <DateInput
          {...common}
          label={field === 'date' ? say(`wallet.field.date.${kind}`) : common.label}
          value={splitDate(value)}
          onChange={(parts) => onType(field, joinDate(parts))}
        />
      )
    case 'country':
      return <Select {...common} options={[none, ...countryOptions(say)]} />
    case 'disease':
      return (
        <Select
          {...common}
          options={[none, ...diseasesOf[kind].map((each) => ({ value: each, label: say(`wallet.disease.${each}`) }))]}
        />
      )
    case 'product': {
      const disease = diseasesOf.vaccination.find((each) => each === typed['disease'])
      const fitting = disease ? against(catalogue, disease) : []
      return (
        <Select
          {...common}
          options={[none, ...fitting.map(({ id, names }) => ({ value: id, label: nameOf(names) }))]}
        />
      )
    }
    case 'method':
    case 'result':
      return (
        <Radios
          {...common}
          options={(choices[field] ?? []).map((each) => ({ value: each, label: say(`${words[field]}.${each}`) }))}
        />
      )
    default:
      return (
        <TextInput
          {...common}
          hint={hinted.has(field) ? say(`wallet.field.${field}.hint`) : undefined}
          width={short.has(field) ? 'short' : 'full'}
          typing={{
            autocomplete: 'off',
            ...(short.has(field) && field !== 'time' ? { inputMode: 'numeric' as const } : {}),
          }}
        />
      )
  }
}

const short = new Set(['dose', 'doses', 'time'])
const hinted = new Set(['latinFamily', 'documentNumber', 'time', 'lot', 'sample'])

/** Who the paper is about. */
const person = ['familyName', 'givenName', 'latinFamily', 'latinGiven', 'birthDate', 'documentNumber']

/** Every field of a paper of one kind. */
export function PaperFields(form: FieldsProps) {
  const say = useWords()
  return (
    <>
      <h2>{say('wallet.paper.person')}</h2>
      {person.map((field) => (
        <PaperField key={field} field={field} {...form} />
      ))}
      <h2>{say('wallet.paper.act')}</h2>
      {['disease', ...fieldsOf[form.kind], 'country'].map((field) => (
        <PaperField key={`${form.kind} ${field}`} field={field} {...form} />
      ))}
    </>
  )
}
