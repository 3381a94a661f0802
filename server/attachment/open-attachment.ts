import type { openAttachment as endpoint } from '@consular/api'
import { ok, type Result } from '@consular/domain/shared'
import { openStored } from '../application/index.ts'
import type { Context } from '../context.ts'
import type { Request } from '../http/bind.ts'
import { unknownAttachment } from './own-attachment.ts'
import { servePicture } from './read-attachment.ts'
import { pictureOf } from './store.ts'

/** A picture of a file for an officer who may read the file; the applicant sees that it was opened, as with the file itself. */
export async function openAttachment(
  context: Context,
  { session, params, http }: Request<typeof endpoint>,
): Promise<Result<Uint8Array<ArrayBuffer>>> {
  const opened = await openStored(context, session, { application: params.application })
  if (!opened.ok) return opened
  const picture = await pictureOf(context.database, params.application, params.attachment)
  return picture ? ok(servePicture(http, picture)) : unknownAttachment
}
