import { whenOf } from './check-line.ts'
import type { RecordLine, RecordPerson } from './record.ts'

/**
 * Whom and what a record is about, as one text: two lines with the same are of the same act, whatever else they say and under whichever id they come. A test is told by
 * its sample, so a second result of one sample has the same text as the first; a vaccination by its day and disease, a recovery by its first positive day.
 * `source` is the id of who answers for it, for two laboratories may number their samples alike. It is hashed with the service's secret before it is stored.
 */
export function sameness({ person, entry }: Pick<RecordLine, 'person' | 'entry'>, source: string): string {
  if (entry.kind === 'test') return JSON.stringify(['test', source, entry.disease, fold(entry.sample)])
  return JSON.stringify([entry.kind, ...whoIs(person), entry.disease, whenOf(entry)])
}

/** A person as far as records tell one from another: names in Latin letters where they are known, without case, accents, order of blanks. */
function whoIs({ familyName, givenName, latin, birthDate }: RecordPerson): readonly string[] {
  const name = latin ?? { familyName, givenName }
  return [fold(name.familyName), fold(name.givenName), birthDate]
}

const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\p{M}\p{P}\p{Z}\p{Sk}]/gu, '')
    .toUpperCase()
