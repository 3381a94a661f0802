import { fieldOf } from '@consular/domain/application'
import { ok, type Result, refuse } from '@consular/domain/shared'

/** The largest file that is taken, in bytes. */
const mostBytes = 5 * 1024 * 1024

/** How many attachments an application may hold; refused ones do not count. */
const mostAttachments = 20

const tooLarge = (most: number) => refuse('attachment.too-large', { most, megabytes: mostBytes / 1024 / 1024 })

/** May this file be begun, beside `others` attachments? */
export function mayBegin(
  { kind, size }: { readonly kind: string; readonly size: number },
  others: number,
): Result<null, 'attachment.kind-unknown' | 'attachment.too-large' | 'attachment.damaged' | 'attachment.too-many'> {
  if (fieldOf(kind)?.kind !== 'attachment') return refuse('attachment.kind-unknown', { kind })
  if (size > mostBytes) return tooLarge(mostBytes)
  if (size === 0) return refuse('attachment.damaged', { cause: 'empty' })
  return others < mostAttachments ? ok(null) : refuse('attachment.too-many', { most: mostAttachments })
}

/** May an attachment of this kind be added or removed now? In a draft any; in a returned file what the officer reopened. */
export function mayChange(
  { state, openFields }: { readonly state: string; readonly openFields: readonly string[] | null },
  kind: string,
): Result<null, 'application.field-not-open' | 'application.not-possible-now'> {
  if (openFields === null) return ok(null)
  if (state !== 'RETURNED') return refuse('application.not-possible-now', { state })
  return openFields.includes(kind)
    ? ok(null)
    : refuse('application.field-not-open', { fields: [kind], open: openFields })
}

/**
 * What to do with a piece: append it, or nothing where all of it has arrived before. Refuses a piece that leaves a gap,
 * begins in the middle of what has arrived, or goes beyond the announced size.
 */
export function placePiece(
  { size, received }: { readonly size: number; readonly received: number },
  { offset, length }: { readonly offset: number; readonly length: number },
): Result<'append' | 'known', 'attachment.offset-wrong' | 'attachment.too-large'> {
  if (offset + length > size) return tooLarge(size)
  if (offset + length <= received) return ok('known')
  return offset === received ? ok('append') : refuse('attachment.offset-wrong', { received })
}
