import { ok, type Result, refuse } from '../shared/index.ts'
import type { AssistanceType } from './assistance-type.ts'
import type { AssistanceRefusal } from './refusals.ts'

/** How one thing of a checklist was settled. */
export type TaskOutcome = 'done' | 'not-needed'

/** One thing of a case's checklist. `outcome` null: it is still to be done. */
export interface Task {
  readonly action: string
  readonly dated: boolean
  readonly dueAt: Temporal.Instant | null
  readonly outcome: TaskOutcome | null
}

/** The checklist of a kind of case, from the moment in which the kind was decided. */
export const checklistFrom = ({ checklist }: AssistanceType, at: Temporal.Instant): readonly Task[] =>
  checklist.map(({ action, dueHours, dated }) => ({
    action,
    dated: dated ?? false,
    dueAt: dueHours === undefined ? null : at.add({ hours: dueHours }),
    outcome: null,
  }))

/** The checklist after the kind was decided anew: what was settled or given a day stays, what was not and is no longer asked goes. */
export function renewChecklist(kept: readonly Task[], wanted: readonly Task[]): readonly Task[] {
  const touched = kept.filter(({ outcome, dated, dueAt }) => outcome !== null || (dated && dueAt !== null))
  const known = new Map(touched.map((task) => [task.action, task]))
  return [
    ...wanted.map((task) => known.get(task.action) ?? task),
    ...touched.filter(({ action }) => !wanted.some((task) => task.action === action)),
  ]
}

interface Settlement {
  readonly outcome: TaskOutcome | null
  readonly note: string
  readonly dueAt: Temporal.Instant | null
}

/**
 * Settles one thing. What the law dates is done only once its day is known; what is not needed says why.
 * Refuses `assistance.task-unknown`, `assistance.task-date-needed`, `assistance.note-needed`.
 */
export function settleTask(task: Task | undefined, given: Settlement): Result<Task, AssistanceRefusal> {
  if (task === undefined) return refuse('assistance.task-unknown')
  const dueAt = given.dueAt ?? task.dueAt
  if (task.dated && given.outcome === 'done' && dueAt === null) return refuse('assistance.task-date-needed')
  if (given.outcome === 'not-needed' && given.note.trim().length < 3) return refuse('assistance.note-needed')
  return ok({ ...task, dueAt, outcome: given.outcome })
}
