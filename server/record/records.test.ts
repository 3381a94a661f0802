import * as api from '@consular/api'
import { type RecordLine, sameness } from '@consular/domain/record'
import { describe, expect, test } from 'vitest'
import { codeOf, valueOf } from '../account/testing-browser.ts'
import { database, florence, id, milan } from '../application/testing-stage.ts'
import {
  admin,
  callerWith,
  send,
  signingKeys,
  source,
  type TestSource,
  testLine,
  vaccinationLine,
} from './testing-source.ts'

const laboratory = await source()
const other = await source(milan, 'EdDSA')

const rowsOf = (ids: readonly string[]) =>
  database
    .selectFrom('health_record')
    .selectAll()
    .where('id', 'in', [...ids])
    .execute()

/** Sends a part of a new upload of as many lines. */
async function upload(by: TestSource, lines: readonly unknown[], announced = lines.length) {
  const params = { upload: id() }
  valueOf(await by.caller.call(api.beginHealthUpload, { params, body: { lines: announced } }))
  const signed = await by.sign(lines)
  const part = async (place: number, text = signed) =>
    by.caller.call(api.sendHealthUploadPart, { params: { ...params, part: String(place) }, body: { signed: text } })
  return { params, part, first: valueOf(await part(1)).lines }
}

describe('a line', () => {
  test('that is right is held, and answers once the code by which its person finds it', async () => {
    const line = testLine()
    const answer = await send(laboratory, line)
    expect(answer).toMatchObject({ line: 1, id: line.id, outcome: 'accepted', code: null, where: null })
    expect(answer.claim).toMatch(/^HR-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]$/)
    const [row] = await rowsOf([line.id])
    expect(row).toMatchObject({
      state: 'held',
      source_id: laboratory.id,
      mission: milan,
      kind: 'test',
      account_id: null,
    })
    expect(JSON.stringify(row)).not.toContain(answer.claim)
    expect(await send(laboratory, line)).toMatchObject({ outcome: 'repeated', claim: null })
    expect(await rowsOf([line.id])).toEqual([row])
  })

  test('under another id is the same record, and a second result of a sample contradicts the first', async () => {
    const line = testLine({ result: 'detected' })
    await send(laboratory, line)
    expect(await send(laboratory, { ...line, id: id() })).toMatchObject({ outcome: 'repeated' })
    const second = { ...line, id: id(), entry: { ...line.entry, result: 'not-detected' } } as RecordLine
    expect(await send(laboratory, second)).toMatchObject({
      outcome: 'refused',
      code: 'record.sample-contradicts',
      where: 'entry.result',
    })
    // Another laboratory may number its samples alike.
    expect(await send(other, { ...second, id: id() })).toMatchObject({ outcome: 'accepted' })
  })

  test('of another content under an id that is taken is refused, also from another source, which learns no more', async () => {
    const line = testLine()
    await send(laboratory, line)
    const changed = { ...line, person: { ...line.person, birthDate: '1991-05-17' } }
    expect(await send(laboratory, changed)).toMatchObject({ code: 'record.id-taken' })
    expect(await send(other, line)).toMatchObject({ code: 'record.id-taken', claim: null })
  })

  test('of a vaccination that another source holds as something else is refused', async () => {
    const line = vaccinationLine()
    await send(laboratory, line)
    expect(await send(other, { ...line, id: id() })).toMatchObject({ outcome: 'repeated' })
    const lot = { ...line, id: id(), entry: { ...line.entry, lot: 'YF-999' } } as RecordLine
    expect(await send(other, lot)).toMatchObject({ code: 'record.act-contradicts', where: 'entry' })
  })

  test.each([
    [
      'a future date',
      (line: RecordLine) => ({ ...line, entry: { ...line.entry, date: '2026-12-01' } }),
      'record.date-in-future',
      'entry.date',
    ],
    [
      'an unknown product',
      (line: RecordLine) => ({ ...line, entry: { ...line.entry, product: 'elixir' } }),
      'record.product-unknown',
      'entry.product',
    ],
    [
      'no name',
      (line: RecordLine) => ({ ...line, person: { ...line.person, familyName: '', givenName: ' ' } }),
      'record.name-missing',
      'person.familyName',
    ],
    ['another id than its address', (line: RecordLine) => ({ ...line, id: id() }), 'record.line-invalid', 'id'],
  ])('with %s is refused with its place, and nothing is kept', async (_, change, code, where) => {
    const line = vaccinationLine()
    const signed = await laboratory.sign(change(line))
    const answer = await laboratory.caller.call(api.sendHealthRecord, { params: { record: line.id }, body: { signed } })
    expect(valueOf(answer)).toMatchObject({ outcome: 'refused', code, where, claim: null })
    expect(await rowsOf([line.id])).toEqual([])
  })
})

