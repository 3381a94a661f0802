import type { AssistanceCaseView, CaseRow } from '@consular/api'
import { DutyLevel, lateIn, type Priority, toldTo } from '@consular/domain/assistance'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import type { StoredShift } from './duty-store.ts'
import { dutyTable } from './duty-table.ts'
import { boardOf } from './known-store.ts'
import { mediaOfCase } from './media-store.ts'
import { mediaView } from './media-view.ts'
import { zoneOf } from './report-state.ts'
import { attemptsOf, type CaseRecord, eventsOf, newestReports, type ShownReport } from './store.ts'
import { officerOf, workView } from './work-view.ts'

/** The most reports of a case that are shown, and so read, at once: the unread ones first. */
const mostShown = 100

/** Voice notes and photographs of a case as an officer is shown them. */
export const shownMedia = (tx: Tx, id: string) => mediaOfCase(tx, id, mostShown)

/** Reports of a case as an officer is shown them. */
export const shownReports = (tx: Tx, id: string): Promise<ShownReport[]> => newestReports(tx, id, mostShown)

const instantOf = (text: string | null): Temporal.Instant | null => (text === null ? null : Temporal.Instant.from(text))

interface Timed {
  readonly suggested: Priority
  readonly priority: Priority | null
  readonly opened_at: string
  readonly unread_since: string | null
  readonly contacted_at: string | null
  readonly next_word_at: string | null
  readonly notice_due_at: string | null
  readonly task_due_at: string | null
}

const lateOf = (row: Timed, now: Temporal.Instant) => [
  ...lateIn(
    {
      openedAt: Temporal.Instant.from(row.opened_at),
      unreadSince: instantOf(row.unread_since),
      contactedAt: instantOf(row.contacted_at),
      nextWordAt: instantOf(row.next_word_at),
      noticeDueAt: instantOf(row.notice_due_at),
      taskDueAt: instantOf(row.task_due_at),
    },
    dutyTable().priorities[row.priority ?? row.suggested],
    now,
  ),
]

type Boarded = Awaited<ReturnType<typeof boardOf>>[number]

/** A line of the board. */
export const caseRow = (row: Boarded, now: Temporal.Instant): CaseRow => ({
  id: row.id,
  reference: row.reference,
  mission: row.mission,
  state: row.state,
  version: row.version,
  suggested: row.suggested,
  priority: row.priority,
  type: row.type,
  sealed: row.sealed,
  openedAt: row.opened_at,
  unreadSince: row.unread_since,
  nextWordAt: row.next_word_at,
  reports: row.reports,
  late: lateOf(row, now),
  takenBy: officerOf({ officer: row.taken_by, number: row.taken_number, name: row.taken_name }),
  calledTo: DutyLevel.options.findLast((level) => row.called_to?.includes(level)) ?? null,
})

/** A shift as officers see it. */
export const shiftView = (shift: StoredShift) => ({
  id: shift.id,
  mission: shift.mission,
  officer: { id: shift.officer, number: shift.number, name: shift.name },
  startsAt: shift.startsAt.toString(),
  endsAt: shift.endsAt.toString(),
  endedAt: shift.endedAt?.toString() ?? null,
  note: shift.note,
})

const reportView = (found: CaseRecord, row: ShownReport): AssistanceCaseView['list'][number] => ({
  id: row.id,
  situation: row.situation,
  silent: row.silent,
  words: row.words,
  wordsLength: Number(row.words_length),
  lat: row.lat,
  lon: row.lon,
  accuracy: row.accuracy,
  placeSaid: row.place_said,
  flags: row.flags,
  channel: row.channel,
  madeAt: row.made_at,
  storedAt: row.stored_at,
  readAt: row.read_at,
  about: row.about_other ? { name: row.about_name, sender: row.sender_name, contact: row.sender_contact } : null,
  told: toldTo({ aboutOther: row.about_other, family: found.family_word, sealed: found.sealed_at !== null }),
  mergedFrom: row.merged_from,
})

/** A case with what was reported and done, of the reports that are shown. */
export async function caseView(
  tx: Tx,
  context: Context,
  { found, shown, officer }: { found: CaseRecord; shown: readonly ShownReport[]; officer: string },
): Promise<AssistanceCaseView> {
  const [events, attempts, row] = [
    await eventsOf(tx, found.id),
    await attemptsOf(tx, found.id),
    await boardRowOf(tx, found),
  ]
  return {
    ...caseRow(row, context.now()),
    now: context.now().toString(),
    reasons: found.reasons,
    overrideReason: found.override_reason,
    timeZone: zoneOf(context, found.mission),
    list: shown.map((report) => reportView(found, report)),
    media: (await shownMedia(tx, found.id)).map(mediaView),
    work: await workView(tx, context, { found, situations: shown.map(({ situation }) => situation), officer }),
    events: events.map((event) => ({ at: event.at, kind: event.kind, officer: officerOf(event), text: event.text })),
    attempts: attempts.map((attempt) => ({
      level: attempt.level,
      officer: officerOf(attempt),
      channel: attempt.channel,
      plannedAt: attempt.planned_at,
      outcome: attempt.outcome,
    })),
  }
}

async function boardRowOf(tx: Tx, found: CaseRecord): Promise<Boarded> {
  const row = (await boardOf(tx, { officer: null, mission: null, id: found.id, most: 1 }))[0]
  if (!row) throw new Error('A case that is held is not there')
  return row
}
