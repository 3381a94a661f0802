import { randomBytes } from 'node:crypto'
import * as api from '@consular/api'
import type { Role } from '@consular/domain/access'
import { newId } from '@consular/domain/shared'
import { sql } from 'kysely'
import { seedRegistrations } from './crisis/testing-seed.ts'
import type { Database } from './database/connection.ts'
import { sessionCookie, tokenHash } from './http/session.ts'

const random = (bytes: Uint8Array): Uint8Array => crypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>)
const id = (): string => newId<never>(Temporal.Now.instant(), random)

/** Where the crowd is: in a town whose nearest mission is the embassy that is on duty. */
const town = { lat: 38.423, lon: 27.143 }
const embassy = 'uto-tr-embassy'

let officers = 900
/** An officer of the embassy whom the duty calls by mail, signed in and stepped up: her cookie. */
async function officerOf(database: Database, role: Role): Promise<string> {
  const [officer, token, now] = [id(), randomBytes(16).toString('hex'), Temporal.Now.instant()]
  const number = ++officers
  const at = now.toString()
  await database
    .insertInto('officer')
    .values({ id: officer, number, name: role, active: true, example: false, created_at: at })
    .execute()
  await database.insertInto('officer_assignment').values({ officer_id: officer, mission: embassy, role }).execute()
  const contact = { officer_id: officer, email: `${number}@example.org`, phone: null }
  await database.insertInto('officer_contact').values(contact).execute()
  await database
    .insertInto('session')
    .values({
      token_hash: tokenHash(token),
      id: id(),
      account_id: null,
      officer_id: officer,
      device: 'a test',
      created_at: at,
      last_seen_at: at,
      expires_at: now.add({ hours: 2 }).toString(),
      stepped_up_at: at,
    })
    .execute()
  return `${sessionCookie}=${token}`
}

async function call(url: string, cookie: string, { method = 'GET', body }: { method?: string; body?: unknown } = {}) {
  const response = await fetch(url, {
    method,
    headers: { cookie, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${(await response.text()).slice(0, 300)}`)
  return response.json()
}

/** A crisis in force: its id, its persons, the codes by which its households answer, and a look at its board. */
export interface DeclaredCrisis {
  readonly id: string
  /** How long the second officer waited, in milliseconds: every message was queued by then. */
  readonly declaredIn: number
  readonly persons: number
  readonly codes: readonly string[]
  readonly board: () => Promise<api.CrisisView>
}

/** Registers so many people around the town and declares a crisis there, by two officers. */
export async function declareCrisis(
  origin: string,
  database: Database,
  { count, phones }: { readonly count: number; readonly phones: string },
): Promise<DeclaredCrisis> {
  await seedRegistrations(database, { count, ...town, km: 20, phones, at: Temporal.Now.instant() })
  const [duty, deputy] = [await officerOf(database, 'duty'), await officerOf(database, 'deputy')]
  const url = `${origin}/api/workbench/crises/${id()}`
  const area = { circles: [{ ...town, km: 25 }], polygons: [], countries: [], unplaced: [] }
  const happenedAt = Temporal.Now.instant().toString()
  const body = { mission: embassy, kind: 'disaster', title: 'Earthquake', happenedAt, area }
  const proposed = api.CrisisView.parse(await call(url, duty, { method: 'PUT', body }))
  const decision = { version: proposed.version, decision: 'approve' }
  const began = performance.now()
  const declared = api.CrisisView.parse(await call(`${url}/decision`, deputy, { method: 'POST', body: decision }))
  const declaredIn = performance.now() - began
  const rows = await database
    .selectFrom('crisis_household')
    .select('code')
    .where('crisis_id', '=', declared.id)
    .limit(5000)
    .execute()
  return {
    id: declared.id,
    declaredIn,
    persons: Object.values(declared.counts).reduce((sum, persons) => sum + persons, 0),
    codes: rows.map(({ code }) => code),
    board: async () => api.CrisisView.parse(await call(url, duty)),
  }
}

/** A message that somebody sends until it is acknowledged: the same each time. */
export interface Cry {
  /** The id under which it is stored. */
  readonly id: string
  readonly kind: 'report' | 'answer'
  readonly send: (origin: string) => Promise<boolean>
}

/** Somebody asks for help in the town. */
export function report(): Cry {
  const phoneId = randomBytes(16).toString('hex')
  const secret = randomBytes(16).toString('hex')
  const body = JSON.stringify({ situation: 'injured', ...town, secret, words: phoneId })
  const send = async (origin: string): Promise<boolean> => {
    const response = await fetch(`${origin}/api/reports/${phoneId}`, { method: 'PUT', body })
    return response.ok && api.ReportState.safeParse(await response.json()).success
  }
  return { id: phoneId, kind: 'report', send }
}

/** A household of a crisis answers by the page of its message. */
export function householdAnswer(code: string, says: 'safe' | 'help'): Cry {
  const answered = id()
  const body = new URLSearchParams({ answer: answered, says, language: 'en' }).toString()
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const send = async (origin: string): Promise<boolean> => {
    const response = await fetch(`${origin}/crisis/${code}`, { method: 'POST', body, headers })
    await response.text()
    return response.ok
  }
  return { id: answered, kind: 'answer', send }
}

/** How often each of these lies in the database. */
export async function storedOf(database: Database, cries: readonly Cry[]): Promise<ReadonlyMap<string, number>> {
  const ids = cries.map((cry) => cry.id)
  const { rows } = await sql<{ id: string; count: number }>`
    SELECT id, count(*)::int AS count FROM (
      SELECT phone_id AS id FROM assistance_report WHERE phone_id = ANY (${ids})
      UNION ALL SELECT id FROM crisis_answer WHERE id = ANY (${ids})) AS stored GROUP BY id`.execute(database)
  return new Map(rows.map((row) => [row.id, row.count]))
}

/** What became of the calls to whom has to read: cases that nobody was called to, calls under way, and calls that left a mailbox with another number of letters. */
export async function callsOf(database: Database) {
  const { rows } = await sql<{ uncalled: number; underway: number; handed: number; letters: number; kept: number }>`
    SELECT (SELECT count(*)::int FROM assistance_case c WHERE NOT EXISTS (SELECT FROM assistance_attempt a WHERE a.case_id = c.id)) AS uncalled,
      (SELECT count(*)::int FROM assistance_attempt WHERE outcome IS NULL) AS underway,
      (SELECT count(*)::int FROM assistance_attempt WHERE outcome = 'handed-over') AS handed,
      (SELECT count(*)::int FROM letter WHERE template = 'duty-call') AS letters,
      (SELECT count(*)::int FROM letter l JOIN assistance_attempt a ON a.id = l.id AND a.outcome = 'handed-over') AS kept`.execute(
    database,
  )
  return rows[0]
}

/** Lets what was under way when somebody was killed be tried again now, without the pause that follows a try. */
export const tryNow = async (database: Database): Promise<void> =>
  void (await sql`UPDATE assistance_attempt SET try_at = now() WHERE outcome IS NULL`.execute(database))
