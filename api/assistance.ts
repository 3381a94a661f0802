import { AssistanceTypeCode, DutyLevel, Priority, ReportFlag, Situation } from '@consular/domain/assistance'
import * as z from 'zod/mini'
import { MediaState, MediaView } from './assistance-media.ts'
import { CaseWork } from './assistance-work.ts'
import { endpoint } from './endpoint.ts'
import { Instant, MissionId, Uuid } from './value.ts'
import { OfficerRef } from './workbench.ts'

/** What the sender of a report is told: what is stored, whether a person has read it, what was done, when the next word comes. Nothing of it is claimed that did not happen. */
export const ReportState = z.object({
  /** `received`: the person does not want more to be told to the sender, so that nothing below says more than that it is stored. */
  told: z.enum(['received', 'state', 'shared']),
  reference: z.string(),
  storedAt: Instant,
  /** Null while no person has read it. */
  readAt: z.nullable(Instant),
  readBy: z.nullable(z.number()),
  calledAt: z.nullable(Instant),
  nextWordAt: z.nullable(Instant),
  /** What officers share of the person, with her word. */
  shared: z.array(z.object({ at: Instant, text: z.string() })),
  /** The voice notes and photographs that followed it, the first one first. */
  media: z.array(MediaState),
  mission: z.string(),
  timeZone: z.string(),
})
export type ReportState = z.infer<typeof ReportState>

const Report = z.object({ report: z.string().check(z.maxLength(200)) })
export const sendReport = endpoint({
  name: 'sendReport',
  summary:
    'Ask for help. Never refused, whatever is sent: members that are understood are `situation`, `silent`, `lat`, `lon`, `accuracy`, `place`, `mission`, `madeAt`, `secret`, `phone`, `language`, for somebody else `about` (`other`), `aboutName`, `senderName`, `senderContact` and, last, `words`. The same report again changes nothing.',
  method: 'PUT',
  path: '/api/reports/:report',
  who: 'anyone',
  params: Report,
  body: 'head',
  status: 200,
  answer: ReportState,
  refusals: [],
})
export const readReportState = endpoint({
  name: 'readReportState',
  summary: 'What has become of one’s own report. The secret made with it opens it, and stands in no address.',
  method: 'POST',
  path: '/api/reports/:report/state',
  who: 'anyone',
  params: Report,
  body: z.object({ secret: z.string().check(z.maxLength(200)) }),
  status: 200,
  answer: ReportState,
  refusals: ['assistance.report-unknown'],
})

const officerRefusals = ['access.other-mission', 'access.role-missing'] as const
const caseRefusals = ['assistance.case-unknown', 'access.not-assigned'] as const
const OfMission = z.object({ mission: MissionId })
const Case = z.object({ assistance: Uuid })
const Version = z.number().check(z.int(), z.nonnegative())
const Late = z.enum(['read', 'contact', 'next-word', 'notice', 'task'])

/** A line of the duty board. It tells how urgent and how old; words and places are read by opening the case. */
export const CaseRow = z.object({
  id: Uuid,
  reference: z.string(),
  mission: z.string(),
  state: z.string(),
  version: z.number(),
  suggested: Priority,
  priority: z.nullable(Priority),
  type: z.nullable(AssistanceTypeCode),
  /** Known to those alone who are named, and to the head of the mission. */
  sealed: z.boolean(),
  openedAt: Instant,
  unreadSince: z.nullable(Instant),
  nextWordAt: z.nullable(Instant),
  reports: z.number(),
  late: z.array(Late),
  takenBy: z.nullable(OfficerRef),
  /** How far it has been called: the highest level of the duty table. */
  calledTo: z.nullable(DutyLevel),
})
export type CaseRow = z.infer<typeof CaseRow>

export const ShiftView = z.object({
  id: Uuid,
  mission: z.string(),
  officer: OfficerRef,
  startsAt: Instant,
  endsAt: Instant,
  endedAt: z.nullable(Instant),
  note: z.nullable(z.string()),
})
export type ShiftView = z.infer<typeof ShiftView>

export const DutyBoard = z.object({
  now: Instant,
  timeZone: z.string(),
  cutOff: z.boolean(),
  cases: z.array(CaseRow),
  onDuty: z.array(OfficerRef),
  /** The note of the last shift that was handed over here. */
  handedOver: z.nullable(ShiftView),
  /** The shift of the officer herself that she has still to hand over. */
  myShift: z.nullable(ShiftView),
})
export type DutyBoard = z.infer<typeof DutyBoard>

