import { mayAt } from '@consular/domain/access'
import { type ShownRow, suppress } from '@consular/domain/issuing'
import { leastShown, ok, type Result } from '@consular/domain/shared'
import type { Context } from '../../context.ts'
import type { OfficerSession } from '../../http/session.ts'
import { countByMonth } from './statistics-store.ts'

/** Counts of a mission by month, small ones suppressed, with those from which they could be reckoned. For its approvers and analysts. */
export async function readStatistics(
  { database }: Context,
  session: OfficerSession,
  mission: string,
): Promise<Result<{ least: number; rows: ShownRow[] }>> {
  const may = mayAt(session.assignments, mission, ['approver', 'ministry-analyst'])
  if (!may.ok) return may
  return ok({ least: leastShown, rows: [...suppress(await countByMonth(database, mission))] })
}
