import type { Problem } from '@consular/api'
import type { Refusal } from '@consular/domain/shared'
import type { Context as HttpContext } from 'hono'
import { statusOf } from './status.ts'

/** Answers a refusal as RFC 9457 `application/problem+json`. Clients act on `code`; the sentence is theirs to say. */
export function problem(http: HttpContext, refusal: Refusal): Response {
  const status = statusOf(refusal.code)
  const body: Problem = {
    type: `urn:consular-cloud:problem:${refusal.code}`,
    title: refusal.code,
    status,
    code: refusal.code,
    ...(refusal.data ? { data: refusal.data } : {}),
  }
  if (status === 429 && typeof refusal.data?.['retryAfterSeconds'] === 'number')
    http.header('retry-after', String(refusal.data['retryAfterSeconds']))
  return http.body(JSON.stringify(body), status as 400, { 'content-type': 'application/problem+json' })
}
