import type { Result } from '@consular/domain/shared'
import { ok, refuse } from '@consular/domain/shared'
import type { AnswerOf, BodyOf, Endpoint, Head, ParamsOf, QueryOf } from './endpoint.ts'

type Needed<K extends string, V> = [V] extends [undefined]
  ? { readonly [P in K]?: undefined }
  : { readonly [P in K]: V }

/** What a caller sends to an endpoint. */
export type RequestOf<E extends Endpoint> = Needed<'params', ParamsOf<E>> &
  Needed<'query', QueryOf<E>> &
  Needed<'body', BodyOf<E>>

/** The address of an endpoint with its parameters and query filled in. */
export function addressOf(endpoint: Endpoint, request: { params?: unknown; query?: unknown }): string {
  const params = (request.params ?? {}) as Record<string, string>
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])))
  const query = Object.entries((request.query ?? {}) as Record<string, unknown>).filter(
    ([, value]) => value !== undefined,
  )
  return query.length === 0 ? path : `${path}?${new URLSearchParams(query.map(([key, value]) => [key, String(value)]))}`
}

/**
 * Calls an endpoint from a browser. Refusals come back as values with the server's code; a line that is down is
 * `line.down`, so that callers decide what waits and what is told.
 */
export async function call<E extends Endpoint>(
  endpoint: E,
  request: RequestOf<E>,
  signal?: AbortSignal,
): Promise<Result<AnswerOf<E>>> {
  const raw = endpoint.body === 'bytes'
  const written = endpoint.body === 'head'
  const headers: Record<string, string> = { accept: 'application/json' }
  if (request.body !== undefined) headers['content-type'] = raw ? 'application/octet-stream' : 'application/json'
  let response: Response
  try {
    response = await fetch(addressOf(endpoint, request), {
      method: endpoint.method,
      headers,
      credentials: 'same-origin',
      ...(request.body === undefined
        ? {}
        : {
            body: raw
              ? (request.body as Uint8Array<ArrayBuffer>)
              : written
                ? (request.body as Head).text
                : JSON.stringify(request.body),
          }),
      ...(signal ? { signal } : {}),
    })
    if (!response.ok) return await refusalFrom(response)
    if (endpoint.answer === 'nothing') return ok(undefined as AnswerOf<E>)
    if (endpoint.answer === 'bytes') return ok(new Uint8Array(await response.arrayBuffer()) as AnswerOf<E>)
    return ok((await response.json()) as AnswerOf<E>)
  } catch {
    return refuse('line.down')
  }
}

async function refusalFrom(response: Response): Promise<Result<never>> {
  const problem: unknown = await response.json().catch(() => null)
  if (problem && typeof problem === 'object' && 'code' in problem && typeof problem.code === 'string') {
    const data = 'data' in problem && problem.data && typeof problem.data === 'object' ? problem.data : undefined
    return refuse(problem.code, data as never)
  }
  return refuse(response.status >= 500 ? 'service.unavailable' : 'request.invalid')
}
