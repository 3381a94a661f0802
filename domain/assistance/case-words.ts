import * as z from 'zod/mini'

/** Everything that can happen in a case and is appended to its history. */
export const CaseEventKind = z.enum([
  'report',
  'read',
  'triage',
  'take',
  'call',
  'note',
  'next-word',
  'escalate',
  'describe',
  'assign',
  'move',
  'task',
  'contact',
  'cost',
  'acknowledge',
  'detention',
  'visit',
  'consent',
  'share',
  'merge',
  'seal',
  'let-in',
])
export type CaseEventKind = z.infer<typeof CaseEventKind>

/** Who the people around a case are. */
export const ContactRole = z.enum([
  'family',
  'friend',
  'police',
  'hospital',
  'prison',
  'court',
  'lawyer',
  'interpreter',
  'insurer',
  'employer',
  'carrier',
  'authority',
  'other',
])
export type ContactRole = z.infer<typeof ContactRole>

/** How the person acknowledged a cost that is hers to bear. */
export const Acknowledgement = z.enum(['signed', 'in-writing', 'by-telephone', 'in-person'])
export type Acknowledgement = z.infer<typeof Acknowledgement>

/** Why an officer looks for cases: it stands in the log beside the search. */
export const SearchPurpose = z.enum(['answer-call', 'same-person', 'hand-over', 'supervision'])
export type SearchPurpose = z.infer<typeof SearchPurpose>
