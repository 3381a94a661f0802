import * as api from '@consular/api'
import { describe, expect, test } from 'vitest'
import { codeOf, valueOf } from '../account/testing-browser.ts'
import {
  type Citizen,
  citizen,
  type Desk,
  database,
  florence,
  id,
  milan,
  officer,
  stepUp,
} from '../application/testing-stage.ts'
import { halves, jpeg } from '../attachment/testing-pictures.ts'
import { send, source, vaccinationLine } from './testing-source.ts'

const [ann, bo, cai] = [
  await officer('Ann', ['reviewer']),
  await officer('Bo', ['approver']),
  await officer('Cai', ['reviewer', 'approver']),
]
for (const desk of [bo, cai]) await stepUp(desk)
const picture = Buffer.from(jpeg(halves(60, 90))).toString('base64')

const bodyOf = (change: object = {}) => {
  const { person, entry } = vaccinationLine()
  return { mission: milan, person, entry, picture, ...change }
}

async function sent(who: Citizen, body = bodyOf()) {
  const params = { document: id() }
  return { params, body, view: valueOf(await who.browser.call(api.sendHealthDocument, { params, body })) }
}

type Decision = 'confirm' | 'record' | 'refuse'
const decide = (by: Desk, document: string, [decision, version]: readonly [Decision, number], reason?: string) =>
  by.browser.call(api.decideDocument, {
    params: { document },
    body: { version, decision, ...(reason === undefined ? {} : { reason }) },
  })

const rowOf = (document: string) =>
  database.selectFrom('health_document').selectAll().where('id', '=', document).executeTakeFirstOrThrow()

const accessesOf = async (who: Citizen) => {
  const { events } = valueOf(await who.browser.call(api.listAccessEvents, {}))
  return events.map(({ officerNumber, purpose, outcome }) => [officerNumber, purpose, outcome])
}

