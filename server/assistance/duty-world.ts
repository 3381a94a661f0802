import { type DutyWorld, onDuty } from '@consular/domain/assistance'
import { type Directory, nearest } from '@consular/domain/mission'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import { ministry } from '../officer/index.ts'
import { interrupted, type OnCall, officersOnCall, runningShifts } from './duty-store.ts'

/** How many neighbours a mission's duty may pass to, one after the other. */
const neighbours = 5

/** The duty everywhere: the world of the rules, whom it calls where, and what it is at each place, as a text that changes when it does. */
export interface Duty {
  readonly world: DutyWorld
  readonly officers: ReadonlyMap<string, OnCall>
  readonly seen: ReadonlyMap<string, string>
}

/** The duty everywhere at this moment: who is on shift, who has which role, which missions cannot serve. */
export async function readDutyWorld(tx: Tx, context: Context): Promise<Duty> {
  const now = context.now()
  const [onCall, shifts, deaf] = [await officersOnCall(tx), await runningShifts(tx, now), await interrupted(tx)]
  const at = Map.groupBy(onCall, ({ level, mission }) => `${level} ${mission}`)
  const named = (level: string, mission: string) => (at.get(`${level} ${mission}`) ?? []).map(({ officer }) => officer)
  const reachable = new Set(onCall.map(({ officer }) => officer))
  const onShiftAt = Map.groupBy(shifts, (shift) => shift.mission)
  // Where nobody planned the night, everyone with the role is called: one too many wakes up rather than none.
  const duty = (mission: string): readonly string[] => {
    const onShift = onDuty(onShiftAt.get(mission) ?? [], mission, now).filter((officer) => reachable.has(officer))
    return onShift.length > 0 ? onShift : named('duty', mission)
  }
  const staffed = new Set(onCall.map(({ mission }) => mission))
  const world: DutyWorld = {
    serves: (mission) =>
      staffed.has(mission) && !deaf.has(mission) && context.pack.directory.missions.get(mission)?.status === 'active',
    passesTo: (mission) => passesTo(context.pack.directory, mission),
    holders: (level, mission) => {
      if (level === 'ministry') return named('ministry', ministry)
      return level === 'duty' || level === 'neighbour' ? duty(mission) : named(level, mission)
    },
  }
  const officers = new Map(onCall.map((each) => [each.officer, each]))
  return { world, officers, seen: seenOf(world, officers, staffed) }
}

/** At each place that has officers: does it serve, and whom would each level call, by which channels? */
function seenOf(world: DutyWorld, officers: ReadonlyMap<string, OnCall>, places: ReadonlySet<string>) {
  const channels = (id: string): string => {
    const { phone, email } = officers.get(id) ?? { phone: null, email: null }
    return `${id}${phone === null ? '' : '+'}${email === null ? '' : '@'}`
  }
  const levels = ['duty', 'deputy', 'head'] as const
  return new Map(
    [...places].map((place) => {
      const called = (place === ministry ? (['ministry'] as const) : levels).map((level) =>
        world.holders(level, place).map(channels).toSorted().join(' '),
      )
      return [place, [world.serves(place), ...called].join('; ')]
    }),
  )
}

/** The missions whose duty may pass to one of these, and these themselves: whom a change there concerns. */
export const concernedBy = (directory: Directory, changed: ReadonlySet<string>): readonly string[] => [
  ...changed,
  ...[...directory.missions.keys()].filter(
    (mission) => !changed.has(mission) && passesTo(directory, mission).some((other) => changed.has(other)),
  ),
]

const passing = new WeakMap<Directory, Map<string, readonly string[]>>()

/** Whom a mission's duty passes to, reckoned once for each directory. */
function passesTo(directory: Directory, id: string): readonly string[] {
  const known = passing.get(directory) ?? new Map<string, readonly string[]>()
  passing.set(directory, known)
  const found = known.get(id) ?? neighboursOf(directory, id)
  known.set(id, found)
  return found
}

/** The embassy of the same country, then the nearest missions. */
function neighboursOf(directory: Directory, id: string): readonly string[] {
  const mission = directory.missions.get(id)
  if (mission === undefined) return []
  const embassies = [...directory.missions.values()].filter(
    ({ kind, host }) => kind === 'embassy' && host.country === mission.host.country,
  )
  const near = nearest(directory, mission.position, neighbours + 1).map((each) => each.mission)
  return [...new Set([...embassies, ...near].map((each) => each.id))].filter((other) => other !== id)
}
