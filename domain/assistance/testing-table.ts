import { distanceKm } from '../mission/index.ts'
import type { DutyLevel, DutyTable } from './duty-table.ts'
import type { Priority } from './priority.ts'
import type { Week } from './testing-week.ts'

/** A call as it was first tried: `minute` when, `since` when the table is said to have asked for it. */
export interface FirstCall {
  readonly level: DutyLevel
  readonly mission: string
  readonly officer: string | null
  readonly minute: number
  readonly since: number
}

/** One stretch of time in which something in a case was unread. `steady`: its mission and priority were the same all along. */
export interface Round {
  readonly key: number
  readonly since: number
  readonly mission: string
  readonly priority: Priority
  readonly calls: FirstCall[]
  steady: boolean
}

/**
 * Reads the table anew, by the minute and from the plan of the week alone, and compares whom it names with whom was called: an opinion of
 * its own, which shares neither the rule of the escalation nor that of the rota.
 */
export function tableReader(week: Week, table: DutyTable): (round: Round, end: number) => readonly string[] {
  const missions = [...week.directory.missions.values()]
  const shifts = Map.groupBy(week.shifts, ({ mission }) => mission)
  const staff = Map.groupBy(week.staff, ({ mission, role }) => `${role} ${mission}`)
  const idsOf = (role: string, mission: string) => (staff.get(`${role} ${mission}`) ?? []).map(({ id }) => id)
  const staffed = new Set(week.staff.map(({ mission }) => mission))
  const others = new Map(
    missions.map((one) => {
      const near = missions
        .filter(({ status }) => status === 'active')
        .map(({ id, position }) => ({ id, km: distanceKm(one.position, position) }))
        .toSorted((a, b) => a.km - b.km || (a.id < b.id ? -1 : 1))
      const embassies = missions.filter(({ kind, host }) => kind === 'embassy' && host.country === one.host.country)
      const all = [...embassies.map(({ id }) => id), ...near.slice(0, 6).map(({ id }) => id)]
      return [one.id, [...new Set(all)].filter((id) => id !== one.id)] as const
    }),
  )
  const serves = (mission: string, minute: number): boolean => {
    const { cutOff } = week
    const isCut = mission === cutOff.mission && minute >= cutOff.from && minute < cutOff.until
    return staffed.has(mission) && !isCut && week.directory.missions.get(mission)?.status === 'active'
  }
  const dutyAt = (mission: string, minute: number): readonly string[] => {
    const running = (shifts.get(mission) ?? []).filter(
      ({ begins, handedOver }) => begins <= minute && minute < handedOver,
    )
    return running.length > 0 ? [...new Set(running.map(({ officer }) => officer))] : idsOf('duty', mission)
  }
  const namedAt = (level: DutyLevel, mission: string, minute: number): readonly string[] => {
    if (level === 'ministry') return idsOf('ministry-duty', 'ministry')
    const passing = others.get(mission) ?? []
    const own = [mission, ...passing].find((each) => serves(each, minute))
    if (level === 'neighbour') {
      const next = passing.find((each) => each !== own && serves(each, minute))
      return next === undefined ? [] : dutyAt(next, minute)
    }
    if (own === undefined) return []
    return level === 'duty' ? dutyAt(own, minute) : idsOf(level, own)
  }
  return ({ key, since, mission, priority, calls }, end) => {
    const faults: string[] = []
    const { calls: rows } = table.priorities[priority]
    let vacant: number | null = null
    for (const { level, afterMinutes } of rows) {
      const due: number = vacant ?? since + afterMinutes
      if (due > end) break
      const named = namedAt(level, mission, due)
      vacant = named.length === 0 ? due : null
      for (const officer of named) {
        const made = calls.find((call) => call.level === level && call.officer === officer)
        if (made === undefined || made.minute > due)
          faults.push(`case ${key}: ${level} ${officer} is due at ${due} and called at ${made?.minute}`)
      }
    }
    for (const { level, officer, minute, since: said } of calls) {
      if (officer === null) continue
      const row = rows.findIndex((each) => each.level === level)
      const before = rows[row - 1]?.level
      const regular = since + (rows[row]?.afterMinutes ?? Number.NaN)
      const early = before !== undefined && namedAt(before, mission, minute).length === 0
      if (!namedAt(level, mission, minute).includes(officer) || said > minute || (said !== regular && !early))
        faults.push(
          `case ${key}: ${level} ${officer} is called at ${minute} for ${said}, which the table does not ask for`,
        )
    }
    return faults
  }
}
