import { ok, type Result, refuse } from '@consular/domain/shared'
import type { Context as HttpContext } from 'hono'
import { reEncode } from '../attachment/index.ts'
import type { Context } from '../context.ts'
import type { OfficerSession } from '../http/session.ts'
import { openCase } from './guard.ts'
import { keepPicture, type MediaRecord, mediaBytes, mediaInCase, pictureOfMedia, updateMedia } from './media-store.ts'

/** Bytes that a page may play or show, and as what. */
interface Playable {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly type: string
}

/**
 * What followed a report, for an officer who may read its case; leaves the access event of that. A photograph is made anew when it is first looked at: until then
 * nothing has decoded it. Refuses what the case refuses, `assistance.media-unknown` and `assistance.media-unplayable`.
 */
export async function openMedia(
  context: Context,
  session: OfficerSession,
  { id, media }: { readonly id: string; readonly media: string },
): Promise<Result<Playable>> {
  const opened = await context.database.transaction().execute(async (tx): Promise<Result<MediaRecord>> => {
    const found = await openCase(tx, context, { session, id, purpose: 'reading' })
    if (!found.ok) return found
    const row = await mediaInCase(tx, found.value.id, media)
    return row ? ok(row) : refuse('assistance.media-unknown')
  })
  if (!opened.ok) return opened
  return opened.value.kind === 'photo' ? photograph(context, opened.value) : voice(context, opened.value)
}

/** A voice note is played by the page as it came, also the part of one that the line has cut off. */
async function voice(context: Context, { id, media_type, stored_at }: MediaRecord): Promise<Result<Playable>> {
  const bytes = await mediaBytes(context.database, id)
  if (bytes.length === 0 || (stored_at !== null && media_type === null)) return refuse('assistance.media-unplayable')
  return ok({ bytes, type: media_type ?? 'audio/webm' })
}

async function photograph(context: Context, { id, flags, stored_at }: MediaRecord): Promise<Result<Playable>> {
  const made = await pictureOfMedia(context.database, id)
  if (made) return ok({ bytes: made, type: 'image/jpeg' })
  if (flags.includes('unplayable')) return refuse('assistance.media-unplayable')
  const picture = await reEncode(await mediaBytes(context.database, id))
  // One that is still arriving may become a picture yet.
  if (!picture.ok && stored_at !== null)
    await updateMedia(context.database, id, { media_type: null, flags: ['unplayable', ...flags] })
  if (!picture.ok) return refuse('assistance.media-unplayable')
  if (stored_at !== null) await context.database.transaction().execute((tx) => keepPicture(tx, id, picture.value.bytes))
  return ok({ bytes: picture.value.bytes, type: 'image/jpeg' })
}

/** Names bytes as what they are. They come from a stranger: nothing may take them for a page, and nothing on the way may keep them. */
export function serveMedia(http: HttpContext, { bytes, type }: Playable): Uint8Array<ArrayBuffer> {
  http.header('content-type', type)
  http.header('content-disposition', 'attachment')
  http.header('cache-control', 'private, no-store')
  http.header('x-content-type-options', 'nosniff')
  return bytes
}
