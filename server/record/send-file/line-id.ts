import { createHash } from 'node:crypto'

/**
 * An id made of a content: the same source and content always have the same, so that a file that is sent again repeats nothing. It has the form of a UUIDv7 whose time is that
 * of the act where it has one, and a hash in the place of randomness.
 */
export function idFor(source: string, content: unknown, at: string | null): string {
  const bytes = createHash('sha256')
    .update(JSON.stringify([source, content]))
    .digest()
    .subarray(0, 16)
  const time = at === null ? null : instantOf(at)
  if (time !== null && time >= 0) bytes.writeUIntBE(time, 0, 6)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

function instantOf(text: string): number | null {
  try {
    return text.length > 10
      ? Temporal.Instant.from(text).epochMilliseconds
      : Temporal.PlainDate.from(text).toZonedDateTime('UTC').epochMilliseconds
  } catch {
    return null
  }
}
