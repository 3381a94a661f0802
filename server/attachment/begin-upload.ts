import type { AttachmentView, beginUpload as endpoint } from '@consular/api'
import { ok, type Result, refuse } from '@consular/domain/shared'
import type { Context } from '../context.ts'
import type { Request } from '../http/bind.ts'
import { completeUpload } from './complete-upload.ts'
import { withOwnAttachment } from './own-attachment.ts'
import { mayBegin, mayChange } from './rules.ts'
import { countAttachments, insertAttachment, lockAttachment, type StoredAttachment } from './store.ts'

type Asked = Request<typeof endpoint>

/** Announces a picture, or tells how much of it has arrived: how a telephone that was cut off finds where to go on. */
export async function beginUpload(context: Context, request: Asked): Promise<Result<AttachmentView>> {
  const { params, body } = request
  const begun = await withOwnAttachment(context, request, async (tx, { application, attachment }) => {
    if (attachment) return isSame(attachment, body) ? ok(attachment.view) : refuse('attachment.id-taken')
    const allowed = mayBegin(body, await countAttachments(tx, application.id))
    if (!allowed.ok) return allowed
    const open = mayChange(application, body.kind)
    if (!open.ok) return open
    return ok(await insertAttachment(tx, params, { ...body, at: context.now().toString() }))
  })
  if (!begun.ok || begun.value.state !== 'receiving' || begun.value.received < begun.value.size) return begun
  // All of it is here and there is no picture yet: the server was stopped in between.
  await completeUpload(context, request)
  return ok((await lockAttachment(context.database, params))?.view ?? begun.value)
}

const isSame = ({ view, sha256 }: StoredAttachment, body: Asked['body']): boolean =>
  view.kind === body.kind && view.size === body.size && sha256 === body.sha256
