import * as z from 'zod/mini'

/** Refusals of the HTTP contract itself, before any use case is asked. */
export const contractRefusals = [
  'request.invalid',
  'request.too-large',
  'request.not-found',
  'request.cross-site',
  'request.too-many',
  'session.needed',
  'session.wrong-kind',
  'service.unavailable',
  'service.fault',
] as const

/** A stable code of a refusal; its sentence is in `messages/`, its status in the server's one table. */
export type RefusalCode = string

/** The body of every refused request: RFC 9457 `application/problem+json`, with the code that clients act on. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  code: z.string(),
  data: z.optional(z.record(z.string(), z.unknown())),
})
export type Problem = z.infer<typeof Problem>
