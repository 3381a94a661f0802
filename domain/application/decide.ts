import { ok, refuse } from '../shared/result.ts'
import type { Application, ApplicationState, Decision } from './model.ts'
import {
  type Act,
  type Answered,
  decision,
  eventOf,
  type OfficerAct,
  officerAct,
  ownRecommendation,
  whyNot,
} from './move.ts'

/** A second officer approves: never the first one, and not while a warning is open. */
export function approve(application: Application, act: OfficerAct): Answered<Decision> {
  const no = whyNot(application, 'approve', 'officer')
  if (no) return { ok: false, refusal: no }
  const own = ownRecommendation(application, act.by)
  if (own) return own
  const open = application.warnings.filter(({ resolved }) => resolved === null)
  if (open.length > 0) return refuse('application.warning-open', { warnings: open.map(({ id }) => id) })
  return ok(decision(eventOf(application, 'approve', officerAct(act)), {}, { decidedBy: act.by }))
}

/** A second officer refuses what another proposed (application `refuse`: the word of the table). The letter carries ground, reasons and the way to appeal. */
export function refuseApplication(application: Application, act: OfficerAct): Answered<Decision> {
  const no = whyNot(application, 'refuse', 'officer')
  if (no) return { ok: false, refusal: no }
  const own = ownRecommendation(application, act.by)
  if (own) return own
  const { refusal } = application
  if (!refusal) return refuse('application.refusal-needs-ground', { ground: '' })
  return ok(decision(eventOf(application, 'refuse', officerAct(act)), { refusal }, { decidedBy: act.by }))
}

/** A second officer does not agree and sends the file back to its reviewer, with a reason. */
export function sendBack(application: Application, act: OfficerAct, reason: string): Answered<Decision> {
  const no = whyNot(application, 'send-back', 'officer')
  if (no) return { ok: false, refusal: no }
  // Who proposed a refusal may take the proposal back: at a mission of two officers nobody else could.
  const takesBack = application.state === 'REFUSAL_PROPOSED' && application.recommendedBy === act.by
  const own = takesBack ? null : ownRecommendation(application, act.by)
  if (own) return own
  if (reason.trim() === '') return refuse('application.send-back-needs-reason')
  return ok(decision(eventOf(application, 'send-back', officerAct(act)), { reason: reason.trim() }, { refusal: null }))
}

/** The applicant takes the application back; possible until it is decided. */
export function withdraw(application: Application, act: Act): Answered<Decision> {
  const no = whyNot(application, 'withdraw', 'applicant')
  if (no)
    return { ok: false, refusal: { ...no, code: application.decidedBy ? 'application.already-decided' : no.code } }
  return ok(decision(eventOf(application, 'withdraw', act), {}, { openFields: [], defects: [] }))
}

/** Calendar days of silence after which a returned file is reminded of and lapses (pack: deadlines). */
export interface Silence {
  readonly remindReturnedAfterDays: readonly number[]
  readonly lapseReturnedAfterDays: number
}

/** Whole days of 24 hours since a file was returned; 0 when it is not. */
const silentDays = ({ returnedAt, state }: Application, now: Temporal.Instant): number =>
  state === 'RETURNED' && returnedAt ? Math.floor(now.since(Temporal.Instant.from(returnedAt)).total('hours') / 24) : 0

/** A returned file that was left alone lapses; before that it is refused with the days that are left. */
export function lapse(application: Application, now: Temporal.Instant, silence: Silence): Answered<Decision> {
  const no = whyNot(application, 'lapse', 'system')
  if (no) return { ok: false, refusal: no }
  const left = silence.lapseReturnedAfterDays - silentDays(application, now)
  if (left > 0) return refuse('application.lapse-not-due', { days: left })
  return ok(
    decision(eventOf(application, 'lapse', { by: { kind: 'system' }, now }), {}, { openFields: [], defects: [] }),
  )
}

/** How many reminders a returned file should have had by now (0, 1, 2): the job sends those still missing. */
export const remindersDue = (application: Application, now: Temporal.Instant, silence: Silence): number =>
  silence.remindReturnedAfterDays.filter((days) => silentDays(application, now) >= days).length

/** States in which a file is looked at: a scan may be recorded and a warning settled. */
export const examinableStates: readonly ApplicationState[] = [
  'CHECKING',
  'IN_REVIEW',
  'SECOND_REVIEW',
  'REFUSAL_PROPOSED',
]

/** An officer settles a warning with a reason; the approval no longer waits for it. Not a move: no event, but the caller's audit. */
export function resolveWarning(
  application: Application,
  act: OfficerAct,
  { id, reason }: { readonly id: string; readonly reason: string },
): Answered<Decision> {
  const { state, warnings } = application
  if (!examinableStates.includes(state))
    return refuse('application.not-possible-now', { state, move: 'resolve-warning' })
  const warning = warnings.find((each) => each.id === id && !each.resolved)
  if (!warning) return refuse('application.warning-unknown', { warning: id })
  if (reason.trim() === '') return refuse('application.warning-needs-reason')
  const resolved = { by: act.by, at: act.now.toString({ smallestUnit: 'millisecond' }), reason: reason.trim() }
  return ok({
    events: [],
    change: { warnings: warnings.with(warnings.indexOf(warning), { ...warning, resolved }) },
  })
}
