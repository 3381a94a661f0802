/** Every "no" about who may see or do something. */
export const accessRefusals = [
  'access.not-assigned',
  'access.other-mission',
  'access.role-missing',
  'access.step-up-needed',
] as const

export type AccessRefusal = (typeof accessRefusals)[number]
