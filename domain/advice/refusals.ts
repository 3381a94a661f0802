/** Every "no" about travel advice and alerts. */
export const adviceRefusals = [
  'advice.already-over',
  'advice.area-impossible',
  'advice.changed-meanwhile',
  'advice.country-fixed',
  'advice.end-needed',
  'advice.id-taken',
  'advice.level-unknown',
  'advice.link-unknown',
  'advice.not-found',
  'advice.not-possible-now',
  'advice.note-needed',
  'advice.nothing-published',
  'advice.open-draft',
  'advice.own-work',
  'advice.text-missing',
  'advice.times-disagree',
] as const

export type AdviceRefusal = (typeof adviceRefusals)[number]
