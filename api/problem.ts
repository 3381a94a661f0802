import type { AccessRefusal } from '@consular/domain/access'
import type { AdviceRefusal } from '@consular/domain/advice'
import type { ApplicationRefusal } from '@consular/domain/application'
import type { AssistanceRefusal } from '@consular/domain/assistance'
import type { CrisisRefusal } from '@consular/domain/crisis'
import type { MissionRefusal } from '@consular/domain/mission'
import type { MrzRefusal, PersonRefusal } from '@consular/domain/person'
import type { RecordRefusal } from '@consular/domain/record'
import type { RegistrationRefusal } from '@consular/domain/registration'
import type { SharedRefusal } from '@consular/domain/shared'
import type { TrustRefusal } from '@consular/domain/trust'
import * as z from 'zod/mini'

/** Refusals that the domain does not know: of the contract itself, of sign-in, of uploads, of storage, of health records and certificates. */
export const serviceRefusals = [
  'account.ceremony-expired',
  'account.code-expired',
  'account.code-wrong',
  'account.passkey-refused',
  'account.passkey-unknown',
  'account.phone-impossible',
  'account.recovery-code-wrong',
  'application.changed-meanwhile',
  'application.mission-unknown',
  'application.unknown',
  'attachment.damaged',
  'attachment.id-taken',
  'attachment.kind-unknown',
  'attachment.not-a-picture',
  'attachment.offset-wrong',
  'attachment.polyglot',
  'attachment.too-large',
  'attachment.too-many',
  'attachment.too-many-pixels',
  'attachment.unknown',
  'certificate.id-taken',
  'certificate.no-family',
  'certificate.not-ours',
  'certificate.too-large-for-paper',
  'certificate.unknown',
  'demonstration.clock-fixed',
  'document.changed-meanwhile',
  'document.own-confirmation',
  'document.reason-needed',
  'document.unknown',
  'keys.locked',
  'keys.none',
  'officer.invitation-unknown',
  'officer.unknown',
  'push.endpoint-closed',
  'recall.already-decided',
  'recall.of-nothing',
  'recall.own-proposal',
  'recall.unknown',
  'record.act-contradicts',
  'record.claim-wrong',
  'record.duplicate',
  'record.id-taken',
  'record.not-held',
  'record.other-person',
  'record.sample-contradicts',
  'record.supersedes-not-held',
  'record.supersedes-other-kind',
  'record.supersedes-unknown',
  'record.unknown',
  'request.cross-site',
  'request.invalid',
  'request.not-found',
  'request.too-large',
  'request.too-many',
  'service.fault',
  'service.unavailable',
  'session.needed',
  'session.unknown',
  'session.wrong-kind',
  'source.key-unusable',
  'source.other-mission',
  'source.signature-wrong',
  'source.unknown',
  'telephone.key-wrong',
  'upload.other-part',
  'upload.other-size',
  'upload.too-many-lines',
  'upload.unknown',
] as const

/** A stable code of a refusal; its sentence is in `messages/`, its status in the server's one table. */
export type RefusalCode =
  | (typeof serviceRefusals)[number]
  | AccessRefusal
  | AdviceRefusal
  | ApplicationRefusal
  | AssistanceRefusal
  | CrisisRefusal
  | MissionRefusal
  | MrzRefusal
  | PersonRefusal
  | RecordRefusal
  | RegistrationRefusal
  | SharedRefusal
  | TrustRefusal

/** The body of every refused request: RFC 9457 `application/problem+json`, with the code that clients act on. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  code: z.string(),
  data: z.optional(z.record(z.string(), z.unknown())),
})
export type Problem = z.infer<typeof Problem>
