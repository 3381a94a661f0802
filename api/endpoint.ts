import * as z from 'zod/mini'
import type { RefusalCode } from './problem.ts'

/**
 * Who may call: nobody signed in is needed, a citizen's session, an officer's session, the API key of a laboratory or clinic (`authorization: Bearer …`).
 * Rights beyond that are the use case's own.
 */
export type Who = 'anyone' | 'citizen' | 'officer' | 'source'

/** The beginning of a body of any length, as text: for what is never refused. `length`: how many bytes came; `cut`: was there more than the beginning? */
export interface Head {
  readonly text: string
  readonly length: number
  readonly cut: boolean
}

/** What travels that is not JSON: raw bytes in either direction, or nothing at all. */
export type Raw = 'bytes' | 'nothing'

/**
 * One operation of the HTTP contract, as a value: the server binds it, the apps call it, OpenAPI is printed from it.
 * `path` holds its parameters as `:name`; `refusals` lists the codes it may answer beside those every endpoint may
 * (`request.invalid`, `session.needed`, `session.wrong-kind`).
 */
export interface Endpoint {
  readonly name: string
  readonly summary: string
  readonly method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE'
  readonly path: `/api/${string}`
  readonly who: Who
  /** Only where the service runs as a demonstration; elsewhere it does not exist. */
  readonly demonstrationOnly?: true
  readonly params?: z.ZodMiniType
  readonly query?: z.ZodMiniType
  readonly body?: z.ZodMiniType | 'bytes' | 'head'
  readonly status: 200 | 201 | 202 | 204
  readonly answer: z.ZodMiniType | Raw
  readonly refusals: readonly RefusalCode[]
}

/** Declares an endpoint and keeps its exact type. */
export const endpoint = <const E extends Endpoint>(value: E): E => value

type Parsed<S> = S extends z.ZodMiniType ? z.output<S> : undefined

/** The path parameters of an endpoint, parsed. */
export type ParamsOf<E extends Endpoint> = Parsed<E['params']>
/** The query of an endpoint, parsed. */
export type QueryOf<E extends Endpoint> = Parsed<E['query']>
/** The body of an endpoint, parsed; bytes where it is raw. */
export type BodyOf<E extends Endpoint> = E['body'] extends 'bytes'
  ? Uint8Array<ArrayBuffer>
  : E['body'] extends 'head'
    ? Head
    : Parsed<E['body']>
/** What an endpoint answers when it succeeds. */
export type AnswerOf<E extends Endpoint> = E['answer'] extends 'bytes'
  ? Uint8Array<ArrayBuffer>
  : E['answer'] extends 'nothing'
    ? undefined
    : Parsed<E['answer']>
