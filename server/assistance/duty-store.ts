import type { DutyLevel, Shift } from '@consular/domain/assistance'
import { sql } from 'kysely'
import type { Tx } from '../database/connection.ts'

/** A shift with its officer, as people see it. */
export interface StoredShift extends Shift {
  readonly number: number
  readonly name: string
  readonly note: string | null
}

const columns = [
  's.id',
  's.mission',
  's.officer_id',
  's.starts_at',
  's.ends_at',
  's.ended_at',
  's.note',
  'o.number',
  'o.name',
] as const

interface ShiftRow {
  id: string
  mission: string
  officer_id: string
  starts_at: string
  ends_at: string
  ended_at: string | null
  note: string | null
  number: number
  name: string
}

const asShift = (row: ShiftRow): StoredShift => ({
  id: row.id,
  mission: row.mission,
  officer: row.officer_id,
  startsAt: Temporal.Instant.from(row.starts_at),
  endsAt: Temporal.Instant.from(row.ends_at),
  endedAt: row.ended_at === null ? null : Temporal.Instant.from(row.ended_at),
  note: row.note,
  number: row.number,
  name: row.name,
})

const shifts = (tx: Tx) =>
  tx.selectFrom('duty_shift as s').innerJoin('officer as o', 'o.id', 's.officer_id').select(columns)

/** The shifts of a mission that end after an instant or were not handed over. */
export const shiftsOf = async (tx: Tx, mission: string, since: Temporal.Instant): Promise<StoredShift[]> =>
  (
    await shifts(tx)
      .where('s.mission', '=', mission)
      .where((at) => at.or([at('s.ends_at', '>', since.toString()), at('s.ended_at', 'is', null)]))
      .orderBy('s.starts_at')
      .execute()
  ).map(asShift)

/** Every shift of any mission that has begun and was not handed over. */
export const runningShifts = async (tx: Tx, now: Temporal.Instant): Promise<StoredShift[]> =>
  (await shifts(tx).where('s.starts_at', '<=', now.toString()).where('s.ended_at', 'is', null).execute()).map(asShift)

/** A shift, held for the transaction. */
export async function lockShift(tx: Tx, id: string): Promise<StoredShift | undefined> {
  const row = await shifts(tx).where('s.id', '=', id).forUpdate('s').executeTakeFirst()
  return row && asShift(row)
}

/** The shift that was handed over last at a mission. */
export async function lastHandOver(tx: Tx, mission: string): Promise<StoredShift | undefined> {
  const row = await shifts(tx)
    .where('s.mission', '=', mission)
    .where('s.ended_at', 'is not', null)
    .orderBy('s.ended_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && asShift(row)
}

/** Stores a shift; one that is known stays as it is. */
export async function insertShift(
  tx: Tx,
  { shift, plannedBy }: { readonly shift: Shift; readonly plannedBy: string },
): Promise<void> {
  await tx
    .insertInto('duty_shift')
    .values({
      id: shift.id,
      mission: shift.mission,
      officer_id: shift.officer,
      starts_at: shift.startsAt.toString(),
      ends_at: shift.endsAt.toString(),
      planned_by: plannedBy,
      ended_at: null,
      note: null,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
}

/** Ends a shift with its note. */
export async function endShift(
  tx: Tx,
  id: string,
  { at, note }: { readonly at: Temporal.Instant; readonly note: string },
) {
  await tx.updateTable('duty_shift').set({ ended_at: at.toString(), note }).where('id', '=', id).execute()
}

/** An officer who can be called, at one level of one mission. */
export interface OnCall {
  readonly officer: string
  readonly number: number
  readonly name: string
  readonly mission: string
  readonly level: DutyLevel
  readonly email: string | null
  readonly phone: string | null
}

/** Every active officer with a role of the duty. */
export async function officersOnCall(tx: Tx): Promise<OnCall[]> {
  const { rows } = await sql<OnCall>`
    SELECT o.id AS officer, o.number, o.name, a.mission, CASE a.role WHEN 'ministry-duty' THEN 'ministry' ELSE a.role END AS level, k.email, k.phone
    FROM officer_assignment a JOIN officer o ON o.id = a.officer_id AND o.active LEFT JOIN officer_contact k ON k.officer_id = o.id
    WHERE a.role IN ('duty', 'deputy', 'head', 'ministry-duty') ORDER BY o.number`.execute(tx)
  return rows
}

/** The missions that cannot do their duty now. */
export async function interrupted(tx: Tx): Promise<ReadonlySet<string>> {
  const rows = await tx.selectFrom('duty_interruption').select('mission').execute()
  return new Set(rows.map(({ mission }) => mission))
}

/** Says that a mission cannot do its duty, or that it can again. */
export async function setInterrupted(
  tx: Tx,
  mission: string,
  since: { readonly at: Temporal.Instant; readonly officer: string } | null,
): Promise<void> {
  if (since === null) await tx.deleteFrom('duty_interruption').where('mission', '=', mission).execute()
  else
    await tx
      .insertInto('duty_interruption')
      .values({ mission, since: since.at.toString(), by_officer: since.officer })
      .onConflict((conflict) => conflict.column('mission').doNothing())
      .execute()
}
