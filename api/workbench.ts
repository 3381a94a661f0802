import { AccessPurpose } from '@consular/domain/access'
import {
  Answers,
  ApplicationState,
  Defect,
  Move,
  RefusalReason,
  ServiceId,
  Warning,
} from '@consular/domain/application'
import { mrzRefusals } from '@consular/domain/person'
import * as z from 'zod/mini'
import { Ceremony, CeremonyAnswer } from './account.ts'
import { AttachmentView, PromiseView, Step } from './application.ts'
import { endpoint } from './endpoint.ts'
import { Instant, MissionId, PlainDate, Uuid } from './value.ts'

const Application = z.object({ application: Uuid })

/** An officer as colleagues see her. */
export const OfficerRef = z.object({ id: Uuid, number: z.number(), name: z.string() })
export type OfficerRef = z.infer<typeof OfficerRef>

/** The officer who is signed in: where she serves and in which roles, and until when issuing decisions need no new step-up. */
export const OfficerMe = z.object({
  officer: OfficerRef,
  assignments: z.array(
    z.object({
      mission: MissionId,
      missionName: z.object({ 'zh-Hans': z.string(), en: z.string() }),
      roles: z.array(z.string()),
    }),
  ),
  stepUpUntil: z.nullable(Instant),
  demonstration: z.boolean(),
})
export type OfficerMe = z.infer<typeof OfficerMe>

/** Green: on time; amber: soon due; red: late; paused: it waits for the applicant; none: no promise is running. */
export const Clock = z.enum(['green', 'amber', 'red', 'paused', 'none'])

/** A line of a queue. It tells nothing of a person: a name is read by opening the file. */
export const QueueRow = z.object({
  id: Uuid,
  reference: z.string(),
  version: z.number(),
  state: ApplicationState,
  service: ServiceId,
  submittedAt: Instant,
  acceptedAt: z.nullable(Instant),
  promisedOn: z.nullable(PlainDate),
  clock: Clock,
  openWarnings: z.number(),
  reviewer: z.nullable(OfficerRef),
  resubmitted: z.boolean(),
  mine: z.boolean(),
})
export type QueueRow = z.infer<typeof QueueRow>

/** An application as the officers of its mission see it. Reading it leaves an access event that the applicant sees. */
export const CaseFile = z.object({
  id: Uuid,
  reference: z.string(),
  state: ApplicationState,
  version: z.number(),
  mission: MissionId,
  service: ServiceId,
  rule: z.string(),
  applicant: z.object({ account: Uuid, email: z.string(), phones: z.array(z.string()), language: z.string() }),
  answers: Answers,
  attachments: z.array(AttachmentView),
  defects: z.array(Defect),
  /** What happened, with the reason that an officer gave for sending a file back. */
  steps: z.array(z.extend(Step, { reason: z.nullable(z.string()) })),
  scannedMrz: z.nullable(z.string()),
  warnings: z.array(Warning),
  promise: z.nullable(PromiseView),
  clock: Clock,
  reviewer: z.nullable(OfficerRef),
  recommendedBy: z.nullable(OfficerRef),
  decidedBy: z.nullable(OfficerRef),
  refusal: z.nullable(RefusalReason),
  order: z.nullable(
    z.object({ payload: z.record(z.string(), z.unknown()), signature: z.string(), key: z.string(), at: Instant }),
  ),
  /** The moves that this officer may make now; the workbench shows its buttons from them. */
  moves: z.array(Move),
  submittedAt: Instant,
  updatedAt: Instant,
})
export type CaseFile = z.infer<typeof CaseFile>

/** Every decision names the version it was taken on: a file that moved meanwhile answers 409 with its current state. */
const Version = z.number().check(z.int(), z.nonnegative())
const Reason = z.string().check(z.trim(), z.minLength(3), z.maxLength(2000))

const decisionRefusals = [
  'application.unknown',
  'access.other-mission',
  'access.role-missing',
  'access.not-assigned',
  'application.changed-meanwhile',
  'application.already-decided',
  'application.not-possible-now',
] as const

