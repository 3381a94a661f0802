declare const brand: unique symbol

/** A UUIDv7 that names one kind of thing: an id of an application does not pass for an id of a person. */
export type Id<Kind extends string> = string & { readonly [brand]: Kind }

const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** Is this text a UUIDv7 in its canonical lower-case form (RFC 9562, section 5.7)? */
export const isId = (text: string): boolean => pattern.test(text)

/**
 * A new UUIDv7 (RFC 9562, section 5.7): 48 bits of Unix milliseconds, then randomness.
 * Whoever creates a thing makes its id, the phone included, so that every create is an idempotent PUT.
 */
export function newId<Kind extends string>(now: Temporal.Instant, random: (bytes: Uint8Array) => Uint8Array): Id<Kind> {
  const bytes = random(new Uint8Array(16))
  const milliseconds = BigInt(now.epochMilliseconds)
  for (let index = 0; index < 6; index++) bytes[index] = Number((milliseconds >> BigInt(8 * (5 - index))) & 0xffn)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- made here, byte by byte, to the pattern above
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as Id<Kind>
}
