import type { ApplicationView, CaseFile, OfficerRef, QueueRow } from '@consular/api'
import {
  acceptanceDue,
  applicationStates,
  type ClockColour,
  clockColour,
  pausedDays,
  workingDaysOf,
} from '@consular/domain/application'
import type { Context } from '../context.ts'
import { type WorkingCalendar, workingCalendar } from '../mission/index.ts'
import { serviceOf } from './rules.ts'
import type { Stored } from './stored.ts'

type PromiseView = NonNullable<ApplicationView['promise']>

/** The promised date with the days that did not count towards it, and every pause. Null before acceptance. */
function promiseOf(context: Context, { application }: Stored): PromiseView | null {
  const { acceptedAt, promisedOn } = application
  if (acceptedAt === null || promisedOn === null) return null
  const calendar = workingCalendar(context.pack, application.mission)
  const acceptedOn = Temporal.Instant.from(acceptedAt).toZonedDateTimeISO(calendar.zone).toPlainDate()
  const accepted = application.events.findIndex(({ move }) => move === 'accept')
  return {
    acceptedOn: acceptedOn.toString(),
    promisedOn,
    workingDays: workingDaysOf(serviceOf(context.rules, application.service), application.mission),
    holidays: calendar.holidays(acceptedOn, Temporal.PlainDate.from(promisedOn)),
    pauses: pausedDays(application.events.slice(accepted), calendar, context.now()).map((pause) => ({
      from: dayOf(pause.from, calendar),
      // The last day that counted as paused: the day of the answer itself is the mission's again.
      until: pause.to === null ? null : (pause.lastDay?.toString() ?? dayOf(pause.to, calendar)),
      workingDays: pause.workingDays,
      reason: pause.reason,
      owner: pause.owner,
    })),
  }
}

const dayOf = (instant: Temporal.Instant, { zone }: WorkingCalendar): string =>
  instant.toZonedDateTimeISO(zone).toPlainDate().toString()

/** The day on which a returned file lapses, in the mission's zone. */
export function correctionDue(context: Context, { application }: Stored): string | null {
  if (application.state !== 'RETURNED' || application.returnedAt === null) return null
  const { zone } = workingCalendar(context.pack, application.mission)
  const days = context.rules.services.deadlines.lapseReturnedAfterDays
  return Temporal.Instant.from(application.returnedAt).toZonedDateTimeISO(zone).add({ days }).toPlainDate().toString()
}

const steps = (stored: Stored): ApplicationView['steps'] =>
  stored.application.events.map((event) => ({
    at: event.at,
    move: event.move,
    from: event.from,
    to: event.to,
    by: event.by.kind,
    officerNumber: event.by.kind === 'officer' ? (stored.officers.get(event.by.id)?.number ?? null) : null,
  }))

/** An application as its applicant sees it: officers by number, a proposed refusal only once it is decided. */
export function applicationView(context: Context, stored: Stored): ApplicationView {
  const { application } = stored
  return {
    id: application.id,
    reference: application.reference,
    state: application.state,
    version: stored.version,
    mission: application.mission,
    service: application.service,
    rule: application.rule,
    answers: application.answers,
    openFields: [...application.openFields],
    attachments: [...stored.attachments],
    defects: [...application.defects],
    steps: steps(stored),
    promise: promiseOf(context, stored),
    holder: applicationStates[application.state].owner,
    correctionDueOn: correctionDue(context, stored),
    refusal: application.state === 'REFUSED' ? application.refusal : null,
    createdAt: stored.createdAt,
    updatedAt: stored.updatedAt,
    submittedAt: application.submittedAt,
  }
}

/** The colour of a file's clock at its mission today. Before acceptance it is read from the day by which a file is to be accepted. */
function clockOf(context: Context, { application }: Stored): ClockColour {
  const calendar = workingCalendar(context.pack, application.mission)
  const { acceptWithinWorkingDays, amberWithinWorkingDays } = context.rules.services.deadlines
  const submitted = application.submittedAt === null ? null : Temporal.Instant.from(application.submittedAt)
  const due = application.promisedOn
    ? Temporal.PlainDate.from(application.promisedOn)
    : submitted && acceptanceDue(submitted, acceptWithinWorkingDays, calendar)
  return clockColour({
    state: application.state,
    due,
    today: context.now().toZonedDateTimeISO(calendar.zone).toPlainDate(),
    amberWithin: amberWithinWorkingDays,
    isWorkingDay: calendar.isWorkingDay,
  })
}

const officer = ({ officers }: Stored, id: string | null): OfficerRef | null =>
  id === null ? null : (officers.get(id) ?? null)

/** A file as the officers of its mission see it; `moves` are those that the reading officer may make. */
export function caseFile(context: Context, stored: Stored, moves: CaseFile['moves']): CaseFile {
  const { application } = stored
  return {
    id: application.id,
    reference: application.reference ?? '',
    state: application.state,
    version: stored.version,
    mission: application.mission,
    service: application.service,
    rule: application.rule,
    applicant: {
      account: stored.account.id,
      email: stored.account.email,
      phones: [...stored.account.phones],
      language: stored.account.language,
    },
    answers: application.answers,
    attachments: [...stored.attachments],
    defects: [...application.defects],
    steps: steps(stored).map((step, index) => ({ ...step, reason: application.events[index]?.details.reason ?? null })),
    scannedMrz: stored.scannedMrz,
    warnings: [...application.warnings],
    promise: promiseOf(context, stored),
    clock: clockOf(context, stored),
    reviewer: officer(stored, application.reviewer),
    recommendedBy: officer(stored, application.recommendedBy),
    decidedBy: officer(stored, application.decidedBy),
    refusal: application.refusal,
    order: stored.order,
    moves,
    submittedAt: application.submittedAt ?? stored.createdAt,
    updatedAt: stored.updatedAt,
  }
}

/** A line of a queue, for the officer who looks at it: nothing of a person, so that looking at a queue opens nobody's file. */
export function queueRow(context: Context, stored: Stored, reader: string): QueueRow {
  const { application } = stored
  return {
    id: application.id,
    reference: application.reference ?? '',
    version: stored.version,
    state: application.state,
    service: application.service,
    submittedAt: application.submittedAt ?? stored.createdAt,
    acceptedAt: application.acceptedAt,
    promisedOn: application.promisedOn,
    clock: clockOf(context, stored),
    openWarnings: application.warnings.filter(({ resolved }) => resolved === null).length,
    reviewer: officer(stored, application.reviewer),
    resubmitted: application.resubmittedAt !== null,
    mine: application.reviewer === reader,
  }
}
