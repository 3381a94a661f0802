import { RecordLine } from '@consular/domain/record'
import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { HealthDocumentView } from './health-record.ts'
import { Instant, MissionId, PlainDate, Uuid } from './value.ts'
import { OfficerRef } from './workbench.ts'

const OfMission = z.object({ mission: MissionId })
const Reason = z.string().check(z.trim(), z.minLength(3), z.maxLength(2000))
const officerRefusals = ['access.other-mission', 'access.role-missing'] as const

/** A laboratory or clinic that a mission registered. Its API key is told once, when it is made. */
export const SourceView = z.object({
  id: Uuid,
  mission: MissionId,
  kind: z.enum(['laboratory', 'clinic']),
  name: z.string(),
  country: z.string(),
  accreditation: z.string(),
  /** RFC 7638 thumbprint of its signing key. */
  keyThumbprint: z.string(),
  active: z.boolean(),
  registeredBy: OfficerRef,
  registeredAt: Instant,
  records: z.number(),
})
export type SourceView = z.infer<typeof SourceView>
export const listSources = endpoint({
  name: 'listHealthSources',
  summary: 'The laboratories and clinics of a mission.',
  method: 'GET',
  path: '/api/workbench/health/sources',
  who: 'officer',
  query: OfMission,
  status: 200,
  answer: z.object({ sources: z.array(SourceView) }),
  refusals: [...officerRefusals],
})
export const registerSource = endpoint({
  name: 'registerHealthSource',
  summary:
    'Register a laboratory or clinic with its public signing key, or change what is written of it. Answers its API key when it is new; never again.',
  method: 'PUT',
  path: '/api/workbench/health/sources/:source',
  who: 'officer',
  params: z.object({ source: Uuid }),
  body: z.object({
    mission: MissionId,
    kind: z.enum(['laboratory', 'clinic']),
    name: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)),
    country: z.string().check(z.regex(/^[A-Z]{2}$/)),
    accreditation: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)),
    /** PEM (SPKI) or JWK, P-256 or Ed25519. */
    signingKey: z.string().check(z.maxLength(4000)),
  }),
  status: 200,
  answer: z.object({ source: SourceView, apiKey: z.nullable(z.string()) }),
  refusals: [...officerRefusals, 'access.step-up-needed', 'source.key-unusable', 'source.other-mission'],
})
export const renewSourceKey = endpoint({
  name: 'renewHealthSourceKey',
  summary: 'Make a new API key; the one before counts no more.',
  method: 'POST',
  path: '/api/workbench/health/sources/:source/api-key',
  who: 'officer',
  params: z.object({ source: Uuid }),
  status: 200,
  answer: z.object({ source: SourceView, apiKey: z.nullable(z.string()) }),
  refusals: [...officerRefusals, 'access.step-up-needed', 'source.unknown'],
})
export const setSourceActive = endpoint({
  name: 'setHealthSourceActive',
  summary: 'Suspend a source, or let it send again. What it sent stays.',
  method: 'POST',
  path: '/api/workbench/health/sources/:source/active',
  who: 'officer',
  params: z.object({ source: Uuid }),
  body: z.object({ active: z.boolean() }),
  status: 200,
  answer: SourceView,
  refusals: [...officerRefusals, 'access.step-up-needed', 'source.unknown'],
})

