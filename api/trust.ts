import { markNames } from '@consular/domain/trust'
import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { Instant, Uuid } from './value.ts'
import { OfficerRef } from './workbench.ts'

/** What a source gives: lists of the GDHCN, lists of the EU's gateway, key sets of SMART issuers, authorities with their revocation lists, or all that a partner state publishes. */
export const TrustKind = z.enum(['gdhcn', 'dgcg', 'smart', 'csca', 'partner'])
export type TrustKind = z.infer<typeof TrustKind>

const Line = z.string().check(z.trim(), z.minLength(1), z.maxLength(200))
const Reason = z.string().check(z.trim(), z.minLength(3), z.maxLength(2000))
const Address = z.url().check(z.maxLength(500), z.regex(/^https?:\/\//))

/** What an officer says of a source. Kind, country, issuer and anchor stay as they are: another anchor is another source. */
export const TrustSourceTerms = z.object({
  name: Line,
  kind: TrustKind,
  /** Of a partner: the only country that it may speak for. */
  country: z.nullable(z.string().check(z.regex(/^[A-Z]{2}$/))),
  /** Whose a plain key set is, or the address of a partner. */
  issuer: z.nullable(Address),
  /** What must have signed its lists: a DID document, or a public key and certificates in PEM. */
  anchor: z.nullable(z.string().check(z.maxLength(100_000))),
  addresses: z.array(Address).check(z.maxLength(20)),
  everyHours: z.nullable(z.number().check(z.int(), z.minimum(1), z.maximum(168))),
})
export type TrustSourceTerms = z.infer<typeof TrustSourceTerms>

/** `receiving`: files are on their way; `waiting`: read, nobody has proposed it; `proposed`: waits for a second officer; `refused`: could not be used; `replaced`: a newer one came. */
export const TrustListState = z.enum([
  'receiving',
  'waiting',
  'proposed',
  'approved',
  'rejected',
  'refused',
  'replaced',
])
export type TrustListState = z.infer<typeof TrustListState>

const Refused = z.object({ code: z.string(), data: z.record(z.string(), z.unknown()) })

/** A list in one line: who brought it, proposed it, decided it, and when. */
export const TrustListRow = z.object({
  id: Uuid,
  source: Uuid,
  origin: z.enum(['file', 'schedule', 'return', 'end']),
  returnsTo: z.nullable(Uuid),
  state: TrustListState,
  version: z.number(),
  /** Is it the list of this source that counts now? */
  current: z.boolean(),
  reason: z.nullable(z.string()),
  refusal: z.nullable(Refused),
  receivedBy: z.nullable(OfficerRef),
  receivedAt: Instant,
  proposedBy: z.nullable(OfficerRef),
  proposedAt: z.nullable(Instant),
  decidedBy: z.nullable(OfficerRef),
  decidedAt: z.nullable(Instant),
})
export type TrustListRow = z.infer<typeof TrustListRow>

/** A source as officers see it, with its lists that are not yet decided. */
export const TrustSourceView = z.object({
  id: Uuid,
  terms: TrustSourceTerms,
  /** SHA-256 of the anchor, in hex: to compare with what its owner says. */
  anchorDigest: z.nullable(z.string()),
  registeredBy: OfficerRef,
  registeredAt: Instant,
  fetchedAt: z.nullable(Instant),
  /** Why the last fetch brought nothing: a code. */
  fetchFailure: z.nullable(z.string()),
  current: z.nullable(TrustListRow),
  open: z.array(TrustListRow),
})
export type TrustSourceView = z.infer<typeof TrustSourceView>

const Count = z.object({ before: z.number(), after: z.number() })
const KeyChange = z.object({
  kind: z.enum(['signer', 'authority', 'issuer']),
  id: z.string(),
  change: z.enum(['added', 'gone', 'changed']),
})

/** A list beside the one that counts now. */
export const TrustListFile = z.object({
  row: TrustListRow,
  source: TrustSourceView,
  files: z.array(z.object({ name: z.string(), size: z.number(), sha256: z.string(), received: z.number() })),
  /** The list that it was compared with; it has to be the same when it is proposed and decided. */
  against: z.nullable(Uuid),
  about: z.nullable(
    z.object({
      proven: z.boolean(),
      at: z.nullable(Instant),
      skipped: z.array(z.object({ code: z.string(), count: z.number() })),
      unchained: z.number(),
    }),
  ),
  difference: z.nullable(
    z.object({
      signers: Count,
      authorities: Count,
      issuers: Count,
      revocations: Count,
      countries: z.array(
        z.object({ country: z.string(), before: z.number(), after: z.number(), changes: z.array(KeyChange) }),
      ),
      vanished: z.array(z.string()),
    }),
  ),
  marks: z.array(z.enum(markNames)),
  reasonNeeded: z.boolean(),
})
export type TrustListFile = z.infer<typeof TrustListFile>

const managerRefusals = ['access.role-missing'] as const
const Source = z.object({ trustSource: Uuid })
const List = z.object({ trustList: Uuid })

export const listTrustSources = endpoint({
  name: 'listTrustSources',
  summary: 'Whom the verifiers trust: the sources, the list of each that counts, and those that wait.',
  method: 'GET',
  path: '/api/workbench/trust/sources',
  who: 'officer',
  status: 200,
  answer: z.object({
    sources: z.array(TrustSourceView),
    edition: z.nullable(z.object({ number: z.number(), at: Instant })),
  }),
  refusals: [...managerRefusals],
})
export const putTrustSource = endpoint({
  name: 'putTrustSource',
  summary:
    'Register a source with what must have signed its lists, or change its name, addresses and hours. By itself it makes nobody trusted.',
  method: 'PUT',
  path: '/api/workbench/trust/sources/:trustSource',
  who: 'officer',
  params: Source,
  body: TrustSourceTerms,
  status: 200,
  answer: TrustSourceView,
  refusals: [...managerRefusals, 'access.step-up-needed', 'trust.anchor', 'trust.source-fixed', 'trust.address-closed'],
})
export const fetchTrustSource = endpoint({
  name: 'fetchTrustSource',
  summary: 'Fetch the lists of a source now, as its schedule does.',
  method: 'POST',
  path: '/api/workbench/trust/sources/:trustSource/fetching',
  who: 'officer',
  params: Source,
  status: 200,
  answer: TrustListFile,
  refusals: [
    ...managerRefusals,
    'trust.source-unknown',
    'trust.address-closed',
    'trust.address-unreachable',
    'trust.nothing-new',
    'trust.too-large',
    'trust.too-slow',
  ],
})
export const listTrustHistory = endpoint({
  name: 'listTrustHistory',
  summary: 'Every list of a source with who and when, the newest first.',
  method: 'GET',
  path: '/api/workbench/trust/sources/:trustSource/lists',
  who: 'officer',
  params: Source,
  status: 200,
  answer: z.object({ lists: z.array(TrustListRow) }),
  refusals: [...managerRefusals, 'trust.source-unknown'],
})
export const beginTrustList = endpoint({
  name: 'beginTrustList',
  summary:
    'Announce the files of a list, or propose to go back to an earlier one, or to end the trust in a source. Announcing it again tells how much has arrived.',
  method: 'PUT',
  path: '/api/workbench/trust/lists/:trustList',
  who: 'officer',
  params: List,
  body: z.object({
    source: Uuid,
    origin: z.enum(['file', 'return', 'end']),
    returnsTo: z.optional(Uuid),
    files: z
      .array(
        z.object({
          name: Line,
          size: z.number().check(z.int(), z.minimum(1)),
          sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
        }),
      )
      .check(z.maxLength(200)),
  }),
  status: 200,
  answer: TrustListFile,
  refusals: [
    ...managerRefusals,
    'trust.source-unknown',
    'trust.list-unknown',
    'trust.id-taken',
    'trust.file-missing',
    'trust.too-large',
  ],
})
export const continueTrustList = endpoint({
  name: 'continueTrustList',
  summary:
    'Send the next bytes (at most 256 KiB) of a file of a list, from `offset`. Sending them again changes nothing.',
  method: 'PUT',
  path: '/api/workbench/trust/lists/:trustList/files/:file',
  who: 'officer',
  params: z.object({ trustList: Uuid, file: z.string().check(z.regex(/^\d{1,3}$/)) }),
  query: z.object({ offset: z.coerce.number().check(z.int(), z.nonnegative()) }),
  body: 'bytes',
  status: 200,
  answer: z.object({ received: z.number() }),
  refusals: [
    ...managerRefusals,
    'trust.list-unknown',
    'trust.file-missing',
    'trust.offset-wrong',
    'trust.already-decided',
  ],
})
export const examineTrustList = endpoint({
  name: 'examineTrustList',
  summary:
    'Read a list whose files have arrived: its proof, its entries, its difference to the list that counts. One that cannot be used is refused whole, and stays in the history.',
  method: 'POST',
  path: '/api/workbench/trust/lists/:trustList/examination',
  who: 'officer',
  params: List,
  status: 200,
  answer: TrustListFile,
  refusals: [...managerRefusals, 'trust.list-unknown', 'trust.file-missing', 'trust.file-damaged'],
})
export const openTrustList = endpoint({
  name: 'openTrustList',
  summary: 'Read a list beside the one that counts now.',
  method: 'GET',
  path: '/api/workbench/trust/lists/:trustList',
  who: 'officer',
  params: List,
  status: 200,
  answer: TrustListFile,
  refusals: [...managerRefusals, 'trust.list-unknown'],
})
export const proposeTrustList = endpoint({
  name: 'proposeTrustList',
  summary: 'Propose a list, seen beside the one that counts. One that shrank or is older needs a reason.',
  method: 'POST',
  path: '/api/workbench/trust/lists/:trustList/proposal',
  who: 'officer',
  params: List,
  body: z.object({ version: z.number(), against: z.nullable(Uuid), reason: z.optional(Reason) }),
  status: 200,
  answer: TrustListFile,
  refusals: [
    ...managerRefusals,
    'access.step-up-needed',
    'trust.list-unknown',
    'trust.changed-meanwhile',
    'trust.already-decided',
    'trust.reason-needed',
  ],
})
export const decideTrustList = endpoint({
  name: 'decideTrustList',
  summary:
    'A second officer, never the one who proposed it, approves a list, and every verifier has it from then on; or any officer rejects it, with a reason.',
  method: 'POST',
  path: '/api/workbench/trust/lists/:trustList/decision',
  who: 'officer',
  params: List,
  body: z.object({
    version: z.number(),
    against: z.nullable(Uuid),
    decision: z.enum(['approve', 'reject']),
    reason: z.optional(Reason),
  }),
  status: 200,
  answer: TrustListFile,
  refusals: [
    ...managerRefusals,
    'access.step-up-needed',
    'trust.list-unknown',
    'trust.changed-meanwhile',
    'trust.already-decided',
    'trust.own-proposal',
    'trust.reason-needed',
    'trust.broken',
  ],
})
