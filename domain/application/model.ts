import * as z from 'zod/mini'
import { OfficerId } from '../access/officer.ts'
import { PersonId } from '../person/id.ts'
import { DateText, InstantText, idSchema } from '../shared/schema.ts'
import { moveNames, stateNames } from './lifecycle.ts'

export const ApplicationId = idSchema<'application'>()
export type ApplicationId = z.infer<typeof ApplicationId>

export const ApplicationState = z.enum(stateNames)
export type ApplicationState = z.infer<typeof ApplicationState>

export const Move = z.enum(moveNames)
export type Move = z.infer<typeof Move>

/** What one can apply for in this version. Rules, fees and time limits of each come from the pack. */
export const ServiceId = z.enum(['passport-renewal', 'passport-replacement', 'travel-document', 'return-certificate'])
export type ServiceId = z.infer<typeof ServiceId>

/** One answer with the moment (epoch milliseconds) and the device it was written on: the newest wins, field by field. */
export const Answer = z.object({
  value: z.string().check(z.maxLength(4000)),
  at: z.int().check(z.nonnegative()),
  device: z.string().check(z.maxLength(64)),
})
export type Answer = z.infer<typeof Answer>

/** All answers of a file by field or question id: the wizard's, the form's, and the ids of uploads. */
export const Answers = z.record(z.string().check(z.maxLength(64)), Answer)
export type Answers = z.infer<typeof Answers>

/** One fault found by an officer: a code of the pack's catalogue; `fields` narrows which of the catalogue's fields reopen. */
export const Defect = z.object({
  code: z.string(),
  fields: z.optional(z.array(z.string())),
  note: z.optional(z.string().check(z.maxLength(1000))),
})
export type Defect = z.infer<typeof Defect>

/** Why an approval has to wait: found by the checks, resolved by an officer with a reason. `data` feeds the sentence. */
export const Warning = z.object({
  /** The kind, and the reference of the other file where there is one. */
  id: z.string(),
  kind: z.enum(['document-number-mismatch', 'duplicate-person', 'live-application', 'long-expired-unexplained']),
  data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  resolved: z.nullable(z.object({ by: OfficerId, at: InstantText, reason: z.string() })),
})
export type Warning = z.infer<typeof Warning>

/** The ground (code of the pack's closed list) and the explanation in free text of a refusal. */
export const RefusalReason = z.object({ ground: z.string(), explanation: z.string() })
export type RefusalReason = z.infer<typeof RefusalReason>

/** Who acted: a person about their own file, an officer, or the service itself. */
export const EventActor = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('applicant'), id: PersonId }),
  z.object({ kind: z.literal('officer'), id: OfficerId }),
  z.object({ kind: z.literal('system') }),
])
export type EventActor = z.infer<typeof EventActor>

/** One move of the lifecycle as it happened. Appended, never changed; the fold of all gives the state. */
export const ApplicationEvent = z.object({
  move: Move,
  from: ApplicationState,
  to: ApplicationState,
  at: InstantText,
  by: EventActor,
  details: z.object({
    reference: z.optional(z.string()),
    promisedOn: z.optional(DateText),
    defects: z.optional(z.array(Defect)),
    refusal: z.optional(RefusalReason),
    reason: z.optional(z.string()),
    fee: z.optional(z.literal('nothing-to-collect')),
  }),
})
export type ApplicationEvent = z.infer<typeof ApplicationEvent>

/** One document for one person: the aggregate that is stored, decided and shown. Moments and days are ISO text. */
export const Application = z.object({
  id: ApplicationId,
  reference: z.nullable(z.string()),
  service: ServiceId,
  /** The article of law that the wizard found, as the pack's rule id. */
  rule: z.string(),
  mission: z.string(),
  applicant: PersonId,
  state: ApplicationState,
  answers: Answers,
  /** The officer who accepted the file and keeps it in the own queue. */
  reviewer: z.nullable(OfficerId),
  /** The first pair of eyes: who recommended or proposed last. */
  recommendedBy: z.nullable(OfficerId),
  decidedBy: z.nullable(OfficerId),
  submittedAt: z.nullable(InstantText),
  acceptedAt: z.nullable(InstantText),
  returnedAt: z.nullable(InstantText),
  /** Set while a corrected file waits on top of its reviewer's queue. */
  resubmittedAt: z.nullable(InstantText),
  promisedOn: z.nullable(DateText),
  defects: z.array(Defect),
  openFields: z.array(z.string()),
  warnings: z.array(Warning),
  refusal: z.nullable(RefusalReason),
  events: z.array(ApplicationEvent),
})
export type Application = z.infer<typeof Application>

/** What a use case decided: events to append, and the columns that change with them. */
export interface Decision {
  readonly events: readonly ApplicationEvent[]
  readonly change: Partial<Omit<Application, 'id' | 'events'>>
}

/** The application after a decision. */
export const after = (application: Application, { events, change }: Decision): Application => ({
  ...application,
  ...change,
  events: [...application.events, ...events],
})
