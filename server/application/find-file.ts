import { ok, parseReference, type Result, refuse } from '@consular/domain/shared'
import type { Context } from '../context.ts'
import type { OfficerSession } from '../http/session.ts'
import { worksOn } from './act-as-officer.ts'
import { byReference } from './store.ts'

/** Finds a file of one's own missions by its reference; one of another mission is as unknown as one that is not there. */
export async function findFile(
  context: Context,
  session: OfficerSession,
  text: string,
): Promise<Result<{ application: string }>> {
  const reference = parseReference('TD', text)
  if (!reference.ok) return reference
  const found = await byReference(context.database, reference.value)
  if (!found) return refuse('application.unknown')
  return worksOn(session, found.mission) ? ok({ application: found.id }) : refuse('application.unknown')
}
