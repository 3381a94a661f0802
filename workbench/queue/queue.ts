import { type AnswerOf, type OfficerMe, type QueueRow, readQueue } from '@consular/api'
import { computed, signal } from '@preact/signals'
import { attended } from '../shell/idle.ts'
import { whyRefused } from '../shell/names.ts'
import { ask, me } from '../shell/session.ts'
import { after, isTakeable, keepChosen } from './choose.ts'
import { type QueueName, queueNames } from './names.ts'

type Page = AnswerOf<typeof readQueue>

/** Which queue is shown. */
export const place = signal<{ readonly mission: string; readonly queue: QueueName } | null>(null)
/** Its rows as last read; null before the first reading. */
export const page = signal<Page | null>(null)
/** The row that the keyboard stands on. */
export const chosen = signal<string | null>(null)
/** Why the queue could not be read, in words. */
export const queueFault = signal<string | null>(null)

/** The rows on the screen. */
export const rows = computed<readonly QueueRow[]>(() => page.value?.rows ?? [])

const isQueueName = (name: string | undefined): name is QueueName => queueNames.some((queue) => queue === name)

/** Do these roles work on applications? Others find their own places in time; here they see that there is none yet. */
export const hasQueue = (roles: readonly string[]): boolean => roles.includes('reviewer') || roles.includes('approver')

/** The queue that an address names, else the officer's own: decisions for one who only approves. */
export function placeOf(
  officer: OfficerMe,
  query: { readonly [name: string]: string },
): NonNullable<typeof place.value> {
  const { assignments } = officer
  const named = assignments.find(({ mission }) => mission === query['mission'])
  const assignment = named ?? assignments.find(({ roles }) => hasQueue(roles)) ?? assignments[0]
  const first = assignment?.roles.includes('approver') && !assignment.roles.includes('reviewer') ? 'decision' : 'review'
  return { mission: assignment?.mission ?? '', queue: isQueueName(query['queue']) ? query['queue'] : first }
}

/** The address of a queue. */
export const addressOfQueue = (mission: string, queue: QueueName): string =>
  `/workbench/?${new URLSearchParams({ mission, queue })}`

/** Shows a queue; the rows of another one leave the screen at once. */
export function showQueue(next: NonNullable<typeof place.value>): void {
  if (place.value?.mission !== next.mission || place.value.queue !== next.queue) {
    page.value = null
    chosen.value = null
    place.value = next
  }
  void refreshQueue()
}

let reading: AbortController | undefined

/** Reads the queue again. The row that was chosen stays chosen; if it left, the one in its place is. */
export async function refreshQueue(): Promise<void> {
  const at = place.value
  if (!at?.mission) return
  reading?.abort()
  const mine = new AbortController()
  reading = mine
  const answer = await ask(readQueue, { query: at }, mine.signal)
  if (mine.signal.aborted || place.value !== at) return
  queueFault.value = answer.ok ? null : whyRefused(answer.refusal)
  if (!answer.ok) return
  chosen.value = keepChosen(rows.value, answer.value.rows, chosen.value)
  page.value = answer.value
}

/** Moves the choice up or down, and says which row has it now. */
export function step(by: 1 | -1): string | null {
  const at = rows.value.findIndex(({ id }) => id === chosen.value)
  const next = rows.value[at < 0 ? 0 : Math.min(Math.max(at + by, 0), rows.value.length - 1)]
  chosen.value = next?.id ?? null
  return chosen.value
}

/** The next file that this officer may take after the one she has, or null when there is none. */
export function nextAfter(application: string): string | null {
  const queue = place.value?.queue ?? 'done'
  return after(
    rows.value.filter((row) => row.id === application || isTakeable(row, queue)),
    application,
  )
}

/** Forgets the queue: nobody is signed in. */
export function forgetQueue(): void {
  reading?.abort()
  place.value = null
  page.value = null
  chosen.value = null
  queueFault.value = null
}

/** Reads the queue every half minute while somebody looks at it. */
export function watchQueue(): void {
  setInterval(() => {
    if (attended() && me.value !== null && me.value !== 'asking') void refreshQueue()
  }, 30_000)
}
