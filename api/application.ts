import { Answers, ApplicationState, Defect, Move, ServiceId } from '@consular/domain/application'
import { mrzRefusals, personRefusals } from '@consular/domain/person'
import { sharedRefusals } from '@consular/domain/shared'
import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { Instant, MissionId, PlainDate, Uuid } from './value.ts'

const Application = z.object({ application: Uuid })
const AttachmentOf = z.object({ application: Uuid, attachment: Uuid })
const FieldId = z.string().check(z.regex(/^[a-z][a-zA-Z0-9.-]*$/), z.maxLength(80))

/** A picture that belongs to an application: how much of it has arrived, and whether it can be used. */
export const AttachmentView = z.object({
  id: Uuid,
  kind: z.string(),
  state: z.enum(['receiving', 'stored', 'refused']),
  size: z.number(),
  received: z.number(),
  refusal: z.nullable(z.string()),
  width: z.nullable(z.number()),
  height: z.nullable(z.number()),
  createdAt: Instant,
})
export type AttachmentView = z.infer<typeof AttachmentView>

/** One step that happened. Officers appear by number, never by name, to the applicant. */
export const Step = z.object({
  at: Instant,
  move: Move,
  from: ApplicationState,
  to: ApplicationState,
  by: z.enum(['applicant', 'officer', 'system']),
  officerNumber: z.nullable(z.number()),
})

/** The promised date with how it was reckoned: working days, the days that do not count, and every pause. */
export const PromiseView = z.object({
  acceptedOn: PlainDate,
  promisedOn: PlainDate,
  workingDays: z.number(),
  holidays: z.array(z.object({ date: PlainDate, name: z.object({ zh: z.string(), en: z.string() }) })),
  pauses: z.array(
    z.object({
      from: PlainDate,
      until: z.nullable(PlainDate),
      workingDays: z.number(),
      reason: z.string(),
      owner: z.enum(['applicant', 'mission']),
    }),
  ),
})

/** An application as its applicant sees it. `openFields`: what may be changed after a return; a draft is open as a whole. */
export const ApplicationView = z.object({
  id: Uuid,
  reference: z.nullable(z.string()),
  state: ApplicationState,
  version: z.number(),
  mission: MissionId,
  service: ServiceId,
  rule: z.string(),
  answers: Answers,
  openFields: z.array(z.string()),
  attachments: z.array(AttachmentView),
  defects: z.array(Defect),
  steps: z.array(Step),
  promise: z.nullable(PromiseView),
  holder: z.enum(['applicant', 'mission', 'system', 'nobody']),
  correctionDueOn: z.nullable(PlainDate),
  refusal: z.nullable(z.object({ ground: z.string(), explanation: z.string() })),
  createdAt: Instant,
  updatedAt: Instant,
  submittedAt: z.nullable(Instant),
})
export type ApplicationView = z.infer<typeof ApplicationView>

export const listMyApplications = endpoint({
  name: 'listMyApplications',
  summary: 'List one’s own applications, the newest first.',
  method: 'GET',
  path: '/api/applications',
  who: 'citizen',
  status: 200,
  answer: z.object({ applications: z.array(ApplicationView) }),
  refusals: [],
})
export const saveDraft = endpoint({
  name: 'saveDraft',
  summary:
    'Create an application or merge answers into it; the id is made on the phone, repeating is harmless, the newest answer wins. After a return only the faulty fields may change.',
  method: 'PUT',
  path: '/api/applications/:application',
  who: 'citizen',
  params: Application,
  body: z.object({ mission: MissionId, service: ServiceId, answers: Answers }),
  status: 200,
  answer: ApplicationView,
  refusals: [
    'application.unknown',
    'application.not-possible-now',
    'application.field-not-open',
    'application.field-unknown',
    'application.mission-unknown',
    'application.service-not-offered',
    'application.changed-meanwhile',
  ],
})
export const readMyApplication = endpoint({
  name: 'readMyApplication',
  summary: 'Read one’s own application. Another person’s answers 404 and leaves an access event.',
  method: 'GET',
  path: '/api/applications/:application',
  who: 'citizen',
  params: Application,
  status: 200,
  answer: ApplicationView,
  refusals: ['application.unknown'],
})
/** What may be wrong with an answer when a whole form is read. */
const formRefusals = [
  'application.answer-too-long',
  'application.attachment-unknown',
  'application.children-not-yet',
  'application.country-unknown',
  'application.date-in-future',
  'application.date-in-past',
  'application.document-number-format',
  'application.not-an-option',
  ...mrzRefusals,
  ...personRefusals,
  ...sharedRefusals,
] as const

