import type { AssistanceCaseView, BodyOf, settleTask as contract } from '@consular/api'
import { settleTask as decideTask } from '@consular/domain/assistance'
import { ok, type Result } from '@consular/domain/shared'
import type { Context } from '../context.ts'
import type { OfficerSession } from '../http/session.ts'
import { step } from './step.ts'
import { asTask, tasksOf, updateTask } from './work-store.ts'

/** Settles one thing of the checklist, opens it again, or notes the day that the law of the place sets. */
export const settleTask = (
  context: Context,
  session: OfficerSession,
  { id, version, action, outcome, note, dueAt }: BodyOf<typeof contract> & { readonly id: string },
): Promise<Result<AssistanceCaseView>> =>
  step(context, {
    session,
    id,
    version,
    decide: async (_, tx) => {
      const task = (await tasksOf(tx, id)).map(asTask).find((each) => each.action === action)
      const settled = decideTask(task, {
        outcome,
        note,
        dueAt: dueAt === undefined ? null : Temporal.Instant.from(dueAt),
      })
      if (!settled.ok) return settled
      const change = {
        outcome,
        due_at: settled.value.dueAt?.toString() ?? null,
        settled_at: outcome === null ? null : context.now().toString(),
        settled_by: outcome === null ? null : session.officer.id,
        note: note === '' ? null : note,
      }
      return ok({
        kind: 'task',
        text: note,
        data: { action, outcome, ...(dueAt === undefined ? {} : { dueAt }) },
        change: {},
        write: (writing) => updateTask(writing, { case: id, action }, change),
      })
    },
  })
