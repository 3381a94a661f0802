import type { MediaState, MediaView } from '@consular/api'
import type { MediaRecord } from './media-store.ts'

/** What its sender is told of a voice note or a photograph. */
export const mediaState = (row: MediaRecord): MediaState => ({
  id: row.id,
  kind: row.kind,
  size: row.size,
  received: row.received,
  storedAt: row.stored_at,
  readAt: row.read_at,
})

/** What an officer is told of it before she opens it. */
export const mediaView = (row: MediaRecord): MediaView => ({
  id: row.id,
  report: row.report_id,
  kind: row.kind,
  size: row.size,
  received: row.received,
  flags: row.flags,
  storedAt: row.stored_at,
})
