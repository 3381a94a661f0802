import { DiseaseName, RecordLine, recordRefusals } from '@consular/domain/record'
import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { Instant, Uuid } from './value.ts'

const Record = z.object({ record: Uuid })
const Upload = z.object({ upload: Uuid })
/** The place of a part in an upload, from 1: its text in an address. */
const PartOf = z.object({ upload: Uuid, part: z.string().check(z.regex(/^[1-9]\d{0,4}$/)) })

/** What a source sends, signed by its registered key: a compact JWS (RFC 7515) over JSON. */
const Signed = z.string().check(z.maxLength(240_000), z.regex(/^[\w-]+\.[\w-]+\.[\w-]+$/))

/** Lines of one part at the most. */
export const mostLines = 200

/**
 * What became of a line. `repeated`: it is here already, under this id or as the same act under another. `claim`: the code by which the person finds the record in the app; it is told once,
 * with the answer that accepted the line, and never again. `where`: the member at fault, as a path.
 */
export const LineAnswer = z.object({
  line: z.number(),
  id: z.nullable(z.string()),
  outcome: z.enum(['accepted', 'repeated', 'refused']),
  code: z.nullable(z.string()),
  where: z.nullable(z.string()),
  claim: z.nullable(z.string()),
})
export type LineAnswer = z.infer<typeof LineAnswer>

/** How far an upload has come. `open`: lines that have not arrived. */
export const UploadView = z.object({
  id: Uuid,
  lines: z.number(),
  accepted: z.number(),
  repeated: z.number(),
  refused: z.number(),
  open: z.number(),
  /** Places of the parts that are here. */
  parts: z.array(z.number()),
  /** The refused lines, at most 1,000, by part and line. */
  refusals: z.array(
    z.object({
      part: z.number(),
      line: z.number(),
      id: z.nullable(z.string()),
      code: z.string(),
      where: z.nullable(z.string()),
    }),
  ),
})
export type UploadView = z.infer<typeof UploadView>

export const sendHealthRecord = endpoint({
  name: 'sendHealthRecord',
  summary:
    'Send one record, signed. Sending it again changes nothing; a record that names another it supersedes corrects it, and certificates of that one are revoked and issued anew.',
  method: 'PUT',
  path: '/api/source/records/:record',
  who: 'source',
  params: Record,
  body: z.object({ signed: Signed }),
  status: 200,
  answer: LineAnswer,
  refusals: ['source.signature-wrong'],
})
export const withdrawHealthRecord = endpoint({
  name: 'withdrawHealthRecord',
  summary: 'Take a record back that should not have been sent. Certificates of it are revoked.',
  method: 'POST',
  path: '/api/source/records/:record/withdrawal',
  who: 'source',
  params: Record,
  status: 200,
  answer: z.object({ certificatesRevoked: z.number() }),
  refusals: ['record.unknown'],
})
export const beginHealthUpload = endpoint({
  name: 'beginHealthUpload',
  summary: 'Begin an upload of many lines, or find how far it has come.',
  method: 'PUT',
  path: '/api/source/uploads/:upload',
  who: 'source',
  params: Upload,
  body: z.object({ lines: z.number().check(z.int(), z.positive(), z.lte(1_000_000)) }),
  status: 200,
  answer: UploadView,
  refusals: ['upload.unknown', 'upload.other-size'],
})
export const sendHealthUploadPart = endpoint({
  name: 'sendHealthUploadPart',
  summary:
    'Send a part of an upload: signed JSON, an array of at most 200 lines. Each line is accepted or refused by itself; sending the part again answers what it answered before, without the codes.',
  method: 'PUT',
  path: '/api/source/uploads/:upload/parts/:part',
  who: 'source',
  params: PartOf,
  body: z.object({ signed: Signed }),
  status: 200,
  answer: z.object({ lines: z.array(LineAnswer) }),
  refusals: ['upload.unknown', 'upload.other-part', 'upload.too-many-lines', 'source.signature-wrong'],
})
export const readHealthUpload = endpoint({
  name: 'readHealthUpload',
  summary: 'How far an upload has come, and which lines were refused, with the reason.',
  method: 'GET',
  path: '/api/source/uploads/:upload',
  who: 'source',
  params: Upload,
  status: 200,
  answer: UploadView,
  refusals: ['upload.unknown'],
})

/** A record as its person sees it. */
export const HealthRecordView = z.object({
  id: Uuid,
  person: RecordLine.shape.person,
  entry: RecordLine.shape.entry,
  state: z.enum(['held', 'superseded', 'withdrawn']),
  supersededBy: z.nullable(Uuid),
  /** Who answers for it; null: two officers checked a document. */
  source: z.nullable(z.object({ name: z.string(), country: z.string(), kind: z.enum(['laboratory', 'clinic']) })),
  receivedAt: Instant,
})
export type HealthRecordView = z.infer<typeof HealthRecordView>

export const listHealthRecords = endpoint({
  name: 'listHealthRecords',
  summary: 'One’s own health records, the newest first: those of the whole family that were claimed from this account.',
  method: 'GET',
  path: '/api/health/records',
  who: 'citizen',
  status: 200,
  answer: z.object({ records: z.array(HealthRecordView) }),
  refusals: [],
})
export const claimHealthRecord = endpoint({
  name: 'claimHealthRecord',
  summary:
    'Claim a record by the code that the laboratory or clinic handed out, and the birth date. Claiming it again from the same account changes nothing.',
  method: 'POST',
  path: '/api/health/claims',
  who: 'citizen',
  body: z.object({ code: z.string().check(z.maxLength(40)), birthDate: z.string().check(z.maxLength(10)) }),
  status: 200,
  answer: HealthRecordView,
  refusals: ['record.claim-wrong', 'request.too-many', 'shared.reference-check', 'shared.reference-format'],
})

const Document = z.object({ document: Uuid })
/** A paper that waits for officers, or what they found. */
export const HealthDocumentView = z.object({
  id: Uuid,
  person: RecordLine.shape.person,
  entry: RecordLine.shape.entry,
  state: z.enum(['waiting', 'confirmed', 'recorded', 'refused']),
  reason: z.nullable(z.string()),
  record: z.nullable(Uuid),
  createdAt: Instant,
})
export const sendHealthDocument = endpoint({
  name: 'sendHealthDocument',
  summary: 'Send what a paper says, and its picture, to be checked by two officers. Sending it again changes nothing.',
  method: 'PUT',
  path: '/api/health/documents/:document',
  who: 'citizen',
  params: Document,
  body: z.object({
    mission: z.string().check(z.maxLength(80)),
    person: RecordLine.shape.person,
    entry: RecordLine.shape.entry,
    /** JPEG, PNG or WebP as base64, at most 180,000 bytes; it is decoded, made anew and stripped of metadata. */
    picture: z.string().check(z.maxLength(240_000)),
  }),
  status: 200,
  answer: HealthDocumentView,
  refusals: [
    ...recordRefusals,
    'application.mission-unknown',
    'record.id-taken',
    'request.too-many',
    'attachment.damaged',
    'attachment.not-a-picture',
    'attachment.polyglot',
    'attachment.too-many-pixels',
  ],
})
export const listHealthDocuments = endpoint({
  name: 'listHealthDocuments',
  summary: 'The papers that one has sent, and what became of them.',
  method: 'GET',
  path: '/api/health/documents',
  who: 'citizen',
  status: 200,
  answer: z.object({ documents: z.array(HealthDocumentView) }),
  refusals: [],
})
/** The diseases by the names that lines use. */
export { DiseaseName }
