import type { RecallView } from '@consular/api'
import { ok, type Result } from '@consular/domain/shared'
import type * as z from 'zod/mini'
import type { Context } from '../../context.ts'
import type { OfficerSession } from '../../http/session.ts'
import { officerAt } from './officer-at.ts'
import { recallsOf } from './recall-store.ts'
import { recallView } from './recall-view.ts'

/** Recalls of a mission, the newest first. Nothing of a person is in them. */
export async function listRecalls(
  { database }: Context,
  session: OfficerSession,
  mission: string,
): Promise<Result<{ recalls: z.infer<typeof RecallView>[] }>> {
  const may = officerAt(session, mission, ['reviewer', 'approver'])
  if (!may.ok) return may
  const recalls = await recallsOf(database, mission)
  return ok({ recalls: await Promise.all(recalls.map((recall) => recallView(database, recall))) })
}