export const officerSignInOptions = endpoint({
  name: 'officerSignInOptions',
  summary: 'Begin an officer’s sign-in with her passkey.',
  method: 'POST',
  path: '/api/officers/passkey-options',
  who: 'anyone',
  status: 200,
  answer: Ceremony,
  refusals: [],
})
export const officerSignIn = endpoint({
  name: 'officerSignIn',
  summary: 'Sign an officer in with her passkey; nothing else opens the workbench.',
  method: 'POST',
  path: '/api/officers/session',
  who: 'anyone',
  body: CeremonyAnswer,
  status: 200,
  answer: OfficerMe,
  refusals: ['account.passkey-unknown', 'account.passkey-refused', 'account.ceremony-expired'],
})
export const officerEnrolmentOptions = endpoint({
  name: 'officerEnrolmentOptions',
  summary: 'Begin to enrol an officer’s passkey with the invitation she was given.',
  method: 'POST',
  path: '/api/officers/enrolment-options',
  who: 'anyone',
  body: z.object({ invitation: z.string().check(z.minLength(20), z.maxLength(200)) }),
  status: 200,
  answer: Ceremony,
  refusals: ['officer.invitation-unknown'],
})
export const enrolOfficer = endpoint({
  name: 'enrolOfficer',
  summary: 'Enrol an officer’s passkey and sign her in; the invitation works once.',
  method: 'POST',
  path: '/api/officers/enrolment',
  who: 'anyone',
  body: z.extend(CeremonyAnswer, { invitation: z.string().check(z.minLength(20), z.maxLength(200)) }),
  status: 201,
  answer: OfficerMe,
  refusals: ['officer.invitation-unknown', 'account.passkey-refused', 'account.ceremony-expired'],
})
export const readOfficerMe = endpoint({
  name: 'readOfficerMe',
  summary: 'Read who is signed in to the workbench.',
  method: 'GET',
  path: '/api/workbench/me',
  who: 'officer',
  status: 200,
  answer: OfficerMe,
  refusals: [],
})
export const stepUpOptions = endpoint({
  name: 'stepUpOptions',
  summary: 'Begin a step-up: the passkey once more, before an issuing decision.',
  method: 'POST',
  path: '/api/workbench/step-up-options',
  who: 'officer',
  status: 200,
  answer: Ceremony,
  refusals: [],
})
export const stepUp = endpoint({
  name: 'stepUp',
  summary: 'Complete the step-up; issuing decisions are possible for five minutes.',
  method: 'POST',
  path: '/api/workbench/step-up',
  who: 'officer',
  body: CeremonyAnswer,
  status: 200,
  answer: OfficerMe,
  refusals: ['account.passkey-unknown', 'account.passkey-refused', 'account.ceremony-expired'],
})
export const readQueue = endpoint({
  name: 'readQueue',
  summary: 'The files of a mission that wait for an officer, in the order in which they are to be taken.',
  method: 'GET',
  path: '/api/workbench/queue',
  who: 'officer',
  query: z.object({ mission: MissionId, queue: z.enum(['review', 'decision', 'waiting', 'done']) }),
  status: 200,
  answer: z.object({ rows: z.array(QueueRow), now: Instant, counts: z.record(z.string(), z.number()) }),
  refusals: ['access.other-mission'],
})
export const openFile = endpoint({
  name: 'openFile',
  summary:
    'Open a file for a purpose. Leaves an access event; a file of another mission is refused and leaves one too.',
  method: 'GET',
  path: '/api/workbench/applications/:application',
  who: 'officer',
  params: Application,
  query: z.object({ purpose: z.optional(AccessPurpose) }),
  status: 200,
  answer: CaseFile,
  refusals: ['application.unknown', 'access.other-mission', 'access.role-missing'],
})
export const openAttachment = endpoint({
  name: 'openAttachment',
  summary: 'A picture of a file, for an officer who may open the file. Leaves an access event.',
  method: 'GET',
  path: '/api/workbench/applications/:application/attachments/:attachment',
  who: 'officer',
  params: z.object({ application: Uuid, attachment: Uuid }),
  status: 200,
  answer: 'bytes',
  refusals: ['application.unknown', 'attachment.unknown', 'access.other-mission', 'access.role-missing'],
})
export const findFile = endpoint({
  name: 'findFile',
  summary: 'Find a file of one’s own missions by its reference.',
  method: 'GET',
  path: '/api/workbench/references/:reference',
  who: 'officer',
  params: z.object({ reference: z.string().check(z.maxLength(20)) }),
  status: 200,
  answer: z.object({ application: Uuid }),
  refusals: ['application.unknown', 'shared.reference-check', 'shared.reference-format'],
})
export const acceptApplication = endpoint({
  name: 'acceptApplication',
  summary: 'Accept a file (受理): the officer becomes its reviewer, the promised date is set and the clock starts.',
  method: 'POST',
  path: '/api/workbench/applications/:application/acceptance',
  who: 'officer',
  params: Application,
  body: z.object({ version: Version }),
  status: 200,
  answer: CaseFile,
  refusals: [...decisionRefusals],
})
export const returnApplication = endpoint({
  name: 'returnApplication',
  summary: 'Return a file for correction with at least one defect; only the faulty fields reopen and the clock pauses.',
  method: 'POST',
  path: '/api/workbench/applications/:application/return',
  who: 'officer',
  params: Application,
  body: z.object({ version: Version, defects: z.array(Defect).check(z.maxLength(30)) }),
  status: 200,
  answer: CaseFile,
  refusals: [...decisionRefusals, 'application.return-needs-defect', 'application.defect-unknown'],
})
export const recordScannedMrz = endpoint({
  name: 'recordScannedMrz',
  summary: 'Record the MRZ as scanned from the document or its picture; it is compared with what was typed.',
  method: 'PUT',
  path: '/api/workbench/applications/:application/scanned-mrz',
  who: 'officer',
  params: Application,
  body: z.object({ version: Version, mrz: z.string().check(z.maxLength(200)) }),
  status: 200,
  answer: CaseFile,
  refusals: [...decisionRefusals, ...mrzRefusals],
})
export const resolveWarning = endpoint({
  name: 'resolveWarning',
  summary: 'Resolve a warning with a reason.',
  method: 'POST',
  path: '/api/workbench/applications/:application/warnings/:warning/resolution',
  who: 'officer',
  params: z.object({ application: Uuid, warning: z.string().check(z.maxLength(80)) }),
  body: z.object({ version: Version, reason: Reason }),
  status: 200,
  answer: CaseFile,
  refusals: [...decisionRefusals, 'application.warning-unknown', 'application.warning-needs-reason'],
})
export const recommendApproval = endpoint({
  name: 'recommendApproval',
  summary: 'Recommend a file for approval; it goes to a second officer.',
  method: 'POST',
  path: '/api/workbench/applications/:application/recommendation',
  who: 'officer',
  params: Application,
  body: z.object({ version: Version }),
  status: 200,
  answer: CaseFile,
  refusals: [...decisionRefusals, 'application.warning-open'],
})
export const proposeRefusal = endpoint({
  name: 'proposeRefusal',
  summary: 'Propose to refuse, with the legal ground and an explanation; a second officer decides.',
  method: 'POST',
  path: '/api/workbench/applications/:application/refusal-proposal',
  who: 'officer',
  params: Application,
  body: z.object({ version: Version, ground: z.string().check(z.maxLength(80)), explanation: Reason }),
  status: 200,
  answer: CaseFile,
  refusals: [
    ...decisionRefusals,
    'application.own-recommendation',
    'application.refusal-needs-ground',
    'application.refusal-needs-reason',
  ],
})
export const sendBack = endpoint({
  name: 'sendBack',
  summary: 'The second officer sends a file back to review, with a reason.',
  method: 'POST',
  path: '/api/workbench/applications/:application/sending-back',
  who: 'officer',
  params: Application,
  body: z.object({ version: Version, reason: Reason }),
  status: 200,
  answer: CaseFile,
  refusals: [...decisionRefusals, 'application.own-recommendation'],
})
export const approveApplication = endpoint({
  name: 'approveApplication',
  summary: 'Approve: never by the officer who recommended. Signs the personalisation order.',
  method: 'POST',
  path: '/api/workbench/applications/:application/approval',
  who: 'officer',
  params: Application,
  body: z.object({ version: Version }),
  status: 200,
  answer: CaseFile,
  refusals: [
    ...decisionRefusals,
    'application.own-recommendation',
    'application.warning-open',
    'access.step-up-needed',
  ],
})
export const refuseApplication = endpoint({
  name: 'refuseApplication',
  summary:
    'Refuse as proposed: never by the officer who proposed it. The letter names ground, reasons and the appeal route.',
  method: 'POST',
  path: '/api/workbench/applications/:application/refusal',
  who: 'officer',
  params: Application,
  body: z.object({ version: Version }),
  status: 200,
  answer: CaseFile,
  refusals: [...decisionRefusals, 'application.own-recommendation', 'access.step-up-needed'],
})
