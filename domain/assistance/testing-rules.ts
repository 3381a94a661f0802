import { nearest } from '../mission/index.ts'
import type { DutyTable } from './duty-table.ts'
import { askTable, type DutyWorld } from './escalation.ts'
import { stateAfter } from './lifecycle.ts'
import { type Priority, suggestPriority } from './priority.ts'
import { readReport } from './report.ts'
import { handOver, onDuty, type Shift } from './rota.ts'
import type { MadeCall, Told, WeekService } from './testing-play.ts'
import { gatewayTakes, type PlannedReport, type Week } from './testing-week.ts'

interface RulesCase {
  readonly key: number
  mission: string
  readonly reports: PlannedReport[]
  readonly unread: Set<number>
  unreadSince: number | null
  readonly openedAt: number
  triaged: Priority | null
  readonly called: Map<number, Set<string>>
}

interface Pending {
  readonly call: Omit<MadeCall, 'outcome'>
  tries: number
}

/** Things to be done at minutes, the earliest first. */
class Agenda<T> {
  readonly #at = new Map<number, T[]>()
  add(minute: number, item: T): void {
    const known = this.#at.get(minute)
    if (known) known.push(item)
    else this.#at.set(minute, [item])
  }
  take(minute: number): readonly T[] {
    const due = this.#at.get(minute) ?? []
    this.#at.delete(minute)
    return due
  }
}

/** How long after a failed try the next one is due, in minutes: half a minute, doubled each time; after six it is given up. */
const pauses = [1, 1, 2, 4, 8] as const
const neighbours = 5
const together = 24 * 60

