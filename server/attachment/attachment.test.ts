import { createHash, randomBytes } from 'node:crypto'
import type { AttachmentView } from '@consular/api'
import { newId } from '@consular/domain/shared'
import { Hono } from 'hono'
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '../database/testing.ts'
import { mount } from '../http/bind.ts'
import { sessionCookie, tokenHash } from '../http/session.ts'
import { testContext } from '../testing.ts'
import { attachmentRoutes, listAttachments, pictureOf } from './index.ts'
import { bytesOf, halves, jpeg, noise, photograph, zip } from './testing-pictures.ts'

const { database } = await testDatabase()
const context = await testContext(database)
const app = new Hono()
mount(app, context, attachmentRoutes(context))

const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value)
const id = () => newId(context.now(), context.random)
const at = context.now().toString()
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

async function signIn(who: { account_id: string } | { officer_id: string }): Promise<string> {
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

async function citizen() {
  const account = id()
  await database
    .insertInto('account')
    .values({ id: account, email: `${account}@example.org`, language: 'en', created_at: at })
    .execute()
  return { account, cookie: await signIn({ account_id: account }) }
}

const owner = await citizen()
let application = ''
beforeEach(async () => {
  application = id()
  await database
    .insertInto('application')
    .values({
      id: application,
      account_id: owner.account,
      mission: 'uto-1',
      service: 'passport-renewal',
      rule: 'r',
      document: application,
      state: 'DRAFT',
      created_at: at,
      updated_at: at,
    })
    .execute()
})

const moveTo = (state: string, open: string[] = []) =>
  database
    .updateTable('application')
    .set({ state, open_fields: open, submitted_at: at, reference: id() })
    .where('id', '=', application)
    .execute()

const pathOf = (attachment: string) => `/api/applications/${application}/attachments/${attachment}`

interface Answer {
  readonly status: number
  readonly body: Partial<AttachmentView> & { code?: string; data?: unknown }
}

async function ask(
  method: string,
  path: string,
  { cookie = owner.cookie, ...init }: RequestInit & { cookie?: string } = {},
): Promise<Answer> {
  const response = await app.request(path, { method, ...init, headers: { cookie } })
  const text = await response.text()
  return { status: response.status, body: text === '' ? {} : JSON.parse(text) }
}

const begin = (
  attachment: string,
  file: Uint8Array,
  changed: { cookie?: string; kind?: string; size?: number; sha256?: string } = {},
) => {
  const { cookie = owner.cookie, ...others } = changed
  return ask('PUT', pathOf(attachment), {
    cookie,
    body: JSON.stringify({ kind: 'photo', size: file.length, sha256: sha256(file), ...others }),
  })
}
const send = (attachment: string, offset: number, piece: Uint8Array<ArrayBuffer>, cookie = owner.cookie) =>
  ask('PATCH', `${pathOf(attachment)}?offset=${offset}`, { body: piece, cookie })

/** Sends a file as a telephone does, and answers what the last piece was told. */
async function upload(file: Uint8Array<ArrayBuffer>, attachment = id()): Promise<Answer & { attachment: string }> {
  await begin(attachment, file)
  let last: Answer = { status: 0, body: {} }
  for (let offset = 0; offset < file.length; offset += 200_000)
    last = await send(attachment, offset, file.slice(offset, offset + 200_000))
  return { ...last, attachment }
}

const events = (action: string) =>
  database
    .selectFrom('audit_event')
    .selectAll()
    .where('application_id', '=', application)
    .where('action', '=', action)
    .execute()
const pieces = async () =>
  (await database.selectFrom('attachment_piece').select('start_at').where('application_id', '=', application).execute())
    .length

const photo = photograph(noise(400, 300), 6)
const cut = Math.floor(photo.length / 2)
const [first, second] = [photo.slice(0, cut), photo.slice(cut)]

describe('an upload', () => {
  test('becomes an upright JPEG without metadata, is listed, read, and recorded', async () => {
    const { attachment, status, body } = await upload(photo)
    expect([status, body]).toMatchObject([
      200,
      { state: 'stored', width: 300, height: 400, received: photo.length, refusal: null },
    ])
    const response = await app.request(pathOf(attachment), { headers: { cookie: owner.cookie } })
    expect([response.headers.get('content-type'), response.headers.get('cache-control')]).toEqual([
      'image/jpeg',
      'private, no-store',
    ])
    const stored = new Uint8Array(await response.arrayBuffer())
    expect(Buffer.from(photo).toString('latin1')).toMatch(/Exif.*GPSLATITUDE/s)
    expect(Buffer.from(stored).toString('latin1')).not.toMatch(/Exif|GPS/)
    expect(await pictureOf(database, application, attachment)).toEqual(stored)
    const other = id()
    const listed = await listAttachments(database, [application, other])
    expect([...listed]).toEqual([
      [application, [body]],
      [other, []],
    ])
    expect(await pieces()).toBe(0)
    expect(await events('attachment.add')).toMatchObject([
      { outcome: 'done', account_id: owner.account, actor_kind: 'citizen', data: { kind: 'photo' } },
    ])
  })

  test('goes on after a lost answer: the same piece again changes nothing, the announcement says where to go on', async () => {
    const attachment = id()
    await begin(attachment, photo)
    await send(attachment, 0, first)
    expect((await send(attachment, 0, first)).body).toMatchObject({ state: 'receiving', received: cut })
    expect((await begin(attachment, photo)).body).toMatchObject({ state: 'receiving', received: cut })
    expect((await send(attachment, cut, second)).body.state).toBe('stored')
    expect((await send(attachment, cut, second)).body.state).toBe('stored')
    expect((await begin(attachment, photo)).body.state).toBe('stored')
  })

  test('a piece that leaves a gap or overlaps is told where to go on', async () => {
    const attachment = id()
    await begin(attachment, photo)
    await send(attachment, 0, first)
    for (const offset of [cut + 1, cut - 1]) {
      const answer = await send(attachment, offset, second.slice(0, 10))
      expect([answer.status, answer.body.code, answer.body.data]).toEqual([
        409,
        'attachment.offset-wrong',
        { received: cut },
      ])
    }
    const beyond = await send(attachment, cut, bytesOf(second, [0]))
    expect([beyond.status, beyond.body.code]).toEqual([413, 'attachment.too-large'])
  })

  test('that arrived otherwise than announced starts again from the first byte', async () => {
    const attachment = id()
    await begin(attachment, photo)
    await send(attachment, 0, first)
    const answer = await send(attachment, cut, new Uint8Array(second.length))
    expect(answer.body).toMatchObject({ code: 'attachment.damaged', data: { cause: 'transfer' } })
    expect((await begin(attachment, photo)).body).toMatchObject({ state: 'receiving', received: 0 })
    await send(attachment, 0, first)
    expect((await send(attachment, cut, second)).body.state).toBe('stored')
  })

  test('whose server was stopped before the picture was made is finished by the next announcement', async () => {
    const attachment = id()
    await begin(attachment, photo)
    await database
      .insertInto('attachment_piece')
      .values({ application_id: application, attachment_id: attachment, start_at: 0, bytes: Buffer.from(photo) })
      .execute()
    await database.updateTable('attachment').set({ received: photo.length }).where('id', '=', attachment).execute()
    expect((await begin(attachment, photo)).body).toMatchObject({ state: 'stored', width: 300 })
  })

  test('from two devices at once is one picture', async () => {
    const attachment = id()
    await Promise.all([begin(attachment, photo), begin(attachment, photo)])
    const firsts = await Promise.all([send(attachment, 0, first), send(attachment, 0, first)])
    expect(firsts.map(({ body }) => body.received)).toEqual([cut, cut])
    const seconds = await Promise.all([send(attachment, cut, second), send(attachment, cut, second)])
    expect(seconds.map(({ status, body }) => [status, body.state])).toEqual([
      [200, 'stored'],
      [200, 'stored'],
    ])
    expect(await events('attachment.add')).toHaveLength(1)
  })

  test('is removed with all that has arrived of it', async () => {
    const { attachment } = await upload(photo)
    const half = id()
    await begin(half, photo)
    await send(half, 0, first)
    for (const each of [attachment, half]) expect((await ask('DELETE', pathOf(each))).status).toBe(204)
    expect((await ask('DELETE', pathOf(half))).body.code).toBe('attachment.unknown')
    expect((await ask('GET', pathOf(attachment))).body.code).toBe('attachment.unknown')
    expect(await pieces()).toBe(0)
    expect(await events('attachment.remove')).toHaveLength(2)
  })
})

describe('what is refused when it is announced', () => {
  test.each([
    ['attachment.too-large', 413, { size: 5 * 1024 * 1024 + 1 }],
    ['attachment.damaged', 422, { size: 0 }],
    ['attachment.kind-unknown', 422, { kind: 'surname' }],
    ['attachment.kind-unknown', 422, { kind: 'constructor' }],
    ['request.invalid', 400, { size: 1.5 }],
    ['request.invalid', 400, { sha256: 'x' }],
  ])('%s', async (code, status, changed) => {
    const answer = await begin(id(), photo, changed)
    expect([answer.body.code, answer.status]).toEqual([code, status])
    expect((await listAttachments(database, [application])).get(application)).toEqual([])
  })

  test('an id that names another file', async () => {
    const attachment = id()
    await begin(attachment, photo)
    for (const changed of [{ size: photo.length + 1 }, { sha256: sha256(first) }, { kind: 'police-report' }])
      expect((await begin(attachment, photo, changed)).body.code).toBe('attachment.id-taken')
  })

  test('more than twenty; refused files make room', async () => {
    await upload(bytesOf('%PDF-1.7'))
    for (let count = 0; count < 20; count++) expect((await begin(id(), photo)).status).toBe(200)
    expect((await begin(id(), photo)).body).toMatchObject({ code: 'attachment.too-many', data: { most: 20 } })
  })
})

describe('what is refused when all of it has arrived', () => {
  test.each<[string, Uint8Array<ArrayBuffer>]>([
    ['attachment.not-a-picture', bytesOf('%PDF-1.7 renamed to photo.jpg')],
    ['attachment.polyglot', bytesOf(jpeg(halves(40, 30)), zip())],
    ['attachment.damaged', jpeg(halves(400, 300)).slice(0, -200)],
  ])('%s: the reason stays, the bytes do not, and another file may follow', async (code, file) => {
    const { attachment, body } = await upload(file)
    expect(body.code).toBe(code)
    expect((await begin(attachment, file)).body).toMatchObject({ state: 'refused', refusal: code })
    expect((await send(attachment, 0, file.slice(0, 5))).body.code).toBe(code)
    expect((await ask('GET', pathOf(attachment))).body.code).toBe('attachment.unknown')
    expect(await pieces()).toBe(0)
    expect(await events('attachment.add')).toMatchObject([
      { outcome: 'refused', data: { kind: 'photo', refusal: code } },
    ])
    expect((await upload(photo)).body.state).toBe('stored')
    expect((await listAttachments(database, [application])).get(application)).toHaveLength(1)
  })
})

describe('who may', () => {
  const attempts = (attachment: string, cookie: string) =>
    Promise.all([
      begin(attachment, photo, { cookie }),
      send(attachment, 0, first, cookie),
      ask('GET', pathOf(attachment), { cookie }),
      ask('DELETE', pathOf(attachment), { cookie }),
    ])

  test('another person’s file is as unknown as none, and its owner sees each attempt', async () => {
    const { attachment } = await upload(photo)
    const stranger = await citizen()
    const answers = await attempts(attachment, stranger.cookie)
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(times(4, [404, 'application.unknown']))
    expect(await events('access.file')).toMatchObject(
      times(4, {
        account_id: owner.account,
        actor_kind: 'citizen',
        actor_id: stranger.account,
        mission: 'uto-1',
        purpose: 'none',
        outcome: 'refused',
      }),
    )
    expect(await pictureOf(database, application, attachment)).not.toBeNull()
    application = id()
    expect((await attempts(attachment, stranger.cookie)).map(({ body }) => body.code)).toEqual(
      times(4, 'application.unknown'),
    )
    expect(await events('access.file')).toEqual([])
  })

  const officerAt = async (mission: string) => {
    const officer = id()
    const number =
      9000 + Number((await sql<{ count: string }>`SELECT count(*) FROM officer`.execute(database)).rows[0]?.count)
    await database.insertInto('officer').values({ id: officer, number, name: 'Officer', created_at: at }).execute()
    await database.insertInto('officer_assignment').values({ officer_id: officer, mission, role: 'reviewer' }).execute()
    return { officer, cookie: await signIn({ officer_id: officer }) }
  }

  test('nobody and officers are turned away', async () => {
    const { cookie } = await officerAt('uto-1')
    expect((await attempts(id(), cookie)).map(({ body }) => body.code)).toEqual(times(4, 'session.wrong-kind'))
    expect((await attempts(id(), 'nothing=1')).map(({ body }) => body.code)).toEqual(times(4, 'session.needed'))
  })

  test('an officer of the mission sees the picture of a submitted file, and the applicant sees that', async () => {
    const { attachment } = await upload(photo)
    const { officer, cookie } = await officerAt('uto-1')
    const path = `/api/workbench/applications/${application}/attachments/`
    expect((await ask('GET', path + attachment, { cookie })).body.code).toBe('application.unknown')
    await moveTo('IN_REVIEW')
    expect((await ask('GET', path + attachment, { cookie: (await officerAt('uto-2')).cookie })).status).not.toBe(200)
    const response = await app.request(path + attachment, { headers: { cookie } })
    expect(response.headers.get('content-type')).toBe('image/jpeg')
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(await pictureOf(database, application, attachment))
    expect((await ask('GET', path + id(), { cookie })).body.code).toBe('attachment.unknown')
    const seen = await events('access.file')
    expect(seen.filter(({ outcome }) => outcome === 'read')).toMatchObject(
      times(2, { actor_id: officer, account_id: owner.account }),
    )
    expect(seen.filter(({ outcome }) => outcome === 'refused')).toHaveLength(1)
  })

  test('of a returned file only what the officer reopened may change', async () => {
    const page = id()
    await begin(page, photo, { kind: 'passport-data-page' })
    await moveTo('RETURNED', ['photo'])
    const closed = [
      await begin(id(), photo, { kind: 'passport-data-page' }),
      await send(page, 0, first),
      await ask('DELETE', pathOf(page)),
    ]
    expect(closed.map(({ body }) => body.code)).toEqual(times(3, 'application.field-not-open'))
    expect((await upload(photo)).body.state).toBe('stored')
  })

  test('of a submitted file nothing may change, not even by bytes that were under way', async () => {
    const { attachment } = await upload(photo)
    const half = id()
    await begin(half, photo)
    await send(half, 0, first)
    await moveTo('IN_REVIEW')
    const answers = [await begin(id(), photo), await send(half, cut, second), await ask('DELETE', pathOf(attachment))]
    expect(answers.map(({ body }) => body.code)).toEqual(times(3, 'application.not-possible-now'))
    expect(
      (
        await ask('PUT', pathOf(attachment), {
          body: JSON.stringify({ kind: 'photo', size: photo.length, sha256: sha256(photo) }),
        })
      ).body.state,
    ).toBe('stored')
  })
})
