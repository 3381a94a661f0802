import { randomBytes } from 'node:crypto'
import * as api from '@consular/api'
import { beforeAll, describe, expect, test } from 'vitest'
import { app, context, database, id } from '../application/testing-stage.ts'
import { bytesOf, halves, jpeg, noise, photograph } from '../attachment/testing-pictures.ts'
import { eraseTraces } from './index.ts'
import { type Desk, reported } from './testing-case.ts'
import { atMinute, caseOf, onCall, reading, sendText, stateOf, telephone } from './testing-duty.ts'

let dao: Desk
beforeAll(async () => {
  await atMinute(0)
  dao = await onCall('Dao', ['duty'])
})

type Sender = { readonly id: string; readonly secret: string }
type Bytes = Uint8Array<ArrayBuffer>
const voice = bytesOf([0x1a, 0x45, 0xdf, 0xa3], randomBytes(70_000))
const photo = photograph(noise(300, 200), 6)

async function answerOf(response: Response): Promise<api.MediaState | string> {
  const answer: unknown = await response.json()
  return response.ok ? api.MediaState.parse(answer) : api.Problem.parse(answer).code
}

/** Announces what follows a report, as its sender's telephone does. */
const begin = async (who: Sender, media: string, body: { kind: 'voice' | 'photo'; size: number }) =>
  answerOf(
    await app.request(`/api/reports/${who.id}/media/${media}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${who.secret}` },
      body: JSON.stringify(body),
    }),
  )
