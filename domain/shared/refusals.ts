/** Every "no" of the shared forms. */
export const sharedRefusals = [
  'shared.date-format',
  'shared.date-impossible',
  'shared.reference-check',
  'shared.reference-format',
] as const

export type SharedRefusal = (typeof sharedRefusals)[number]
