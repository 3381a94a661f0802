import type { WorkCalendar } from './calendar.ts'
import { type Directory, type Near, nearest } from './directory.ts'
import type { Located } from './locate.ts'
import { callable, type Dial, type Mission } from './mission.ts'
import { type OpenState, openState } from './opening.ts'

/** What to dial: the mission's duty number, its office, or the sending state's hotline. Never a stale number. */
export interface Call extends Dial {
  readonly kind: 'duty' | 'office' | 'hotline'
}

/** The answer of "Find my mission" in one piece: who can help now, who is competent for documents, and where else to turn. */
export interface Guidance {
  readonly helpNow:
    | (Near & { readonly open: OpenState; readonly calls: readonly Call[]; readonly abroad: boolean })
    | null
  readonly documents: (Near & { readonly open: OpenState }) | null
  readonly byDistance: readonly Near[]
  readonly hotlines: readonly Dial[]
}

/** Puts together what a person in need reads first. `calendarOf` answers a mission's calendar. */
export function guide(
  directory: Directory,
  located: Located,
  when: { now: Temporal.Instant; calendarOf: (mission: Mission) => WorkCalendar },
): Guidance {
  const hotlines = directory.districts.hotlines.map(({ e164, shown }) => ({
    e164,
    shown: shown.replaceAll(' ', '\u00a0'),
  }))
  const openAt = (mission: Mission) => openState(mission, when.now, when.calendarOf(mission))
  // At home no mission abroad is sent for; the hotline is. Of a disputed place nobody says in which country it lies.
  const atHome = located.rule === 'domestic'
  const country = located.rule.startsWith('disputed:') ? null : (located.place?.area.country ?? null)
  const help = ({ mission, km }: Near): Guidance['helpNow'] => ({
    mission,
    km,
    open: openAt(mission),
    calls: callsTo(mission, hotlines),
    abroad: country !== null && !liesIn(mission, country),
  })
  return {
    helpNow: located.nearest === null || atHome ? null : help(located.nearest),
    documents: located.competent === null ? null : { ...located.competent, open: openAt(located.competent.mission) },
    byDistance: atHome ? [] : nearest(directory, located.position, 3),
    hotlines,
  }
}

const liesIn = ({ host }: Mission, country: string): boolean =>
  [host.seat ?? host.territory ?? host.country, host.country].includes(country)

/** Duty numbers first; without one the hotline, which is staffed day and night, goes before the office, which may be closed. */
function callsTo(mission: Mission, hotlines: readonly Dial[]): readonly Call[] {
  const { duty, office } = callable(mission)
  const as = (kind: Call['kind'], numbers: readonly Dial[]) => numbers.map(({ e164, shown }) => ({ kind, e164, shown }))
  return duty.length > 0
    ? [...as('duty', duty), ...as('hotline', hotlines)]
    : [...as('hotline', hotlines), ...as('office', office.slice(0, 1))]
}
