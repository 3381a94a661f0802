import type { RegistrationDetails } from './registration.ts'
import type { RegistrationRules } from './rules.ts'

/** Every state of a registration (DOMAIN.md, section 6). `counts`: in a crisis the person is taken to be there. */
export const registrationStates = {
  ACTIVE: { counts: true },
  REFRESH_DUE: { counts: true },
  LAPSED: { counts: false },
  /** Nothing of it is left but the proof that it was erased. */
  ERASED: { counts: false },
} as const satisfies { readonly [state: string]: { readonly counts: boolean } }

export type RegistrationState = keyof typeof registrationStates

const live = ['ACTIVE', 'REFRESH_DUE', 'LAPSED'] as const

/** The lifecycle as a table. The calendar and the person move it, and nobody else. */
export const registrationMoves = [
  { from: 'ACTIVE', move: 'ask', to: 'REFRESH_DUE', by: 'calendar', kind: 'resident' },
  { from: 'REFRESH_DUE', move: 'lapse', to: 'LAPSED', by: 'calendar', kind: 'resident' },
  { from: 'ACTIVE', move: 'end', to: 'LAPSED', by: 'calendar', kind: 'trip' },
  { from: 'LAPSED', move: 'erase', to: 'ERASED', by: 'calendar', kind: 'any' },
  ...live.map((from) => ({ from, move: 'confirm', to: 'ACTIVE', by: 'person', kind: 'any' }) as const),
  ...live.map((from) => ({ from, move: 'delete', to: 'ERASED', by: 'person', kind: 'any' }) as const),
] as const satisfies readonly {
  readonly from: RegistrationState
  readonly move: string
  readonly to: RegistrationState
  readonly by: 'calendar' | 'person'
  readonly kind: RegistrationDetails['kind'] | 'any'
}[]

/** The days on which a registration moves by itself: from that day on, in UTC. */
export interface RegistrationDates {
  /** When it is asked whether it still holds; of a trip, when it has ended. */
  readonly refreshOn: Temporal.PlainDate
  readonly lapseOn: Temporal.PlainDate
  readonly eraseOn: Temporal.PlainDate
}

/** The days of a registration that was made, changed or confirmed on a day. */
export function datesOf(
  until: string | null,
  confirmedOn: Temporal.PlainDate,
  { resident, trip }: RegistrationRules,
): RegistrationDates {
  if (until !== null) {
    const last = Temporal.PlainDate.from(until)
    const ended = last.add({ days: trip.lapseAfterDays })
    return { refreshOn: ended, lapseOn: ended, eraseOn: last.add({ days: trip.eraseAfterDays }) }
  }
  const refreshOn = confirmedOn.add({ months: resident.refreshAfterMonths })
  const lapseOn = refreshOn.add({ days: resident.lapseAfterDays })
  return { refreshOn, lapseOn, eraseOn: lapseOn.add({ days: resident.eraseAfterDays }) }
}

const isBefore = (one: Temporal.PlainDate, other: Temporal.PlainDate): boolean =>
  Temporal.PlainDate.compare(one, other) < 0

/** How a registration stands on a day. */
export function stateOn(
  { refreshOn, lapseOn, eraseOn }: RegistrationDates,
  day: Temporal.PlainDate,
): RegistrationState {
  if (!isBefore(day, eraseOn)) return 'ERASED'
  if (!isBefore(day, lapseOn)) return 'LAPSED'
  return isBefore(day, refreshOn) ? 'ACTIVE' : 'REFRESH_DUE'
}
