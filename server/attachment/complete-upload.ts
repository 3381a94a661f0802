import { createHash } from 'node:crypto'
import type { AttachmentView } from '@consular/api'
import { ok, type Result, refuse } from '@consular/domain/shared'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import { type AttachmentRequest, unknownAttachment, withOwnAttachment } from './own-attachment.ts'
import { type Picture, reEncode } from './re-encode.ts'
import { mayChange } from './rules.ts'
import { arrivedBytes, lockAttachment, startAgain, storePicture, storeRefusal } from './store.ts'

/** What an attachment that takes no more bytes answers to whoever sends some: itself, or why it was refused. */
export const asItStands = (view: AttachmentView): Result<AttachmentView> =>
  view.refusal === null ? ok(view) : refuse(view.refusal)

/**
 * Makes the picture of all that has arrived. Nothing is locked while it is decoded, for that takes seconds; what another
 * device has done meanwhile stands. Repeating it is harmless, so a stop of the server in between loses nothing.
 */
export async function completeUpload(context: Context, request: AttachmentRequest): Promise<Result<AttachmentView>> {
  const announced = await lockAttachment(context.database, request.params)
  if (!announced) return unknownAttachment
  const bytes = await arrivedBytes(context.database, request.params)
  const intact = createHash('sha256').update(bytes).digest('hex') === announced.sha256
  const made: Made = intact ? await reEncode(bytes) : 'lost-on-the-way'
  return withOwnAttachment(context, request, async (tx, { application, attachment }) => {
    if (!attachment) return unknownAttachment
    const { view, sha256 } = attachment
    if (view.state !== 'receiving' || view.received < view.size || sha256 !== announced.sha256) return asItStands(view)
    const open = mayChange(application, view.kind)
    if (!open.ok) return open
    return conclude(tx, context, { request, view, made, mission: application.mission })
  })
}

type Made = Result<Picture> | 'lost-on-the-way'

interface Conclusion {
  readonly request: AttachmentRequest
  readonly view: AttachmentView
  readonly made: Made
  readonly mission: string
}

async function conclude(
  tx: Tx,
  context: Context,
  { request, view, made, mission }: Conclusion,
): Promise<Result<AttachmentView>> {
  const { session, params } = request
  if (made === 'lost-on-the-way') {
    await startAgain(tx, params)
    return refuse('attachment.damaged', { cause: 'transfer' })
  }
  await record(tx, context, {
    action: 'attachment.add',
    actor: { kind: 'citizen', id: session.account },
    account: session.account,
    application: params.application,
    mission,
    outcome: made.ok ? 'done' : 'refused',
    data: { kind: view.kind, ...(made.ok ? {} : { refusal: made.refusal.code }) },
  })
  if (!made.ok) {
    await storeRefusal(tx, params, made.refusal.code)
    return made
  }
  const { width, height } = made.value
  await storePicture(tx, params, made.value)
  return ok({ ...view, state: 'stored', width, height })
}
