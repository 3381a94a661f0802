/** Every "no" of consular protection. A report itself is never refused. */
export const assistanceRefusals = [
  'assistance.case-unknown',
  'assistance.changed-meanwhile',
  'assistance.not-possible-now',
  'assistance.not-your-shift',
  'assistance.note-needed',
  'assistance.override-reason-needed',
  'assistance.report-unknown',
  'assistance.shift-impossible',
  'assistance.shift-not-running',
  'assistance.shift-unknown',
  'assistance.word-in-past',
] as const

export type AssistanceRefusal = (typeof assistanceRefusals)[number]
