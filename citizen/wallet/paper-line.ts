import { checkLine, type DiseaseName, productsOf, type RecordLine, type VaccineProduct } from '@consular/domain/record'
import type { Result } from '@consular/domain/shared'
import { now } from '../shell/clock.ts'

/** What is typed from a paper, by field. */
export type Typed = { readonly [field: string]: string }

/** Kinds of papers. */
export const kinds = ['vaccination', 'test', 'recovery'] as const
export type Kind = (typeof kinds)[number]

/** The diseases of each kind: the International Health Regulations know no test for yellow fever or polio. */
export const diseasesOf: { readonly [kind in Kind]: readonly DiseaseName[] } = {
  vaccination: ['covid-19', 'yellow-fever', 'polio'],
  test: ['covid-19'],
  recovery: ['covid-19'],
}

/** Fields of each kind beside the disease and the country, in their order on the page. */
export const fieldsOf: { readonly [kind in Kind]: readonly string[] } = {
  vaccination: ['product', 'dose', 'doses', 'date', 'lot', 'centre'],
  test: ['method', 'date', 'time', 'sample', 'result', 'centre'],
  recovery: ['date'],
}

/** The field in which the member of a line is typed, so that the fault is told there. */
const fieldOf: { readonly [member: string]: string } = {
  'person.familyName': 'familyName',
  'person.givenName': 'givenName',
  'person.latin.familyName': 'latinFamily',
  'person.latin.givenName': 'latinGiven',
  'person.birthDate': 'birthDate',
  'person.documentNumber': 'documentNumber',
  'entry.date': 'date',
  'entry.sampledAt': 'date',
  'entry.firstPositiveOn': 'date',
}

/** The field of a `where` of the rules. */
export const fieldAt = (where: unknown): string =>
  typeof where === 'string'
    ? (fieldOf[where] ?? where.replace(/^(?:entry|person)\./, '').replace(/\..*/, ''))
    : 'familyName'

/** Members that were typed; an empty one is left out. */
const typedMembers = (typed: Typed, ...names: readonly string[]): { [name: string]: string } =>
  Object.fromEntries(names.flatMap((name) => (typed[name]?.trim() ? [[name, typed[name].trim()]] : [])))

function personOf(typed: Typed): unknown {
  const { familyName = '', givenName = '', latinFamily = '', latinGiven = '' } = typed
  const latin = latinFamily || latinGiven ? { latin: { familyName: latinFamily, givenName: latinGiven } } : {}
  return { familyName, givenName, ...latin, ...typedMembers(typed, 'birthDate', 'documentNumber') }
}

/** A moment of the paper: the clock on the wall where this phone is. */
function momentOf({ date = '', time = '' }: Typed): string {
  try {
    const local = Temporal.PlainDateTime.from(`${date}T${time || '12:00'}`)
    return local.toZonedDateTime(Temporal.Now.timeZoneId()).toInstant().toString()
  } catch {
    return date
  }
}

function entryOf(kind: Kind, typed: Typed): unknown {
  const common = { kind, ...typedMembers(typed, 'disease', 'country') }
  if (kind === 'recovery') return { ...common, firstPositiveOn: typed['date'] ?? '' }
  if (kind === 'test')
    return { ...common, ...typedMembers(typed, 'method', 'sample', 'result', 'centre'), sampledAt: momentOf(typed) }
  const [dose, doses] = [Number(typed['dose']), Number(typed['doses'])]
  return { ...common, ...typedMembers(typed, 'product', 'date', 'lot', 'centre'), dose, doses }
}

/** The line that a paper says, checked by the rules that the service applies too: what is wrong is told before anything is sent. */
export const lineOf = (
  id: string,
  kind: Kind,
  { typed, catalogue }: { readonly typed: Typed; readonly catalogue: readonly VaccineProduct[] },
): Result<RecordLine> =>
  checkLine(
    { id, person: personOf(typed), entry: entryOf(kind, typed) },
    now(),
    productsOf({ checkedOn: '', products: [...catalogue] }),
  )
