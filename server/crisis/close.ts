import type { CrisisView } from '@consular/api'
import { boardOf, erasureDue, erasureRule, mayClose, openStates } from '@consular/domain/crisis'
import { newId, ok, type Result, refuse } from '@consular/domain/shared'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import type { OfficerSession } from '../http/session.ts'
import { freshly, noteAct, openDeclared } from './guard.ts'
import { countPersons, erasableCrisis, erasePositions, insertErasure, updateCrisis } from './store.ts'
import { crisisView } from './view.ts'

/** Closes a crisis over nobody who is without news, in need or under way, unless somebody said why. Nobody answers while it is counted. */
export async function closeCrisis(
  context: Context,
  { session, crisis, version }: { readonly session: OfficerSession; readonly crisis: string; readonly version: number },
): Promise<Result<CrisisView>> {
  return context.database.transaction().execute(async (tx): Promise<Result<CrisisView>> => {
    const opened = await openDeclared(tx, { session, crisis, hold: 'change', as: 'lead' })
    if (!opened.ok) return opened
    const fresh = freshly(context, session)
    if (!fresh.ok) return fresh
    const found = opened.value
    if (found.version !== version) return refuse('crisis.changed-meanwhile', { version: found.version })
    const { states, left } = await countPersons(tx, crisis, openStates)
    const { counts } = boardOf(states)
    const may = mayClose(openStates.reduce((sum, state) => sum + counts[state], 0) - left)
    if (!may.ok) return may
    const now = context.now()
    await updateCrisis(tx, found, {
      state: 'CLOSED',
      closed_by: session.officer.id,
      closed_at: now.toString(),
      erase_at: erasureDue(now).toString(),
    })
    await noteAct(tx, context, { session, found, action: 'crisis.closed', data: { ...counts, left } })
    return ok(await crisisView(tx, context, crisis))
  })
}

/** Erases positions and ways to reach people of crises that were closed long enough ago, each with its proof in the same transaction. */
export async function eraseCrises(context: Context): Promise<void> {
  for (;;) {
    const done = await context.database.transaction().execute(async (tx): Promise<boolean> => {
      const now = context.now()
      const found = await erasableCrisis(tx, now)
      if (!found || found.erase_at === null) return false
      const rows = await erasePositions(tx, found.id)
      await updateCrisis(tx, found, { erased_at: now.toString() })
      await insertErasure(tx, {
        id: newId<'erasure'>(now, context.random),
        subject: 'crisis-position',
        subject_id: found.id,
        rule: erasureRule,
        rows,
        due_at: found.erase_at,
        erased_at: now.toString(),
      })
      await record(tx, context, {
        action: 'crisis.erased',
        actor: { kind: 'system', id: null },
        mission: found.mission,
        outcome: 'done',
        data: { crisis: found.id, rows },
      })
      return true
    })
    if (!done) return
  }
}
