import { randomBytes } from 'node:crypto'
import * as api from '@consular/api'
import type { Role } from '@consular/domain/access'
import { applicationMoves, foldState } from '@consular/domain/application'
import { newId } from '@consular/domain/shared'
import { pino } from 'pino'
import { expect } from 'vitest'
import type { TestAuthenticator } from '../account/testing-authenticator.ts'
import { TestBrowser, valueOf } from '../account/testing-browser.ts'
import { insertPicture } from '../attachment/index.ts'
import { testDatabase } from '../database/testing.ts'
import { createApp } from '../http/app.ts'
import { sessionCookie, tokenHash } from '../http/session.ts'
import { officerAtDesk } from '../officer/testing-officer.ts'
import { routesOf } from '../service.ts'
import { testContext } from '../testing.ts'
import { checkSubmitted } from './check-submitted.ts'
import { linAnswers, pictures, service, written, zoneOf } from './testing-answers.ts'

/** The whole service over a database of its own, on a clock that the test moves. */
const { database } = await testDatabase()
export const context = await testContext(database)
export const app = createApp(context, {
  routes: routesOf(context),
  pages: [],
  files: new Map(),
  log: pino({ level: 'silent' }),
})
export { database, linAnswers, service, written, zoneOf }

export const milan = 'uto-it-milan-cg'
export const florence = 'uto-it-florence-cg'

/** A new id of whatever kind. */
export const id = () => newId<never>(context.now(), context.random)

/** A moment of Milan's wall clock. */
export const wall = (local: string): Temporal.Instant =>
  Temporal.PlainDateTime.from(local).toZonedDateTime('Europe/Rome').toInstant()

/** Moves the clock. Whoever was signed in has signed in again by then; a step-up does not last. */
export async function at(local: string): Promise<void> {
  context.clock.now = wall(local)
  await database
    .updateTable('session')
    .set({ last_seen_at: context.now().toString(), expires_at: context.now().add({ hours: 12 }).toString() })
    .execute()
}

/** A citizen with a session. */
export interface Citizen {
  readonly browser: TestBrowser
  readonly account: string
  readonly email: string
  /** The number of her present passport: hers alone. */
  readonly passport: string
}

let passports = 12_345_677
/** A new citizen, signed in. */
export async function citizen(name = randomBytes(4).toString('hex')): Promise<Citizen> {
  const account = id()
  const email = `${name}@example.org`
  const now = context.now().toString()
  await database.insertInto('account').values({ id: account, email, language: 'en', created_at: now }).execute()
  const passport = `U${String(++passports).padStart(8, '0')}`
  return { browser: await signedIn({ account_id: account, officer_id: null }), account, email, passport }
}

/** A browser with a session that was opened just now. */
export async function signedIn(who: { account_id: string | null; officer_id: string | null }): Promise<TestBrowser> {
  const token = randomBytes(16).toString('hex')
  await database
    .insertInto('session')
    .values({
      ...who,
      token_hash: tokenHash(token),
      id: id(),
      device: 'a test',
      created_at: context.now().toString(),
      last_seen_at: context.now().toString(),
      expires_at: context.now().add({ hours: 12 }).toString(),
      stepped_up_at: null,
    })
    .execute()
  const browser = new TestBrowser(app)
  browser.cookie = `${sessionCookie}=${token}`
  return browser
}

/** An officer at her desk with her passkey. */
export interface Desk {
  readonly browser: TestBrowser
  readonly key: TestAuthenticator
  readonly id: string
  readonly number: number
}

let officers = 20
/** A new officer, enrolled and signed in with her passkey. */
export async function officer(name: string, roles: readonly Role[], mission = milan): Promise<Desk> {
  const number = ++officers
  const { browser, key, me } = await officerAtDesk(context, app, { number, name, mission, roles: [...roles] })
  return { browser, key, id: me.officer.id, number }
}

/** The passkey once more. */
export async function stepUp({ browser, key }: Desk): Promise<void> {
  const { ceremony, options } = valueOf(await browser.call(api.stepUpOptions, {}))
  valueOf(await browser.call(api.stepUp, { body: { ceremony, response: key.get(options) } }))
}

