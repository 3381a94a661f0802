import type { OfficerMe } from '@consular/api'
import { stepUpMinutes } from '@consular/domain/access'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import { missionName } from './mission-name.ts'
import { assignmentsOf, type OfficerRow } from './store.ts'

/** An officer as she sees herself at her desk. */
export async function officerMe(
  tx: Tx,
  context: Context,
  {
    officer,
    steppedUpAt,
  }: { readonly officer: Pick<OfficerRow, 'id' | 'number' | 'name'>; readonly steppedUpAt: Temporal.Instant | null },
): Promise<OfficerMe> {
  const postings = Object.entries(Object.groupBy(await assignmentsOf(tx, [officer.id]), (row) => row.mission))
  const until = steppedUpAt?.add({ minutes: stepUpMinutes })
  return {
    officer: { id: officer.id, number: officer.number, name: officer.name },
    assignments: postings.map(([mission, rows = []]) => ({
      mission,
      missionName: missionName(context, mission),
      roles: rows.map((row) => row.role),
    })),
    stepUpUntil: until && Temporal.Instant.compare(until, context.now()) >= 0 ? until.toString() : null,
    demonstration: context.config.mode === 'demonstration',
  }
}
