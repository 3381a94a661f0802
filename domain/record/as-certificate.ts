import type { Coded, Entry, Family, HealthRecord, Recovery, Test, Vaccination } from '@consular/certificate'
import { ok, type Result, refuse } from '../shared/index.ts'
import type { VaccineProduct, VaccineProducts } from './product.ts'
import type { DiseaseName, RecordLine, RecordPerson } from './record.ts'

/** What of a record goes into a certificate. */
export type CertifiedRecord = Pick<RecordLine, 'person' | 'entry'>

/** For whom a certificate is made, which decides by which codes a vaccine is named. */
type For = Family | null

const snomed = 'http://snomed.info/sct'
const icd11 = 'http://id.who.int/icd/release/11/mms'
const cvx = 'http://hl7.org/fhir/sid/cvx'

/** SNOMED CT where the EU's value sets say so, else ICD-11, which all others read. */
const diseases: { readonly [name in DiseaseName]: Coded } = {
  'covid-19': { code: '840539006', system: snomed, text: 'COVID-19' },
  'yellow-fever': { code: '1D47', system: icd11, text: 'Yellow fever' },
  polio: { code: '1C81', system: icd11, text: 'Poliomyelitis' },
}

/** International Health Regulations, annex 7: protection is counted from the tenth day after the vaccination. */
const yellowFeverBegins = 10
/** Regulation (EU) 2021/953, article 7: from the eleventh day after the first positive test, and for 180 days. */
const recoveryDays = { from: 11, until: 180 }

/**
 * Records of one person as the certificate library takes them, in the order of their acts. Of a member of the person that differs, such as the number of a passport that was renewed, the last
 * record's counts. `family` decides which of a vaccine's codes is written. Refuses `record.other-person` where two are not of the same person, and `record.product-unknown`.
 */
export function toHealthRecord(
  records: readonly CertifiedRecord[],
  products: VaccineProducts,
  family: For = null,
): Result<HealthRecord, 'record.other-person' | 'record.product-unknown'> {
  const [first, ...others] = records
  if (!first || others.some(({ person }) => !isSamePerson(first.person, person))) return refuse('record.other-person')
  const person: HealthRecord['person'] = Object.assign({}, ...records.map((record) => named(record.person)))
  const entries: Entry[] = []
  for (const record of records.toSorted((one, other) => (dayOf(one) < dayOf(other) ? -1 : 1))) {
    const entry = entryOf(record, products, family)
    if (entry === null) return refuse('record.product-unknown', { where: 'entry.product' })
    entries.push(entry)
  }
  return ok({ person, entries })
}

const dayOf = ({ entry }: CertifiedRecord): string =>
  entry.kind === 'test' ? entry.sampledAt : entry.kind === 'recovery' ? entry.firstPositiveOn : entry.date

function named({ latin, sex, documentNumber, nationality, ...names }: RecordPerson): HealthRecord['person'] {
  return {
    ...names,
    ...(latin && { latin }),
    ...(sex && { sex }),
    ...(documentNumber && { documentNumber }),
    ...(nationality && { nationality }),
  }
}

/**
 * Are records of the same person? The birth date is the same, and so is the number of the travel document, or a name: as written or in Latin letters, without case, accents and what stands
 * between its parts. Who is not sure says no: a certificate that mixes two people is worse than two certificates.
 */
export function isSamePerson(one: RecordPerson, other: RecordPerson): boolean {
  if (one.birthDate !== other.birthDate) return false
  if (one.documentNumber !== undefined && one.documentNumber === other.documentNumber) return true
  const theirs = namesOf(other)
  return namesOf(one).some((name) => theirs.includes(name))
}

const namesOf = ({ latin, ...own }: RecordPerson): readonly string[] =>
  [own, ...(latin ? [latin] : [])].map(({ familyName, givenName }) => `${fold(familyName)}/${fold(givenName)}`)

const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/[\p{M}\p{P}\p{Z}\p{Sk}]/gu, '')
    .toUpperCase()

function entryOf({ entry }: CertifiedRecord, products: VaccineProducts, family: For): Entry | null {
  if (entry.kind === 'test') return testOf(entry)
  if (entry.kind === 'recovery') return recoveryOf(entry)
  const product = products.get(entry.product)
  return product ? vaccinationOf(entry, product, family) : null
}

type EntryOf<Kind extends RecordLine['entry']['kind']> = Extract<RecordLine['entry'], { readonly kind: Kind }>

function vaccinationOf(entry: EntryOf<'vaccination'>, product: VaccineProduct, family: For): Vaccination {
  const { disease, dose, doses, date, lot, centre, country } = entry
  return {
    kind: 'vaccination',
    disease: diseases[disease],
    vaccine: vaccineOf(product, family) ?? unnamed[disease] ?? null,
    product: { code: product.eu?.product ?? product.icvp ?? product.id, text: product.names.en },
    manufacturer: { code: product.eu?.manufacturer ?? product.manufacturer, text: product.manufacturer },
    dose,
    doses,
    date,
    country,
    ...(lot && { lot }),
    ...(centre && { centre }),
    ...(disease === 'yellow-fever' && { validFrom: dayAfter(date, yellowFeverBegins) }),
  }
}

/** Vaccines against a disease of whatever kind (ICD-11), where the product has no code of its own. */
const unnamed: { readonly [name in DiseaseName]?: Coded } = { 'yellow-fever': { code: 'XM0N24', system: icd11 } }

/** The kind of vaccine: a SMART Health Card names it by CVX, which no other family knows. */
function vaccineOf({ eu, icd11: international, cvx: american }: VaccineProduct, family: For): Coded | null {
  if (family === 'shc' && american) return { code: american, system: cvx }
  if (eu) return { code: eu.kind, system: snomed }
  return international ? { code: international, system: icd11 } : null
}

function testOf({ disease, method, device, sampledAt, result, centre, country }: EntryOf<'test'>): Test {
  return {
    kind: 'test',
    disease: diseases[disease],
    method,
    type: null,
    device: device ? { code: device, text: device } : null,
    sampledAt,
    result,
    resultCode: null,
    country,
    ...(centre && { centre }),
  }
}

function recoveryOf({ disease, firstPositiveOn, country }: EntryOf<'recovery'>): Recovery {
  return {
    kind: 'recovery',
    disease: diseases[disease],
    firstPositiveOn,
    validFrom: dayAfter(firstPositiveOn, recoveryDays.from),
    validUntil: dayAfter(firstPositiveOn, recoveryDays.until),
    country,
  }
}

const dayAfter = (day: string, days: number): string => Temporal.PlainDate.from(day).add({ days }).toString()
