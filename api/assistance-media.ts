import { MediaFlag, MediaKind } from '@consular/domain/assistance'
import * as z from 'zod/mini'
import { endpoint } from './endpoint.ts'
import { Instant, Uuid } from './value.ts'

/** A voice note or a photograph as its sender is told of it: how many bytes are kept and how many of them have arrived, when all were stored, when it was shown to an officer. */
export const MediaState = z.object({
  id: Uuid,
  kind: MediaKind,
  size: z.number(),
  received: z.number(),
  storedAt: z.nullable(Instant),
  readAt: z.nullable(Instant),
})
export type MediaState = z.infer<typeof MediaState>

/** The same as an officer is told of it. */
export const MediaView = z.object({
  id: Uuid,
  report: Uuid,
  kind: MediaKind,
  size: z.number(),
  received: z.number(),
  flags: z.array(MediaFlag),
  storedAt: z.nullable(Instant),
})
export type MediaView = z.infer<typeof MediaView>

const Media = z.object({ report: z.string().check(z.maxLength(200)), media: Uuid })
export const beginMedia = endpoint({
  name: 'beginReportMedia',
  summary:
    'Announce a voice note or a photograph that follows a report; repeating it tells how many bytes have arrived. The secret of the report goes as `authorization: Bearer`. Nothing is refused for what it is or how long it is: at most 4 MiB of it are kept.',
  method: 'PUT',
  path: '/api/reports/:report/media/:media',
  who: 'anyone',
  params: Media,
  body: z.object({ kind: MediaKind, size: z.number().check(z.int(), z.nonnegative()) }),
  status: 200,
  answer: MediaState,
  refusals: ['assistance.report-unknown', 'assistance.report-closed', 'assistance.media-too-many'],
})
export const continueMedia = endpoint({
  name: 'continueReportMedia',
  summary:
    'Send the next bytes (at most 256 KiB) from `offset`. A piece that is there already, or leaves a gap, changes nothing: the answer says where to go on.',
  method: 'PATCH',
  path: '/api/reports/:report/media/:media',
  who: 'anyone',
  params: Media,
  query: z.object({ offset: z.coerce.number().check(z.int(), z.nonnegative()) }),
  body: 'bytes',
  status: 200,
  answer: MediaState,
  refusals: ['assistance.report-unknown', 'assistance.report-closed', 'assistance.media-unknown'],
})
export const openMedia = endpoint({
  name: 'openReportMedia',
  summary:
    'Hear or see what followed a report, as far as it has arrived; a photograph made anew, without what its file said beside it. Leaves an access event.',
  method: 'POST',
  path: '/api/workbench/duty/cases/:assistance/media/:media/reading',
  who: 'officer',
  params: z.object({ assistance: Uuid, media: Uuid }),
  status: 200,
  answer: 'bytes',
  refusals: [
    'access.other-mission',
    'access.role-missing',
    'assistance.case-unknown',
    'access.not-assigned',
    'assistance.media-unknown',
    'assistance.media-unplayable',
  ],
})
