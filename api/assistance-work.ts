import { Acknowledgement, AssistanceTypeCode, ContactRole, Limit } from '@consular/domain/assistance'
import * as z from 'zod/mini'
import { Instant, Uuid } from './value.ts'
import { OfficerRef } from './workbench.ts'

const Word = z.enum(['unasked', 'allowed', 'opposed'])
const Text = z.string()

/** One thing of a checklist. `dated`: the law of the place sets its day. */
const TaskView = z.object({
  action: Text,
  dated: z.boolean(),
  dueAt: z.nullable(Instant),
  outcome: z.nullable(z.enum(['done', 'not-needed'])),
  settledAt: z.nullable(Instant),
  officer: z.nullable(OfficerRef),
  note: z.nullable(Text),
})

/** Somebody around a case, and whether its person lets her know. */
const ContactView = z.object({
  id: Uuid,
  role: ContactRole,
  name: Text,
  telephone: Text,
  mayKnow: z.boolean(),
})

/** A cost that is the person's to bear, in the smallest unit of its currency; acknowledged by her when and how. */
const CostView = z.object({
  id: Uuid,
  amountMinor: z.number(),
  currency: Text,
  purpose: Text,
  enteredAt: Instant,
  acknowledgedAt: z.nullable(Instant),
  acknowledgedHow: z.nullable(Acknowledgement),
})

/** The clock of a detention. `due`: what the host state still owes. */
const DetentionView = z.object({
  step: z.enum(['ARREST_KNOWN', 'HOST_NOTICE_DUE', 'NOTICE_RECEIVED', 'ACCESS_REQUESTED', 'VISITED']),
  visits: z.number(),
  arrestKnownAt: Instant,
  noticeHours: z.nullable(z.number()),
  mandatory: z.boolean(),
  noticeReceivedAt: z.nullable(Instant),
  accessRequestedAt: z.nullable(Instant),
  due: z.array(
    z.object({
      what: z.enum(['notice', 'visit']),
      at: Instant,
      amberAt: Instant,
      light: z.enum(['green', 'amber', 'red']),
    }),
  ),
})

const VisitView = z.object({
  id: Uuid,
  visitedAt: Instant,
  place: Text,
  health: Text,
  treatment: Text,
  needs: Text,
  lawyer: Text,
  officer: z.nullable(OfficerRef),
})

/** Everything that makes a case work: what kind it is, what is to be done, who is around it, and what may be told. */
export const CaseWork = z.object({
  suggestedType: z.nullable(AssistanceTypeCode),
  /** The ministry's own law and its article for this kind; null where the kind is not decided, or rests on the Convention alone. */
  law: z.object({ zh: Text, en: Text }),
  article: z.nullable(Text),
  articleToConfirm: z.boolean(),
  convention: z.array(Text),
  costsArticle: z.nullable(Text),
  limits: z.array(Limit),
  country: z.nullable(Text),
  personName: z.nullable(Text),
  personBorn: z.nullable(Text),
  familyWord: Word,
  helpWord: Word,
  declineReason: z.nullable(Limit),
  /** The case that this one was merged into; null where none, or where this officer may not know of it. */
  mergedInto: z.nullable(z.object({ id: Uuid, reference: Text })),
  /** The moves that its state allows. */
  moves: z.array(Text),
  tasks: z.array(TaskView),
  contacts: z.array(ContactView),
  costs: z.array(CostView),
  detention: z.nullable(DetentionView),
  visits: z.array(VisitView),
  sharings: z.array(z.object({ id: Uuid, report: Uuid, text: Text, at: Instant })),
  /** Those let in by name to a sealed case. */
  confidants: z.array(OfficerRef),
})
export type CaseWork = z.infer<typeof CaseWork>