describe('a paper', () => {
  test('becomes a record when one officer has confirmed and another records it; its picture is gone then', async () => {
    const lin = await citizen()
    const { params, body } = await sent(lin)
    const { document } = params
    const { documents } = valueOf(await ann.browser.call(api.listDocuments, { query: { mission: milan } }))
    expect(documents.find((row) => row.id === document)).toEqual({
      id: document,
      state: 'waiting',
      kind: 'vaccination',
      createdAt: '2026-11-24T08:00:00Z',
      confirmedByMe: false,
    })
    const opened = valueOf(await ann.browser.call(api.openDocument, { params }))
    expect(opened).toMatchObject({ person: body.person, state: 'waiting', version: 0, confirmedBy: null })
    expect(Buffer.from(opened.picture ?? '', 'base64').subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]))
    valueOf(await decide(ann, document, ['confirm', 0]))
    const done = valueOf(await decide(bo, document, ['record', 1]))
    expect(done).toMatchObject({
      state: 'recorded',
      picture: null,
      confirmedBy: { id: ann.id },
      decidedBy: { id: bo.id },
    })
    expect((await rowOf(document)).picture).toBeNull()
    const { records } = valueOf(await lin.browser.call(api.listHealthRecords, {}))
    expect(records).toMatchObject([
      { id: done.record, person: body.person, entry: body.entry, state: 'held', source: null },
    ])
    expect(await accessesOf(lin)).toEqual(
      expect.arrayContaining([
        [ann.number, 'review', 'read'],
        [ann.number, 'review', 'read'],
        [bo.number, 'second-review', 'read'],
      ]),
    )
    expect(await accessesOf(lin)).toHaveLength(3)
  })

  test('is never recorded by who confirmed it, whatever her roles, nor before it is confirmed', async () => {
    const { params } = await sent(await citizen())
    expect(codeOf(await decide(cai, params.document, ['record', 0]))).toBe('document.changed-meanwhile')
    valueOf(await decide(cai, params.document, ['confirm', 0]))
    expect(codeOf(await decide(cai, params.document, ['record', 1]))).toBe('document.own-confirmation')
    expect(codeOf(await decide(cai, params.document, ['refuse', 1], 'I changed my mind'))).toBe(
      'document.own-confirmation',
    )
    expect((await rowOf(params.document)).state).toBe('confirmed')
  })

  test('is refused with a reason that its person reads', async () => {
    const lin = await citizen()
    const { params } = await sent(lin)
    expect(codeOf(await decide(ann, params.document, ['refuse', 0]))).toBe('document.reason-needed')
    valueOf(await decide(ann, params.document, ['refuse', 0], 'This is a picture of a cat.'))
    const { documents } = valueOf(await lin.browser.call(api.listHealthDocuments, {}))
    expect(documents).toMatchObject([{ state: 'refused', reason: 'This is a picture of a cat.', record: null }])
    expect((await rowOf(params.document)).picture).toBeNull()
    expect(codeOf(await decide(bo, params.document, ['record', 1]))).toBe('document.changed-meanwhile')
  })

  test('needs the role, the mission, and the passkey to record; who was refused is seen', async () => {
    const lin = await citizen()
    const { params } = await sent(lin)
    const flo = await officer('Flo', ['reviewer', 'approver'], florence)
    const duty = await officer('Du', ['duty', 'mission-admin'])
    const tired = await officer('Ti', ['approver'])
    expect(codeOf(await flo.browser.call(api.openDocument, { params }))).toBe('access.other-mission')
    expect(codeOf(await decide(flo, params.document, ['confirm', 0]))).toBe('access.other-mission')
    expect(codeOf(await duty.browser.call(api.openDocument, { params }))).toBe('access.role-missing')
    expect(codeOf(await decide(bo, params.document, ['confirm', 0]))).toBe('access.role-missing')
    valueOf(await decide(ann, params.document, ['confirm', 0]))
    expect(codeOf(await decide(ann, params.document, ['record', 1]))).toBe('access.role-missing')
    expect(codeOf(await decide(tired, params.document, ['record', 1]))).toBe('access.step-up-needed')
    const denied = (await accessesOf(lin)).filter(([, , outcome]) => outcome === 'refused')
    const byNumber = (one: number, other: number) => one - other
    expect(denied.map(([number]) => Number(number)).toSorted(byNumber)).toEqual(
      [flo.number, flo.number, duty.number, bo.number, ann.number].toSorted(byNumber),
    )
    expect((await rowOf(params.document)).state).toBe('confirmed')
  })

  test('that two officers decide at once is decided once', async () => {
    const { params } = await sent(await citizen())
    valueOf(await decide(ann, params.document, ['confirm', 0]))
    const answers = await Promise.all([
      decide(bo, params.document, ['record', 1]),
      decide(cai, params.document, ['refuse', 1], 'The stamp is missing.'),
    ])
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(answers.filter(({ ok }) => !ok).map(codeOf)).toEqual(['document.changed-meanwhile'])
  })

  test('of an act that is held already is not recorded twice', async () => {
    const line = vaccinationLine()
    await send(await source(), line)
    const { params } = await sent(await citizen(), bodyOf({ person: line.person, entry: line.entry }))
    valueOf(await decide(ann, params.document, ['confirm', 0]))
    expect(codeOf(await decide(bo, params.document, ['record', 1]))).toBe('record.duplicate')
    expect((await rowOf(params.document)).state).toBe('confirmed')
  })

  test('that is sent again changes nothing; of other content or another account its id is taken', async () => {
    const lin = await citizen()
    const { params, body, view } = await sent(lin)
    expect(valueOf(await lin.browser.call(api.sendHealthDocument, { params, body }))).toEqual(view)
    const other = { ...body, person: { ...body.person, givenName: 'Other' } }
    expect(codeOf(await lin.browser.call(api.sendHealthDocument, { params, body: other }))).toBe('record.id-taken')
    const wang = await citizen()
    expect(codeOf(await wang.browser.call(api.sendHealthDocument, { params, body }))).toBe('record.id-taken')
  })

  test.each([
    ['text', Buffer.from('not a picture'), 'attachment.not-a-picture'],
    ['half a picture', Buffer.from(picture, 'base64').subarray(0, 300), 'attachment.damaged'],
    [
      'a page with a script',
      Buffer.concat([Buffer.from(picture, 'base64'), Buffer.from('<script>alert(1)</script>')]),
      'attachment.polyglot',
    ],
    ['nothing', Buffer.alloc(0), 'attachment.damaged'],
  ])('of %s is not taken', async (_, bytes, code) => {
    const lin = await citizen()
    const call = await lin.browser.call(api.sendHealthDocument, {
      params: { document: id() },
      body: bodyOf({ picture: bytes.toString('base64') }),
    })
    expect(codeOf(call)).toBe(code)
    expect(valueOf(await lin.browser.call(api.listHealthDocuments, {})).documents).toEqual([])
  })

  test('says what may be believed, to a mission that exists', async () => {
    const lin = await citizen()
    const call = (change: object) =>
      lin.browser.call(api.sendHealthDocument, { params: { document: id() }, body: bodyOf(change) })
    expect(codeOf(await call({ mission: 'uto-xx-atlantis' }))).toBe('application.mission-unknown')
    expect(codeOf(await call({ entry: { ...bodyOf().entry, date: '2027-01-01' } }))).toBe('record.date-in-future')
  })

  test('is anybody’s to send, 20 an hour', async () => {
    const lin = await citizen()
    const call = () =>
      lin.browser.call(api.sendHealthDocument, { params: { document: id() }, body: bodyOf({ picture: '' }) })
    for (let tries = 0; tries < 20; tries++) expect(codeOf(await call())).toBe('attachment.damaged')
    expect(codeOf(await call())).toBe('request.too-many')
  })

  test('is decided by two in the database too', async () => {
    const { params } = await sent(await citizen())
    valueOf(await decide(ann, params.document, ['confirm', 0]))
    const forced = database
      .updateTable('health_document')
      .set({ state: 'refused', decided_by: ann.id, picture: null })
      .where('id', '=', params.document)
      .execute()
    await expect(forced).rejects.toThrow('check constraint')
  })
})
