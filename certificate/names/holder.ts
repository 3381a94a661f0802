import type { Entry, Holder } from '../certificate.ts'

/** A name as it is to be compared with the passport. */
export interface ShownName {
  /** As it is written; in the letters of the passport's zone where it is written in no other way. Empty where none is stated. */
  readonly main: string
  /** In the letters of the passport's zone; empty where that is the same, or not stated. */
  readonly standard: string
}

/** The name of a holder. */
export function namesOf({ name, familyName, givenName, standardFamilyName, standardGivenName }: Holder): ShownName {
  const joined = (...parts: readonly (string | undefined)[]) => parts.filter(Boolean).join(' ')
  const standard = joined(standardFamilyName, standardGivenName).replaceAll('<', ' ')
  const main = (name ?? joined(familyName, givenName)) || standard
  return { main, standard: standard.toUpperCase() === main.toUpperCase() ? '' : standard }
}

/** When what an entry tells of was done: an ISO 8601 date or date-time, as it was signed. */
export function whenOf(entry: Entry): string | null {
  if (entry.kind === 'vaccination') return entry.date
  return entry.kind === 'test' ? entry.sampledAt : entry.firstPositiveOn
}