/** Writes a picture that has arrived whole; how pictures arrive is tested where they do. */
export async function picture(application: string, kind: string): Promise<string> {
  const attachment = id()
  await insertPicture(
    database,
    { application, attachment },
    { kind, bytes: new Uint8Array([0xff, 0xd8]), width: 1155, height: 1680, at: context.now().toString() },
  )
  return attachment
}

/** A draft with every answer and picture, ready to be submitted. */
export async function draft(
  { browser, passport }: Citizen,
  changed: { readonly [field: string]: string } = {},
  mission = milan,
): Promise<string> {
  const application = id()
  const params = { application }
  const given = { ...linAnswers, mrz: zoneOf({ documentNumber: passport }), ...changed }
  valueOf(await browser.call(api.saveDraft, { params, body: { mission, service, answers: written(given) } }))
  const ids: Record<string, string> = {}
  for (const kind of pictures) ids[kind] = await picture(application, kind)
  valueOf(await browser.call(api.saveDraft, { params, body: { mission, service, answers: written(ids) } }))
  return application
}

/** A submitted file whose checks have begun. */
export async function inChecks(who: Citizen, changed: { readonly [field: string]: string } = {}): Promise<string> {
  const application = await draft(who, changed)
  valueOf(await who.browser.call(api.submitApplication, { params: { application } }))
  await checkSubmitted(context)
  return application
}

/** The version at which a file stands, as an officer who has just opened it sees it. */
export async function versionOf(application: string): Promise<number> {
  return (await rowOf(application)).version
}

/** A file's row as it lies in the database. */
export const rowOf = (application: string) =>
  database.selectFrom('application').selectAll().where('id', '=', application).executeTakeFirstOrThrow()

/** The present version of a file with the parameters that name it. */
export const now = async <Body extends object>(application: string, body: Body = {} as Body) => ({
  params: { application },
  body: { version: await versionOf(application), ...body },
})

/** Accepts a file and recommends it. */
export async function recommended(by: Desk, application: string): Promise<void> {
  valueOf(await by.browser.call(api.acceptApplication, await now(application)))
  valueOf(await by.browser.call(api.recommendApproval, await now(application)))
}

/** The letters about a file, by their templates, in the order of their writing. */
export async function lettersOf(application: string) {
  const rows = await database
    .selectFrom('letter')
    .select(['template', 'values', 'recipient'])
    .where('application_id', '=', application)
    .orderBy('at')
    .execute()
  return rows as { template: string; values: Record<string, unknown>; recipient: string }[]
}

/** What the audit log says of a file: `action actor purpose outcome`, without order. */
export async function auditOf(application: string): Promise<string[]> {
  const rows = await database
    .selectFrom('audit_event')
    .select(['action', 'actor_kind', 'purpose', 'outcome'])
    .where('application_id', '=', application)
    .execute()
  return rows
    .map(({ action, actor_kind, purpose, outcome }) =>
      [action, actor_kind, purpose, outcome].filter((word) => word !== null).join(' '),
    )
    .sort()
}

/** Who decided in the end, by a file's events. */
const deciding: ReadonlySet<string> = new Set(['approve', 'refuse'])

/** Every file's events lead to the state that is stored, are numbered without a gap, and name who decided. */
export async function expectHistoriesToAddUp(): Promise<void> {
  const files = await database.selectFrom('application').selectAll().execute()
  const events = await database.selectFrom('application_event').selectAll().orderBy('seq').execute()
  const byFile = Map.groupBy(events, (event) => event.application_id)
  for (const file of files) {
    const history = byFile.get(file.id) ?? []
    expect(history.map(({ seq }) => seq)).toEqual(history.map((_, index) => index + 1))
    const moves = history.map(({ move, to_state }) => {
      const row = applicationMoves.find((each) => each.move === move && each.to === to_state)
      if (!row) throw new Error(`no such move: ${move}`)
      return row
    })
    expect(foldState(moves)).toBe(file.state)
    const decision = history.findLast(({ move }) => deciding.has(move))
    expect(file.decided_by).toBe(decision?.actor_id ?? null)
    expect(file.version).toBeGreaterThanOrEqual(new Set(history.map(({ at: moment }) => moment)).size)
  }
}
