import type { AttachmentView, OfficerRef } from '@consular/api'
import {
  Answers,
  Application,
  ApplicationEvent,
  after,
  type Decision,
  Defect,
  RefusalReason,
  Warning,
} from '@consular/domain/application'
import * as z from 'zod/mini'

/** An application as it lies in the database, with what belongs to it. */
export interface Stored {
  readonly application: Application
  readonly version: number
  readonly document: string
  readonly account: {
    readonly id: string
    readonly email: string
    readonly phones: readonly string[]
    readonly language: 'zh-Hans' | 'en'
  }
  readonly scannedMrz: string | null
  readonly reminders: number
  readonly createdAt: string
  readonly updatedAt: string
  readonly attachments: readonly AttachmentView[]
  /** The officers that its events and columns name, by id. */
  readonly officers: ReadonlyMap<string, OfficerRef>
  readonly order: {
    readonly payload: Record<string, unknown>
    readonly signature: string
    readonly key: string
    readonly at: string
  } | null
}

/** The row that `load` reads: columns of the application, then its children as JSON. */
export interface ApplicationRow {
  id: string
  account_id: string
  email: string
  phones: string[]
  language: 'zh-Hans' | 'en'
  mission: string
  service: string
  rule: string
  document: string
  state: string
  version: number
  reference: string | null
  answers: unknown
  open_fields: string[]
  defects: unknown
  warnings: unknown
  refusal: unknown
  scanned_mrz: string | null
  reviewer_id: string | null
  recommended_by: string | null
  decided_by: string | null
  created_at: string
  updated_at: string
  submitted_at: string | null
  accepted_at: string | null
  returned_at: string | null
  resubmitted_at: string | null
  promised_on: string | null
  reminders: number
  events: EventRow[]
  attachments: AttachmentView[]
  officers: OfficerRef[]
  personalisation: { payload: Record<string, unknown>; signature: string; key: string; at: string } | null
}

interface EventRow {
  at: string
  move: string
  from_state: string
  to_state: string
  actor_kind: string
  actor_id: string | null
  details: unknown
}

/** PostgreSQL's timestamps inside JSON carry an offset; ours are UTC, as long as the domain writes them: text then sorts as time does. */
const utc = (text: string): string => Temporal.Instant.from(text).toString({ smallestUnit: 'millisecond' })
const utcOrNull = (text: string | null): string | null => (text === null ? null : utc(text))

const Columns = z.object({
  answers: Answers,
  defects: z.array(Defect),
  warnings: z.array(Warning),
  refusal: z.nullable(RefusalReason),
})

const asEvent = (row: EventRow): ApplicationEvent =>
  ApplicationEvent.parse({
    move: row.move,
    from: row.from_state,
    to: row.to_state,
    at: utc(row.at),
    by: row.actor_kind === 'system' ? { kind: 'system' } : { kind: row.actor_kind, id: row.actor_id },
    details: row.details,
  })

/** Parses a row: what does not fit the domain's own schema is a bug and throws. */
export function asStored(row: ApplicationRow): Stored {
  const columns = Columns.parse(row)
  const application = {
    id: row.id,
    reference: row.reference,
    service: row.service,
    rule: row.rule,
    mission: row.mission,
    applicant: row.account_id,
    state: row.state,
    ...columns,
    reviewer: row.reviewer_id,
    recommendedBy: row.recommended_by,
    decidedBy: row.decided_by,
    submittedAt: utcOrNull(row.submitted_at),
    acceptedAt: utcOrNull(row.accepted_at),
    returnedAt: utcOrNull(row.returned_at),
    resubmittedAt: utcOrNull(row.resubmitted_at),
    promisedOn: row.promised_on,
    openFields: row.open_fields,
    events: row.events.map(asEvent),
  } as Application
  return {
    application,
    version: row.version,
    document: row.document,
    account: { id: row.account_id, email: row.email, phones: row.phones, language: row.language },
    scannedMrz: row.scanned_mrz,
    reminders: row.reminders,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    attachments: row.attachments.map((attachment) => ({ ...attachment, createdAt: utc(attachment.createdAt) })),
    officers: new Map(row.officers.map((officer) => [officer.id, officer])),
    order: row.personalisation && { ...row.personalisation, at: utc(row.personalisation.at) },
  }
}

/** What is stored once a decision is written: what the answer to its caller shows, without reading it back. */
export const afterwards = (stored: Stored, decision: Decision, now: Temporal.Instant): Stored => ({
  ...stored,
  application: after(stored.application, decision),
  version: stored.version + 1,
  updatedAt: now.toString(),
})
