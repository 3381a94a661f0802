import { ok, refuse } from '../shared/result.ts'
import type { Application, ApplicationEvent, Decision, Defect } from './model.ts'
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
import { type Calendar, promisedOn } from './promise.ts'
import type { DefectRule, RefusalGround } from './service.ts'

/** What counts a promised date for one application: the service's days at its mission, and that mission's calendar. */
export interface Days {
  readonly workingDays: number
  readonly calendar: Calendar
}

const promise = (events: readonly ApplicationEvent[], days: Days, now: Temporal.Instant): string | null =>
  promisedOn(events, { ...days, now })?.toString() ?? null

/** The service begins its checks by itself as soon as a file is submitted; what they find (`checksFor`) waits for an officer. */
export function beginChecks(application: Application, now: Temporal.Instant): Answered<Decision> {
  const no = whyNot(application, 'begin-checks', 'system')
  return no
    ? { ok: false, refusal: no }
    : ok(decision(eventOf(application, 'begin-checks', { by: { kind: 'system' }, now })))
}

/** Acceptance (受理): the statutory clock starts, the date is promised, and the officer becomes the file's reviewer. */
export function accept(application: Application, act: OfficerAct, days: Days): Answered<Decision> {
  const no = whyNot(application, 'accept', 'officer')
  if (no) return { ok: false, refusal: no }
  const event = eventOf(application, 'accept', officerAct(act))
  const promised = promise([event], days, act.now)
  return ok(
    decision(event, promised ? { promisedOn: promised } : {}, {
      reviewer: act.by,
      acceptedAt: event.at,
      promisedOn: promised,
      resubmittedAt: null,
    }),
  )
}

/** The fields that reopen for these defects: what the officer narrowed them to, else all that the catalogue names. */
export function openFields(defects: readonly Defect[], catalogue: readonly DefectRule[]): readonly string[] {
  return [
    ...new Set(
      defects.flatMap(({ code, fields }) => {
        const known = catalogue.find((rule) => rule.code === code)?.fields ?? []
        return fields && fields.length > 0 ? fields.filter((field) => known.includes(field)) : known
      }),
    ),
  ]
}

/** Back to the applicant with at least one defect of the catalogue: the clock pauses and only the faulty fields open. */
export function returnForCorrection(
  application: Application,
  act: OfficerAct,
  { defects, catalogue }: { readonly defects: readonly Defect[]; readonly catalogue: readonly DefectRule[] },
): Answered<Decision> {
  const no = whyNot(application, 'return', 'officer')
  if (no) return { ok: false, refusal: no }
  if (defects.length === 0) return refuse('application.return-needs-defect')
  const unknown = defects.find((defect) => openFields([defect], catalogue).length === 0)
  if (unknown) return refuse('application.defect-unknown', { defect: unknown.code })
  const event = eventOf(application, 'return', officerAct(act))
  const listed = [...defects]
  return ok(
    decision(
      event,
      { defects: listed },
      {
        reviewer: application.reviewer ?? act.by,
        returnedAt: event.at,
        resubmittedAt: null,
        defects: listed,
        openFields: [...openFields(defects, catalogue)],
      },
    ),
  )
}

/**
 * The applicant hands the corrected file in again: it comes back on top of the same officer's queue, and an accepted one
 * is promised anew, later by the working days that it waited. A file not yet accepted goes back to the checks.
 */
export function resubmit(application: Application, act: Act, days: Days): Answered<Decision> {
  const no = whyNot(application, 'resubmit', 'applicant')
  if (no) return { ok: false, refusal: no }
  const event = eventOf(application, 'resubmit', act, application.acceptedAt ? 'IN_REVIEW' : 'CHECKING')
  const promised = promise([...application.events, event], days, act.now)
  return ok(
    decision(event, promised ? { promisedOn: promised } : {}, {
      resubmittedAt: event.at,
      promisedOn: promised,
      openFields: [],
      defects: [],
    }),
  )
}

/** The first officer recommends; where nothing is to be collected the fee is settled in the same breath, and both moves are written. */
export function recommend(application: Application, act: OfficerAct): Answered<Decision> {
  const no = whyNot(application, 'recommend', 'officer')
  if (no) return { ok: false, refusal: no }
  const recommended = eventOf(application, 'recommend', officerAct(act))
  const settled = eventOf({ state: recommended.to }, 'settle-fee', { by: { kind: 'system' }, now: act.now })
  return ok({
    events: [recommended, { ...settled, details: { fee: 'nothing-to-collect' } }],
    change: { state: settled.to, recommendedBy: act.by, resubmittedAt: null },
  })
}

/** A ground of the closed list and an explanation, with the list that the ground must be in. */
export interface ProposedRefusal {
  readonly ground: string
  readonly explanation: string
  readonly grounds: readonly RefusalGround[]
}

/** Proposes a refusal: needs a ground of the law's closed list and an explanation in the officer's words. Another officer decides. */
export function proposeRefusal(
  application: Application,
  act: OfficerAct,
  { ground, explanation, grounds }: ProposedRefusal,
): Answered<Decision> {
  const no = whyNot(application, 'propose-refusal', 'officer')
  if (no) return { ok: false, refusal: no }
  const own = application.state === 'SECOND_REVIEW' ? ownRecommendation(application, act.by) : null
  if (own) return own
  if (!grounds.some(({ code }) => code === ground)) return refuse('application.refusal-needs-ground', { ground })
  if (explanation.trim() === '') return refuse('application.refusal-needs-reason')
  const refusal = { ground, explanation: explanation.trim() }
  return ok(
    decision(
      eventOf(application, 'propose-refusal', officerAct(act)),
      { refusal },
      {
        recommendedBy: act.by,
        refusal,
        resubmittedAt: null,
      },
    ),
  )
}
