import type { Holder } from '@consular/certificate'

/** A name as it is to be compared with the passport. */
export interface ShownName {
  /** As it is written. */
  readonly main: string
  /** As the machine-readable lines of the passport print it; empty where that is the same. */
  readonly standard: string
}

/** The name of a holder; empty where none is stated. */
export function namesOf({ name, familyName, givenName, standardFamilyName, standardGivenName }: Holder): ShownName {
  const joined = (...parts: readonly (string | undefined)[]) => parts.filter(Boolean).join(' ')
  const standard = joined(standardFamilyName, standardGivenName).replaceAll('<', ' ')
  const whole = name ?? joined(familyName, givenName)
  return { main: whole || standard, standard: standard.toUpperCase() === whole.toUpperCase() ? '' : standard }
}
