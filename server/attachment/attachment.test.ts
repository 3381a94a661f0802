import { describe, expect, test } from 'vitest'
import { listAttachments, pictureOf } from './index.ts'
import { bytesOf, halves, jpeg, zip } from './testing-pictures.ts'
import {
  app,
  ask,
  begin,
  cut,
  database,
  events,
  file,
  first,
  id,
  owner,
  pathOf,
  photo,
  pieces,
  second,
  send,
  sha256,
  upload,
} from './testing-telephone.ts'

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
    expect(await pictureOf(database, file.application, attachment)).toEqual(stored)
    const other = id()
    const listed = await listAttachments(database, [file.application, other])
    expect([...listed]).toEqual([
      [file.application, [body]],
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
      .values({ application_id: file.application, attachment_id: attachment, start_at: 0, bytes: Buffer.from(photo) })
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
    expect((await listAttachments(database, [file.application])).get(file.application)).toEqual([])
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
  ])('%s: the reason stays, the bytes do not, and another file may follow', async (code, sent) => {
    const { attachment, body } = await upload(sent)
    expect(body.code).toBe(code)
    expect((await begin(attachment, sent)).body).toMatchObject({ state: 'refused', refusal: code })
    expect((await send(attachment, 0, sent.slice(0, 5))).body.code).toBe(code)
    expect((await ask('GET', pathOf(attachment))).body.code).toBe('attachment.unknown')
    expect(await pieces()).toBe(0)
    expect(await events('attachment.add')).toMatchObject([
      { outcome: 'refused', data: { kind: 'photo', refusal: code } },
    ])
    expect((await upload(photo)).body.state).toBe('stored')
    expect((await listAttachments(database, [file.application])).get(file.application)).toHaveLength(1)
  })
})