/** A week with nothing but the rules: no database, no gateway, no clock but the week's own. */
export function rulesOf(week: Week, table: DutyTable): WeekService {
  const instants: Temporal.Instant[] = []
  const at = (minute: number): Temporal.Instant => (instants[minute] ??= week.begins.add({ minutes: minute }))
  const minuteOf = (instant: Temporal.Instant): number =>
    (instant.epochMilliseconds - week.begins.epochMilliseconds) / 60_000
  let now = 0
  const { directory } = week
  const cases = new Map<number, RulesCase>()
  const waitingCases = new Set<RulesCase>()
  const ofPhone = new Map<number, RulesCase>()
  const ofReport = new Map<number, { readonly found: RulesCase; readonly storedAt: number; readAt: number | null }>()
  const looks = new Agenda<RulesCase>()
  const tries = new Agenda<Pending>()
  const cut = new Set<string>()
  const changed = new Set<string>()

  const staffAt = Map.groupBy(week.staff, ({ mission, role }) => `${role} ${mission}`)
  const named = (role: string, mission: string) => (staffAt.get(`${role} ${mission}`) ?? []).map(({ id }) => id)
  const staffed = new Set(week.staff.map(({ mission }) => mission))
  const people = new Map(week.staff.map((each) => [each.id, each]))
  const shifts = new Map<string, Shift[]>()
  const planned = new Map<number, Shift>()
  const starting = new Agenda<string>()
  for (const { number, mission, officer, begins } of week.shifts) {
    const startsAt = week.begins.add({ minutes: begins })
    // A shift ends when it is handed over, whatever hour was planned.
    const shift = { id: String(number), mission, officer, startsAt, endsAt: startsAt.add({ hours: 8 }), endedAt: null }
    planned.set(number, shift)
    starting.add(Math.max(0, begins), String(number))
  }
  const embassies = Map.groupBy(
    [...directory.missions.values()].filter(({ kind }) => kind === 'embassy'),
    ({ host }) => host.country,
  )
  const passing = new Map(
    [...directory.missions.values()].map(({ id, host, position }) => [
      id,
      [
        ...new Set(
          [
            ...(embassies.get(host.country) ?? []),
            ...nearest(directory, position, neighbours + 1).map(({ mission }) => mission),
          ].map((each) => each.id),
        ),
      ].filter((other) => other !== id),
    ]),
  )
  const concerned = new Map<string, string[]>()
  for (const [mission, others] of passing)
    for (const other of [mission, ...others]) concerned.set(other, [...(concerned.get(other) ?? []), mission])
  const duty = (mission: string): readonly string[] => {
    const on = onDuty(shifts.get(mission) ?? [], mission, at(now))
    return on.length > 0 ? on : named('duty', mission)
  }
  const world: DutyWorld = {
    serves: (mission) =>
      staffed.has(mission) && !cut.has(mission) && directory.missions.get(mission)?.status === 'active',
    passesTo: (mission) => passing.get(mission) ?? [],
    holders: (level, mission) => {
      if (level === 'ministry') return named('ministry-duty', 'ministry')
      return level === 'duty' || level === 'neighbour' ? duty(mission) : named(level, mission)
    },
  }
  const rules = { table, world }
  const priorityOf = ({ triaged, reports }: RulesCase): Priority => triaged ?? suggestPriority(reports).priority
  const waitingOf = (found: RulesCase, since: number) => ({
    mission: found.mission,
    priority: priorityOf(found),
    unreadSince: at(since),
  })

  function missionFor(report: PlannedReport): string {
    if (report.position) return nearest(directory, report.position)[0]?.mission.id ?? 'ministry'
    return report.mission !== null && directory.missions.has(report.mission) ? report.mission : 'ministry'
  }

  function told(report: PlannedReport): Told {
    const stored = ofReport.get(report.number)
    if (!stored) throw new Error(`report ${report.number} is not there`)
    const { found, storedAt, readAt } = stored
    return { key: found.key, mission: found.mission, storedAt, readAt }
  }

  function store(report: PlannedReport): void {
    const fields = {
      situation: report.situation,
      silent: report.silent,
      ...report.position,
      madeAt: at(now).toString(),
    }
    const read = readReport(fields, { length: 1, cut: false, understood: true, at: at(now) })
    if (read.situation !== report.situation || read.silent !== report.silent)
      throw new Error('a report that is not read')
    const before = ofPhone.get(report.phone)
    const same = before !== undefined && now - before.openedAt <= together ? before : undefined
    const found: RulesCase = same ?? {
      key: report.number,
      mission: '',
      reports: [],
      unread: new Set(),
      unreadSince: null,
      openedAt: now,
      triaged: null,
      called: new Map(),
    }
    const settled = same !== undefined && (same.triaged !== null || report.position === null)
    found.mission = settled ? found.mission : missionFor(report)
    found.reports.push(report)
    found.unread.add(report.number)
    found.unreadSince ??= now
    cases.set(found.key, found)
    waitingCases.add(found)
    ofPhone.set(report.phone, found)
    ofReport.set(report.number, { found, storedAt: now, readAt: null })
    looks.add(now, found)
  }

  /** Who is not to be called by now, and has not been: the case is looked at again when the table says so. */
  function plan(found: RulesCase): void {
    if (found.unreadSince === null) return
    const waiting = waitingOf(found, found.unreadSince)
    const called = found.called.get(found.unreadSince) ?? new Set<string>()
    found.called.set(found.unreadSince, called)
    const { calls, next } = askTable(waiting, rules, at(now))
    for (const { level, mission, officer, since } of calls) {
      if (called.has(`${level} ${mission} ${officer}`)) continue
      called.add(`${level} ${mission} ${officer}`)
      const person = people.get(officer ?? '')
      const channels = [...(person?.phone ? ['telephone', 'sms'] : []), ...(person?.email ? ['mail'] : [])]
      for (const channel of channels.length > 0 ? channels : ['none'])
        tries.add(now, { call: { key: found.key, level, mission, officer, channel, since: minuteOf(since) }, tries: 0 })
    }
    if (next !== null) looks.add(minuteOf(next), found)
  }

  function tryOnce(pending: Pending): MadeCall {
    const { call } = pending
    if (call.channel === 'none') return { ...call, outcome: call.officer === null ? 'nobody' : 'no-address' }
    if (gatewayTakes(week, { channel: call.channel, officer: call.officer ?? '', minute: now }))
      return { ...call, outcome: 'handed-over' }
    const pause = pauses[pending.tries]
    if (pause === undefined) return { ...call, outcome: 'failed' }
    tries.add(now + pause, { call, tries: pending.tries + 1 })
    return { ...call, outcome: 'not-taken' }
  }

  function look(): readonly MadeCall[] {
    for (const number of starting.take(now)) {
      const shift = planned.get(Number(number)) as Shift
      shifts.set(shift.mission, [...(shifts.get(shift.mission) ?? []), shift])
      changed.add(shift.mission)
    }
    const missions = new Set([...changed].flatMap((mission) => concerned.get(mission) ?? []))
    changed.clear()
    const due = new Set(looks.take(now))
    if (missions.size > 0) for (const found of waitingCases) if (missions.has(found.mission)) due.add(found)
    for (const found of due) plan(found)
    return tries.take(now).map(tryOnce)
  }

  return {
    lines: 1,
    beginMinute: async (minute) => void (now = minute),
    report: async (report) => {
      if (!ofReport.has(report.number)) store(report)
      return told(report)
    },
    told: async (report) => told(report),
    setCutOff: async (mission, cutOff) => {
      if (cutOff) cut.add(mission)
      else cut.delete(mission)
      changed.add(mission)
    },
    handOver: async ({ number, mission, officer }) => {
      const ended = handOver(planned.get(number) as Shift, officer, { note: `Shift ${number}`, at: at(now) })
      if (!ended.ok) throw new Error(`shift ${number}: ${ended.refusal.code}`)
      shifts.set(
        mission,
        (shifts.get(mission) ?? []).filter(({ id }) => id !== ended.value.id),
      )
      changed.add(mission)
    },
    look: async () => look(),
    read: async (_officer, key) => {
      const found = cases.get(key)
      if (!found) throw new Error(`there is no case ${key}`)
      const read = [...found.unread]
      for (const number of read) {
        const stored = ofReport.get(number)
        if (stored) stored.readAt = now
      }
      found.unread.clear()
      found.called.clear()
      waitingCases.delete(found)
      found.unreadSince = null
      return read
    },
    triage: async (_officer, key, priority) => {
      const found = cases.get(key)
      if (!found || stateAfter('REPORTED', 'triage') === null) throw new Error(`case ${key} cannot be triaged`)
      found.triaged = priority
    },
    board: async (_officer, mission) =>
      [...waitingCases]
        .filter((found) => found.mission === mission)
        .toSorted((one, other) => (one.unreadSince ?? 0) - (other.unreadSince ?? 0))
        .map(({ key }) => key),
  }
}
