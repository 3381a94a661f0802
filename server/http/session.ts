import { createHash } from 'node:crypto'
import type { Context as HttpContext } from 'hono'
import { getCookie } from 'hono/cookie'
import { sql } from 'kysely'
import type { Context } from '../context.ts'

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
  id: string
  account_id: string | null
  language: 'zh-Hans' | 'en' | null
  officer_id: string | null
  number: number | null
  name: string | null
  example: boolean | null
  assignments: { mission: string; role: string }[] | null
  last_seen_at: string
  stepped_up_at: string | null
}

/** The session that a request's cookie names, or null: unknown, expired, idle too long, or of an officer who left. */
export async function findSession(
  context: Context,
  http: HttpContext,
): Promise<CitizenSession | OfficerSession | null> {
  const token = getCookie(http, sessionCookie)
  if (token === undefined || token.length > 200) return null
  const hash = tokenHash(token)
  const now = context.now()
  const { rows } = await sql<SessionRow>`
    SELECT s.id, s.account_id, a.language, s.officer_id, o.number, o.name, o.example, s.last_seen_at, s.stepped_up_at,
      CASE WHEN s.officer_id IS NULL THEN NULL ELSE
        (SELECT json_agg(json_build_object('mission', mission, 'role', role)) FROM officer_assignment x WHERE x.officer_id = s.officer_id) END AS assignments
    FROM session s LEFT JOIN account a ON a.id = s.account_id LEFT JOIN officer o ON o.id = s.officer_id AND o.active
    WHERE s.token_hash = ${hash} AND s.expires_at > ${now.toString()}`.execute(context.database)
  const row = rows[0]
  if (!row) return null
  const lastSeen = Temporal.Instant.from(row.last_seen_at)
  if (row.officer_id !== null && Temporal.Instant.compare(lastSeen.add(officerIdle), now) < 0) return null
  if (Math.abs(now.since(lastSeen).total('seconds')) > 60) {
    await context.database
      .updateTable('session')
      .set({ last_seen_at: now.toString() })
      .where('token_hash', '=', hash)
      .execute()
  }
  return asSession(row)
}

function asSession(row: SessionRow): CitizenSession | OfficerSession | null {
  if (row.account_id !== null && row.language !== null)
    return { kind: 'citizen', id: row.id, account: row.account_id, language: row.language }
  if (row.officer_id === null || row.number === null || row.name === null) return null
  return {
    kind: 'officer',
    id: row.id,
    officer: { id: row.officer_id, number: row.number, name: row.name, example: row.example ?? false },
    assignments: row.assignments ?? [],
    steppedUpAt: row.stepped_up_at === null ? null : Temporal.Instant.from(row.stepped_up_at),
  }
}