const send = async (who: Sender, media: string, [offset, bytes]: readonly [number, Bytes]) =>
  answerOf(
    await app.request(`/api/reports/${who.id}/media/${media}?offset=${offset}`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${who.secret}` },
      body: bytes,
    }),
  )

/** Sends it whole, in one piece. */
async function sendWhole(who: Sender, kind: 'voice' | 'photo', bytes: Bytes): Promise<string> {
  const media = id()
  const begun = await begin(who, media, { kind, size: bytes.length })
  if (typeof begun === 'string') throw new Error(begun)
  for (let at = 0; at < bytes.length; at += 200_000) await send(who, media, [at, bytes.slice(at, at + 200_000)])
  return media
}

const opening = (desk: Desk, assistance: string, media: string) =>
  app.request(`/api/workbench/duty/cases/${assistance}/media/${media}/reading`, {
    method: 'POST',
    headers: { cookie: desk.browser.cookie ?? '' },
  })
const hex = (bytes: ArrayBuffer | Uint8Array) => Buffer.from(bytes as ArrayBuffer).toString('hex')
/** What an officer hears or sees, in hexadecimal digits, or the code of the refusal. */
async function open(desk: Desk, assistance: string, media: string): Promise<string> {
  const response = await opening(desk, assistance, media)
  return response.ok ? hex(await response.arrayBuffer()) : api.Problem.parse(await response.json()).code
}
const logged = async (action: string) =>
  database
    .selectFrom('audit_event')
    .select(['outcome', 'purpose', 'data', 'actor_id'])
    .where('action', '=', action)
    .execute()
const rows = (media: string) => database.selectFrom('report_media').selectAll().where('id', '=', media).execute()

describe('a voice note', () => {
  test('comes in pieces over a line that drops, once, is waited for anew, and is heard as it was spoken', async () => {
    const found = await reported()
    await reading(dao, found.assistance)
    const media = id()
    await atMinute(1)
    expect(await begin(found, media, { kind: 'voice', size: voice.length })).toMatchObject({
      received: 0,
      storedAt: null,
    })
    const half = 32_768
    expect(await send(found, media, [0, voice.slice(0, half)])).toMatchObject({ received: half })
    // The answer was lost: the telephone sends it again, then too much too early, then asks where to go on.
    expect(await send(found, media, [0, voice.slice(0, half)])).toMatchObject({ received: half })
    expect(await send(found, media, [60_000, voice.slice(60_000)])).toMatchObject({ received: half })
    expect(await begin(found, media, { kind: 'voice', size: voice.length })).toMatchObject({ received: half })
    expect((await caseOf(found.reference)).unread_since).toBeNull()
    await atMinute(2)
    const stored = await send(found, media, [half, voice.slice(half)])
    expect(stored).toMatchObject({ received: voice.length, storedAt: context.now().toString(), readAt: null })
    expect(await send(found, media, [half, voice.slice(half)])).toEqual(stored)
    expect((await caseOf(found.reference)).unread_since).toBe(context.now().toString())
    expect(await stateOf(found)).toMatchObject({ media: [stored] })

    await atMinute(3)
    const shown = await reading(dao, found.assistance)
    expect(shown.media).toMatchObject([{ id: media, kind: 'voice', flags: [], received: voice.length }])
    expect((await caseOf(found.reference)).unread_since).toBeNull()
    expect(await stateOf(found)).toMatchObject({ media: [{ readAt: context.now().toString() }] })
    expect(await open(dao, found.assistance, media)).toBe(hex(voice))
    expect(await logged('assistance.media')).toContainEqual({
      outcome: 'done',
      purpose: null,
      data: { case: found.assistance, kind: 'voice' },
      actor_id: null,
    })
  })

  test('is served as what it is, to be kept by nobody and taken for no page', async () => {
    const found = await reported()
    const media = await sendWhole(found, 'voice', voice)
    const { headers } = await opening(dao, found.assistance, media)
    expect(headers.get('content-type')).toBe('audio/webm')
    expect(headers.get('cache-control')).toBe('private, no-store')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('content-disposition')).toBe('attachment')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  test('of which only the beginning came can be heard so far', async () => {
    const found = await reported()
    const media = id()
    await begin(found, media, { kind: 'voice', size: voice.length })
    await send(found, media, [0, voice.slice(0, 1000)])
    expect((await reading(dao, found.assistance)).media).toMatchObject([{ received: 1000, storedAt: null }])
    expect(await open(dao, found.assistance, media)).toBe(hex(voice.slice(0, 1000)))
  })

  test.each([
    ['broken', bytesOf('no sound at all'), ['unplayable']],
    ['empty', new Uint8Array(), ['unplayable']],
    ['a page', bytesOf('<script>alert(1)</script>'), ['unplayable']],
    ['longer than what is kept', bytesOf('OggS', new Uint8Array(5_000_000)), ['cut']],
  ])('that is %s is stored, shown and flagged', async (_, bytes, flags) => {
    const found = await reported()
    const media = await sendWhole(found, 'voice', bytes)
    expect((await reading(dao, found.assistance)).media).toMatchObject([{ id: media, flags }])
    expect((await stateOf(found)) as api.ReportState).toMatchObject({ media: [{ storedAt: context.now().toString() }] })
    if (flags.includes('unplayable'))
      expect(await open(dao, found.assistance, media)).toBe('assistance.media-unplayable')
  })
})

describe('a photograph', () => {
  test('is shown upright and without what its file said beside it, and only that is kept', async () => {
    const found = await reported()
    const media = await sendWhole(found, 'photo', photo)
    expect((await reading(dao, found.assistance)).media).toMatchObject([{ kind: 'photo', flags: [] }])
    const shown = await open(dao, found.assistance, media)
    expect(Buffer.from(photo).includes('Exif')).toBe(true)
    expect(shown).not.toContain(hex(bytesOf('Exif')))
    expect(shown).toMatch(/^ffd8ff/)
    const left = await database.selectFrom('report_media_piece').selectAll().where('media_id', '=', media).execute()
    expect(left).toEqual([])
    expect(await open(dao, found.assistance, media)).toBe(shown)
  })

  test.each([
    ['no picture', bytesOf('%PDF-1.7')],
    ['a picture that breaks off', jpeg(halves(40, 40)).slice(0, 60)],
  ])('that is %s is stored, shown and flagged', async (_, bytes) => {
    const found = await reported()
    const media = await sendWhole(found, 'photo', bytes)
    expect(await open(dao, found.assistance, media)).toBe('assistance.media-unplayable')
    expect((await reading(dao, found.assistance)).media).toMatchObject([{ flags: ['unplayable'] }])
  })
})

describe('what follows a report', () => {
  test('is taken from whoever has its secret, for an id that is hers, and within its number', async () => {
    const [found, other] = [await reported(), await reported()]
    const media = await sendWhole(found, 'voice', voice)
    const wrong = { id: found.id, secret: other.secret }
    expect(await begin(wrong, id(), { kind: 'voice', size: 9 })).toBe('assistance.report-unknown')
    expect(await send(wrong, media, [0, voice.slice(0, 9)])).toBe('assistance.report-unknown')
    expect(await begin(other, media, { kind: 'voice', size: 9 })).toBe('assistance.report-unknown')
    expect(await send(other, media, [0, voice.slice(0, 9)])).toBe('assistance.media-unknown')
    for (let more = 1; more < 20; more++) await begin(found, id(), { kind: 'photo', size: 0 })
    expect(await begin(found, id(), { kind: 'photo', size: 0 })).toBe('assistance.media-too-many')
  })

  test('sent twice at the same moment is there once', async () => {
    const found = await reported()
    const media = id()
    await Promise.all([1, 2, 3].map(() => begin(found, media, { kind: 'voice', size: voice.length })))
    await Promise.all([1, 2, 3].map(() => send(found, media, [0, voice])))
    expect(await open(dao, found.assistance, media)).toBe(hex(voice))
  })

  test('is heard by who may read the case, and by nobody else; both stand in the access log', async () => {
    const found = await reported()
    const media = await sendWhole(found, 'voice', voice)
    const far = await onCall('Far', ['duty'], 'uto-it-milan-cg')
    expect(await open(far, found.assistance, media)).toBe('access.other-mission')
    const another = await reported()
    expect(await open(dao, another.assistance, media)).toBe('assistance.media-unknown')
    await open(dao, found.assistance, media)
    const log = (await logged('access.report')).filter(
      ({ data }) => (data as { case: string }).case === found.assistance,
    )
    expect(log.map(({ actor_id, purpose, outcome }) => [actor_id, purpose, outcome])).toEqual([
      [far.id, 'denied', 'refused'],
      [dao.id, 'assistance-reading', 'read'],
    ])
  })

  test('goes to the case that goes on, and is told where the case is closed', async () => {
    const found = await reported()
    await reading(dao, found.assistance)
    await close(found.reference)
    expect(await begin(found, id(), { kind: 'voice', size: 9 })).toBe('assistance.report-closed')
  })
})

/** Brings a case to rest now. */
async function close(reference: string): Promise<void> {
  await database
    .updateTable('assistance_case')
    .set({ state: 'CLOSED', closed_at: context.now().toString(), unread_since: null })
    .where('reference', '=', reference)
    .execute()
}

const placeOf = async (assistance: string) =>
  database
    .selectFrom('assistance_report')
    .select(['id', 'lat', 'lon', 'accuracy', 'place_said', 'words', 'flags', 'content_hash'])
    .where('case_id', '=', assistance)
    .executeTakeFirstOrThrow()

describe('72 hours after its case is closed', () => {
  test('a report loses its position, its voice and its pictures, with a proof of each, and keeps its words', async () => {
    await atMinute(0)
    const found = await reported({ words: 'two men', place: 'Silom' })
    const [spoken, seen] = [await sendWhole(found, 'voice', voice), await sendWhole(found, 'photo', photo)]
    const before = await placeOf(found.assistance)
    await close(found.reference)
    await atMinute(72 * 60 - 1)
    await eraseTraces(context)
    expect(await placeOf(found.assistance)).toEqual(before)
    await atMinute(72 * 60)
    await eraseTraces(context)
    const after = await placeOf(found.assistance)
    expect(after).toMatchObject({ lat: null, lon: null, accuracy: null, place_said: null, words: 'two men' })
    expect(after.flags).toEqual(['position-erased'])
    expect(after.content_hash).not.toEqual(before.content_hash)
    expect([...(await rows(spoken)), ...(await rows(seen))]).toEqual([])
    const proofs = () =>
      database
        .selectFrom('erasure')
        .select(['subject', 'subject_id', 'rule', 'rows', 'due_at', 'erased_at'])
        .where('subject_id', 'in', [before.id, spoken, seen])
        .orderBy('subject')
        .execute()
    const at = context.now().toString()
    const proof = { rule: 'assistance.traces', due_at: at, erased_at: at }
    const first = await proofs()
    expect(first.filter(({ subject }) => subject === 'report-position')).toEqual([
      { ...proof, subject: 'report-position', subject_id: before.id, rows: 1 },
    ])
    expect(
      first
        .filter(({ subject }) => subject === 'report-media')
        .map(({ subject_id }) => subject_id)
        .toSorted(),
    ).toEqual([spoken, seen].toSorted())
    await eraseTraces(context)
    expect(await proofs()).toEqual(first)
    expect(await logged('assistance.erase')).toMatchObject([{ data: { case: found.assistance, reports: 1 } }])
  })

  test('not while the case that it was merged into goes on, nor when it was opened again', async () => {
    await atMinute(0)
    const [one, other, again] = [await reported(), await reported(), await reported()]
    await close(again.reference)
    const set = (reference: string, change: object) =>
      database.updateTable('assistance_case').set(change).where('reference', '=', reference).execute()
    const merged = { state: 'MERGED_INTO', merged_into: other.assistance, closed_at: context.now().toString() }
    await set(one.reference, { ...merged, unread_since: null })
    await atMinute(60 * 60)
    await set(again.reference, { state: 'REOPENED', closed_at: null })
    await atMinute(80 * 60)
    await close(other.reference)
    await atMinute(100 * 60)
    await eraseTraces(context)
    expect([(await placeOf(one.assistance)).lat, (await placeOf(again.assistance)).lat]).toEqual([13.746, 13.746])
    await atMinute((80 + 72) * 60)
    await eraseTraces(context)
    expect([(await placeOf(one.assistance)).lat, (await placeOf(other.assistance)).lat]).toEqual([null, null])
  })
})

test('a report that comes again after its case was closed is taken, and opens a new one when it says something new', async () => {
  await atMinute(0)
  const found = await reported()
  await close(found.reference)
  expect((await sendText(found.id, found.text)).reference).toBe(found.reference)
  await atMinute(1)
  const more = telephone({ secret: found.secret, phone: found.phone, words: 'he is back' })
  expect((await sendText(found.id, more.text)).reference).not.toBe(found.reference)
})
