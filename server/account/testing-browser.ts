import { type AnswerOf, addressOf, type Endpoint, type Head, Problem, type RequestOf } from '@consular/api'
import { ok, type Result, refuse } from '@consular/domain/shared'
import type { Hono } from 'hono'

/** What any endpoint may answer, beside the refusals that it lists. */
const everywhere: ReadonlySet<string> = new Set([
  'request.cross-site',
  'request.invalid',
  'request.not-found',
  'request.too-large',
  'service.unavailable',
  'session.needed',
  'session.wrong-kind',
])

/** A browser without a page: it keeps its cookie and speaks to an app without a socket. */
export class TestBrowser {
  cookie: string | null = null
  /** The last answer as it came. */
  response: Response | null = null
  readonly #app: Hono
  readonly #headers: Readonly<Record<string, string>>

  constructor(app: Hono, headers: Readonly<Record<string, string>> = {}) {
    this.#app = app
    this.#headers = headers
  }

  /** Calls an endpoint; what it answers has to fit the contract. */
  async call<E extends Endpoint>(endpoint: E, request: RequestOf<E>): Promise<Result<AnswerOf<E>>> {
    const headers = new Headers(this.#headers)
    if (this.cookie !== null) headers.set('cookie', this.cookie)
    const raw =
      endpoint.body === 'bytes'
        ? (request.body as BodyInit)
        : endpoint.body === 'head'
          ? (request.body as Head).text
          : JSON.stringify(request.body)
    const body = request.body === undefined ? {} : { body: raw }
    const response = await this.#app.request(addressOf(endpoint, request), {
      method: endpoint.method,
      headers,
      ...body,
    })
    this.response = response
    this.#keepCookie(response.headers.get('set-cookie'))
    if (!response.ok) {
      const { code, data } = Problem.parse(await response.json())
      if (!everywhere.has(code) && !(endpoint.refusals as readonly string[]).includes(code))
        throw new Error(`${endpoint.name} does not say that it may refuse with ${code}`)
      return refuse(code, data as never)
    }
    if (response.status !== endpoint.status) throw new Error(`${endpoint.name} answered ${response.status}`)
    if (typeof endpoint.answer === 'string') return ok(undefined as AnswerOf<E>)
    return ok(endpoint.answer.parse(await response.json()) as AnswerOf<E>)
  }

  #keepCookie(set: string | null): void {
    if (set === null) return
    const [pair = ''] = set.split(';')
    this.cookie = pair.endsWith('=') ? null : pair
  }
}

/** The value of an answer that a test counts on. */
export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`Refused: ${result.refusal.code}`)
  return result.value
}

/** The code of a refusal that a test counts on. */
export function codeOf(result: Result<unknown>): string {
  if (result.ok) throw new Error('Not refused.')
  return result.refusal.code
}
