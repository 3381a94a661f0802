/** Every "no" about a registration. `person` in their data counts from 1. */
export const registrationRefusals = [
  'registration.birth-date-in-future',
  'registration.changed-meanwhile',
  'registration.country-unknown',
  'registration.lapsed',
  'registration.name-missing',
  'registration.name-unprintable',
  'registration.person-taken',
  'registration.too-far-ahead',
  'registration.too-many',
  'registration.trip-over',
  'registration.unknown',
  'registration.until-before-from',
  'registration.until-missing',
] as const

export type RegistrationRefusal = (typeof registrationRefusals)[number]
