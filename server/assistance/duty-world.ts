import { type DutyWorld, onDuty } from '@consular/domain/assistance'
import { nearest } from '@consular/domain/mission'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import { ministry } from '../officer/index.ts'
import { interrupted, type OnCall, officersOnCall, runningShifts } from './duty-store.ts'

/** How many neighbours a mission's duty may pass to, one after the other. */
const neighbours = 5

/** The duty everywhere at this moment: who is on shift, who has which role, which missions cannot serve. */
export async function readDutyWorld(
  tx: Tx,
  context: Context,
): Promise<{ readonly world: DutyWorld; readonly officers: ReadonlyMap<string, OnCall> }> {
  const now = context.now()
  const [onCall, shifts, deaf] = [await officersOnCall(tx), await runningShifts(tx, now), await interrupted(tx)]
  const at = Map.groupBy(onCall, ({ level, mission }) => `${level} ${mission}`)
  const named = (level: string, mission: string) => (at.get(`${level} ${mission}`) ?? []).map(({ officer }) => officer)
  const reachable = new Set(onCall.map(({ officer }) => officer))
  // Where nobody planned the night, everyone with the role is called: one too many wakes up rather than none.
  const duty = (mission: string): readonly string[] => {
    const onShift = onDuty(shifts, mission, now).filter((officer) => reachable.has(officer))
    return onShift.length > 0 ? onShift : named('duty', mission)
  }
  const staffed = new Set(onCall.map(({ mission }) => mission))
  const world: DutyWorld = {
    serves: (mission) =>
      staffed.has(mission) && !deaf.has(mission) && context.pack.directory.missions.get(mission)?.status === 'active',
    passesTo: (mission) => passesTo(context, mission),
    holders: (level, mission) => {
      if (level === 'ministry') return named('ministry', ministry)
      return level === 'duty' || level === 'neighbour' ? duty(mission) : named(level, mission)
    },
  }
  return { world, officers: new Map(onCall.map((each) => [each.officer, each])) }
}

/** The embassy of the same country, then the nearest missions. */
function passesTo({ pack }: Context, id: string): readonly string[] {
  const { directory } = pack
  const mission = directory.missions.get(id)
  if (mission === undefined) return []
  const embassies = [...directory.missions.values()].filter(
    ({ kind, host }) => kind === 'embassy' && host.country === mission.host.country,
  )
  const near = nearest(directory, mission.position, neighbours + 1).map((each) => each.mission)
  return [...new Set([...embassies, ...near].map((each) => each.id))].filter((other) => other !== id)
}
