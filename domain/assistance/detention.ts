import * as z from 'zod/mini'

const hours = z.number().check(z.int(), z.positive())

/** What a bilateral agreement asks of a host state. `mandatory`: it notifies whether or not the detained person asks for it. */
export const DetentionRule = z.object({
  country: z.string().check(z.regex(/^[A-Z]{2}$/)),
  /** Until the mission is notified of an arrest. */
  noticeHours: hours,
  mandatory: z.boolean(),
  /** Until a visit that was asked for is made possible; null where none is agreed. */
  visitHours: z.nullable(hours),
  agreement: z.string(),
  verify: z.boolean(),
})
export type DetentionRule = z.infer<typeof DetentionRule>

/** The bilateral rules of a ministry, with their source and date. */
export const DetentionRules = z.object({ source: z.string(), asOf: z.iso.date(), rules: z.array(DetentionRule) })

/** What has happened in a detention. The hours are those of the rule that held when the arrest became known; null where there was none. */
export interface DetentionTimes {
  readonly arrestKnownAt: Temporal.Instant
  readonly noticeHours: number | null
  readonly visitHours: number | null
  readonly noticeReceivedAt: Temporal.Instant | null
  readonly accessRequestedAt: Temporal.Instant | null
  readonly visits: readonly Temporal.Instant[]
}

/** Where a detention stands; `VISITED` with the number of visits. */
export type DetentionStep = 'ARREST_KNOWN' | 'HOST_NOTICE_DUE' | 'NOTICE_RECEIVED' | 'ACCESS_REQUESTED' | 'VISITED'

/** A deadline of the host state: amber from three quarters of its time on, red once it has passed. */
export interface HostDeadline {
  readonly what: 'notice' | 'visit'
  readonly at: Temporal.Instant
  readonly amberAt: Temporal.Instant
  readonly light: 'green' | 'amber' | 'red'
}

export interface DetentionClock {
  readonly step: DetentionStep
  readonly visits: number
  /** What the host state still owes, each by its own clock. */
  readonly due: readonly HostDeadline[]
}

const amberShare = 0.75

function deadline(
  what: HostDeadline['what'],
  { from, hours: allowed }: { readonly from: Temporal.Instant; readonly hours: number },
  now: Temporal.Instant,
): HostDeadline {
  const at = from.add({ hours: allowed })
  const amberAt = from.add({ seconds: Math.round(allowed * 3600 * amberShare) })
  const past = Temporal.Instant.compare(now, at) > 0
  const close = Temporal.Instant.compare(now, amberAt) >= 0
  return { what, at, amberAt, light: past ? 'red' : close ? 'amber' : 'green' }
}

/** The clock of a detention: `ARREST_KNOWN → HOST_NOTICE_DUE → NOTICE_RECEIVED → ACCESS_REQUESTED → VISITED(n)`. */
export function detentionClock(times: DetentionTimes, now: Temporal.Instant): DetentionClock {
  const { arrestKnownAt, noticeHours, visitHours, noticeReceivedAt, accessRequestedAt } = times
  const visitedSince =
    accessRequestedAt !== null && times.visits.some((at) => Temporal.Instant.compare(at, accessRequestedAt) >= 0)
  const due: HostDeadline[] = []
  // Who has seen the detained person has no need of a notice any more.
  if (noticeHours !== null && noticeReceivedAt === null && times.visits.length === 0)
    due.push(deadline('notice', { from: arrestKnownAt, hours: noticeHours }, now))
  if (visitHours !== null && accessRequestedAt !== null && !visitedSince)
    due.push(deadline('visit', { from: accessRequestedAt, hours: visitHours }, now))
  return { step: stepOf(times, visitedSince), visits: times.visits.length, due }
}

function stepOf(times: DetentionTimes, visitedSince: boolean): DetentionStep {
  if (times.accessRequestedAt !== null && !visitedSince) return 'ACCESS_REQUESTED'
  if (times.visits.length > 0) return 'VISITED'
  if (times.noticeReceivedAt !== null) return 'NOTICE_RECEIVED'
  return times.noticeHours === null ? 'ARREST_KNOWN' : 'HOST_NOTICE_DUE'
}
