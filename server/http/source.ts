import { createHash } from 'node:crypto'
import type { Context as HttpContext } from 'hono'
import type { JWK } from 'jose'
import type { Context } from '../context.ts'

/** A laboratory or clinic that calls with its API key. */
export interface SourceSession {
  readonly kind: 'source'
  readonly id: string
  /** The mission that registered it. */
  readonly mission: string
  readonly name: string
  /** ISO 3166-1 alpha-2. */
  readonly country: string
  /** Its public key: what it sends is signed by it. */
  readonly signingKey: JWK
}

/** SHA-256 of an API key, as it is stored: the key has 256 random bits, so nothing slower is needed. */
export const apiKeyHash = (key: string): Buffer => createHash('sha256').update(key).digest()

/** The source that a request's `authorization: Bearer …` names, or null: none, unknown, suspended. */
export async function findSource(context: Context, http: HttpContext): Promise<SourceSession | null> {
  const key = /^Bearer ([\w-]{20,200})$/i.exec(http.req.header('authorization') ?? '')?.[1]
  if (key === undefined) return null
  const row = await context.database
    .selectFrom('health_source')
    .select(['id', 'mission', 'name', 'country', 'signing_key'])
    .where('api_key_hash', '=', apiKeyHash(key))
    .where('active', '=', true)
    .executeTakeFirst()
  if (!row) return null
  const { signing_key, ...rest } = row
  return { kind: 'source', ...rest, signingKey: signing_key as JWK }
}
