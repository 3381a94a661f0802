import type { AttachmentView, continueUpload as endpoint } from '@consular/api'
import { ok, type Result } from '@consular/domain/shared'
import type { Context } from '../context.ts'
import type { Request } from '../http/bind.ts'
import { asItStands, completeUpload } from './complete-upload.ts'
import { unknownAttachment, withOwnAttachment } from './own-attachment.ts'
import { mayChange, placePiece } from './rules.ts'
import { appendPiece } from './store.ts'

/** Takes the next piece and commits it; the one that completes the file also answers what became of it. */
export async function continueUpload(
  context: Context,
  request: Request<typeof endpoint>,
): Promise<Result<AttachmentView>> {
  const { params, query, body } = request
  const arrived = await withOwnAttachment(context, request, async (tx, { application, attachment }) => {
    if (!attachment) return unknownAttachment
    const { view } = attachment
    if (view.state !== 'receiving') return asItStands(view)
    const open = mayChange(application, view.kind)
    if (!open.ok) return open
    const place = placePiece(view, { offset: query.offset, length: body.length })
    if (!place.ok) return place
    if (place.value === 'known') return ok(view)
    await appendPiece(tx, params, { offset: query.offset, bytes: body })
    return ok({ ...view, received: query.offset + body.length })
  })
  if (!arrived.ok || arrived.value.state !== 'receiving' || arrived.value.received < arrived.value.size) return arrived
  return completeUpload(context, request)
}
