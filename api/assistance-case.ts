import {
  Acknowledgement,
  AssistanceTypeCode,
  ContactRole,
  Limit,
  officerMoves,
  SearchPurpose,
  Situation,
} from '@consular/domain/assistance'
import * as z from 'zod/mini'
import { AssistanceCaseView, CaseRow } from './assistance.ts'
import { endpoint } from './endpoint.ts'
import type { RefusalCode } from './problem.ts'
import { Instant, MissionId, Uuid } from './value.ts'

const Case = z.object({ assistance: Uuid })
const Version = z.number().check(z.int(), z.nonnegative())
const line = z.string().check(z.trim(), z.maxLength(300))
const text = z.string().check(z.trim(), z.maxLength(4000))
/** In the smallest unit of the currency; below zero where an entry corrects another one. */
const amount = z.number().check(z.int(), z.gte(-1e12), z.lte(1e12))
const named = line.check(z.minLength(1))
const common = [
  'access.not-assigned',
  'access.other-mission',
  'access.role-missing',
  'assistance.case-unknown',
  'assistance.changed-meanwhile',
] as const

interface Act<P extends string, B> {
  readonly name: string
  readonly summary: string
  readonly path: P
  readonly body: B
  readonly refusals?: readonly RefusalCode[]
}

/** An act of an officer in a case: it names the version that she saw, and answers the case as it is then. */
const act = <const P extends string, B extends z.ZodMiniType>({
  name,
  summary,
  path,
  body,
  refusals = [],
}: Act<P, B>) =>
  endpoint({
    name,
    summary,
    method: 'POST',
    path: `/api/workbench/duty/cases/:assistance/${path}`,
    who: 'officer',
    params: Case,
    body,
    status: 200,
    answer: AssistanceCaseView,
    refusals: [...common, ...refusals],
  })

