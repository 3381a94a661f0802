import type { RegistrationDetails } from '@consular/domain/registration'
import { describe, expect, test } from 'vitest'
import { checkTyped, fieldOf, newDetails, newPerson } from './telling.ts'

const typed = (changes: Partial<RegistrationDetails> = {}): RegistrationDetails => ({
  ...newDetails('trip'),
  country: 'TR',
  from: '2090-12-01',
  until: '2090-12-08',
  persons: [{ ...newPerson(), familyName: '林' }],
  ...changes,
})
const wrongWith = (changes: Partial<RegistrationDetails>) => {
  const checked = checkTyped(typed(changes))
  return checked.ok ? null : [checked.wrong.field, checked.wrong.refusal.code]
}

describe('what was typed', () => {
  test('is brought into its one form, and consent is not given for the person', () => {
    const checked = checkTyped(typed({ email: ' Lin.Mei@Example.org ', phone: '0039 333 123 4567' }))
    expect(checked).toMatchObject({
      ok: true,
      value: { email: 'lin.mei@example.org', phone: '+393331234567', onManifest: false },
    })
  })

  test.each<[string, string, Partial<RegistrationDetails>]>([
    ['from', 'shared.date-format', { from: '' }],
    ['from', 'shared.date-impossible', { from: '2090-02-30' }],
    ['until', 'registration.until-missing', { until: '' }],
    ['until', 'registration.until-before-from', { until: '2090-11-30' }],
    ['country', 'registration.country-unknown', { country: '' }],
    ['email', 'person.email-format', { email: 'nobody' }],
    ['phone', 'person.phone-format', { phone: '12' }],
    ['person-1-familyName', 'registration.name-missing', { persons: [newPerson()] }],
    [
      'person-2-birthDate',
      'shared.date-impossible',
      {
        persons: [
          { ...newPerson(), familyName: 'Lin' },
          { ...newPerson(), familyName: 'Lin', birthDate: '2020-13' },
        ],
      },
    ],
  ])('that is wrong is told at the field %s: %s', (field, code, changes) => {
    expect(wrongWith(changes)).toEqual([field, code])
  })

  test('that only the service can refuse is told at the last day', () => {
    expect(fieldOf({ code: 'registration.too-far-ahead', data: { latest: '2028-11-23' } })).toBe('until')
  })
})
