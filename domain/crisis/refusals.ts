/** Every "no" of a crisis. An answer of somebody in it is never refused: what is not understood is kept for a human. */
export const crisisRefusals = [
  'crisis.already-decided',
  'crisis.area-impossible',
  'crisis.changed-meanwhile',
  'crisis.id-taken',
  'crisis.not-declared',
  'crisis.open-persons',
  'crisis.own-proposal',
  'crisis.person-unknown',
  'crisis.reason-needed',
  'crisis.report-unknown',
  'crisis.second-officer-needed',
  'crisis.unknown',
] as const

export type CrisisRefusal = (typeof crisisRefusals)[number]
