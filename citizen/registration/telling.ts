import { checkEmail } from '@consular/domain/person'
import { checkRegistration, type RegisteredPerson, type RegistrationDetails } from '@consular/domain/registration'
import { parseDate, type Refusal, type Result } from '@consular/domain/shared'
import { freshId } from '@consular/ui'
import { today } from '../shell/clock.ts'
import { spoken } from '../shell/language.ts'

/** A person of whom nothing is written yet. */
export const newPerson = (): RegisteredPerson => ({
  id: freshId<'registered-person'>(),
  familyName: '',
  givenName: '',
  latinName: null,
  birthDate: null,
  documentNumber: null,
  phone: null,
  needs: [],
})

/** A registration of which nothing is written yet. */
export const newDetails = (kind: RegistrationDetails['kind']): RegistrationDetails => ({
  kind,
  country: '',
  place: '',
  position: null,
  from: kind === 'resident' ? today().toString() : '',
  until: kind === 'trip' ? '' : null,
  email: null,
  phone: null,
  language: spoken.value.language,
  // Consent is the person's to give: nothing is ticked for her.
  onManifest: false,
  persons: [newPerson()],
})

/** A refusal, and the field where it is told. */
export interface Wrong {
  readonly field: string
  readonly refusal: Refusal
}

const wrong = (field: string, refusal: Refusal): { readonly ok: false; readonly wrong: Wrong } => ({
  ok: false,
  wrong: { field, refusal },
})

const fields: { readonly [code: string]: string } = {
  'registration.country-unknown': 'country',
  'registration.name-missing': 'familyName',
  'registration.name-unprintable': 'familyName',
  'registration.birth-date-in-future': 'birthDate',
  'shared.date-format': 'birthDate',
  'shared.date-impossible': 'birthDate',
  'person.phone-format': 'phone',
}

/** The field of a refusal: of a person where it says which, else of the registration; what is wrong with days, at the last one. */
export function fieldOf({ code, data }: Refusal): string {
  const field = fields[code] ?? 'until'
  const person = data?.['person']
  return typeof person === 'number' ? `person-${person}-${field}` : field
}

/** What was typed, checked by the rules before it is sent or kept to be sent. Only what depends on the ministry's days is asked of the service. */
export function checkTyped(
  typed: RegistrationDetails,
): { readonly ok: true; readonly value: RegistrationDetails } | { readonly ok: false; readonly wrong: Wrong } {
  const days: readonly (readonly ['from' | 'until', string | null])[] = [
    ['from', typed.from],
    ['until', typed.kind === 'trip' ? typed.until : null],
  ]
  for (const [field, day] of days) {
    const date: Result<unknown> = day === null ? { ok: true, value: null } : parseDate(day)
    if (!date.ok)
      return wrong(field, field === 'until' && day === '' ? { code: 'registration.until-missing' } : date.refusal)
  }
  const email = typed.email ? checkEmail(typed.email) : null
  if (email && !email.ok) return wrong('email', email.refusal)
  const checked = checkRegistration(
    { ...typed, email: email?.value.toLowerCase() ?? null },
    { today: today(), mostDaysAhead: null },
  )
  return checked.ok ? checked : wrong(fieldOf(checked.refusal), checked.refusal)
}
