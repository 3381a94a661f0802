import type { Answers } from '@consular/domain/application'
import { mrzLines } from '@consular/domain/person'
import { valueOf } from '../account/testing-browser.ts'

/** The two lines of a passport of Utopia. */
export function zoneOf(changed: Partial<Parameters<typeof mrzLines>[0]> = {}): string {
  const lines = mrzLines({
    issuer: 'UTO',
    nationality: 'UTO',
    surname: 'Lin',
    givenNames: 'Mei',
    documentNumber: 'U12345678',
    birthDate: '1992-06-01',
    sex: 'F',
    expiryDate: '2026-12-20',
    ...changed,
  })
  return valueOf(lines).join('\n')
}

/** Answers as a phone writes them. */
export const written = (values: { readonly [field: string]: string }, by = { device: 'phone', at: 1 }): Answers =>
  Object.fromEntries(Object.entries(values).map(([field, value]) => [field, { value, ...by }]))

/** What LIN MEI answers: the wizard's questions and the whole form, as the applicant of J2. */
export const linAnswers = {
  where: 'abroad',
  age: 'adult',
  problem: 'expiry',
  'passport-expiry': '2026-12-20',
  stay: 'resident',
  'native-name': '林梅',
  surname: 'Lin',
  'given-names': 'Mei',
  'birth-date': '1992-06-01',
  'birth-place': 'Utopia City',
  sex: 'F',
  email: 'mei@example.org',
  phone: '+66812345678',
  country: 'IT',
  city: 'Bologna',
  address: 'Via Zamboni 1',
} as const

/** The pictures that LIN MEI's form asks for. */
export const pictures = ['passport-data-page', 'residence-permit', 'photo'] as const

export const service = 'passport-renewal' as const
