import * as z from 'zod/mini'
import { checkPhone } from '../person/index.ts'
import { isCountry } from '../record/country.ts'
import { DateText, ok, parsePartialDate, type Result, refuse } from '../shared/index.ts'
import type { RegistrationRefusal } from './refusals.ts'

/** What makes somebody need help first. Said by the person; nothing is inferred. */
export const Need = z.enum(['child-alone', 'medical', 'elderly', 'mobility', 'pregnant'])
export type Need = z.infer<typeof Need>

const line = (most: number) => z.string().check(z.trim(), z.maxLength(most))

/** One person of a registration. Names as she writes them; the Latin name as her passport prints it, where it is known. */
export const RegisteredPerson = z.object({
  id: z.uuidv7(),
  familyName: line(80),
  givenName: line(80),
  latinName: z.nullable(line(120)),
  /** `1970`, `1970-05` or `1970-05-02`. */
  birthDate: z.nullable(line(10)),
  documentNumber: z.nullable(line(20)),
  phone: z.nullable(line(30)),
  needs: z.array(Need).check(z.maxLength(Need.options.length)),
})
export type RegisteredPerson = z.infer<typeof RegisteredPerson>

/** The most persons who register together. */
const mostPersons = 20

/** What somebody tells who registers a home abroad or a trip, for a whole family in one go: the least that lets her be found. */
export const RegistrationDetails = z.object({
  kind: z.enum(['resident', 'trip']),
  /** ISO 3166-1 alpha-2. */
  country: z.string().check(z.regex(/^[A-Z]{2}$/)),
  place: line(500),
  /** As it was put on the map or taken from a town; null: the country alone. */
  position: z.nullable(
    z.object({ lat: z.number().check(z.gte(-90), z.lte(90)), lon: z.number().check(z.gte(-180), z.lte(180)) }),
  ),
  from: DateText,
  /** The last day of a trip; a home has none. */
  until: z.nullable(DateText),
  email: z.nullable(z.string().check(z.trim(), z.toLowerCase(), z.maxLength(254), z.email())),
  phone: z.nullable(line(30)),
  language: z.enum(['zh-Hans', 'en']),
  /** The names may stand on the list of an evacuation. */
  onManifest: z.boolean(),
  persons: z.array(RegisteredPerson).check(z.minLength(1), z.maxLength(mostPersons)),
})
export type RegistrationDetails = z.infer<typeof RegistrationDetails>

type Checked = Result<RegistrationDetails>
/** What a check depends on. `mostDaysAhead`: how far ahead a stay may begin or a trip end; null where the ministry's rules are not at hand, as on a phone. */
interface Surroundings {
  readonly today: Temporal.PlainDate
  readonly mostDaysAhead: number | null
}

/**
 * Checks what was told, and brings it into its one form: blank lines become null, telephones E.164, needs each once. Refuses `registration.country-unknown`, `registration.until-missing`,
 * `registration.until-before-from`, `registration.trip-over`, `registration.too-far-ahead`, `registration.person-taken` (two of one id), `registration.name-missing`, `registration.name-unprintable`, `registration.birth-date-in-future`,
 * `shared.date-*` and `person.phone-format`; those of a person tell which.
 */
export function checkRegistration(told: RegistrationDetails, around: Surroundings): Checked {
  if (!isCountry(told.country) || told.country === 'XX')
    return refuse('registration.country-unknown', { country: told.country })
  const times = checkTimes(told, around)
  if (!times.ok) return times
  const phone = phoneOf(told.phone)
  if (!phone.ok) return phone
  if (new Set(told.persons.map(({ id }) => id)).size < told.persons.length) return refuse('registration.person-taken')
  const persons: RegisteredPerson[] = []
  for (const [index, person] of told.persons.entries()) {
    const checked = checkPerson(person, around.today)
    if (!checked.ok) return refuse(checked.refusal.code, { ...checked.refusal.data, person: index + 1 })
    persons.push(checked.value)
  }
  return ok({ ...told, until: times.value, phone: phone.value, email: told.email || null, persons })
}

function checkTimes(
  { kind, from, until }: RegistrationDetails,
  { today, mostDaysAhead }: Surroundings,
): Result<string | null, RegistrationRefusal> {
  const latest = mostDaysAhead === null ? null : today.add({ days: mostDaysAhead })
  const isTooFar = (day: string) => latest !== null && Temporal.PlainDate.compare(day, latest) > 0
  const tooFar = () => refuse('registration.too-far-ahead', { latest: String(latest) })
  if (isTooFar(from)) return tooFar()
  if (kind === 'resident') return ok(null)
  if (until === null) return refuse('registration.until-missing')
  if (until < from) return refuse('registration.until-before-from')
  if (isTooFar(until)) return tooFar()
  // Where the traveller is it may still be yesterday.
  return Temporal.PlainDate.compare(until, today.subtract({ days: 1 })) < 0
    ? refuse('registration.trip-over')
    : ok(until)
}

/** Letters of any script with their marks, and what stands between the parts of a name. */
const printable = /^[\p{L}\p{M}\p{Zs}\p{Pd}'’ʼ‘`´.,·・‧]*$/u

function checkPerson(person: RegisteredPerson, today: Temporal.PlainDate): Result<RegisteredPerson> {
  const { familyName, givenName, latinName, birthDate, documentNumber } = person
  if (!/\p{L}/u.test(familyName + givenName)) return refuse('registration.name-missing')
  if (![familyName, givenName, latinName ?? ''].every((name) => printable.test(name)))
    return refuse('registration.name-unprintable')
  const born = birthDate ? parsePartialDate(birthDate) : ok(null)
  if (!born.ok) return born
  // Compared as far as it is known: this year may be the year of a birth.
  if (born.value !== null && born.value > today.add({ days: 1 }).toString().slice(0, born.value.length))
    return refuse('registration.birth-date-in-future')
  const phone = phoneOf(person.phone)
  if (!phone.ok) return phone
  return ok({
    ...person,
    latinName: latinName || null,
    birthDate: born.value,
    documentNumber: documentNumber || null,
    phone: phone.value,
    needs: Need.options.filter((need) => person.needs.includes(need)),
  })
}

const phoneOf = (text: string | null): Result<string | null> => (text ? checkPhone(text) : ok(null))
