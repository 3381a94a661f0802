import { type BodyOf, syncCheckIns } from '@consular/api'
import { freshId } from '@consular/ui'
import { signal } from '@preact/signals'
import { ask } from '../shell/session.ts'

type CheckIn = BodyOf<typeof syncCheckIns>['checkIns'][number]

const place = (crisis: string): string => `workbench.check-ins.${crisis}`

/** Check-ins that have not reached the service yet. Ids and times, no names; they outlive a reload of this tab, not the tab. */
export const pending = signal<readonly CheckIn[]>([])

/** Takes up what this tab noted before. */
export function openCheckIns(crisis: string): void {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(place(crisis)) ?? '[]')
    pending.value = syncCheckIns.body.parse({ checkIns: kept }).checkIns
  } catch {
    pending.value = []
  }
}

function keep(crisis: string, next: readonly CheckIn[]): void {
  pending.value = next
  sessionStorage.setItem(place(crisis), JSON.stringify(next))
}

/** Notes that somebody boarded or arrived, with or without a line; then sends what waits. */
export async function checkIn(crisis: string, person: string, says: CheckIn['says']): Promise<boolean> {
  const entry = { id: freshId(), person, says, at: Temporal.Now.instant().toString({ smallestUnit: 'second' }) }
  keep(crisis, [...pending.value.filter((each) => each.person !== person || each.says !== says), entry])
  return send(crisis)
}

/** Sends what waits. Each has its id: what was sent twice counts once. False: there is no line. */
export async function send(crisis: string): Promise<boolean> {
  const checkIns = pending.value.slice(0, 1000)
  if (checkIns.length === 0) return true
  const answer = await ask(syncCheckIns, { params: { crisis }, body: { checkIns } })
  if (!answer.ok) return false
  const gone = new Set([...answer.value.taken, ...answer.value.unknown])
  keep(
    crisis,
    pending.value.filter(({ id }) => !gone.has(id)),
  )
  return true
}
