import { whenOf } from './check-line.ts'
import type { RecordEntry, RecordLine, RecordPerson } from './record.ts'

/** Whom and what a record is about. */
export type RecordContent = Pick<RecordLine, 'person' | 'entry'>

/**
 * Whom and what a record is about, as one text: two lines with the same are of the same act, whatever else they say and under whichever id they come. A test is told by
 * its sample, so a second result of one sample has the same text as the first; a vaccination and a recovery by person, disease and day.
 * `source` is the id of who answers for it, for two laboratories may number their samples alike; null for a paper. It is hashed with the service's secret before it is stored.
 */
export function sameness({ person, entry }: RecordContent, source: string | null): string {
  if (entry.kind === 'test')
    return JSON.stringify(['test', ...(source === null ? whoIs(person) : [source]), entry.disease, fold(entry.sample)])
  return JSON.stringify([entry.kind, ...whoIs(person), entry.disease, whenOf(entry)])
}

/** Do two records of one act say the same of it? Spelling of names and the words about places may differ. */
export function agrees(one: RecordContent, other: RecordContent): boolean {
  return sayingOf(one) === sayingOf(other)
}

function sayingOf({ person, entry }: RecordContent): string {
  return JSON.stringify([...whoIs(person), entry.disease, whenOf(entry), ...detailsOf(entry)])
}

function detailsOf(entry: RecordEntry): readonly (string | number | undefined)[] {
  if (entry.kind === 'test') return [entry.method, entry.result]
  return entry.kind === 'vaccination' ? [entry.product, entry.dose, entry.doses, entry.lot] : []
}

/** A person as far as records tell one from another: names in Latin letters where they are known, without case, accents, blanks and marks. */
function whoIs({ familyName, givenName, latin, birthDate }: RecordPerson): readonly string[] {
  const name = latin ?? { familyName, givenName }
  return [fold(name.familyName), fold(name.givenName), birthDate]
}

const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\p{M}\p{P}\p{Z}\p{Sk}]/gu, '')
    .toUpperCase()
