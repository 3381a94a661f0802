import type { Task } from '@consular/domain/assistance'
import { type Insertable, type Selectable, sql } from 'kysely'
import type { Tx } from '../database/connection.ts'
import type { Tables } from '../database/tables.ts'

/** A table of a case whose rows bear ids that their callers made. */
type Kept = 'assistance_person' | 'assistance_cost' | 'assistance_visit' | 'assistance_sharing'
export type CostRecord = Selectable<Tables['assistance_cost']>
export type DetentionRecord = Selectable<Tables['assistance_detention']>
export type TaskRecord = Selectable<Tables['assistance_task']>

/** The checklist of a case in its order, with who settled what. */
export const tasksOf = (tx: Tx, id: string) =>
  tx
    .selectFrom('assistance_task as t')
    .leftJoin('officer as o', 'o.id', 't.settled_by')
    .selectAll('t')
    .select(['o.id as officer', 'o.number', 'o.name'])
    .where('t.case_id', '=', id)
    .orderBy('t.position')
    .execute()

/** A stored task as the rules see it. */
export const asTask = ({ action, dated, due_at: due, outcome }: TaskRecord): Task => ({
  action,
  dated,
  dueAt: due === null ? null : Temporal.Instant.from(due),
  outcome,
})

/** Writes the checklist of a case: what is no longer in it goes, what stays keeps how it was settled. */
export async function writeTasks(tx: Tx, id: string, tasks: readonly Task[]): Promise<void> {
  await tx
    .deleteFrom('assistance_task')
    .where('case_id', '=', id)
    .where(sql<boolean>`action <> ALL(${tasks.map(({ action }) => action)}::text[])`)
    .execute()
  for (const [position, { action, dated, dueAt }] of tasks.entries())
    await tx
      .insertInto('assistance_task')
      .values({ case_id: id, action, position, dated, due_at: dueAt?.toString() ?? null })
      .onConflict((conflict) =>
        conflict.columns(['case_id', 'action']).doUpdateSet({ position, dated, due_at: dueAt?.toString() ?? null }),
      )
      .execute()
}

/** Settles one thing of a checklist, or opens it again. */
export async function updateTask(
  tx: Tx,
  { case: id, action }: { readonly case: string; readonly action: string },
  change: Partial<Pick<TaskRecord, 'due_at' | 'outcome' | 'settled_at' | 'settled_by' | 'note'>>,
): Promise<void> {
  await tx.updateTable('assistance_task').set(change).where('case_id', '=', id).where('action', '=', action).execute()
}

/** The people around a case. */
export const contactsOf = (tx: Tx, id: string) =>
  tx.selectFrom('assistance_person').selectAll().where('case_id', '=', id).orderBy('noted_at').orderBy('id').execute()

/** Notes somebody around a case; one that is known is changed. */
export async function saveContact(tx: Tx, row: Insertable<Tables['assistance_person']>): Promise<void> {
  const { role, name, telephone, may_know } = row
  await tx
    .insertInto('assistance_person')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ role, name, telephone, may_know }))
    .execute()
}

/** The costs of a case in the order in which they were entered. */
export const costsOf = (tx: Tx, id: string): Promise<CostRecord[]> =>
  tx.selectFrom('assistance_cost').selectAll().where('case_id', '=', id).orderBy('entered_at').orderBy('id').execute()

/** Enters a cost. */
export async function insertCost(tx: Tx, row: Insertable<Tables['assistance_cost']>): Promise<void> {
  await tx.insertInto('assistance_cost').values(row).execute()
}

/** Notes that a cost was acknowledged. */
export async function acknowledge(
  tx: Tx,
  id: string,
  how: Pick<CostRecord, 'acknowledged_at' | 'acknowledged_how' | 'acknowledged_to'>,
): Promise<void> {
  await tx.updateTable('assistance_cost').set(how).where('id', '=', id).execute()
}

/** The clock of a detention; none where no arrest is noted. */
export const detentionOf = (tx: Tx, id: string): Promise<DetentionRecord | undefined> =>
  tx.selectFrom('assistance_detention').selectAll().where('case_id', '=', id).executeTakeFirst()

/** Writes the clock of a detention. */
export async function saveDetention(tx: Tx, row: Insertable<Tables['assistance_detention']>): Promise<void> {
  const { case_id: _, ...change } = row
  await tx
    .insertInto('assistance_detention')
    .values(row)
    .onConflict((conflict) => conflict.column('case_id').doUpdateSet(change))
    .execute()
}

/** The visits of a case with who noted each. */
export const visitsOf = (tx: Tx, id: string) =>
  tx
    .selectFrom('assistance_visit as v')
    .innerJoin('officer as o', 'o.id', 'v.noted_by')
    .selectAll('v')
    .select(['o.id as officer', 'o.number', 'o.name'])
    .where('v.case_id', '=', id)
    .orderBy('v.visited_at')
    .execute()

/** Notes a visit. */
export async function insertVisit(tx: Tx, row: Insertable<Tables['assistance_visit']>): Promise<void> {
  await tx.insertInto('assistance_visit').values(row).execute()
}

/** What was shared with the senders of reports of a case. */
export const sharingsOf = (tx: Tx, id: string) =>
  tx.selectFrom('assistance_sharing').selectAll().where('case_id', '=', id).orderBy('shared_at').execute()

/** What was shared with the senders of these reports. */
export const sharedWith = (tx: Tx, reports: readonly string[]) =>
  tx
    .selectFrom('assistance_sharing')
    .select(['text', 'shared_at'])
    .where(sql<boolean>`report_id = ANY(${reports})`)
    .orderBy('shared_at')
    .execute()

/** Shares something with the sender of a report. */
export async function insertSharing(tx: Tx, row: Insertable<Tables['assistance_sharing']>): Promise<void> {
  await tx.insertInto('assistance_sharing').values(row).execute()
}

/** The row that an id stands for already, whichever case it is of. */
export async function rowOf(
  tx: Tx,
  table: Kept,
  id: string,
): Promise<{ readonly [column: string]: unknown } | undefined> {
  return tx.selectFrom(table).selectAll().where('id', '=', id).executeTakeFirst()
}
