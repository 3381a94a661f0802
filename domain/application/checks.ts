import { compareScan, parseMrz } from '../person/index.ts'
import { factsOf, valueOf } from './facts.ts'
import { documentNumberOf } from './form.ts'
import type { Application, Warning } from './model.ts'
import type { Services } from './service.ts'

/** Another file that may be the same person's, as the store found it by document number or by name. */
export interface OtherFile {
  readonly reference: string
  readonly surname: string
  readonly givenNames: string
  readonly birthDate: string
  readonly documentNumber: string
  /** Under way at this moment. */
  readonly live: boolean
}

/** What the checks look up: the document number read from the scan of the passport, and other people's files that resemble this one. */
export interface Lookups {
  readonly scannedNumber: string | null
  readonly others: readonly OtherFile[]
  readonly deadlines: Services['deadlines']
  readonly today: Temporal.PlainDate
}

type Found = Pick<Warning, 'kind' | 'data'>

const same = (one: string, other: string): boolean => one.localeCompare(other, 'en', { sensitivity: 'base' }) === 0

/** The number that a person typed against the one that was scanned; without a scan, against the zone in the same file. */
function numberMismatch({ answers }: Application, { scannedNumber, today }: Lookups): readonly Found[] {
  const typed = documentNumberOf(answers, today)
  const mrz = parseMrz(valueOf(answers, 'mrz'), today)
  const scanned = scannedNumber ?? (mrz.ok ? mrz.value.documentNumber : '')
  const difference = typed === '' || scanned === '' ? null : compareScan(typed, scanned)
  if (!difference) return []
  const { positions, computed, printed, blind } = difference
  return [{ kind: 'document-number-mismatch', data: { positions: positions.join(', '), computed, printed, blind } }]
}

/** The same document number with another birth date, or the same name with the same number: one person twice, or two as one. */
function duplicates({ answers }: Application, { others, today }: Lookups): readonly Found[] {
  const number = documentNumberOf(answers, today)
  return others.flatMap((other): Found[] => {
    if (number === '' || !same(other.documentNumber, number)) return []
    const sameBirth = other.birthDate === valueOf(answers, 'birth-date')
    const sameName =
      same(other.surname, valueOf(answers, 'surname')) && same(other.givenNames, valueOf(answers, 'given-names'))
    const live: Found[] = other.live ? [{ kind: 'live-application', data: { reference: other.reference } }] : []
    if (!sameBirth) return [{ kind: 'duplicate-person', data: { reference: other.reference, why: 'birth' } }, ...live]
    return sameName ? [{ kind: 'duplicate-person', data: { reference: other.reference, why: 'name' } }, ...live] : live
  })
}

function unexplained({ answers }: Application, { deadlines, today }: Lookups): readonly Found[] {
  const long = factsOf(answers, deadlines, today)['passport'] === 'long-expired'
  return long && valueOf(answers, 'explanation') === '' ? [{ kind: 'long-expired-unexplained', data: {} }] : []
}

/** The same data, whatever order a database keeps its members in. */
const sameData = (one: Warning['data'], other: Warning['data']): boolean =>
  Object.keys(one).length === Object.keys(other).length && Object.keys(one).every((key) => one[key] === other[key])

/** A warning already resolved stays so while it says the same; one that says something new is open again. */
function known(found: Warning, before: readonly Warning[]): Warning {
  const earlier = before.find(({ id }) => id === found.id)
  return earlier && sameData(earlier.data, found.data) ? earlier : found
}

/** What an officer has to look at before anyone approves. Run when a file comes in, comes back, or its passport is scanned. No names in the data. */
export function checksFor(application: Application, lookups: Lookups): readonly Warning[] {
  const found = [numberMismatch, duplicates, unexplained].flatMap((check) => check(application, lookups))
  return found.map(({ kind, data }) => {
    const id = data['reference'] === undefined ? kind : `${kind}:${String(data['reference'])}`
    return known({ id, kind, data, resolved: null }, application.warnings)
  })
}