describe('a correction', () => {
  test('supersedes the record that it names, of its own source and kind alone, once', async () => {
    const [old, foreign, jab] = [testLine(), testLine(), vaccinationLine()]
    await send(laboratory, old)
    await send(other, foreign)
    await send(laboratory, jab)
    const correct = (supersedes: string, line = testLine()) => send(laboratory, { ...line, supersedes })
    expect(await correct(foreign.id)).toMatchObject({ code: 'record.supersedes-unknown' })
    expect(await correct(id())).toMatchObject({ code: 'record.supersedes-unknown' })
    expect(await correct(jab.id)).toMatchObject({ code: 'record.supersedes-other-kind' })
    const fixed = { ...old, id: id(), entry: { ...old.entry, result: 'detected' } } as RecordLine
    expect(await correct(old.id, fixed)).toMatchObject({ outcome: 'accepted' })
    expect(await correct(old.id)).toMatchObject({ code: 'record.supersedes-not-held' })
    const rows = await rowsOf([old.id, fixed.id])
    expect(Object.fromEntries(rows.map((row) => [row.id, [row.state, row.supersedes]]))).toEqual({
      [old.id]: ['superseded', null],
      [fixed.id]: ['held', old.id],
    })
    expect(await send(laboratory, { ...fixed, supersedes: old.id })).toMatchObject({ outcome: 'repeated' })
  })

  test('may follow its record in one part', async () => {
    const old = testLine()
    const fixed = { ...old, id: id(), supersedes: old.id, entry: { ...old.entry, result: 'detected' } }
    const { first } = await upload(laboratory, [old, fixed])
    expect(first.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted'])
    expect((await rowsOf([old.id, fixed.id])).map(({ state }) => state).toSorted()).toEqual(['held', 'superseded'])
  })

  test('that two senders make at once is made once', async () => {
    const old = testLine()
    await send(laboratory, old)
    const versions = ['detected', 'not-detected'].map(
      (result) => ({ ...old, id: id(), supersedes: old.id, entry: { ...old.entry, result } }) as RecordLine,
    )
    const answers = await Promise.all(versions.map((line) => send(laboratory, line)))
    expect(answers.map(({ outcome }) => outcome).toSorted()).toEqual(['accepted', 'refused'])
  })
})

describe('an upload', () => {
  test('accepts and refuses each line by itself, shows its progress, and repeats a part without its codes', async () => {
    const good = testLine()
    const lines = [
      good,
      { nonsense: true },
      { ...good, id: id() },
      'not a line',
      vaccinationLine({ date: '2026-02-30' }),
    ]
    const { params, part, first } = await upload(laboratory, lines, 7)
    expect(first.map(({ line, outcome, code, where }) => [line, outcome, code, where])).toEqual([
      [1, 'accepted', null, null],
      [2, 'refused', 'record.line-invalid', 'id'],
      [3, 'repeated', null, null],
      [4, 'refused', 'record.line-invalid', ''],
      [5, 'refused', 'record.date-impossible', 'entry.date'],
    ])
    const again = valueOf(await part(1)).lines
    expect(again).toEqual(first.map((answer) => ({ ...answer, claim: null })))
    expect(valueOf(await laboratory.caller.call(api.readHealthUpload, { params }))).toMatchObject({
      lines: 7,
      accepted: 1,
      repeated: 1,
      refused: 3,
      open: 2,
      parts: [1],
      refusals: [{ part: 1, line: 2, code: 'record.line-invalid' }, { line: 4 }, { line: 5, where: 'entry.date' }],
    })
    expect(codeOf(await part(1, await laboratory.sign([testLine()])))).toBe('upload.other-part')
    expect(codeOf(await part(2, await laboratory.sign([testLine(), testLine(), testLine()])))).toBe(
      'upload.too-many-lines',
    )
    expect(codeOf(await part(2, await laboratory.sign([])))).toBe('request.invalid')
    expect(codeOf(await part(2, await laboratory.sign('no list')))).toBe('request.invalid')
  })

  test('that was cut goes on where it stopped, with the same ids', async () => {
    const lines = Array.from({ length: 6 }, () => testLine())
    const begun = await upload(laboratory, lines.slice(0, 3), 6)
    valueOf(await laboratory.caller.call(api.beginHealthUpload, { params: begun.params, body: { lines: 6 } }))
    const rest = await laboratory.sign(lines.slice(3))
    expect(valueOf(await begun.part(2, rest)).lines).toHaveLength(3)
    const view = valueOf(await laboratory.caller.call(api.readHealthUpload, { params: begun.params }))
    expect(view).toMatchObject({ accepted: 6, open: 0, parts: [1, 2], refusals: [] })
    const resized = await laboratory.caller.call(api.beginHealthUpload, { params: begun.params, body: { lines: 5 } })
    expect(codeOf(resized)).toBe('upload.other-size')
  })

  test('of another source does not exist', async () => {
    const { params } = await upload(laboratory, [testLine()])
    expect(codeOf(await other.caller.call(api.readHealthUpload, { params }))).toBe('upload.unknown')
    expect(codeOf(await other.caller.call(api.beginHealthUpload, { params, body: { lines: 1 } }))).toBe(
      'upload.unknown',
    )
    const body = { signed: await other.sign([testLine()]) }
    expect(codeOf(await other.caller.call(api.sendHealthUploadPart, { params: { ...params, part: '2' }, body }))).toBe(
      'upload.unknown',
    )
  })

  test('of the same lines twice at once, in two orders and by two sources, holds each act once', async () => {
    const acts = Array.from({ length: 40 }, () => vaccinationLine())
    const renamed = acts.map((line) => ({ ...line, id: id() })).toReversed()
    const [mine, theirs] = await Promise.all([upload(laboratory, acts), upload(other, renamed)])
    const outcomes = [...mine.first, ...theirs.first].map(({ outcome }) => outcome)
    expect(outcomes.filter((outcome) => outcome === 'accepted')).toHaveLength(40)
    expect(outcomes.filter((outcome) => outcome === 'repeated')).toHaveLength(40)
    const held = await rowsOf([...acts, ...renamed].map((line) => line.id))
    expect(new Set(held.map(({ sameness: key }) => key.toString('hex'))).size).toBe(40)
  })

  test('of one part twice at once is one part', async () => {
    const lines = Array.from({ length: 20 }, () => testLine())
    const params = { upload: id() }
    valueOf(await laboratory.caller.call(api.beginHealthUpload, { params, body: { lines: 20 } }))
    const body = { signed: await laboratory.sign(lines) }
    const answers = await Promise.all(
      [1, 2].map(() => laboratory.caller.call(api.sendHealthUploadPart, { params: { ...params, part: '1' }, body })),
    )
    const codes = answers.map((answer) => valueOf(answer).lines.filter(({ claim }) => claim !== null).length)
    expect(codes.toSorted((one, two) => one - two)).toEqual([0, 20])
    expect(await rowsOf(lines.map((line) => line.id))).toHaveLength(20)
  })

  test('of more than 200 lines in a part is refused whole', async () => {
    const params = { upload: id() }
    valueOf(await laboratory.caller.call(api.beginHealthUpload, { params, body: { lines: 1000 } }))
    const signed = await laboratory.sign(Array.from({ length: 201 }, (_, place) => ({ place })))
    const answer = await laboratory.caller.call(api.sendHealthUploadPart, {
      params: { ...params, part: '1' },
      body: { signed },
    })
    expect(codeOf(answer)).toBe('upload.too-many-lines')
  })
})

describe('a withdrawal', () => {
  test('takes back what one sent oneself, as often as it is said', async () => {
    const line = testLine()
    await send(laboratory, line)
    const params = { record: line.id }
    expect(codeOf(await other.caller.call(api.withdrawHealthRecord, { params }))).toBe('record.unknown')
    for (const _ of [1, 2])
      expect(valueOf(await laboratory.caller.call(api.withdrawHealthRecord, { params }))).toEqual({
        certificatesRevoked: 0,
      })
    expect((await rowsOf([line.id]))[0]?.state).toBe('withdrawn')
    // The act may be sent anew, under another id.
    expect(await send(laboratory, { ...line, id: id() })).toMatchObject({ outcome: 'accepted' })
    const said = await database
      .selectFrom('audit_event')
      .select(['action', 'actor_kind', 'actor_id', 'mission'])
      .where('action', '=', 'record.withdrawn')
      .execute()
    expect(said).toEqual([
      { action: 'record.withdrawn', actor_kind: 'source', actor_id: laboratory.id, mission: milan },
    ])
  })
})

describe('a signature', () => {
  test('counts by the registered key and its own algorithm alone', async () => {
    const line = testLine()
    const body = async (by: { sign(content: unknown): Promise<string> }) => ({ signed: await by.sign(line) })
    const params = { record: line.id }
    const call = async (signed: string) => laboratory.caller.call(api.sendHealthRecord, { params, body: { signed } })
    expect(codeOf(await call((await body(other)).signed))).toBe('source.signature-wrong')
    expect(codeOf(await call((await body(await signingKeys())).signed))).toBe('source.signature-wrong')
    const [head = '', payload = '', signature = ''] = (await body(laboratory)).signed.split('.')
    const none = Buffer.from('{"alg":"none"}').toString('base64url')
    expect(codeOf(await call(`${none}.${payload}.${signature}`))).toBe('source.signature-wrong')
    const changed = Buffer.from(JSON.stringify({ ...line, person: { ...line.person, givenName: 'X' } })).toString(
      'base64url',
    )
    expect(codeOf(await call(`${head}.${changed}.${signature}`))).toBe('source.signature-wrong')
    expect(await rowsOf([line.id])).toEqual([])
    expect(codeOf(await call(await laboratory.sign('{"half":')))).toBe('request.invalid')
  })
})

describe('an API key', () => {
  test('opens while its source is active; a new one ends the old one', async () => {
    const made = await source(florence)
    const { browser } = await admin(florence)
    const params = { source: made.id }
    const line = testLine()
    const body = { signed: await made.sign(line) }
    const call = (by = made.caller) => by.call(api.sendHealthRecord, { params: { record: line.id }, body })
    expect(codeOf(await call(callerWith('x'.repeat(43))))).toBe('session.needed')
    valueOf(await browser.call(api.setSourceActive, { params, body: { active: false } }))
    expect(codeOf(await call())).toBe('session.needed')
    valueOf(await browser.call(api.setSourceActive, { params, body: { active: true } }))
    const { apiKey } = valueOf(await browser.call(api.renewSourceKey, { params }))
    expect(codeOf(await call())).toBe('session.needed')
    expect(valueOf(await call(callerWith(apiKey ?? '')))).toMatchObject({ outcome: 'accepted' })
  })
})

test('what is stored tells nobody whom a record is about who has not the secret', async () => {
  const line = vaccinationLine()
  await send(laboratory, line)
  const [row] = await rowsOf([line.id])
  const plain = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(sameness(line, laboratory.id)))
  expect(row?.sameness.toString('hex')).not.toBe(Buffer.from(plain).toString('hex'))
})
