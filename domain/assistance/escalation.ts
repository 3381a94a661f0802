import type { DutyLevel, DutyTable } from './duty-table.ts'
import type { Priority } from './priority.ts'

/** A case with something in it that nobody has read. */
export interface Waiting {
  readonly mission: string
  readonly priority: Priority
  readonly unreadSince: Temporal.Instant
}

/** What is known of who could be called, at one instant. */
export interface DutyWorld {
  /** Can the mission do its duty: is it open, and has it a line? */
  readonly serves: (mission: string) => boolean
  /** Whom its duty passes to, in this order: the accredited one, then the nearest. */
  readonly passesTo: (mission: string) => readonly string[]
  /** Who answers at a level of a mission: those on shift, or those with the role. The ministry's level knows no mission. */
  readonly holders: (level: DutyLevel, mission: string) => readonly string[]
}

/** One call that is due: to one officer, at one level, for one mission. `officer` null: there was nobody at all. */
export interface DueCall {
  readonly level: DutyLevel
  readonly mission: string
  readonly officer: string | null
  readonly since: Temporal.Instant
}

/**
 * The duty of a sealed case: those who may know of it are its duty, wherever they serve and whether or not its mission can, and the head
 * of its mission stays. At any other level it finds nobody else, so that nobody is called to what does not exist for her.
 */
export const amongKnowing = (world: DutyWorld, knowing: readonly string[]): DutyWorld => ({
  ...world,
  serves: () => true,
  holders: (level, mission) => {
    if (level === 'duty') return knowing
    const holders = world.holders(level, mission)
    return level === 'head' ? holders : holders.filter((officer) => knowing.includes(officer))
  },
})

/** The mission that does the duty of another: itself where it can, else the first of those it passes to that can; null: the ministry alone. */
export function dutyMission(mission: string, { serves, passesTo }: DutyWorld): string | null {
  return [mission, ...passesTo(mission)].find(serves) ?? null
}

interface Rules {
  readonly table: DutyTable
  readonly world: DutyWorld
}

/** One level of the table for one case: since when it is due, and whom it finds. */
interface Step {
  readonly level: DutyLevel
  readonly mission: string | null
  readonly since: Temporal.Instant
  readonly officers: readonly string[]
}

/** The levels in their order. One at which there is nobody costs no time: the next is due in its place. */
function* stepsOf(waiting: Waiting, { table, world }: Rules): Generator<Step, void> {
  let vacantSince: Temporal.Instant | null = null
  for (const { level, afterMinutes } of table.priorities[waiting.priority].calls) {
    const since: Temporal.Instant = vacantSince ?? waiting.unreadSince.add({ minutes: afterMinutes })
    const mission = missionOf(level, waiting.mission, world)
    const officers = mission === null ? [] : world.holders(level, mission)
    vacantSince = officers.length === 0 ? since : null
    yield { level, mission, since, officers }
  }
}

/** What the table says of a case now: who ought to have been called, and when it calls the next ones; null where it has called all that it names. */
interface Answer {
  readonly calls: readonly DueCall[]
  readonly next: Temporal.Instant | null
}

/**
 * Who ought to have been called by now for a case that nobody has read, and when, as long as the world stays as it is, others are. A level at
 * which there is nobody costs no time: the next one is called in its place at once. A mission that stays silent up to the ministry is taken
 * for silent, and its neighbour is called too. Where the last level has nobody either, one call without an officer says so.
 */
export function askTable(waiting: Waiting, rules: Rules, now: Temporal.Instant): Answer {
  const calls: DueCall[] = []
  let vacantSince: Temporal.Instant | null = null
  for (const { level, mission, since, officers } of stepsOf(waiting, rules)) {
    if (Temporal.Instant.compare(since, now) > 0) return { calls, next: since }
    vacantSince = officers.length === 0 ? since : null
    for (const officer of officers) calls.push({ level, mission: mission ?? waiting.mission, officer, since })
  }
  if (vacantSince !== null && calls.length === 0)
    calls.push({ level: 'ministry', mission: waiting.mission, officer: null, since: vacantSince })
  return { calls, next: null }
}

/** Where a level is looked for: null where no mission can do it. */
function missionOf(level: DutyLevel, mission: string, world: DutyWorld): string | null {
  if (level === 'ministry') return mission
  const own = dutyMission(mission, world)
  if (level !== 'neighbour') return own
  return world.passesTo(mission).find((other) => other !== own && world.serves(other)) ?? null
}
