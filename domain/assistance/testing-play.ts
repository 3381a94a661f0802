import type { DutyLevel, DutyTable } from './duty-table.ts'
import { type Priority, suggestPriority } from './priority.ts'
import { type Agenda, agendaOf } from './testing-agenda.ts'
import { type FirstCall, type Round, tableReader } from './testing-table.ts'
import { chance, type PlannedReport, type PlannedShift, readsAfter, type Staff, type Week } from './testing-week.ts'

/** What the sender of a report is told; instants are minutes of the week. `key` names the case: the number of its first report. */
export interface Told {
  readonly key: number
  readonly mission: string
  readonly storedAt: number
  readonly readAt: number | null
}

/** One attempt as a look has made it. `since`: when the table asked for it. */
export interface MadeCall {
  readonly key: number
  readonly level: DutyLevel
  readonly mission: string
  readonly officer: string | null
  readonly channel: string
  readonly outcome: 'handed-over' | 'not-taken' | 'failed' | 'nobody' | 'no-address'
  readonly since: number
}

/** What is played with: the rules alone, or the whole service on its database. */
export interface WeekService {
  /** How many things it may be asked at the same time. */
  readonly lines: number
  readonly beginMinute: (minute: number) => Promise<void>
  readonly report: (report: PlannedReport) => Promise<Told>
  readonly told: (report: PlannedReport) => Promise<Told>
  readonly setCutOff: (mission: string, cutOff: boolean) => Promise<void>
  readonly handOver: (shift: PlannedShift) => Promise<void>
  readonly look: () => Promise<readonly MadeCall[]>
  /** Opens a case as an officer: the numbers of the reports that nobody had read before. */
  readonly read: (officer: string, key: number) => Promise<readonly number[]>
  readonly triage: (officer: string, key: number, priority: Priority) => Promise<void>
  /** The unread cases on an officer's board, in its order. */
  readonly board: (officer: string, mission: string) => Promise<readonly number[]>
}

/** What was played. `faults`: what was wrong; nothing. */
export interface Played {
  /** When each report was read and by whom, by its number. */
  readonly readings: ReadonlyMap<number, { readonly minute: number; readonly officer: string }>
  readonly stored: number
  readonly cases: number
  /** Reports that nobody has read by the end. */
  readonly unread: number
  readonly rounds: { readonly checked: number; readonly unsteady: number; readonly open: number }
  /** How many tries had which outcome, at which level. */
  readonly tries: ReadonlyMap<string, number>
  readonly ended: number
  readonly faults: readonly string[]
}

interface OpenCase {
  mission: string
  readonly reports: PlannedReport[]
  readonly unread: Set<number>
  triaged: Priority | null
  round: Round | null
  /** What was handed over in the newest round, so that nothing is handed over twice. */
  handedOver: Set<string>
}

/** How a week is played: with which table, and where each line of its log goes. */
interface Playing {
  readonly week: Week
  readonly table: DutyTable
  readonly write: (line: string) => void
}

/** Plays a week, minute by minute: shifts, reports, calls, readings; and a day more for what is still unread. */
export async function play(playing: Playing, service: WeekService): Promise<Played> {
  const player = new Player(playing, service)
  const last = playing.week.days * 1440
  for (let minute = 0; minute < last + 1440; minute++) {
    if (minute >= last && !player.hasUnread()) break
    await player.minute(minute)
  }
  return player.played()
}

class Player {
  readonly #playing: Playing
  readonly #service: WeekService
  readonly #agenda: Agenda
  readonly #faultsOf: (round: Round, end: number) => readonly string[]
  readonly #staff: ReadonlyMap<string, Staff>
  readonly #cases = new Map<number, OpenCase>()
  readonly #unread = new Map<number, OpenCase>()
  readonly #readings = new Map<number, Map<number, Set<string>>>()
  readonly #read = new Map<number, { readonly minute: number; readonly officer: string }>()
  readonly #stored = new Map<number, number>()
  readonly #tries = new Map<string, number>()
  readonly #rounds = { checked: 0, unsteady: 0, open: 0 }
  readonly #faults: string[] = []
  #now = 0

  constructor(playing: Playing, service: WeekService) {
    this.#playing = playing
    this.#service = service
    this.#agenda = agendaOf(playing.week)
    this.#faultsOf = tableReader(playing.week, playing.table)
    this.#staff = new Map(playing.week.staff.map((each) => [each.id, each]))
  }

  hasUnread(): boolean {
    return this.#unread.size > 0
  }

