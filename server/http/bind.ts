import type { AnswerOf, BodyOf, Endpoint, ParamsOf, QueryOf } from '@consular/api'
import type { Result } from '@consular/domain/shared'
import { refuse } from '@consular/domain/shared'
import type { Hono, Context as HttpContext } from 'hono'
import type { Context } from '../context.ts'
import { readHead } from './head.ts'
import { problem } from './problem.ts'
import { type CitizenSession, type Companion, type Found, findSession, type OfficerSession } from './session.ts'
import { findSource, type SourceSession } from './source.ts'

/** The session that an endpoint's `who` asks for. */
export type SessionFor<E extends Endpoint> = E['who'] extends 'citizen'
  ? CitizenSession
  : E['who'] extends 'officer'
    ? OfficerSession
    : E['who'] extends 'source'
      ? SourceSession
      : null

/** What a use case's route is handed: everything parsed, nothing trusted twice. */
export interface Request<E extends Endpoint> {
  readonly params: ParamsOf<E>
  readonly query: QueryOf<E>
  readonly body: BodyOf<E>
  readonly session: SessionFor<E>
  /** The columns of the route's companion; undefined without one. */
  readonly beside: unknown
  /** For cookies and headers alone; input comes from the parsed members. */
  readonly http: HttpContext
}

/** An endpoint with what answers it. */
export interface Route {
  readonly endpoint: Endpoint
  readonly handle: (request: never) => Promise<Result<unknown>>
  /** What is read together with the session: it saves a hot endpoint a round trip. */
  readonly companion?: (params: never) => Companion
}

/** Binds an endpoint of the contract to a use case; the types of both must agree. */
export const bind = <E extends Endpoint>(
  endpoint: E,
  handle: (request: Request<E>) => Promise<Result<AnswerOf<E>>>,
  companion?: (params: ParamsOf<E>) => Companion,
): Route => (companion ? { endpoint, handle, companion } : { endpoint, handle })

/** Largest JSON body and largest piece of an upload, in bytes. */
const jsonCap = 256 * 1024
const pieceCap = 256 * 1024

/** Mounts routes: who may call, then what was sent, then the use case, then its answer or its refusal as a problem. */
export function mount(app: Hono, context: Context, routes: readonly Route[]): void {
  for (const route of routes) {
    const { endpoint } = route
    if (endpoint.demonstrationOnly && context.config.mode !== 'demonstration') continue
    app.on(endpoint.method, endpoint.path, async (http) => {
      const result = await answer(context, route, http)
      if (!result.ok) return problem(http, result.refusal)
      if (endpoint.answer === 'nothing') return http.body(null, endpoint.status as 204)
      if (endpoint.answer === 'bytes') return http.body(result.value as Uint8Array<ArrayBuffer>, endpoint.status as 200)
      return http.json(result.value as object, endpoint.status as 200)
    })
  }
}

async function answer(context: Context, route: Route, http: HttpContext): Promise<Result<unknown>> {
  const { endpoint, handle } = route
  const found = await findCaller(context, route, http)
  if (endpoint.who !== 'anyone') {
    if (found === null) return refuse('session.needed')
    if (found.session.kind !== endpoint.who) return refuse('session.wrong-kind')
  }
  const input = await parseInput(endpoint, http)
  if (!input.ok) return input
  return handle({ ...input.value, session: found?.session ?? null, beside: found?.beside, http } as never)
}

/** Who calls, in the way that the endpoint asks for: by the cookie of a session, or by the key of a source. */
async function findCaller(context: Context, route: Route, http: HttpContext): Promise<Found | null> {
  if (route.endpoint.who === 'anyone') return null
  if (route.endpoint.who !== 'source') return findSession(context, http, companionOf(route, http))
  const session = await findSource(context, http)
  return session && { session, beside: undefined }
}

/** The route's companion, where the path names something that can exist. */
function companionOf({ endpoint, companion }: Route, http: HttpContext): Companion | undefined {
  if (!companion) return undefined
  const params = endpoint.params?.safeParse(http.req.param())
  return params?.success ? companion(params.data as never) : undefined
}

async function parseInput(
  endpoint: Endpoint,
  http: HttpContext,
): Promise<Result<{ params: unknown; query: unknown; body: unknown }>> {
  const parts: Record<'params' | 'query' | 'body', unknown> = { params: undefined, query: undefined, body: undefined }
  if (endpoint.body === 'bytes') {
    const bytes = new Uint8Array(await http.req.arrayBuffer())
    if (bytes.length > pieceCap) return refuse('request.too-large', { most: pieceCap })
    parts.body = bytes
  } else if (endpoint.body === 'head') {
    parts.body = await readHead(http.req.raw.body)
  } else if (endpoint.body) {
    const text = await http.req.text()
    if (text.length > jsonCap) return refuse('request.too-large', { most: jsonCap })
    try {
      parts.body = JSON.parse(text)
    } catch {
      return refuse('request.invalid', { where: 'body', what: 'not JSON' })
    }
  }
  parts.params = http.req.param()
  parts.query = http.req.query()
  for (const part of ['params', 'query', 'body'] as const) {
    const schema = endpoint[part]
    if (schema === undefined || schema === 'bytes' || schema === 'head') continue
    const parsed = schema.safeParse(parts[part])
    if (!parsed.success) {
      const issue = parsed.error.issues[0]
      // A path whose id is no id names nothing.
      if (part === 'params') return refuse('request.not-found')
      return refuse('request.invalid', {
        where: [part, ...(issue?.path ?? [])].join('.'),
        what: issue?.code ?? 'invalid',
      })
    }
    parts[part] = parsed.data
  }
  return { ok: true, value: parts }
}
