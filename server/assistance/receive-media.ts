import type { MediaState } from '@consular/api'
import { keptMediaBytes, type MediaFlag, type MediaKind, mostMedia, voiceTypeOf } from '@consular/domain/assistance'
import { ok, type Result, refuse } from '@consular/domain/shared'
import { inspect } from '../attachment/index.ts'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import { digest } from './digest.ts'
import {
  appendMedia,
  insertMedia,
  lockMedia,
  type MediaRecord,
  mediaBytes,
  mediaOf,
  updateMedia,
} from './media-store.ts'
import { mediaState } from './media-view.ts'
import { appendEvent, type CaseRecord, lockOngoing, type ReportRecord, reportsOf, updateCase } from './store.ts'

/** Which voice note or photograph of which report; the secret of the report shows that it is hers. */
export interface MediaKeys {
  readonly report: string
  readonly secret: string
  readonly media: string
}

interface Held {
  readonly found: CaseRecord
  readonly reports: readonly ReportRecord[]
  readonly media: MediaRecord | undefined
}

/** Does something to what follows a report, the case that goes on for it held. Refuses `assistance.report-unknown` and `assistance.report-closed`. */
function withReport(
  context: Context,
  { report, secret, media }: MediaKeys,
  work: (tx: Tx, held: Held) => Promise<Result<MediaState>>,
): Promise<Result<MediaState>> {
  return context.database.transaction().execute(async (tx) => {
    const reports = await reportsOf(tx, report, digest('secret', secret))
    const newest = reports.at(-1)
    if (!newest) return refuse('assistance.report-unknown')
    const found = await lockOngoing(tx, newest.case_id)
    if (!found) return refuse('assistance.report-closed')
    const row = await lockMedia(tx, media)
    return work(tx, { found, reports, media: reports.some(({ id }) => id === row?.report_id) ? row : undefined })
  })
}

/** Announces a voice note or a photograph, or tells how much of it has arrived. Whatever is announced is taken, up to `keptMediaBytes`. */
export const beginMedia = (
  context: Context,
  keys: MediaKeys,
  { kind, size }: { readonly kind: MediaKind; readonly size: number },
): Promise<Result<MediaState>> =>
  withReport(context, keys, async (tx, { found, reports, media }) => {
    if (media) return ok(mediaState(media))
    const newest = reports.at(-1)
    const others = await mediaOf(
      tx,
      reports.map(({ id }) => id),
    )
    if (others.length >= mostMedia || newest === undefined) return refuse('assistance.media-too-many')
    const row: MediaRecord = {
      id: keys.media,
      report_id: newest.id,
      kind,
      size: Math.min(size, keptMediaBytes),
      received: 0,
      media_type: null,
      flags: size > keptMediaBytes ? ['cut'] : [],
      begun_at: context.now().toString(),
      stored_at: null,
      read_at: null,
      read_by: null,
    }
    // An id that another telephone made first is nobody's to know of.
    if (!(await insertMedia(tx, { ...row, picture: null }))) return refuse('assistance.report-unknown')
    return ok(mediaState(row.size === 0 ? await conclude(tx, context, { found, media: row }) : row))
  })

/** Takes the next piece. One that is there already, or leaves a gap, changes nothing: the answer says where to go on. */
export const continueMedia = (
  context: Context,
  keys: MediaKeys,
  { offset, bytes }: { readonly offset: number; readonly bytes: Uint8Array },
): Promise<Result<MediaState>> =>
  withReport(context, keys, async (tx, { found, media }) => {
    if (!media) return refuse('assistance.media-unknown')
    const piece = bytes.subarray(0, media.size - media.received)
    if (offset !== media.received || piece.length === 0) return ok(mediaState(media))
    await appendMedia(tx, media, piece)
    const grown = { ...media, received: media.received + piece.length }
    return ok(mediaState(grown.received < grown.size ? grown : await conclude(tx, context, { found, media: grown })))
  })

/** All of it is here: says what it is, and that somebody has to look again. */
async function conclude(
  tx: Tx,
  context: Context,
  { found, media }: { readonly found: CaseRecord; readonly media: MediaRecord },
): Promise<MediaRecord> {
  const at = context.now()
  const bytes = await mediaBytes(tx, media.id)
  const type = media.kind === 'voice' ? voiceTypeOf(bytes) : inspect(bytes).ok ? 'image/jpeg' : null
  const flags: MediaFlag[] = type === null ? ['unplayable', ...media.flags] : [...media.flags]
  const change = { media_type: type, flags, stored_at: at.toString() }
  await updateMedia(tx, media.id, change)
  await updateCase(tx, found, { unread_since: found.unread_since ?? at.toString() })
  await appendEvent(tx, { case: found.id, at, kind: 'report', actor: null, data: { media: media.kind } })
  await record(tx, context, {
    action: 'assistance.media',
    actor: { kind: 'nobody', id: null },
    mission: found.mission,
    outcome: 'done',
    data: { case: found.id, kind: media.kind },
  })
  return { ...media, ...change }
}
