import type { Report, Validity } from '@consular/certificate'
import type { Colour } from '@consular/ui'
import type { Held } from './held.ts'

/** How a certificate stands, as its holder is told. `unchecked`: another's, and this phone has no list yet by which to check it. */
export const states = [
  'counts',
  'expiring',
  'expired',
  'not-yet-valid',
  'corrected',
  'revoked',
  'untrusted',
  'forged',
  'unreadable',
  'unchecked',
] as const
export type State = (typeof states)[number]

/** The colour, with its shape, of each state. */
export const colours: { readonly [state in State]: Colour } = {
  counts: 'green',
  expiring: 'amber',
  expired: 'grey',
  'not-yet-valid': 'blue',
  corrected: 'red',
  revoked: 'red',
  untrusted: 'amber',
  forged: 'red',
  unreadable: 'grey',
  unchecked: 'grey',
}

const day = 86_400_000
/** So many days ahead the end of a certificate is told. */
export const daysAhead = 14

function ofPeriod({ until, from }: Validity, now: number): State {
  if (from !== null && now < from) return 'not-yet-valid'
  if (until === null) return 'counts'
  if (now > until) return 'expired'
  return until - now < daysAhead * day ? 'expiring' : 'counts'
}

/** What the verdict says against it, beside its period. Of our own the service itself is asked, so that a list that is older than the certificate says nothing. */
function against(held: Held, report: Report, listed: boolean): State | null {
  if (report.verdict === 'revoked' || report.verdict === 'forged') return report.verdict
  if (report.verdict === 'malformed' || report.verdict === 'unrecognised') return 'unreadable'
  if (held.own || report.verdict !== 'untrusted') return null
  return listed ? 'untrusted' : 'unchecked'
}

/** How a certificate stands at `now` (milliseconds since 1970). `listed`: this phone has a trust list. */
export function stateOf(
  held: Held,
  report: Report,
  { now, listed }: { readonly now: number; readonly listed: boolean },
): State {
  if (held.revokedAt !== null) return held.reason === 'corrected' ? 'corrected' : 'revoked'
  return against(held, report, listed) ?? (report.validity ? ofPeriod(report.validity, now) : 'counts')
}

/** May it be shown at a border with a good conscience? */
export const isGood = (state: State): boolean =>
  state === 'counts' || state === 'expiring' || state === 'not-yet-valid' || state === 'unchecked'
