/** Every "no" about a record, whoever brings it. `where` in their data names the member of the line that is at fault. */
export const recordRefusals = [
  'record.birth-date-impossible',
  'record.birth-date-in-future',
  'record.country-unknown',
  'record.date-before-birth',
  'record.date-impossible',
  'record.date-in-future',
  'record.date-too-early',
  'record.disease-not-for-kind',
  'record.dose-implausible',
  'record.line-invalid',
  'record.lot-form',
  'record.lot-missing',
  'record.name-missing',
  'record.name-not-latin',
  'record.name-too-long',
  'record.name-unprintable',
  'record.product-other-disease',
  'record.product-unknown',
  'record.supersedes-itself',
] as const

export type RecordRefusal = (typeof recordRefusals)[number]