/** What the wizard's answers may lead to instead of a document. */
const wizardRefusals = [
  'application.ask-the-mission',
  'application.endorsement-not-here',
  'application.inside-sending-state',
  'application.renew-at-home',
  'application.service-does-not-fit',
  'application.service-not-offered',
  'application.too-early-to-renew',
  'application.wizard-unfinished',
] as const

export const submitApplication = endpoint({
  name: 'submitApplication',
  summary:
    'Submit an application, or submit it again after a return. Repeating it answers the same reference and changes nothing.',
  method: 'POST',
  path: '/api/applications/:application/submission',
  who: 'citizen',
  params: Application,
  status: 200,
  answer: ApplicationView,
  refusals: [
    'application.unknown',
    'application.incomplete',
    ...formRefusals,
    'application.live-exists',
    ...wizardRefusals,
    'service.unavailable',
    'application.mission-not-competent',
    'application.not-possible-now',
  ],
})
export const withdrawApplication = endpoint({
  name: 'withdrawApplication',
  summary: 'Withdraw one’s own application before it is approved. This cannot be undone.',
  method: 'POST',
  path: '/api/applications/:application/withdrawal',
  who: 'citizen',
  params: Application,
  status: 200,
  answer: ApplicationView,
  refusals: ['application.unknown', 'application.not-possible-now', 'application.already-decided'],
})
export const discardDraft = endpoint({
  name: 'discardDraft',
  summary: 'Delete a draft that was never submitted, with its uploads.',
  method: 'DELETE',
  path: '/api/applications/:application',
  who: 'citizen',
  params: Application,
  status: 204,
  answer: 'nothing',
  refusals: ['application.unknown', 'application.not-possible-now'],
})
export const beginUpload = endpoint({
  name: 'beginUpload',
  summary: 'Announce a picture by its size and kind; repeating it tells how many bytes have arrived.',
  method: 'PUT',
  path: '/api/applications/:application/attachments/:attachment',
  who: 'citizen',
  params: AttachmentOf,
  body: z.object({
    kind: FieldId,
    size: z.number().check(z.int(), z.nonnegative()),
    sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  }),
  status: 200,
  answer: AttachmentView,
  refusals: [
    'application.unknown',
    'attachment.too-large',
    'attachment.damaged',
    'attachment.kind-unknown',
    'attachment.id-taken',
    'attachment.too-many',
    'application.field-not-open',
    'application.not-possible-now',
  ],
})
export const continueUpload = endpoint({
  name: 'continueUpload',
  summary:
    'Send the next bytes (at most 256 KiB) from `offset`; the last piece checks, re-encodes and stores the picture.',
  method: 'PATCH',
  path: '/api/applications/:application/attachments/:attachment',
  who: 'citizen',
  params: AttachmentOf,
  query: z.object({ offset: z.coerce.number().check(z.int(), z.nonnegative()) }),
  body: 'bytes',
  status: 200,
  answer: AttachmentView,
  refusals: [
    'application.unknown',
    'attachment.unknown',
    'attachment.offset-wrong',
    'attachment.too-large',
    'attachment.damaged',
    'attachment.not-a-picture',
    'attachment.polyglot',
    'attachment.too-many-pixels',
    'application.field-not-open',
    'application.not-possible-now',
  ],
})
export const readAttachment = endpoint({
  name: 'readAttachment',
  summary: 'The stored picture (JPEG, re-encoded, without metadata).',
  method: 'GET',
  path: '/api/applications/:application/attachments/:attachment',
  who: 'citizen',
  params: AttachmentOf,
  status: 200,
  answer: 'bytes',
  refusals: ['application.unknown', 'attachment.unknown'],
})
export const removeAttachment = endpoint({
  name: 'removeAttachment',
  summary: 'Remove a picture while its field may still be changed.',
  method: 'DELETE',
  path: '/api/applications/:application/attachments/:attachment',
  who: 'citizen',
  params: AttachmentOf,
  status: 204,
  answer: 'nothing',
  refusals: ['application.unknown', 'attachment.unknown', 'application.field-not-open', 'application.not-possible-now'],
})