/** A line of the queue of papers: nothing of a person. */
export const DocumentRow = z.object({
  id: Uuid,
  state: z.enum(['waiting', 'confirmed']),
  kind: z.enum(['vaccination', 'test', 'recovery']),
  createdAt: Instant,
  confirmedByMe: z.boolean(),
})
export const DocumentFile = z.extend(HealthDocumentView, {
  mission: MissionId,
  version: z.number(),
  /** JPEG as base64; null when it is decided. */
  picture: z.nullable(z.string()),
  confirmedBy: z.nullable(OfficerRef),
  decidedBy: z.nullable(OfficerRef),
})
export const listDocuments = endpoint({
  name: 'listHealthDocumentQueue',
  summary: 'Papers of a mission that wait for an officer, or for a second one.',
  method: 'GET',
  path: '/api/workbench/health/documents',
  who: 'officer',
  query: OfMission,
  status: 200,
  answer: z.object({ documents: z.array(DocumentRow) }),
  refusals: [...officerRefusals],
})
export const openDocument = endpoint({
  name: 'openHealthDocument',
  summary: 'Open a paper. Leaves an access event that its person sees.',
  method: 'GET',
  path: '/api/workbench/health/documents/:document',
  who: 'officer',
  params: z.object({ document: Uuid }),
  status: 200,
  answer: DocumentFile,
  refusals: [...officerRefusals, 'document.unknown'],
})
export const decideDocument = endpoint({
  name: 'decideHealthDocument',
  summary:
    'The first officer confirms what a paper says, the second one, never the first, records it; either may refuse with a reason.',
  method: 'POST',
  path: '/api/workbench/health/documents/:document/decision',
  who: 'officer',
  params: z.object({ document: Uuid }),
  body: z.object({
    version: z.number(),
    decision: z.enum(['confirm', 'record', 'refuse']),
    reason: z.optional(Reason),
  }),
  status: 200,
  answer: DocumentFile,
  refusals: [
    ...officerRefusals,
    'access.step-up-needed',
    'document.unknown',
    'document.changed-meanwhile',
    'document.own-confirmation',
    'document.reason-needed',
    'record.duplicate',
  ],
})

/** Certificates that are taken back together: of a source, of a lot, between two days of the act. */
export const RecallView = z.object({
  id: Uuid,
  mission: MissionId,
  source: z.nullable(Uuid),
  lot: z.nullable(z.string()),
  from: z.nullable(PlainDate),
  until: z.nullable(PlainDate),
  reason: z.string(),
  state: z.enum(['proposed', 'done', 'rejected']),
  /** How many it takes back, counted now while it is proposed. */
  records: z.number(),
  certificates: z.number(),
  proposedBy: OfficerRef,
  proposedAt: Instant,
  decidedBy: z.nullable(OfficerRef),
  decidedAt: z.nullable(Instant),
})
export const listRecalls = endpoint({
  name: 'listHealthRecalls',
  summary: 'Recalls of a mission, the newest first.',
  method: 'GET',
  path: '/api/workbench/health/recalls',
  who: 'officer',
  query: OfMission,
  status: 200,
  answer: z.object({ recalls: z.array(RecallView) }),
  refusals: [...officerRefusals],
})
export const proposeRecall = endpoint({
  name: 'proposeHealthRecall',
  summary: 'Propose to take back every certificate of a source or a lot. Proposing it again changes nothing.',
  method: 'PUT',
  path: '/api/workbench/health/recalls/:recall',
  who: 'officer',
  params: z.object({ recall: Uuid }),
  body: z.object({
    mission: MissionId,
    source: z.nullable(Uuid),
    lot: z.nullable(z.string().check(z.trim(), z.minLength(1), z.maxLength(40))),
    from: z.nullable(PlainDate),
    until: z.nullable(PlainDate),
    reason: Reason,
  }),
  status: 200,
  answer: RecallView,
  refusals: [...officerRefusals, 'source.unknown', 'recall.of-nothing'],
})
export const decideRecall = endpoint({
  name: 'decideHealthRecall',
  summary:
    'A second officer, never the one who proposed it, carries a recall out or rejects it. Carried out, every certificate is on the published lists from that moment.',
  method: 'POST',
  path: '/api/workbench/health/recalls/:recall/decision',
  who: 'officer',
  params: z.object({ recall: Uuid }),
  body: z.object({ decision: z.enum(['carry-out', 'reject']) }),
  status: 200,
  answer: RecallView,
  refusals: [
    ...officerRefusals,
    'access.step-up-needed',
    'recall.unknown',
    'recall.own-proposal',
    'recall.already-decided',
  ],
})

/** A count; null where it is smaller than the least that may be shown. */
const Count = z.nullable(z.number())
export const healthStatistics = endpoint({
  name: 'healthStatistics',
  summary:
    'Counts by month: records by kind and mission, certificates by family, revocations. Small cells are suppressed, and so are those from which they could be reckoned.',
  method: 'GET',
  path: '/api/workbench/health/statistics',
  who: 'officer',
  query: OfMission,
  status: 200,
  answer: z.object({
    least: z.number(),
    rows: z.array(z.object({ month: z.string(), kind: z.string(), count: Count })),
  }),
  refusals: [...officerRefusals],
})
export { RecordLine }