  played(): Played {
    for (const { round } of this.#unread.values()) {
      if (round === null) continue
      this.#rounds.open++
      this.#checkRound(round)
    }
    return {
      readings: this.#read,
      stored: this.#stored.size,
      cases: this.#cases.size,
      unread: [...this.#unread.values()].reduce((sum, { unread }) => sum + unread.size, 0),
      rounds: this.#rounds,
      tries: this.#tries,
      ended: this.#now,
      faults: this.#faults,
    }
  }

  async minute(minute: number): Promise<void> {
    this.#now = minute
    await this.#service.beginMinute(minute)
    await this.#changeDuty()
    await this.#takeReports()
    this.#ring(await this.#service.look())
    await this.#readAll(await this.#tasks())
  }

  #note(...lines: readonly string[]): void {
    for (const line of lines.toSorted()) this.#playing.write(`${this.#now} ${line}`)
  }

  async #changeDuty(): Promise<void> {
    const { cutOff } = this.#playing.week
    for (const [minute, cut] of [
      [cutOff.from, true],
      [cutOff.until, false],
    ] as const) {
      if (minute !== this.#now) continue
      await this.#service.setCutOff(cutOff.mission, cut)
      this.#note(`${cut ? 'cut off' : 'back'} ${cutOff.mission}`)
    }
    const ending = this.#agenda.handOvers.get(this.#now) ?? []
    await this.#sideBySide(ending, (shift) => this.#service.handOver(shift))
    this.#note(...ending.map(({ mission, officer }) => `hand-over ${mission} ${officer}`))
  }

