import type { CaseFile } from '@consular/api'
import { type AccessPurpose, readingPurpose } from '@consular/domain/access'
import { ok, type Result, refuse } from '@consular/domain/shared'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import type { OfficerSession } from '../http/session.ts'
import { guard, movesFor } from './act-as-officer.ts'
import { load } from './store.ts'
import type { Stored } from './stored.ts'
import { caseFile } from './view.ts'

/** Opens a file for a purpose; the applicant sees who did and why. What may not be opened is refused, and that is seen too. */
export async function openFile(
  context: Context,
  session: OfficerSession,
  { application, purpose }: { application: string; purpose?: AccessPurpose | undefined },
): Promise<Result<CaseFile>> {
  const opened = await openStored(context, session, { application, purpose })
  return opened.ok ? ok(caseFile(context, opened.value, movesFor(session, opened.value))) : opened
}

/** The stored file behind `openFile`, with its access event written: also for a picture of it. */
export async function openStored(
  context: Context,
  session: OfficerSession,
  { application, purpose }: { application: string; purpose?: AccessPurpose | undefined },
): Promise<Result<Stored>> {
  return context.database.transaction().execute(async (tx) => {
    const stored = await load(tx, application)
    // A draft is the applicant's alone: for an officer it does not exist.
    if (!stored || stored.application.submittedAt === null) return refuse('application.unknown')
    const may = await guard(tx, context, { session, stored, action: 'read', purpose })
    if (!may.ok) return may
    await record(tx, context, {
      action: 'access.file',
      actor: { kind: 'officer', id: session.officer.id },
      account: stored.account.id,
      application,
      mission: stored.application.mission,
      purpose: purpose ?? readingPurpose(stored.application.state),
      outcome: 'read',
    })
    return ok(stored)
  })
}
