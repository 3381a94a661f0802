import { CrisisArea, CrisisKind, CrisisState, PersonState, Saying, Vulnerability } from '@consular/domain/crisis'
import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { Instant, MissionId, Phone, Uuid } from './value.ts'
import { OfficerRef } from './workbench.ts'

const officerRefusals = ['access.other-mission', 'access.role-missing'] as const
const crisisRefusals = [...officerRefusals, 'crisis.unknown'] as const
const Crisis = z.object({ crisis: Uuid })
const Version = z.number().check(z.int(), z.nonnegative())
const Line = z.string().check(z.trim(), z.minLength(1), z.maxLength(100))

/** A crisis in a list. */
export const CrisisRow = z.object({
  id: Uuid,
  reference: z.string(),
  mission: z.string(),
  kind: CrisisKind,
  title: z.string(),
  state: CrisisState,
  happenedAt: Instant,
  proposedBy: OfficerRef,
})
export type CrisisRow = z.infer<typeof CrisisRow>

/** How far the messages have come: households asked by each way, and with which outcome; `waiting`: not handed over yet. */
const Messages = z.object({
  households: z.number(),
  waiting: z.number(),
  handedOver: z.number(),
  delivered: z.number(),
  failed: z.number(),
  answered: z.number(),
})

/** A crisis with its board. The counts are of one look and add up to `persons`; a proposal counts whom it would ask. */
export const CrisisView = z.extend(CrisisRow, {
  version: Version,
  now: Instant,
  timeZone: z.string(),
  area: CrisisArea,
  proposedAt: Instant,
  decidedBy: z.nullable(OfficerRef),
  decidedAt: z.nullable(Instant),
  closedAt: z.nullable(Instant),
  eraseAt: z.nullable(Instant),
  erasedAt: z.nullable(Instant),
  /** Persons and households that are registered inside, while it is proposed. */
  reach: z.nullable(z.object({ persons: z.number(), households: z.number() })),
  persons: z.number(),
  withoutNews: z.number(),
  counts: z.record(PersonState, z.number()),
  /** Persons over whom it cannot be closed without a reason. */
  open: z.number(),
  messages: Messages,
  incomingWaiting: z.number(),
  relatives: z.object({ reports: z.number(), persons: z.number(), merged: z.number(), waiting: z.number() }),
})
export type CrisisView = z.infer<typeof CrisisView>

/** A person in a crisis, as an officer who works for her sees her. */
export const CrisisPerson = z.object({
  id: Uuid,
  state: PersonState,
  tries: z.number(),
  lastSaid: z.nullable(Saying),
  lastAt: z.nullable(Instant),
  deathSaidBy: z.nullable(Uuid),
  familyName: z.string(),
  givenName: z.string(),
  latinName: z.nullable(z.string()),
  birthDate: z.nullable(z.string()),
  phone: z.nullable(z.string()),
  email: z.nullable(z.string()),
  place: z.nullable(z.string()),
  vulnerabilities: z.array(Vulnerability),
  onManifest: z.boolean(),
  registered: z.boolean(),
  leftReason: z.nullable(z.string()),
  /** Who rings her now. */
  lentTo: z.nullable(Uuid),
})
export type CrisisPerson = z.infer<typeof CrisisPerson>

/** An SMS that waits for a human. `known`: it came from a number that was asked. */
const IncomingMessage = z.object({
  id: Uuid,
  phone: z.string(),
  text: z.string(),
  receivedAt: Instant,
  known: z.boolean(),
  /** Persons who may have sent it: those at that number. */
  candidates: z.array(CrisisPerson),
})

/** What a relative tells: whom she misses, or has spoken to. A birth date as far as it is known; telephones in E.164. */
export const RelativeReport = z.object({
  familyName: Line,
  givenName: z.string().check(z.trim(), z.maxLength(100)),
  latinName: z.optional(z.string().check(z.trim(), z.maxLength(200))),
  birthDate: z.optional(z.string().check(z.regex(/^\d{4}(-\d{2}(-\d{2})?)?$/))),
  phone: z.optional(Phone),
  whereabouts: z.optional(z.string().check(z.trim(), z.maxLength(500))),
  says: z.enum(['missing', 'safe', 'help']),
  at: z.optional(Instant),
  reporterName: Line,
  reporterPhone: Line,
})
export type RelativeReport = z.infer<typeof RelativeReport>