  async #takeReports(): Promise<void> {
    const lines: string[] = []
    const byPhone = [...Map.groupBy(this.#agenda.reports.get(this.#now) ?? [], ({ phone }) => phone).values()]
    await this.#sideBySide(byPhone, async (reports) => {
      for (const report of reports.toSorted((one, other) => one.number - other.number)) {
        const told = await this.#service.report(report)
        lines.push(
          `report ${report.number} case ${told.key} ${told.mission} stored ${told.storedAt} read ${told.readAt}`,
        )
        this.#store(report, told)
      }
    })
    this.#note(...lines)
  }

  /** Believes nothing that it is told: a report that is new is stored now and read by nobody, a repetition is the one that it was. */
  #store(report: PlannedReport, told: Told): void {
    const before = this.#stored.get(report.number)
    this.#check(
      told.storedAt === (before ?? this.#now),
      `report ${report.number} is told to be stored at ${told.storedAt}`,
    )
    this.#check(
      told.readAt === (this.#read.get(report.number)?.minute ?? null),
      `report ${report.number} is told to be read at ${told.readAt}`,
    )
    if (before !== undefined) return
    this.#stored.set(report.number, this.#now)
    const found = this.#cases.get(told.key) ?? {
      mission: told.mission,
      reports: [],
      unread: new Set<number>(),
      triaged: null,
      round: null,
      handedOver: new Set<string>(),
    }
    this.#cases.set(told.key, found)
    this.#unread.set(told.key, found)
    found.reports.push(report)
    found.unread.add(report.number)
    found.mission = told.mission
    const priority = found.triaged ?? suggestPriority(found.reports).priority
    if (found.round === null) {
      found.round = { key: told.key, since: this.#now, mission: told.mission, priority, calls: [], steady: true }
      found.handedOver = new Set()
    } else if (found.round.mission !== told.mission || found.round.priority !== priority) found.round.steady = false
  }

  #ring(made: readonly MadeCall[]): void {
    this.#note(
      ...made.map(
        ({ key, level, mission, officer, channel, outcome, since }) =>
          `call case ${key} ${level} ${mission} ${officer} ${channel} ${outcome} since ${since}`,
      ),
    )
    for (const call of made) {
      this.#countTry(call)
      const officer = this.#staff.get(call.officer ?? '')
      if (call.outcome !== 'handed-over' || officer === undefined || this.#agenda.isAway(officer, this.#now)) continue
      const after = readsAfter(this.#playing.week, officer, { key: call.key, minute: this.#now })
      if (after !== null) this.#reader(this.#now + after, call.key, officer.id)
    }
  }

  /** Notes the first try of each call in its round, and that no attempt is handed over twice. */
  #countTry({ key, level, mission, officer, channel, outcome, since }: MadeCall): void {
    const counted = `${level} ${outcome}`
    this.#tries.set(counted, (this.#tries.get(counted) ?? 0) + 1)
    const found = this.#cases.get(key)
    if (!found) return void this.#faults.push(`there is no case ${key}`)
    const same = (call: FirstCall): boolean => call.level === level && call.officer === officer
    // What is tried again of an older round is no call of this one.
    if (found.round !== null && since >= found.round.since && !found.round.calls.some(same))
      found.round.calls.push({ level, mission, officer, minute: this.#now, since })
    if (outcome !== 'handed-over') return
    // A try that failed may succeed when the case has long been read, and even in its next round: then it bears the older instant.
    const attempt = `${level} ${mission} ${officer} ${channel} ${since}`
    this.#check(!found.handedOver.has(attempt), `case ${key}: ${attempt} is handed over twice`)
    found.handedOver.add(attempt)
  }

  #reader(minute: number, key: number, officer: string): void {
    const at = this.#readings.get(minute) ?? new Map<number, Set<string>>()
    this.#readings.set(minute, at.set(key, (at.get(key) ?? new Set()).add(officer)))
  }

  /** Who reads which case in this minute: whom a call has woken, and who looks at her board. */
  async #tasks(): Promise<ReadonlyMap<number, ReadonlySet<string>>> {
    const tasks = this.#readings.get(this.#now) ?? new Map<number, Set<string>>()
    this.#readings.delete(this.#now)
    await this.#sideBySide([...(this.#agenda.glances.get(this.#now) ?? [])], async (id) => {
      const officer = this.#staff.get(id) as Staff
      if (this.#agenda.isAway(officer, this.#now)) return
      const seen = await this.#service.board(id, officer.mission)
      const since = seen.map((key) => this.#cases.get(key)?.round?.since ?? -1)
      this.#check(
        since.every((minute, place) => minute >= (since[place - 1] ?? 0)),
        `the board of ${id} is out of order`,
      )
      const waiting = [...this.#unread].filter(([, { mission }]) => mission === officer.mission)
      this.#check(
        waiting.every(([key]) => seen.includes(key)),
        `the board of ${id} lacks a case`,
      )
      for (const key of seen) tasks.set(key, (tasks.get(key) ?? new Set()).add(id))
    })
    return tasks
  }

  async #readAll(tasks: ReadonlyMap<number, ReadonlySet<string>>): Promise<void> {
    const lines: string[] = []
    await this.#sideBySide([...tasks], async ([key, officers]) => {
      const found = this.#cases.get(key)
      for (const officer of [...officers].toSorted()) {
        if (!found || found.unread.size === 0) return
        const read = await this.#service.read(officer, key)
        this.#check(read.length > 0, `case ${key} had nothing unread for ${officer}`)
        for (const number of read) {
          this.#check(found.unread.delete(number), `report ${number} is read twice`)
          this.#read.set(number, { minute: this.#now, officer })
        }
        lines.push(`read case ${key} by ${officer}: ${[...read].toSorted((one, other) => one - other).join(' ')}`)
        this.#unread.delete(key)
        this.#endRound(found)
        lines.push(...(await this.#triage(key, found, officer)))
        const [number] = read
        const told =
          number === undefined ? null : await this.#service.told(this.#playing.week.reports[number] as PlannedReport)
        this.#check(told?.readAt === this.#now, `the sender of ${number} is told ${told?.readAt}`)
      }
    })
    this.#note(...lines)
  }

  #endRound(found: OpenCase): void {
    this.#check(found.unread.size === 0, `a case of ${found.reports.length} reports was not read to its end`)
    if (found.round !== null) this.#checkRound(found.round)
    found.round = null
    found.handedOver.clear()
  }

  /** Who was called against whom the table names; where the case changed meanwhile, the table says several things. */
  #checkRound(round: Round): void {
    if (!round.steady) return void this.#rounds.unsteady++
    this.#rounds.checked++
    this.#faults.push(...this.#faultsOf(round, this.#now))
  }

  async #triage(key: number, found: OpenCase, officer: string): Promise<readonly string[]> {
    if (found.triaged !== null) return []
    const { priority: suggested } = suggestPriority(found.reports)
    const other = chance(this.#playing.week.seed, 'override', key) < 0.1
    found.triaged = other ? (suggested === 'P2' ? 'P1' : 'P2') : suggested
    await this.#service.triage(officer, key, found.triaged)
    return [`triage case ${key} by ${officer}: ${found.triaged}`]
  }

  #check(holds: boolean, fault: string): void {
    if (!holds) this.#faults.push(`minute ${this.#now}: ${fault}`)
  }

  async #sideBySide<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
    const left = [...items]
    const line = async (): Promise<void> => {
      for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item)
    }
    await Promise.all(Array.from({ length: Math.min(this.#service.lines, left.length) }, line))
  }
}
