import { createHash, randomBytes } from 'node:crypto'
import type { AttachmentView } from '@consular/api'
import { newId } from '@consular/domain/shared'
import { Hono } from 'hono'
import { beforeEach } from 'vitest'
import { testDatabase } from '../database/testing.ts'
import { mount } from '../http/bind.ts'
import { sessionCookie, tokenHash } from '../http/session.ts'
import { testContext } from '../testing.ts'
import { attachmentRoutes } from './index.ts'
import { noise, photograph } from './testing-pictures.ts'

export const { database } = await testDatabase()
const context = await testContext(database)
export const app = new Hono()
mount(app, context, attachmentRoutes(context))

/** One value, many times. */
export const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value)
/** A new id of whatever kind. */
export const id = () => newId(context.now(), context.random)
export const at = context.now().toString()
export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** Makes a session, and answers its cookie. */
export async function signIn(who: { account_id: string } | { officer_id: string }): Promise<string> {
  const token = randomBytes(16).toString('hex')
  const nobody = { account_id: null, officer_id: null, stepped_up_at: null }
  await database
    .insertInto('session')
    .values({
      ...nobody,
      ...who,
      token_hash: tokenHash(token),
      id: id(),
      device: 'a test',
      created_at: at,
      last_seen_at: at,
      expires_at: context.now().add({ hours: 1 }).toString(),
    })
    .execute()
  return `${sessionCookie}=${token}`
}

/** A new citizen with a session. */
export async function citizen() {
  const account = id()
  await database
    .insertInto('account')
    .values({ id: account, email: `${account}@example.org`, language: 'en', created_at: at })
    .execute()
  return { account, cookie: await signIn({ account_id: account }) }
}

export const owner = await citizen()
/** The application that the test uploads to: a new draft of the owner for each test. */
export const file = { application: '' }
beforeEach(async () => {
  file.application = id()
  await database
    .insertInto('application')
    .values({
      id: file.application,
      account_id: owner.account,
      mission: 'uto-1',
      service: 'passport-renewal',
      rule: 'r',
      document: file.application,
      state: 'DRAFT',
      created_at: at,
      updated_at: at,
    })
    .execute()
})

/** Puts the application into a state, with these fields reopened. */
export const moveTo = (state: string, open: string[] = []) =>
  database
    .updateTable('application')
    .set({ state, open_fields: open, submitted_at: at, reference: id() })
    .where('id', '=', file.application)
    .execute()

export const pathOf = (attachment: string) => `/api/applications/${file.application}/attachments/${attachment}`

interface Answer {
  readonly status: number
  readonly body: Partial<AttachmentView> & { code?: string; data?: unknown }
}

/** Calls the service, as the owner unless told otherwise. */
export async function ask(
  method: string,
  path: string,
  { cookie = owner.cookie, ...init }: RequestInit & { cookie?: string } = {},
): Promise<Answer> {
  const response = await app.request(path, { method, ...init, headers: { cookie } })
  const text = await response.text()
  return { status: response.status, body: text === '' ? {} : JSON.parse(text) }
}

/** Announces a picture. */
export const begin = (
  attachment: string,
  picture: Uint8Array,
  changed: { cookie?: string; kind?: string; size?: number; sha256?: string } = {},
) => {
  const { cookie = owner.cookie, ...others } = changed
  return ask('PUT', pathOf(attachment), {
    cookie,
    body: JSON.stringify({ kind: 'photo', size: picture.length, sha256: sha256(picture), ...others }),
  })
}
/** Sends one piece. */
export const send = (attachment: string, offset: number, piece: Uint8Array<ArrayBuffer>, cookie = owner.cookie) =>
  ask('PATCH', `${pathOf(attachment)}?offset=${offset}`, { body: piece, cookie })

/** Sends a file as a telephone does, and answers what the last piece was told. */
export async function upload(
  picture: Uint8Array<ArrayBuffer>,
  attachment = id(),
): Promise<Answer & { attachment: string }> {
  await begin(attachment, picture)
  let last: Answer = { status: 0, body: {} }
  for (let offset = 0; offset < picture.length; offset += 200_000)
    last = await send(attachment, offset, picture.slice(offset, offset + 200_000))
  return { ...last, attachment }
}

/** What the audit log holds of the application. */
export const events = (action: string) =>
  database
    .selectFrom('audit_event')
    .selectAll()
    .where('application_id', '=', file.application)
    .where('action', '=', action)
    .execute()
/** How many pieces of the application wait. */
export const pieces = async () =>
  (
    await database
      .selectFrom('attachment_piece')
      .select('start_at')
      .where('application_id', '=', file.application)
      .execute()
  ).length

/** A photograph, and its two halves as they are sent. */
export const photo = photograph(noise(400, 300), 6)
export const cut = Math.floor(photo.length / 2)
export const [first, second] = [photo.slice(0, cut), photo.slice(cut)]
