import { createHash } from 'node:crypto'
import type { Context as HttpContext } from 'hono'
import { getCookie } from 'hono/cookie'
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../context.ts'
import type { SourceSession } from './source.ts'

/** A citizen's session. */
export interface CitizenSession {
  readonly kind: 'citizen'
  readonly id: string
  readonly account: string
  readonly language: 'zh-Hans' | 'en'
}

/** An officer's session, with where she serves and in which roles. */
export interface OfficerSession {
  readonly kind: 'officer'
  readonly id: string
  readonly officer: { readonly id: string; readonly number: number; readonly name: string; readonly example: boolean }
  readonly assignments: readonly { readonly mission: string; readonly role: string }[]
  readonly steppedUpAt: Temporal.Instant | null
}

/** The cookie that carries a session's token: HttpOnly, SameSite=Lax, Secure on https. Only its hash is stored. */
export const sessionCookie = 'consular_session'

/** SHA-256 of a session's token, as it is stored. */
export const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest()

/** How long an officer's session outlives her last request. Its whole life is bounded by `expires_at`. */
const officerIdle = Temporal.Duration.from({ minutes: 15 })

interface SessionRow {
  session_id: string
  session_account: string | null
  session_language: 'zh-Hans' | 'en' | null
  session_officer: string | null
  session_number: number | null
  session_name: string | null
  session_example: boolean | null
  session_assignments: { mission: string; role: string }[] | null
  session_seen_at: string
  session_stepped_up_at: string | null
}

/** What is read in the same round trip as the session: columns, and the joins that they need. No column of it begins with `session_`. */
export interface Companion {
  readonly columns: RawBuilder<unknown>
  readonly joins: RawBuilder<unknown>
}

/** A session, and the columns of its companion, none of which may be shown before it is known that this session may see them. */
export interface Found {
  readonly session: CitizenSession | OfficerSession | SourceSession
  readonly beside: unknown
}

/** The session that a request's cookie names, or null: unknown, expired, idle too long, or of an officer who left. */
export async function findSession(context: Context, http: HttpContext, companion?: Companion): Promise<Found | null> {
  const token = getCookie(http, sessionCookie)
  if (token === undefined || token.length > 200) return null
  const hash = tokenHash(token)
  const now = context.now()
  const { rows } = await sql<SessionRow>`
    SELECT s.id AS session_id, s.account_id AS session_account, sa.language AS session_language, s.officer_id AS session_officer,
      so.number AS session_number, so.name AS session_name, so.example AS session_example,
      s.last_seen_at AS session_seen_at, s.stepped_up_at AS session_stepped_up_at,
      CASE WHEN s.officer_id IS NULL THEN NULL ELSE
        (SELECT json_agg(json_build_object('mission', mission, 'role', role)) FROM officer_assignment x WHERE x.officer_id = s.officer_id) END AS session_assignments
      ${companion ? sql`, ${companion.columns}` : sql``}
    FROM session s LEFT JOIN account sa ON sa.id = s.account_id LEFT JOIN officer so ON so.id = s.officer_id AND so.active
    ${companion?.joins ?? sql``}
    WHERE s.token_hash = ${hash} AND s.expires_at > ${now.toString()}`.execute(context.database)
  const row = rows[0]
  if (!row) return null
  const lastSeen = Temporal.Instant.from(row.session_seen_at)
  if (row.session_officer !== null && Temporal.Instant.compare(lastSeen.add(officerIdle), now) < 0) return null
  if (Math.abs(now.since(lastSeen).total('seconds')) > 60) {
    await context.database
      .updateTable('session')
      .set({ last_seen_at: now.toString() })
      .where('token_hash', '=', hash)
      .execute()
  }
  const session = asSession(row)
  return session && { session, beside: row }
}

function asSession(row: SessionRow): CitizenSession | OfficerSession | null {
  const { session_id: id, session_account: account, session_language: language } = row
  if (account !== null && language !== null) return { kind: 'citizen', id, account, language }
  if (row.session_officer === null || row.session_number === null || row.session_name === null) return null
  return {
    kind: 'officer',
    id,
    officer: {
      id: row.session_officer,
      number: row.session_number,
      name: row.session_name,
      example: row.session_example ?? false,
    },
    assignments: row.session_assignments ?? [],
    steppedUpAt: row.session_stepped_up_at === null ? null : Temporal.Instant.from(row.session_stepped_up_at),
  }
}