export const describeCase = act({
  name: 'describeAssistanceCase',
  summary:
    'Say what kind of help a case is, whom it is about, and in which country. The kind brings its checklist, and one that is sealed by its nature seals the case.',
  path: 'description',
  body: z.object({
    version: Version,
    type: AssistanceTypeCode,
    country: z.nullable(z.string().check(z.regex(/^[A-Z]{2}$/))),
    personName: z.nullable(named),
    personBorn: z.nullable(z.string().check(z.regex(/^[0-9X-]{4,10}$/))),
  }),
})
export const assignCase = act({
  name: 'assignAssistanceCase',
  summary: 'Put a case into the hands of an officer of the same mission, by her number.',
  path: 'assignment',
  body: z.object({ version: Version, number: z.number().check(z.int(), z.positive()) }),
  refusals: ['assistance.not-possible-now', 'officer.unknown'],
})
export const moveCase = act({
  name: 'moveAssistanceCase',
  summary:
    'Begin, wait, go on, resolve, close, reopen, refer or decline. Whoever waits is promised the next word; to decline names what we cannot do; nothing closes while its checklist or its costs are open.',
  path: 'moves',
  body: z.object({
    version: Version,
    move: z.enum(officerMoves),
    text,
    limit: z.optional(Limit),
    nextWordAt: z.optional(Instant),
  }),
  refusals: [
    'assistance.costs-open',
    'assistance.limit-needed',
    'assistance.next-word-needed',
    'assistance.not-possible-now',
    'assistance.note-needed',
    'assistance.tasks-open',
    'assistance.unread-left',
    'assistance.word-in-past',
  ],
})
export const settleTask = act({
  name: 'settleAssistanceTask',
  summary:
    'Settle one thing of the checklist, or write down the day that the law of the place sets. What is not needed says why.',
  path: 'tasks',
  body: z.object({
    version: Version,
    action: line,
    outcome: z.nullable(z.enum(['done', 'not-needed'])),
    note: text,
    dueAt: z.optional(Instant),
  }),
  refusals: ['assistance.note-needed', 'assistance.task-date-needed', 'assistance.task-unknown'],
})
export const keepContact = act({
  name: 'keepAssistanceContact',
  summary: 'Note somebody around the case, or change what was noted. The id comes from the caller.',
  path: 'contacts',
  body: z.object({
    version: Version,
    contact: Uuid,
    role: ContactRole,
    name: named,
    telephone: z.string().check(z.trim(), z.maxLength(60)),
    mayKnow: z.boolean(),
  }),
  refusals: ['assistance.id-taken'],
})
export const enterCost = act({
  name: 'enterAssistanceCost',
  summary:
    'Enter a cost that is the person’s to bear. Sent again it is the same entry; an entry is never changed, another one corrects it.',
  path: 'costs',
  body: z.object({
    version: Version,
    cost: Uuid,
    amountMinor: z.union([amount.check(z.gte(1)), amount.check(z.lte(-1))]),
    currency: z.string().check(z.regex(/^[A-Z]{3}$/)),
    purpose: line.check(z.minLength(3)),
  }),
  refusals: ['assistance.id-taken'],
})
export const acknowledgeCost = act({
  name: 'acknowledgeAssistanceCost',
  summary: 'Note that the person has acknowledged a cost, and how.',
  path: 'acknowledgements',
  body: z.object({ version: Version, cost: Uuid, how: Acknowledgement }),
  refusals: ['assistance.already-acknowledged', 'assistance.task-unknown'],
})
export const noteDetention = act({
  name: 'noteAssistanceDetention',
  summary:
    'Note since when an arrest is known, that the host state has given notice, or that access was asked for. The rule of the agreement with the country starts the clock.',
  path: 'detention',
  body: z.object({
    version: Version,
    step: z.enum(['arrest-known', 'notice-received', 'access-requested']),
    at: Instant,
  }),
  refusals: ['assistance.help-opposed', 'assistance.not-detained', 'assistance.step-in-future'],
})
export const noteVisit = act({
  name: 'noteAssistanceVisit',
  summary: 'Note a visit: when, where, health, treatment, needs, lawyer.',
  path: 'visits',
  body: z.object({
    version: Version,
    visit: Uuid,
    visitedAt: Instant,
    place: named,
    health: text,
    treatment: text,
    needs: text,
    lawyer: text,
  }),
  refusals: ['assistance.help-opposed', 'assistance.id-taken', 'assistance.step-in-future'],
})
export const keepWord = act({
  name: 'keepWordOfPerson',
  summary:
    'Note what the person says: whether her family may be told, or whether she wants help (VCCR 36(1)(c)). What she opposes stops at once.',
  path: 'words',
  body: z.object({
    version: Version,
    about: z.enum(['family', 'help']),
    word: z.enum(['allowed', 'opposed']),
    text: text.check(z.minLength(3)),
  }),
})
export const shareWithSender = act({
  name: 'shareWithSender',
  summary:
    'Share something of the person with the sender of a report about her. Refused unless the person allows it; the attempt is on record.',
  path: 'sharings',
  body: z.object({ version: Version, sharing: Uuid, report: Uuid, text: text.check(z.minLength(1)) }),
  refusals: [
    'assistance.id-taken',
    'assistance.person-not-asked',
    'assistance.person-opposes',
    'assistance.report-unknown',
  ],
})
export const mergeCase = act({
  name: 'mergeAssistanceCase',
  summary:
    'Merge a case into another one about the same person, by its reference. Both histories are kept, and each sender still sees her own report. Answers the case that goes on.',
  path: 'merge',
  body: z.object({ version: Version, into: line }),
  refusals: ['assistance.not-possible-now', 'assistance.unread-left'],
})
export const sealCase = act({
  name: 'sealAssistanceCase',
  summary:
    'Seal a case: it does not exist any more for anybody but the officer in charge, the head of the mission, and those let in by name. The head alone opens the seal.',
  path: 'seal',
  body: z.object({ version: Version, sealed: z.boolean(), text: text.check(z.minLength(3)) }),
})
export const letIn = act({
  name: 'letIntoAssistanceCase',
  summary: 'Let an officer into a case by her number. It is on record who let whom in.',
  path: 'confidants',
  body: z.object({
    version: Version,
    number: z.number().check(z.int(), z.positive()),
    text: text.check(z.minLength(3)),
  }),
  refusals: ['officer.unknown'],
})

const Likeness = z.enum(['same-name', 'same-birth', 'same-phone', 'near'])
export const listSimilarCases = endpoint({
  name: 'listSimilarCases',
  summary: 'Open cases that may be about the same person, with what speaks for it. An officer decides.',
  method: 'GET',
  path: '/api/workbench/duty/cases/:assistance/similar',
  who: 'officer',
  params: Case,
  status: 200,
  answer: z.array(z.object({ id: Uuid, reference: z.string(), openedAt: Instant, reasons: z.array(Likeness) })),
  refusals: ['access.not-assigned', 'access.other-mission', 'access.role-missing', 'assistance.case-unknown'],
})

/** A case as a search finds it. */
export const FoundCase = z.extend(
  z.pick(CaseRow, { id: true, reference: true, mission: true, state: true, type: true }),
  {
    openedAt: Instant,
    personName: z.nullable(z.string()),
    country: z.nullable(z.string()),
  },
)
export type FoundCase = z.infer<typeof FoundCase>

export const searchCases = endpoint({
  name: 'searchAssistanceCases',
  summary:
    'Look for cases of a mission, open or at rest, by reference, name, what happened or country. Says why; the search is on record, without its words.',
  method: 'POST',
  path: '/api/workbench/duty/searches',
  who: 'officer',
  body: z.object({
    mission: MissionId,
    purpose: SearchPurpose,
    reference: z.optional(line),
    name: z.optional(line),
    situation: z.optional(Situation),
    country: z.optional(z.string().check(z.regex(/^[A-Z]{2}$/))),
  }),
  status: 200,
  answer: z.array(FoundCase),
  refusals: ['access.other-mission', 'access.role-missing'],
})
