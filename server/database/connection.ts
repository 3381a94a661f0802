import { createHash } from 'node:crypto'
import { Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import type { Tables } from './tables.ts'

/** The service's database. */
export type Database = Kysely<Tables>
/** A transaction on it; every function of a store takes one first. A plain connection serves where one statement is enough. */
export type Tx = Transaction<Tables> | Kysely<Tables>

const timestamptz = 1184
const date = 1082

/** PostgreSQL's `2026-11-24 03:07:00.5+00` as RFC 3339 in UTC; connections are opened with TimeZone=UTC. */
const instantText = (text: string): string => `${text.replace(' ', 'T').slice(0, text.length - 3)}Z`

const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === timestamptz) return instantText
    if (oid === date) return (text: string) => text
    // oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- the declared numbers are not exported
    return pg.types.getTypeParser(oid, format)
  }) as pg.CustomTypesConfig['getTypeParser'],
}

/**
 * Opens a pool of at most `size` connections. Lost connections are replaced on the next use: a restart of the database
 * costs the requests in flight and nothing after them.
 */
export function connect(url: string, size = 10): Database {
  const pool = new pg.Pool({
    Client: PreparingClient,
    connectionString: url,
    max: size,
    types,
    // A plan that is kept must not be one that was made while its table was almost empty: indexes always, and no compiler for short queries.
    options: '-c TimeZone=UTC -c statement_timeout=30000 -c enable_seqscan=off -c jit=off',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  })
  // A connection that breaks is the pool's to drop. Without listeners it would end the process, whether it lies idle or is in use
  // between two statements of a transaction; what is under way fails by itself.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
}

/**
 * Gives every statement with values a name made from its text, so that the database plans it once for each connection: the queries
 * that read an application with all that belongs to it take longer to plan than to run.
 */
class PreparingClient extends pg.Client {
  override query(...args: unknown[]): never {
    const [text, values] = args
    const named = typeof text === 'string' && Array.isArray(values) && values.length > 0
    const rest = named ? [{ name: nameOf(text), text, values }, ...args.slice(2)] : args
    return (super.query as (...all: unknown[]) => never).apply(this, rest)
  }
}

const names = new Map<string, string>()

function nameOf(text: string): string {
  const known = names.get(text)
  if (known) return known
  const name = createHash('sha256').update(text).digest('base64url').slice(0, 40)
  // Statements are few; a list of values of ever new length must not fill the memory.
  if (names.size > 2000) names.clear()
  names.set(text, name)
  return name
}
