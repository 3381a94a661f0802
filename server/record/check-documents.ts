import type { AnswerOf, openDocument as contract, listDocuments as queueContract } from '@consular/api'
import type { Role } from '@consular/domain/access'
import { mayAt } from '@consular/domain/access'
import { ok, type Result, refuse } from '@consular/domain/shared'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import type { OfficerSession } from '../http/session.ts'
import { queueOf, readDocument, type StoredDocument } from './document-store.ts'
import { documentView } from './send-document.ts'

/** Who reads papers; which of them decides what, the decision knows. */
export const readers: readonly Role[] = ['reviewer', 'approver']

/** Papers of a mission that wait, without anything of a person. */
export async function listQueue(
  context: Context,
  session: OfficerSession,
  mission: string,
): Promise<Result<AnswerOf<typeof queueContract>>> {
  const may = mayAt(session.assignments, mission, readers)
  if (!may.ok) return may
  return ok({ documents: [...(await queueOf(context.database, mission, session.officer.id))] })
}

/** Opens a paper for an officer; its person sees who did, and who was refused. */
export async function openDocument(
  context: Context,
  session: OfficerSession,
  id: string,
): Promise<Result<AnswerOf<typeof contract>>> {
  return context.database.transaction().execute(async (tx): Promise<Result<AnswerOf<typeof contract>>> => {
    const stored = await readDocument(tx, id)
    if (!stored) return refuse('document.unknown')
    const may = await guardDocument(tx, context, { session, stored, roles: readers })
    return may.ok ? ok(documentFile(stored)) : may
  })
}

/** A paper as officers see it. */
export const documentFile = (stored: StoredDocument): AnswerOf<typeof contract> => ({
  ...documentView(stored),
  mission: stored.mission,
  version: stored.version,
  picture: stored.picture?.toString('base64') ?? null,
  confirmedBy: stored.confirmedBy,
  decidedBy: stored.decidedBy,
})

interface Guarded {
  readonly session: OfficerSession
  readonly stored: StoredDocument
  readonly roles: readonly Role[]
}

/** Lets an officer at a paper, or refuses her, and leaves the access event that its person sees either way. */
export async function guardDocument(
  tx: Tx,
  context: Context,
  { session, stored, roles }: Guarded,
): Promise<Result<true>> {
  const may = mayAt(session.assignments, stored.mission, roles)
  await record(tx, context, {
    action: 'access.document',
    actor: { kind: 'officer', id: session.officer.id },
    account: stored.account,
    mission: stored.mission,
    purpose: may.ok ? (stored.state === 'confirmed' ? 'second-review' : 'review') : 'denied',
    outcome: may.ok ? 'read' : 'refused',
    data: { document: stored.id },
  })
  return may
}
