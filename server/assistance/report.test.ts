import * as api from '@consular/api'
import { expect, test } from 'vitest'
import { app, context, database } from '../application/testing-stage.ts'
import { headCap } from '../http/head.ts'
import { atMinute, caseOf, sendText, stateOf, telephone, threeAtNight } from './testing-duty.ts'

const reports = async (reference: string) =>
  database
    .selectFrom('assistance_report')
    .selectAll()
    .where('case_id', '=', (await caseOf(reference)).id)
    .orderBy('stored_at')
    .execute()

test('a report goes to the nearest mission, and its sender is told that nobody has read it', async () => {
  await atMinute(0)
  const phone = telephone({ words: 'two men, knife' })
  const state = await sendText(phone.id, phone.text)
  expect(state).toEqual({
    told: 'shared',
    shared: [],
    media: [],
    reference: expect.stringMatching(/^SOS-/),
    storedAt: threeAtNight.toString(),
    readAt: null,
    readBy: null,
    calledAt: null,
    nextWordAt: null,
    mission: 'uto-th-embassy',
    timeZone: 'Asia/Bangkok',
  })
  expect(await stateOf(phone)).toEqual(state)
  expect(context.nudges).toContain('call-duty')
  const log = await database.selectFrom('audit_event').select(['action', 'actor_kind', 'mission']).execute()
  expect(log).toContainEqual({ action: 'assistance.report', actor_kind: 'nobody', mission: 'uto-th-embassy' })
})

test('the same report twenty times at once, and once more later, is one', async () => {
  const phone = telephone()
  const states = await Promise.all(Array.from({ length: 20 }, () => sendText(phone.id, phone.text)))
  await atMinute(1)
  expect(new Set([...states, await sendText(phone.id, phone.text)].map((state) => JSON.stringify(state))).size).toBe(1)
  expect(await reports((states[0] as api.ReportState).reference)).toHaveLength(1)
})

test('a hundred reports of one telephone at once are a hundred reports of one case', async () => {
  const one = telephone()
  const sent = Array.from({ length: 100 }, (_, n) => telephone({ phone: one.phone, words: `help ${n}` }))
  const references = (await Promise.all(sent.map(({ id, text }) => sendText(id, text)))).map(
    ({ reference }) => reference,
  )
  expect(new Set(references).size).toBe(1)
  expect(await reports(references[0] as string)).toHaveLength(100)
  expect(await stateOf(sent[99] as (typeof sent)[number])).toMatchObject({ readAt: null })
})

test('a position that comes later belongs to the same report, and leads its case to the nearest mission', async () => {
  const phone = telephone({ lat: undefined, lon: undefined })
  const first = await sendText(phone.id, phone.text)
  expect(first.mission).toBe('ministry')
  const more = telephone({ secret: phone.secret, phone: phone.phone })
  const second = await sendText(phone.id, more.text)
  expect([second.reference, second.mission]).toEqual([first.reference, 'uto-th-embassy'])
  expect(await reports(first.reference)).toHaveLength(2)
})

test('two telephones that chance upon one id stay apart: each sees its own', async () => {
  const [one, other] = [telephone(), telephone({ situation: 'advice' })]
  const [mine, hers] = [await sendText(one.id, one.text), await sendText(one.id, other.text)]
  expect(mine.reference).not.toBe(hers.reference)
  expect(await stateOf({ id: one.id, secret: other.secret })).toEqual(hers)
  expect(await stateOf({ id: one.id, secret: 'guess' })).toBe(404)
})

test.each([
  ['nothing', ''],
  ['an empty object', '{}'],
  ['no JSON', 'SOS救命 🆘'],
  ['any bytes', new Uint8Array([0, 255, 254, 128, 0])],
  ['a number', '7'],
  ['half a text', '{"situation":"injured","words":"hel'],
  ['a place that is none', '{"lat":999,"lon":"x","place":"Atlantis"}'],
  ['a pole', '{"lat":-90,"lon":180}'],
  ['types that are others', '{"situation":[],"silent":"maybe","words":{"a":1},"secret":5,"madeAt":12}'],
])('%s is stored as a report', async (_, body) => {
  const state = await sendText('x', body)
  const [stored] = await reports(state.reference)
  expect(stored?.flags.includes('not-understood')).toBe(
    typeof body !== 'string' || body === '7' || body.startsWith('SOS'),
  )
})

test('ten megabytes of words are stored by their beginning and answered', async () => {
  const phone = telephone()
  const text = `${phone.text.slice(0, -1)},"words":"${'救'.repeat(3_500_000)}"}`
  const state = await sendText(phone.id, text)
  const [stored] = await reports(state.reference)
  expect(stored?.flags).toEqual(['words-cut'])
  expect([stored?.situation, stored?.words.length]).toEqual(['attacked', 64 * 1024])
  expect(Number(stored?.words_length)).toBe(new TextEncoder().encode(text).length)
  expect(Number(stored?.words_length)).toBeGreaterThan(headCap)
  expect(await sendText(phone.id, text)).toEqual(state)
})

test('a report is asked for no session, no bot check, and counted against no limit', async () => {
  for (let n = 0; n < 60; n++) {
    const { id, text } = telephone({ words: String(n) })
    const response = await app.request(`/api/reports/${id}`, { method: 'PUT', body: text })
    expect(response.status).toBe(200)
  }
})

test('the secret of a report lies nowhere but with its sender', async () => {
  const phone = telephone()
  const state = await sendText(phone.id, phone.text)
  const stored = JSON.stringify([await reports(state.reference), await caseOf(state.reference)])
  expect(stored).not.toContain(phone.secret)
  expect(stored).not.toContain(phone.phone)
})
