import type { readAttachment as endpoint } from '@consular/api'
import { ok, type Result } from '@consular/domain/shared'
import type { Context as HttpContext } from 'hono'
import { ownApplication } from '../application/index.ts'
import type { Context } from '../context.ts'
import type { Request } from '../http/bind.ts'
import { unknownAttachment } from './own-attachment.ts'
import { pictureOf } from './store.ts'

/** The stored picture of one's own attachment. */
export async function readAttachment(
  context: Context,
  { session, params, http }: Request<typeof endpoint>,
): Promise<Result<Uint8Array<ArrayBuffer>>> {
  const own = await ownApplication(context.database, context, session.account, params.application)
  if (!own.ok) return own
  const picture = await pictureOf(context.database, params.application, params.attachment)
  return picture ? ok(servePicture(http, picture)) : unknownAttachment
}

/** Names a picture as what it is; nothing between the server and the person may keep a copy. */
export function servePicture(http: HttpContext, picture: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  http.header('content-type', 'image/jpeg')
  http.header('cache-control', 'private, no-store')
  http.header('x-content-type-options', 'nosniff')
  return picture
}
