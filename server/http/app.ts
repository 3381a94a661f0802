import { Hono, type Context as HttpContext, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { compress } from 'hono/compress'
import { secureHeaders } from 'hono/secure-headers'
import type { Logger } from 'pino'
import type { Context } from '../context.ts'
import { mount, type Route } from './bind.ts'
import { type ServedFile, serveFile } from './files.ts'
import { problem } from './problem.ts'

/** The most bytes of a body that are ever read: four in every character of the largest JSON. */
const bodyCap = 1024 * 1024

/** A cry for help is never too long: its doors read the beginning alone and let the rest pass. */
const neverRefused = ({ req }: HttpContext): boolean => req.path === '/sos' || /^\/api\/reports\/[^/]+$/.test(req.path)

/** What `createApp` puts together: the API's routes, the plain pages, and files made at the start (path -> bytes). */
export interface Parts {
  readonly routes: readonly Route[]
  readonly pages: readonly Hono[]
  readonly files: ReadonlyMap<string, ServedFile>
  readonly log: Logger
}

/** The whole HTTP surface as one function from request to response; tests call it without a socket. */
export function createApp(context: Context, parts: Parts): Hono {
  const app = new Hono()
  app.onError((error, http) => {
    if (isOutage(error)) return problem(http, { code: 'service.unavailable' })
    parts.log.error({ error: error.message, stack: error.stack, path: http.req.routePath }, 'fault')
    return problem(http, { code: 'service.fault' })
  })
  app.use(headers(context))
  app.use('/api/*', async (http, next) => {
    // What laboratories are answered is signed and packed already: to pack it again costs more than to make it.
    const isSource = http.req.path.startsWith('/api/source/')
    http.header('cache-control', isSource ? 'no-store, no-transform' : 'no-store')
    if (crossSite(context, http)) return problem(http, { code: 'request.cross-site' })
    return next()
  })
  // Before anyone reads a body: what an endpoint may take is less, but nobody fills the memory on the way there.
  const limit = bodyLimit({
    maxSize: bodyCap,
    onError: (http) => problem(http, { code: 'request.too-large', data: { most: bodyCap } }),
  })
  app.use((http, next) => (neverRefused(http) ? next() : limit(http, next)))
  if (context.config.origin === null) app.get('*', ownAddress(context))
  app.use(compress({ threshold: 600 }))
  mount(app, context, parts.routes)
  app.all('/api/*', (http) => problem(http, { code: 'request.not-found' }))
  for (const pages of parts.pages) app.route('/', pages)
  app.get('*', async (http) => (await serveFile(parts.files, http)) ?? http.text('404', 404))
  return app
}

/** Security headers for every answer. Pages carry their style inline by nonce-free hash-free 'self' rules set here; scripts come from files alone. */
function headers(context: Context) {
  const https = context.origin.startsWith('https:')
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:', 'blob:'],
      mediaSrc: ['blob:'],
      connectSrc: ["'self'"],
      manifestSrc: ["'self'"],
      workerSrc: ["'self'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
    },
    referrerPolicy: 'no-referrer',
    strictTransportSecurity: https ? 'max-age=31536000; includeSubDomains' : false,
    permissionsPolicy: { geolocation: ['self'], camera: ['self'], microphone: ['self'] },
    crossOriginOpenerPolicy: 'same-origin',
    crossOriginResourcePolicy: 'same-origin',
  })
}

const loopback = new Set(['127.0.0.1', '[::1]'])

/** Leads a page that was opened by the machine's number to the name that sessions and passkeys are bound to. */
function ownAddress(context: Context): MiddlewareHandler {
  return async (http, next) => {
    const { hostname, pathname, search } = new URL(http.req.url)
    if (!loopback.has(hostname) || pathname.startsWith('/api/')) return next()
    return http.redirect(`${context.origin}${pathname}${search}`, 307)
  }
}

/** A write that a browser sends from another site. Programs without a browser send neither header and carry no cookie by accident. */
function crossSite(context: Context, http: HttpContext): boolean {
  if (http.req.method === 'GET' || http.req.method === 'HEAD') return false
  const site = http.req.header('sec-fetch-site')
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true
  const origin = http.req.header('origin')
  return origin !== undefined && origin !== context.origin
}

const outages = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P01', '57P02', '57P03', '08006', '08001', '53300'])

/** Did the database go away, rather than the code go wrong? */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  return (
    outages.has(code) ||
    /Connection terminated|not queryable|timeout exceeded when trying to connect|ECONNREFUSED/.test(error.message)
  )
}
