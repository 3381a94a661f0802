import { type Result, refuse } from '@consular/domain/shared'
import { ownApplication } from '../application/index.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import type { CitizenSession } from '../http/session.ts'
import { type AttachmentKey, holdApplication, lockAttachment, type StoredAttachment } from './store.ts'

/** Which attachment a citizen asks for. */
export interface AttachmentRequest {
  readonly session: CitizenSession
  readonly params: AttachmentKey
}

type Own = Awaited<ReturnType<typeof ownApplication>>

/** One's own application with the named attachment, both held until the transaction ends; the attachment is null where there is none. */
export interface OwnAttachment {
  readonly application: Extract<Own, { ok: true }>['value']
  readonly attachment: StoredAttachment | null
}

/** Does something to an attachment of one's own application in one transaction. A refusal commits too, with what was recorded of it. */
export function withOwnAttachment<T>(
  context: Context,
  { session, params }: AttachmentRequest,
  work: (tx: Tx, own: OwnAttachment) => Promise<Result<T>>,
): Promise<Result<T>> {
  return context.database.transaction().execute(async (tx) => {
    await holdApplication(tx, params.application)
    const own = await ownApplication(tx, context, session.account, params.application)
    if (!own.ok) return own
    return work(tx, { application: own.value, attachment: await lockAttachment(tx, params) })
  })
}

/** The refusal for an attachment that one's application does not have. */
export const unknownAttachment = refuse('attachment.unknown')
