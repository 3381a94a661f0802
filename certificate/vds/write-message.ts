import type { Test, Vaccination } from '../certificate.ts'
import { formatInstant } from '../encoding/time.ts'
import { standardName } from '../names/index.ts'
import type { HealthRecord, IssueTerms, Outcome, Refusal } from '../record.ts'
import { diseaseCode, productName, vaccineCode } from './codes.ts'
import { threeLetters } from './country.ts'
import type { SealKind } from './message.ts'

type Zone = { readonly [member: string]: unknown }

export const ok = <T>(value: T): Outcome<T> => ({ ok: true, value })
export const refuse = (code: string, data?: Refusal['data']): Outcome<never> => ({
  ok: false,
  refusal: data ? { code, data } : { code },
})

/**
 * The message zone of a seal about doses or one test. Refusals: `record.birth-date` (partial, and no document number), `record.incomplete` (with the member that
 * is missing), `record.disease`, `names.doubtful`, `record.product`, `record.country`, `record.date`, `record.result`, `record.test-type`, and those of `standardName`.
 */
export async function writeMessage(record: HealthRecord, kind: SealKind, terms: IssueTerms): Promise<Outcome<Zone>> {
  const person = await writePerson(record, kind)
  if (!person.ok) return person
  const { entries } = record
  const isTest = kind === 'icao.test'
  const body = isTest ? writeTest(entries[0] as Test, terms) : writeDoses(entries as readonly Vaccination[])
  return body.ok ? ok({ [isTest ? 'utci' : 'uvci']: terms.id, pid: person.value, ...body.value }) : body
}

/** A travel document has room for this many letters of a name (ICAO 9303-4, 4.2.2). */
const longestName = 39
const fullDate = /^\d{4}-\d\d-\d\d$/

async function writePerson({ person }: HealthRecord, kind: SealKind): Promise<Outcome<Zone>> {
  const name = await standardName(person)
  if (!name.ok) return name
  const { familyName, givenName, doubtful } = name.value
  // The name must be the one in the passport, and nobody but the person can tell how that reads.
  if (doubtful.length > 0) return refuse('names.doubtful', { characters: doubtful.join('') })
  const parts = [familyName, givenName].filter((part) => part !== '').map((part) => part.replaceAll('<', ' '))
  const { documentNumber, birthDate, sex } = person
  const isTest = kind === 'icao.test'
  if (isTest && !documentNumber) return refuse('record.incomplete', { member: 'documentNumber' })
  // The birth date is a whole one or left out, which a seal allows where the document's number tells the person.
  if (!fullDate.test(birthDate) && !documentNumber) return refuse('record.birth-date', { birthDate })
  return ok({
    n: parts.join('  ').slice(0, longestName).trimEnd(),
    ...(fullDate.test(birthDate) ? { dob: birthDate } : {}),
    ...(sex ? { sex } : {}),
    ...(documentNumber ? (isTest ? { dt: 'P', dn: documentNumber } : { i: documentNumber }) : {}),
  })
}

/** Doses of one vaccine stand together. */
function writeDoses(entries: readonly Vaccination[]): Outcome<Zone> {
  const events = new Map<string, { readonly event: Zone; readonly doses: Zone[] }>()
  for (const [at, entry] of entries.entries()) {
    const dis = diseaseCode(entry.disease)
    if (dis === null) return refuse('record.disease', { at })
    const des = vaccineCode(entry)
    const nam = productName(entry.product)
    if (des === null || nam === null) return refuse('record.product', { at })
    const dose = writeDose(entry, at)
    if (!dose.ok) return dose
    const event = { des, dis, nam }
    const known = events.get(JSON.stringify(event))
    if (known) known.doses.push(dose.value)
    else events.set(JSON.stringify(event), { event, doses: [dose.value] })
  }
  return ok({ ve: [...events.values()].map(({ event, doses }) => ({ ...event, vd: doses })) })
}

function writeDose({ date, dose, country, centre, lot }: Vaccination, at: number): Outcome<Zone> {
  for (const [member, value] of Object.entries({ date, dose, country, centre, lot }))
    if (value === null || value === undefined || value === '') return refuse('record.incomplete', { at, member })
  const ctr = threeLetters(country ?? '')
  if (ctr === null) return refuse('record.country', { at, country: country ?? null })
  const dvc = date?.slice(0, 10) ?? ''
  return fullDate.test(dvc) ? ok({ dvc, seq: dose, ctr, adm: centre, lot }) : refuse('record.date', { at })
}

const testTypes: { readonly [method in Test['method']]: string | null } = {
  'nucleic-acid': 'molecular(PCR)',
  antigen: 'antigen',
  serology: 'antibody',
  other: null,
}
const results: { readonly [result in Test['result']]: string | null } = {
  detected: 'positive',
  'not-detected': 'negative',
  other: null,
}

/** A proof of testing does not say what was looked for: it is about COVID-19. */
function writeTest(test: Test, { issuedAt }: IssueTerms): Outcome<Zone> {
  const { disease, method, result, sampledAt, country, centre } = test
  if (!diseaseCode(disease)?.startsWith('RA01')) return refuse('record.disease', { at: 0 })
  for (const [member, value] of Object.entries({ sampledAt, country, centre }))
    if (!value) return refuse('record.incomplete', { at: 0, member })
  const ctr = threeLetters(country ?? '')
  if (ctr === null) return refuse('record.country', { at: 0, country: country ?? null })
  const [tc, r] = [testTypes[method], results[result]]
  if (tc === null) return refuse('record.test-type', { at: 0 })
  if (r === null) return refuse('record.result', { at: 0 })
  return ok({ sp: { spn: centre, ctr }, dat: { sc: sampledAt, ri: formatInstant(issuedAt) }, tr: { tc, r } })
}
