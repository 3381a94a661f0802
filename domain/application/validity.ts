import type { Services } from './service.ts'

/** The last day of validity of a document issued on a day: years by the age on that day, less a day (Passport Law, Art. 7). */
export function validUntil(
  birthDate: Temporal.PlainDate,
  issuedOn: Temporal.PlainDate,
  validity: Services['validity'],
): Temporal.PlainDate {
  const adult = Temporal.PlainDate.compare(birthDate.add({ years: validity.adultFromAge }), issuedOn) <= 0
  const anniversary = issuedOn.add({ years: adult ? validity.adultYears : validity.childYears })
  // Issued on 29 February, the anniversary falls on the 28th, which is the last day already.
  return anniversary.day === issuedOn.day ? anniversary.subtract({ days: 1 }) : anniversary
}