const WaitingRelative = z.object({
  id: Uuid,
  report: RelativeReport,
  storedAt: Instant,
  candidates: z.array(CrisisPerson),
})

export const listCrises = endpoint({
  name: 'listCrises',
  summary: 'The crises that a mission leads, the newest first.',
  method: 'GET',
  path: '/api/workbench/crises',
  who: 'officer',
  query: z.object({ mission: MissionId }),
  status: 200,
  answer: z.object({ crises: z.array(CrisisRow) }),
  refusals: officerRefusals,
})
export const proposeCrisis = endpoint({
  name: 'proposeCrisis',
  summary: 'Propose a crisis. Nobody is asked anything before a second officer has declared it.',
  method: 'PUT',
  path: '/api/workbench/crises/:crisis',
  who: 'officer',
  params: Crisis,
  body: z.object({
    mission: MissionId,
    kind: CrisisKind,
    title: z.string().check(z.trim(), z.minLength(2), z.maxLength(200)),
    happenedAt: Instant,
    area: CrisisArea,
  }),
  status: 200,
  answer: CrisisView,
  refusals: [...officerRefusals, 'crisis.area-impossible', 'crisis.id-taken', 'access.step-up-needed'],
})
export const readCrisis = endpoint({
  name: 'readCrisis',
  summary: 'A crisis with its board, whose states add up to its persons.',
  method: 'GET',
  path: '/api/workbench/crises/:crisis',
  who: 'officer',
  params: Crisis,
  status: 200,
  answer: CrisisView,
  refusals: crisisRefusals,
})
export const decideCrisisProposal = endpoint({
  name: 'decideCrisis',
  summary:
    'Declare a proposed crisis or reject it: a second officer, with her passkey. Declared, everybody inside is asked at once.',
  method: 'POST',
  path: '/api/workbench/crises/:crisis/decision',
  who: 'officer',
  params: Crisis,
  body: z.object({ version: Version, decision: z.enum(['approve', 'reject']) }),
  status: 200,
  answer: CrisisView,
  refusals: [
    ...crisisRefusals,
    'access.step-up-needed',
    'crisis.already-decided',
    'crisis.changed-meanwhile',
    'crisis.own-proposal',
  ],
})
export const widenCrisis = endpoint({
  name: 'widenCrisis',
  summary: 'Add to the area of a declared crisis: whoever is newly inside is asked, nobody twice.',
  method: 'POST',
  path: '/api/workbench/crises/:crisis/area',
  who: 'officer',
  params: Crisis,
  body: z.object({ version: Version, area: CrisisArea }),
  status: 200,
  answer: CrisisView,
  refusals: [
    ...crisisRefusals,
    'access.step-up-needed',
    'crisis.area-impossible',
    'crisis.changed-meanwhile',
    'crisis.not-declared',
  ],
})
export const closeCrisis = endpoint({
  name: 'closeCrisis',
  summary: 'Close a crisis: nobody is without news, in need or under way, or there is a reason for each such person.',
  method: 'POST',
  path: '/api/workbench/crises/:crisis/closing',
  who: 'officer',
  params: Crisis,
  body: z.object({ version: Version }),
  status: 200,
  answer: CrisisView,
  refusals: [
    ...crisisRefusals,
    'access.step-up-needed',
    'crisis.changed-meanwhile',
    'crisis.not-declared',
    'crisis.open-persons',
  ],
})
export const listCrisisPersons = endpoint({
  name: 'listCrisisPersons',
  summary:
    'Persons of a crisis, of one state or all, or those to ring in the order of their need. Leaves an access event.',
  method: 'POST',
  path: '/api/workbench/crises/:crisis/persons',
  who: 'officer',
  params: Crisis,
  // A name stands in no address.
  body: z.object({
    show: z.enum(['all', 'calls', ...PersonState.options]),
    /** Part of a name. */
    name: z.optional(z.string().check(z.maxLength(100))),
  }),
  status: 200,
  answer: z.object({ persons: z.array(CrisisPerson), total: z.number() }),
  refusals: crisisRefusals,
})
export const takeNextCall = endpoint({
  name: 'takeNextCall',
  summary: 'The next person to ring, who is not rung by anybody else for ten minutes. Null: there is nobody left.',
  method: 'POST',
  path: '/api/workbench/crises/:crisis/calls/next',
  who: 'officer',
  params: Crisis,
  status: 200,
  answer: z.object({ person: z.nullable(CrisisPerson) }),
  refusals: [...crisisRefusals, 'crisis.not-declared'],
})
export const answerForPerson = endpoint({
  name: 'answerForCrisisPerson',
  summary:
    'Log what an officer has learnt of a person or done for her. The id is the sender’s: the same again changes nothing.',
  method: 'PUT',
  path: '/api/workbench/crises/:crisis/persons/:person/answers/:answer',
  who: 'officer',
  params: z.object({ crisis: Uuid, person: Uuid, answer: Uuid }),
  body: z.object({
    says: Saying,
    at: z.optional(Instant),
    text: z.optional(z.string().check(z.trim(), z.maxLength(2000))),
  }),
  status: 200,
  answer: CrisisPerson,
  refusals: [...crisisRefusals, 'crisis.person-unknown', 'crisis.not-declared', 'crisis.second-officer-needed'],
})
export const leavePerson = endpoint({
  name: 'leaveCrisisPerson',
  summary: 'Say why the crisis may be closed over a person who is still without news or in need.',
  method: 'POST',
  path: '/api/workbench/crises/:crisis/persons/:person/reason',
  who: 'officer',
  params: z.object({ crisis: Uuid, person: Uuid }),
  body: z.object({ reason: z.string().check(z.trim(), z.maxLength(2000)) }),
  status: 200,
  answer: CrisisPerson,
  refusals: [...crisisRefusals, 'crisis.person-unknown', 'crisis.not-declared', 'crisis.reason-needed'],
})
export const listIncomingMessages = endpoint({
  name: 'listCrisisIncoming',
  summary:
    'Short messages that wait for a human: not understood, or from a number that nobody knows. Leaves an access event.',
  method: 'GET',
  path: '/api/workbench/crises/:crisis/incoming',
  who: 'officer',
  params: Crisis,
  status: 200,
  answer: z.object({ messages: z.array(IncomingMessage) }),
  refusals: crisisRefusals,
})
export const settleIncomingMessage = endpoint({
  name: 'settleCrisisIncoming',
  summary: 'Say whose answer a message is and what it says, or set it aside with a reason.',
  method: 'POST',
  path: '/api/workbench/crises/:crisis/incoming/:incoming',
  who: 'officer',
  params: z.object({ crisis: Uuid, incoming: Uuid }),
  body: z.union([
    z.object({ person: Uuid, says: z.enum(['safe', 'help']) }),
    z.object({ reason: z.string().check(z.trim(), z.maxLength(2000)) }),
  ]),
  status: 204,
  answer: 'nothing',
  refusals: [
    ...crisisRefusals,
    'crisis.already-decided',
    'crisis.not-declared',
    'crisis.person-unknown',
    'crisis.reason-needed',
    'crisis.report-unknown',
  ],
})
export const takeRelativeReport = endpoint({
  name: 'takeCrisisRelativeReport',
  summary: 'Write down what a relative tells on the telephone. The same id again is a repetition.',
  method: 'PUT',
  path: '/api/workbench/crises/:crisis/relatives/:relative',
  who: 'officer',
  params: z.object({ crisis: Uuid, relative: Uuid }),
  body: RelativeReport,
  status: 200,
  answer: z.object({ merged: z.nullable(z.enum(['rule', 'new', 'officer'])) }),
  refusals: [...crisisRefusals, 'crisis.not-declared', 'crisis.id-taken'],
})
export const listRelativeReports = endpoint({
  name: 'listCrisisRelativeReports',
  summary: 'Reports of relatives of which an officer has to say whom they mean. Leaves an access event.',
  method: 'GET',
  path: '/api/workbench/crises/:crisis/relatives',
  who: 'officer',
  params: Crisis,
  status: 200,
  answer: z.object({ reports: z.array(WaitingRelative) }),
  refusals: crisisRefusals,
})
export const settleRelativeReport = endpoint({
  name: 'settleCrisisRelativeReport',
  summary: 'Say whom a relative means: a person of the crisis, or (null) somebody who is not among them yet.',
  method: 'POST',
  path: '/api/workbench/crises/:crisis/relatives/:relative/person',
  who: 'officer',
  params: z.object({ crisis: Uuid, relative: Uuid }),
  body: z.object({ person: z.nullable(Uuid) }),
  status: 204,
  answer: 'nothing',
  refusals: [
    ...crisisRefusals,
    'crisis.already-decided',
    'crisis.not-declared',
    'crisis.person-unknown',
    'crisis.report-unknown',
  ],
})
export const exportManifest = endpoint({
  name: 'exportCrisisManifest',
  summary:
    'The manifest of an evacuation as CSV (UTF-8 with a byte order mark): names, birth date and document of those who agreed to it; of the others a number alone. Leaves an access event.',
  method: 'POST',
  path: '/api/workbench/crises/:crisis/manifest',
  who: 'officer',
  params: Crisis,
  status: 200,
  answer: 'bytes',
  refusals: [...crisisRefusals, 'access.step-up-needed'],
})
export const syncCheckIns = endpoint({
  name: 'syncCrisisCheckIns',
  summary:
    'Bring in what a tablet noted without a line: who boarded and who arrived, each at its time. What is known already changes nothing.',
  method: 'POST',
  path: '/api/workbench/crises/:crisis/check-ins',
  who: 'officer',
  params: Crisis,
  body: z.object({
    checkIns: z
      .array(z.object({ id: Uuid, person: Uuid, says: z.enum(['boarded', 'arrived']), at: Instant }))
      .check(z.maxLength(1000)),
  }),
  status: 200,
  answer: z.object({ taken: z.array(Uuid), unknown: z.array(Uuid) }),
  refusals: [...crisisRefusals, 'crisis.not-declared'],
})