/** A case with everything that was reported and done. Opening it is reading it: its senders are told so. */
export const AssistanceCaseView = z.extend(CaseRow, {
  now: Instant,
  reasons: z.array(z.string()),
  overrideReason: z.nullable(z.string()),
  timeZone: z.string(),
  list: z.array(
    z.object({
      id: Uuid,
      situation: Situation,
      silent: z.boolean(),
      words: z.string(),
      wordsLength: z.number(),
      lat: z.nullable(z.number()),
      lon: z.nullable(z.number()),
      accuracy: z.nullable(z.number()),
      placeSaid: z.nullable(z.string()),
      flags: z.array(ReportFlag),
      channel: z.enum(['app', 'page']),
      madeAt: z.nullable(Instant),
      storedAt: Instant,
      readAt: z.nullable(Instant),
      /** Whom it is about and who sent it, where that is not the same person. */
      about: z.nullable(
        z.object({ name: z.nullable(z.string()), sender: z.nullable(z.string()), contact: z.nullable(z.string()) }),
      ),
      /** How much its sender is told. */
      told: z.enum(['received', 'state', 'shared']),
      /** The reference under which it came, where its case was merged into this one. */
      mergedFrom: z.nullable(z.string()),
    }),
  ),
  media: z.array(MediaView),
  work: CaseWork,
  events: z.array(
    z.object({ at: Instant, kind: z.string(), officer: z.nullable(OfficerRef), text: z.nullable(z.string()) }),
  ),
  attempts: z.array(
    z.object({
      level: DutyLevel,
      officer: z.nullable(OfficerRef),
      channel: z.string(),
      plannedAt: Instant,
      outcome: z.nullable(z.string()),
    }),
  ),
})
export type AssistanceCaseView = z.infer<typeof AssistanceCaseView>

export const readDutyBoard = endpoint({
  name: 'readDutyBoard',
  summary: 'What waits at a mission, the oldest unread first, and who is on duty.',
  method: 'GET',
  path: '/api/workbench/duty/board',
  who: 'officer',
  query: OfMission,
  status: 200,
  answer: DutyBoard,
  refusals: officerRefusals,
})
export const readCase = endpoint({
  name: 'readAssistanceCase',
  summary:
    'Read a case: what is shown counts as read by this officer from now, and its senders see it. Leaves an access event.',
  method: 'POST',
  path: '/api/workbench/duty/cases/:assistance/reading',
  who: 'officer',
  params: Case,
  status: 200,
  answer: AssistanceCaseView,
  refusals: [...officerRefusals, ...caseRefusals],
})
export const triageCase = endpoint({
  name: 'triageAssistanceCase',
  summary: 'Decide how urgent a case is. Another priority than the suggested one needs a reason, and both are kept.',
  method: 'POST',
  path: '/api/workbench/duty/cases/:assistance/triage',
  who: 'officer',
  params: Case,
  body: z.object({ version: Version, priority: Priority, reason: z.optional(z.string().check(z.maxLength(2000))) }),
  status: 200,
  answer: AssistanceCaseView,
  refusals: [
    ...officerRefusals,
    ...caseRefusals,
    'assistance.changed-meanwhile',
    'assistance.not-possible-now',
    'assistance.override-reason-needed',
  ],
})
export const actOnCase = endpoint({
  name: 'actOnAssistanceCase',
  summary:
    'Take a case, log a call (`reached`: the person was spoken to), leave a note, or promise when the next word comes.',
  method: 'POST',
  path: '/api/workbench/duty/cases/:assistance/acts',
  who: 'officer',
  params: Case,
  body: z.object({
    version: Version,
    act: z.enum(['take', 'call', 'note', 'next-word']),
    text: z.string().check(z.trim(), z.maxLength(4000)),
    reached: z.optional(z.boolean()),
    nextWordAt: z.optional(Instant),
  }),
  status: 200,
  answer: AssistanceCaseView,
  refusals: [...officerRefusals, ...caseRefusals, 'assistance.changed-meanwhile', 'assistance.word-in-past'],
})
export const listShifts = endpoint({
  name: 'listDutyShifts',
  summary: 'The shifts of a mission from two weeks ago on, and who can be given one.',
  method: 'GET',
  path: '/api/workbench/duty/shifts',
  who: 'officer',
  query: OfMission,
  status: 200,
  answer: z.object({ timeZone: z.string(), shifts: z.array(ShiftView), officers: z.array(OfficerRef) }),
  refusals: officerRefusals,
})
export const planShift = endpoint({
  name: 'planDutyShift',
  summary: 'Give a duty officer a shift, in the wall-clock time of the mission.',
  method: 'PUT',
  path: '/api/workbench/duty/shifts/:shift',
  who: 'officer',
  params: z.object({ shift: Uuid }),
  body: z.object({
    mission: MissionId,
    officer: Uuid,
    from: z.string().check(z.maxLength(30)),
    until: z.string().check(z.maxLength(30)),
  }),
  status: 200,
  answer: ShiftView,
  refusals: [...officerRefusals, 'assistance.shift-impossible', 'officer.unknown'],
})
export const handOverShift = endpoint({
  name: 'handOverDutyShift',
  summary: 'End one’s own shift with a note for the next officer. Nothing else ends it.',
  method: 'POST',
  path: '/api/workbench/duty/shifts/:shift/hand-over',
  who: 'officer',
  params: z.object({ shift: Uuid }),
  body: z.object({ note: z.string().check(z.maxLength(8000)) }),
  status: 200,
  answer: ShiftView,
  refusals: [
    'assistance.shift-unknown',
    'assistance.not-your-shift',
    'assistance.shift-not-running',
    'assistance.note-needed',
  ],
})
export const interruptDuty = endpoint({
  name: 'interruptDuty',
  summary: 'Say that a mission cannot do its duty, so that it passes to the next one, or that it can again.',
  method: 'POST',
  path: '/api/workbench/duty/interruption',
  who: 'officer',
  body: z.object({ mission: MissionId, cutOff: z.boolean() }),
  status: 200,
  answer: z.object({ cutOff: z.boolean() }),
  refusals: officerRefusals,
})
