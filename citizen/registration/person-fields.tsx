import { Need, type RegisteredPerson } from '@consular/domain/registration'
import { Button, Checkboxes, DateInput, joinDate, splitDate, TextInput, useWords } from '@consular/ui'

interface PersonFieldsProps {
  readonly person: RegisteredPerson
  /** Its place, from 1. */
  readonly number: number
  /** What is wrong with a field, by the field's own name. */
  readonly errorAt: (field: string) => string | undefined
  readonly onType: (change: Partial<RegisteredPerson>) => void
  /** Null for the last one: a registration is of somebody. */
  readonly onRemove: (() => void) | null
}

/** One person of a registration. Beyond the name all may be left empty. */
export function PersonFields({ person, number, errorAt, onType, onRemove }: PersonFieldsProps) {
  const say = useWords()
  const line = (field: 'familyName' | 'givenName' | 'latinName' | 'phone', label: string, optional: boolean) => (
    <TextInput
      id={`person-${number}-${field}`}
      label={say(label)}
      hint={optional ? say('registration.optional') : undefined}
      error={errorAt(`person-${number}-${field}`)}
      type={field === 'phone' ? 'tel' : 'text'}
      value={person[field] ?? ''}
      onChange={(value) => onType({ [field]: value })}
      typing={{ autocomplete: 'off', maxLength: field === 'phone' ? 30 : 80 }}
    />
  )
  const title = `person-${number}`
  return (
    <section class="card stack" aria-labelledby={title}>
      <h3 id={title}>{say('registration.person', { number })}</h3>
      {line('familyName', 'registration.family-name', false)}
      {line('givenName', 'registration.given-name', false)}
      {line('latinName', 'registration.latin-name', true)}
      <DateInput
        id={`person-${number}-birthDate`}
        label={say('registration.birth-date')}
        hint={say('registration.optional')}
        error={errorAt(`person-${number}-birthDate`)}
        value={splitDate(person.birthDate ?? '')}
        onChange={(parts) => onType({ birthDate: joinDate(parts).replace(/-+$/, '') })}
      />
      {line('phone', 'registration.person-phone', true)}
      <Checkboxes
        id={`person-${number}-needs`}
        label={say('registration.needs')}
        hint={say('registration.needs.hint')}
        options={Need.options.map((value) => ({ value, label: say(`registration.need.${value}`) }))}
        value={person.needs}
        onChange={(chosen) => onType({ needs: Need.options.filter((need) => chosen.includes(need)) })}
      />
      {onRemove && (
        <Button look="plain" onPress={onRemove}>
          {say('registration.remove-person', { number })}
        </Button>
      )}
    </section>
  )
}
