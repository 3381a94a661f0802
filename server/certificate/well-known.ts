import { createHash } from 'node:crypto'
import { Hono } from 'hono'
import { type KeyContext, publishedOf } from './keys/index.ts'

/** What changes with every revocation: a cache may keep it for a minute. */
const changing: ReadonlySet<string> = new Set([
  'dcc-revocation',
  'shc-revocation',
  'status-list',
  'index',
  'jwks',
  'registration-keys',
])

/**
 * What others verify our certificates with: keys, lists and contexts below `/.well-known/`, to everybody, with no account. Any cache may keep them for an hour, lists of what was revoked for a minute; pages of other sites may read them. What
 * reads them is not told apart and not written down.
 */
export function wellKnownPages(context: KeyContext): Hono {
  const app = new Hono()
  app.get('/.well-known/*', async (http, next) => {
    const file = (await publishedOf(context)).get(http.req.path)
    if (!file) return next()
    const tag = `"${createHash('sha256').update(file.bytes).digest('base64url').slice(0, 22)}"`
    http.header('content-type', file.type)
    http.header('cache-control', `public, max-age=${changing.has(file.kind) ? 60 : 3600}`)
    http.header('access-control-allow-origin', '*')
    http.header('etag', tag)
    return http.req.header('if-none-match') === tag ? http.body(null, 304) : http.body(file.bytes)
  })
  return app
}
