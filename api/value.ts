import * as z from 'zod/mini'

/** A UUIDv7 in canonical lower case. */
export const Uuid = z.string().check(z.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/))
/** An instant, RFC 3339 in UTC: `2026-11-24T03:07:00Z`. */
export const Instant = z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/))
/** A calendar date: `2026-12-15`. */
export const PlainDate = z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/))
/** An e-mail address, lower-cased; at most 254 characters (RFC 5321). */
export const Email = z.string().check(z.trim(), z.toLowerCase(), z.maxLength(254), z.email())
/** A phone number of any country in E.164: `+66812345678`. */
export const Phone = z.string().check(z.regex(/^\+[1-9]\d{6,14}$/))
/** The languages of the service. */
export const Language = z.enum(['zh-Hans', 'en'])
export type Language = z.infer<typeof Language>
/** The id of a mission in the pack: `cn-it-milan-cg`. */
export const MissionId = z.string().check(z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/), z.maxLength(80))
