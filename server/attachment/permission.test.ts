import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { pictureOf } from './index.ts'
import {
  app,
  ask,
  at,
  begin,
  citizen,
  cut,
  database,
  events,
  file,
  first,
  id,
  moveTo,
  owner,
  pathOf,
  photo,
  second,
  send,
  sha256,
  signIn,
  times,
  upload,
} from './testing-telephone.ts'

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
    expect(await pictureOf(database, file.application, attachment)).not.toBeNull()
    file.application = id()
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
    const path = `/api/workbench/applications/${file.application}/attachments/`
    expect((await ask('GET', path + attachment, { cookie })).body.code).toBe('application.unknown')
    await moveTo('IN_REVIEW')
    expect((await ask('GET', path + attachment, { cookie: (await officerAt('uto-2')).cookie })).status).not.toBe(200)
    const response = await app.request(path + attachment, { headers: { cookie } })
    expect(response.headers.get('content-type')).toBe('image/jpeg')
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(
      await pictureOf(database, file.application, attachment),
    )
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
