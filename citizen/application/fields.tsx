import type { FormField } from '@consular/domain/application'
import { DateInput, joinDate, Radios, Select, splitDate, TextArea, TextInput, useWords } from '@consular/ui'
import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { domesticAreas } from '../find/directory.ts'
import { spoken } from '../shell/language.ts'
import { countryOptions } from './countries.ts'
import { fieldHint, fieldLabel, optionLabel } from './labels.ts'
import { MrzField } from './mrz-field.tsx'
import { PictureField } from './picture-field.tsx'

/** A field of the form with its answer, and what to do with a new one. */
export interface FieldProps {
  readonly field: FormField
  readonly draft: string
  readonly value: string
  readonly error: string | undefined
  /** The only field of its page: its label is the heading. */
  readonly heading: boolean
  readonly onChange: (value: string) => void
}

const autofill: { readonly [field: string]: string } = {
  email: 'email',
  phone: 'tel',
  city: 'address-level2',
  region: 'address-level1',
  address: 'street-address',
  surname: 'family-name',
  'given-names': 'given-name',
}

/** The question of a field: label with "optional" where it is, hint, error. */
export function useQuestion({ field, error, heading }: Pick<FieldProps, 'field' | 'error' | 'heading'>) {
  const say = useWords()
  const label = fieldLabel(say, field.id)
  return {
    id: field.id,
    label: field.required ? label : say('form.optional', { label }),
    hint: fieldHint(say, field.id),
    error,
    heading,
  }
}

function Line(props: FieldProps) {
  const { field, value, onChange } = props
  const email = field.kind === 'email'
  const capitals = field.kind === 'document-number'
  return (
    <TextInput
      {...useQuestion(props)}
      type={email ? 'email' : field.kind === 'phone' ? 'tel' : 'text'}
      width={capitals || field.kind === 'phone' ? 'medium' : 'full'}
      mono={capitals}
      value={value}
      onChange={onChange}
      typing={{
        autocomplete: autofill[field.id] ?? 'off',
        spellcheck: false,
        maxLength: 300,
        ...(capitals ? { autoCapitalize: 'characters' } : {}),
        ...(email ? { inputMode: 'email', autoCapitalize: 'none' } : {}),
      }}
    />
  )
}

function Country(props: FieldProps) {
  const say = useWords()
  const { language } = spoken.value
  const [domestic, setDomestic] = useState<readonly string[]>([])
  useEffect(() => {
    const learn = async () => setDomestic(await domesticAreas())
    void learn().catch(() => undefined)
  }, [])
  const options = [{ value: '', label: say('form.choose') }, ...countryOptions(language, domestic)]
  return (
    <Select
      {...useQuestion(props)}
      options={options}
      value={props.value}
      onChange={props.onChange}
      autocomplete="country"
    />
  )
}

function Choice(props: FieldProps) {
  const say = useWords()
  const { field, value, onChange } = props
  const options = (field.options ?? []).map((option) => ({ value: option, label: optionLabel(say, field.id, option) }))
  return <Radios {...useQuestion(props)} options={options} value={value} onChange={onChange} />
}

function DateField(props: FieldProps) {
  const { field, value, onChange } = props
  return (
    <DateInput
      {...useQuestion(props)}
      birthday={field.kind === 'birth-date'}
      value={splitDate(value)}
      onChange={(parts) => onChange(joinDate(parts))}
    />
  )
}

function LongText(props: FieldProps) {
  return <TextArea {...useQuestion(props)} rows={6} value={props.value} onChange={props.onChange} />
}

const controls: { readonly [kind in FormField['kind']]: (props: FieldProps) => ComponentChildren } = {
  text: Line,
  name: Line,
  'latin-name': Line,
  'document-number': Line,
  phone: Line,
  email: Line,
  'long-text': LongText,
  date: DateField,
  'birth-date': DateField,
  choice: Choice,
  country: Country,
  mrz: MrzField,
  attachment: PictureField,
}

/** The control that a field's kind asks for. */
export function FieldControl(props: FieldProps) {
  const Control = controls[props.field.kind]
  return <Control key={props.field.id} {...props} />
}
