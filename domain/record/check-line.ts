import { ok, parsePartialDate, type Refusal, type Result, refuse } from '../shared/index.ts'
import { nameFault } from './check-name.ts'
import { isCountry } from './country.ts'
import type { VaccineProducts } from './product.ts'
import { type RecordEntry, RecordLine, type RecordPerson } from './record.ts'
import type { RecordRefusal } from './refusals.ts'

/** The most doses of one vaccine that anybody is believed to have had: polio schedules with their campaigns reach this. */
const mostDoses = 20

/** Before these days nobody had it or was given it: the first cases of COVID-19, the first vaccine of 17D, the first of Salk. */
const earliest = { 'covid-19': '2019-12-01', 'yellow-fever': '1937-01-01', polio: '1955-01-01' } as const
/** The first vaccinations against COVID-19 outside of a study. */
const firstCovidVaccination = '2020-07-01'

type Fault = Refusal<RecordRefusal> | null
const fault = (code: RecordRefusal, where: string): Refusal<RecordRefusal> => ({ code, data: { where } })

/**
 * May this line be believed? Answers it trimmed, with instants in UTC. A day counts as begun when it has begun anywhere on Earth (UTC+14), an instant may be five
 * minutes ahead, for clocks differ. The first fault is told, with the member at fault as `where`.
 */
export function checkLine(
  line: unknown,
  at: Temporal.Instant,
  products: VaccineProducts,
): Result<RecordLine, RecordRefusal> {
  const parsed = RecordLine.safeParse(line)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    return refuse('record.line-invalid', { where: (issue?.path ?? []).join('.'), what: issue?.code ?? 'invalid' })
  }
  const { id, person, entry, supersedes } = parsed.data
  const found =
    (supersedes === id ? fault('record.supersedes-itself', 'supersedes') : null) ??
    personFault(person, at) ??
    entryFault(entry, { person, at, products })
  if (found) return { ok: false, refusal: found }
  return ok(
    entry.kind === 'test' ? { ...parsed.data, entry: { ...entry, sampledAt: inUtc(entry.sampledAt) } } : parsed.data,
  )
}

const inUtc = (text: string): string => Temporal.Instant.from(text).toString()

/** The last day that has begun somewhere. */
const lastDay = (at: Temporal.Instant): string => at.add({ hours: 14 }).toString().slice(0, 10)

function personFault(person: RecordPerson, at: Temporal.Instant): Fault {
  const named = nameFault(person)
  if (named) return named
  const { birthDate, nationality } = person
  const birth = parsePartialDate(birthDate)
  // 1900: beyond it, certificates of every family would be refused or warned of.
  if (!birth.ok || birthDate < '1900') return fault('record.birth-date-impossible', 'person.birthDate')
  if (birthDate > lastDay(at).slice(0, birthDate.length))
    return fault('record.birth-date-in-future', 'person.birthDate')
  if (nationality !== undefined && !isCountry(nationality)) return fault('record.country-unknown', 'person.nationality')
  return null
}

interface Surroundings {
  readonly person: RecordPerson
  readonly at: Temporal.Instant
  readonly products: VaccineProducts
}

function entryFault(entry: RecordEntry, around: Surroundings): Fault {
  // The International Health Regulations know no test for yellow fever or polio, and nobody travels on a recovery from them.
  if (entry.kind !== 'vaccination' && entry.disease !== 'covid-19')
    return fault('record.disease-not-for-kind', 'entry.disease')
  const day = dayFault(entry, around)
  if (day) return day
  if (!isCountry(entry.country)) return fault('record.country-unknown', 'entry.country')
  return entry.kind === 'vaccination' ? vaccinationFault(entry, around.products) : null
}

const dateMembers = { vaccination: 'date', test: 'sampledAt', recovery: 'firstPositiveOn' } as const

/** The date or instant of an act, as written. */
export function whenOf(entry: RecordEntry): string {
  if (entry.kind === 'test') return entry.sampledAt
  return entry.kind === 'recovery' ? entry.firstPositiveOn : entry.date
}

function dayFault(entry: RecordEntry, { person, at }: Surroundings): Fault {
  const [where, written] = [`entry.${dateMembers[entry.kind]}`, whenOf(entry)]
  const day = parsePartialDate(written.slice(0, 10))
  if (!day.ok) return fault('record.date-impossible', where)
  if (entry.kind === 'test') {
    const instant = instantOf(written)
    if (!instant) return fault('record.date-impossible', where)
    if (Temporal.Instant.compare(instant, at.add({ minutes: 5 })) > 0) return fault('record.date-in-future', where)
  } else if (day.value > lastDay(at)) return fault('record.date-in-future', where)
  if (day.value.slice(0, person.birthDate.length) < person.birthDate) return fault('record.date-before-birth', where)
  const first =
    entry.kind === 'vaccination' && entry.disease === 'covid-19' ? firstCovidVaccination : earliest[entry.disease]
  return day.value < first ? fault('record.date-too-early', where) : null
}

function instantOf(text: string): Temporal.Instant | null {
  try {
    return Temporal.Instant.from(text)
  } catch {
    return null
  }
}

/** A batch as it stands on a vial. */
const lotForm = /^[A-Z0-9][A-Z0-9 ./_-]{0,28}[A-Z0-9]$|^[A-Z0-9]$/

function vaccinationFault(entry: Extract<RecordEntry, { kind: 'vaccination' }>, products: VaccineProducts): Fault {
  const product = products.get(entry.product)
  if (!product) return fault('record.product-unknown', 'entry.product')
  if (!product.diseases.includes(entry.disease)) return fault('record.product-other-disease', 'entry.product')
  // A dose beyond its series is legal: the EU writes a booster as 3 of 2, or 2 of 1.
  if (entry.dose > mostDoses) return fault('record.dose-implausible', 'entry.dose')
  if (entry.doses > mostDoses) return fault('record.dose-implausible', 'entry.doses')
  // Annex 6 of the International Health Regulations: the certificate names manufacturer and batch.
  if (!entry.lot && entry.disease !== 'covid-19') return fault('record.lot-missing', 'entry.lot')
  return entry.lot === undefined || lotForm.test(entry.lot) ? null : fault('record.lot-form', 'entry.lot')
}
