import type { removeAttachment as endpoint } from '@consular/api'
import { ok, type Result } from '@consular/domain/shared'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import type { Request } from '../http/bind.ts'
import { unknownAttachment, withOwnAttachment } from './own-attachment.ts'
import { mayChange } from './rules.ts'
import { deleteAttachment } from './store.ts'

/** Deletes one's own attachment, with what has arrived of it, while its field may still be changed. */
export function removeAttachment(context: Context, request: Request<typeof endpoint>): Promise<Result<undefined>> {
  const { session, params } = request
  return withOwnAttachment(context, request, async (tx, { application, attachment }) => {
    if (!attachment) return unknownAttachment
    const open = mayChange(application, attachment.view.kind)
    if (!open.ok) return open
    await deleteAttachment(tx, params)
    await record(tx, context, {
      action: 'attachment.remove',
      actor: { kind: 'citizen', id: session.account },
      account: session.account,
      application: params.application,
      mission: application.mission,
      outcome: 'done',
      data: { kind: attachment.view.kind },
    })
    return ok(undefined)
  })
}