/** A crisis that touches a person’s own registration, and what is known of her household in it. */
export const OwnCrisis = z.object({
  id: Uuid,
  kind: CrisisKind,
  title: z.string(),
  happenedAt: Instant,
  persons: z.array(z.object({ id: Uuid, givenName: z.string(), state: PersonState })),
})
export type OwnCrisis = z.infer<typeof OwnCrisis>

export const listOwnCrises = endpoint({
  name: 'listOwnCrises',
  summary: 'Crises that are on where one has registered to be.',
  method: 'GET',
  path: '/api/crises',
  who: 'citizen',
  status: 200,
  answer: z.object({ crises: z.array(OwnCrisis) }),
  refusals: [],
})
export const answerOwnCrisis = endpoint({
  name: 'answerOwnCrisis',
  summary:
    'Say that one’s household is safe or needs help. Made offline, it may be sent late and often: it counts once, at its time.',
  method: 'PUT',
  path: '/api/crises/:crisis/answers/:answer',
  who: 'citizen',
  params: z.object({ crisis: Uuid, answer: Uuid }),
  body: z.object({ says: z.enum(['safe', 'help']), at: Instant }),
  status: 200,
  answer: OwnCrisis,
  refusals: ['crisis.unknown'],
})

/** What a browser needs to hear of a crisis while the app is closed. */
export const readPushKey = endpoint({
  name: 'readPushKey',
  summary: 'The public key of this service for Web Push (RFC 8292), in base64url.',
  method: 'GET',
  path: '/api/push-key',
  who: 'anyone',
  status: 200,
  answer: z.object({ key: z.string() }),
  refusals: [],
})
export const savePushSubscription = endpoint({
  name: 'savePushSubscription',
  summary: 'Let this browser be told of a crisis. What is sent there says nothing of anybody.',
  method: 'PUT',
  path: '/api/push-subscription',
  who: 'citizen',
  body: z.object({
    endpoint: z.url().check(z.maxLength(1000)),
    p256dh: z.string().check(z.minLength(80), z.maxLength(100)),
    auth: z.string().check(z.minLength(20), z.maxLength(40)),
  }),
  status: 204,
  answer: 'nothing',
  refusals: ['push.endpoint-closed'],
})
export const forgetPushSubscriptions = endpoint({
  name: 'forgetPushSubscriptions',
  summary: 'Tell no browser of this account any more.',
  method: 'DELETE',
  path: '/api/push-subscription',
  who: 'citizen',
  status: 204,
  answer: 'nothing',
  refusals: [],
})
