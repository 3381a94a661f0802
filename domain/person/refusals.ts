/** Every "no" about a person's name and contacts. */
export const personRefusals = [
  'person.birth-date-in-future',
  'person.email-format',
  'person.name-empty',
  'person.name-not-latin',
  'person.name-too-long',
  'person.name-unprintable',
  'person.phone-format',
] as const

export type PersonRefusal = (typeof personRefusals)[number]

/** Every "no" about a machine-readable zone; `line` and `position` count from 1, as printed. */
export const mrzRefusals = [
  'mrz.character',
  'mrz.check-digit',
  'mrz.date-impossible',
  'mrz.document-kind',
  'mrz.length',
  'mrz.name-missing',
] as const

export type MrzRefusal = (typeof mrzRefusals)[number]
