import * as api from '@consular/api'
import { beforeAll, describe, expect, test } from 'vitest'
import { valueOf } from '../account/testing-browser.ts'
import { context, database, id, officer } from '../application/testing-stage.ts'
import {
  atMinute,
  bangkok,
  callsTo,
  caseOf,
  look,
  onCall,
  reading,
  sendText,
  stateOf,
  telephone,
} from './testing-duty.ts'

type Desk = Awaited<ReturnType<typeof onCall>>
let dao: Desk
let dep: Desk
let han: Desk
let ops: Desk

beforeAll(async () => {
  await atMinute(0)
  dao = await onCall('Dao', ['duty'])
  dep = await onCall('Dep', ['deputy', 'mission-admin'])
  han = await onCall('Han', ['head'])
  ops = await onCall('Ops', ['ministry-duty'], 'ministry')
})

async function report(fields: { readonly [name: string]: unknown } = {}) {
  const phone = telephone(fields)
  const { reference } = await sendText(phone.id, phone.text)
  const { id: assistance } = await caseOf(reference)
  return { ...phone, reference, assistance, params: { assistance } }
}
const all = (level: string, name: string) =>
  ['mail', 'sms', 'telephone'].map((channel) => `${level} ${name} ${channel} handed-over`)
const versionOf = async (reference: string) => (await caseOf(reference)).version

describe('a report at 03:07 that nobody reads', () => {
  test('rings at the duty officer at once, the deputy at 03:12, the head at 03:22, the ministry at 03:32, each by every channel once', async () => {
    await atMinute(0)
    const { reference } = await report()
    const expected: string[] = []
    for (const [minute, level, name] of [
      [0, 'duty', 'Dao'],
      [5, 'deputy', 'Dep'],
      [15, 'head', 'Han'],
      [25, 'ministry', 'Ops'],
    ] as const) {
      await atMinute(minute - 0.1)
      await look()
      expect(await callsTo(reference), `before minute ${minute}`).toEqual(expected)
      await atMinute(minute)
      await Promise.all([look(), look(), look()])
      expected.push(...all(level, name))
      expect(await callsTo(reference)).toEqual(expected)
    }
    const letters = await database.selectFrom('letter').select('values').where('template', '=', 'duty-call').execute()
    expect(letters.length).toBeGreaterThanOrEqual(12)
    // A call tells how urgent and since when: nothing of anybody.
    for (const { values } of letters)
      expect(Object.keys(values as object).toSorted()).toEqual(['at', 'caseNumber', 'channel', 'mission', 'priority'])
    const logged = await database
      .selectFrom('audit_event')
      .select('id')
      .where('action', '=', 'assistance.call')
      .execute()
    expect(logged.length).toBeGreaterThanOrEqual(4)
  })

  test('rings no further once it is read, and again when something new comes', async () => {
    await atMinute(0)
    const phone = await report()
    await look()
    await atMinute(3)
    await reading(dao, phone.assistance)
    await atMinute(60)
    await look()
    expect(await callsTo(phone.reference)).toEqual(all('duty', 'Dao'))
    await sendText(phone.id, telephone({ secret: phone.secret, phone: phone.phone, words: 'he is back' }).text)
    await look()
    expect(await callsTo(phone.reference)).toEqual([...all('duty', 'Dao'), ...all('duty', 'Dao')])
  })

  test('goes on where a killed process left it: what was written down is made, once', async () => {
    await atMinute(0)
    const { reference } = await report()
    await look()
    // Killed between the taking of an attempt and its outcome.
    await database
      .updateTable('assistance_attempt')
      .set({ outcome: null, settled_at: null, try_at: context.now().add({ seconds: 30 }).toString(), tries: 1 })
      .where('case_id', '=', (await caseOf(reference)).id)
      .where('channel', '=', 'sms')
      .execute()
    await look()
    expect((await callsTo(reference)).filter((call) => call.endsWith('null'))).toHaveLength(1)
    await atMinute(1)
    await database.deleteFrom('letter').where('recipient', 'like', 'sms:%').execute()
    await look()
    expect(await callsTo(reference)).toEqual(all('duty', 'Dao'))
  })
})

describe('an officer on duty', () => {
  test('reads at 03:10, and exactly that is what its sender is told', async () => {
    await atMinute(0)
    const phone = await report({ words: 'two men' })
    await atMinute(3)
    const view = await reading(dao, phone.assistance)
    expect(view).toMatchObject({ unreadSince: null, suggested: 'P1', reasons: ['situation.attacked'], priority: null })
    expect(view.list[0]).toMatchObject({
      words: 'two men',
      lat: 13.746,
      accuracy: 40,
      readAt: context.now().toString(),
    })
    await atMinute(20)
    await reading(dao, phone.assistance)
    expect(await stateOf(phone)).toMatchObject({ readAt: '2026-11-23T20:10:00Z', readBy: dao.number, calledAt: null })
    const log = await database
      .selectFrom('audit_event')
      .select(['action', 'actor_id', 'purpose', 'data'])
      .where('action', '=', 'access.report')
      .where('actor_id', '=', dao.id)
      .execute()
    expect(log.filter(({ data }) => (data as { case: string }).case === phone.assistance)).toHaveLength(2)
    expect(log.every(({ purpose }) => purpose === 'assistance-reading')).toBe(true)
  })

  test('decides the priority: another than suggested needs a reason, and both are kept', async () => {
    const phone = await report()
    await reading(dao, phone.assistance)
    const triage = async (priority: 'P1' | 'P3', reason?: string) =>
      dao.browser.call(api.triageCase, {
        params: phone.params,
        body: { version: await versionOf(phone.reference), priority, ...(reason ? { reason } : {}) },
      })
    expect(await triage('P3')).toMatchObject({ refusal: { code: 'assistance.override-reason-needed' } })
    expect(valueOf(await triage('P3', 'a child at play'))).toMatchObject({
      priority: 'P3',
      suggested: 'P1',
      state: 'TRIAGED',
    })
    expect(await caseOf(phone.reference)).toMatchObject({ suggested_then: 'P1', override_reason: 'a child at play' })
    expect(valueOf(await triage('P1'))).toMatchObject({ priority: 'P1' })
  })

  test('logs a call and promises the next word, which turns late when it is missed', async () => {
    await atMinute(0)
    const phone = await report()
    await atMinute(3)
    await reading(dao, phone.assistance)
    const act = async (body: Omit<api.BodyOf<typeof api.actOnCase>, 'version'>) =>
      dao.browser.call(api.actOnCase, {
        params: phone.params,
        body: { ...body, version: await versionOf(phone.reference) },
      })
    await atMinute(7)
    valueOf(await act({ act: 'take', text: '' }))
    valueOf(await act({ act: 'call', text: 'police on their way', reached: true }))
    const late = { act: 'next-word', text: '', nextWordAt: '2026-11-23T20:00:00Z' } as const
    expect(await act(late)).toMatchObject({ refusal: { code: 'assistance.word-in-past' } })
    const view = valueOf(await act({ ...late, nextWordAt: '2026-11-23T20:45:00Z' }))
    expect([view.late, view.takenBy?.number]).toEqual([[], dao.number])
    expect(await stateOf(phone)).toMatchObject({ calledAt: '2026-11-23T20:14:00Z', nextWordAt: '2026-11-23T20:45:00Z' })
    await atMinute(39)
    const board = valueOf(await dao.browser.call(api.readDutyBoard, { query: { mission: bangkok } }))
    expect(board.cases.find((row) => row.id === phone.assistance)?.late).toEqual(['next-word'])
  })

  test('loses a race openly', async () => {
    const phone = await report()
    const { version } = await reading(dao, phone.assistance)
    const note = (text: string) =>
      dao.browser.call(api.actOnCase, { params: phone.params, body: { version, act: 'note', text } })
    const both = await Promise.all([note('one'), note('other')])
    expect(both.filter((each) => each.ok)).toHaveLength(1)
    expect(both.find((each) => !each.ok)).toMatchObject({ refusal: { code: 'assistance.changed-meanwhile' } })
  })
})

describe('a case is closed to', () => {
  test('a deputy, a head and the ministry until they are called to it', async () => {
    await atMinute(0)
    const { params, assistance } = await report()
    for (const [desk, code] of [
      [dep, 'access.not-assigned'],
      [han, 'access.not-assigned'],
      [ops, 'access.other-mission'],
    ] as const)
      expect(await desk.browser.call(api.readCase, { params })).toMatchObject({ refusal: { code } })
    await atMinute(25)
    await look()
    for (const desk of [dep, han, ops]) expect((await reading(desk, assistance)).list).toHaveLength(1)
  })

  test('the duty of another mission and every other role, and the trial is on record', async () => {
    const { params } = await report()
    const other = await officer('Far', ['duty'], 'uto-it-milan-cg')
    const clerk = await officer('Clerk', ['reviewer', 'auditor'], bangkok)
    expect(await other.browser.call(api.readCase, { params })).toMatchObject({
      refusal: { code: 'access.other-mission' },
    })
    expect(await clerk.browser.call(api.readCase, { params })).toMatchObject({
      refusal: { code: 'access.role-missing' },
    })
    const log = await database
      .selectFrom('audit_event')
      .select(['outcome', 'purpose'])
      .where('actor_id', 'in', [other.id, clerk.id])
      .where('action', '=', 'access.report')
      .execute()
    expect(log).toEqual([
      { outcome: 'refused', purpose: 'denied' },
      { outcome: 'refused', purpose: 'denied' },
    ])
    expect(await dao.browser.call(api.readCase, { params: { assistance: id() } })).toMatchObject({
      refusal: { code: 'assistance.case-unknown' },
    })
  })
})

describe('a shift', () => {
  test('decides who is called, ends with a note alone, and passes the night on', async () => {
    await atMinute(0)
    const bee = await onCall('Bee', ['duty'])
    const plan = async (desk: Desk, who: string, shift = id()) =>
      desk.browser.call(api.planShift, {
        params: { shift },
        body: { mission: bangkok, officer: who, from: '2026-11-23T20:00', until: '2026-11-24T08:00' },
      })
    expect(await plan(dao, dao.id)).toMatchObject({ refusal: { code: 'access.role-missing' } })
    expect(await plan(dep, han.id)).toMatchObject({ refusal: { code: 'officer.unknown' } })
    const shift = valueOf(await plan(dep, dao.id))
    expect([shift.startsAt, shift.endsAt]).toEqual(['2026-11-23T13:00:00Z', '2026-11-24T01:00:00Z'])
    const { reference } = await report()
    await look()
    expect(await callsTo(reference)).toEqual(all('duty', 'Dao'))
    const end = (desk: Desk, note: string) =>
      desk.browser.call(api.handOverShift, { params: { shift: shift.id }, body: { note } })
    expect(await end(dao, ' ')).toMatchObject({ refusal: { code: 'assistance.note-needed' } })
    expect(await end(bee, 'mine')).toMatchObject({ refusal: { code: 'assistance.not-your-shift' } })
    await atMinute(293)
    valueOf(await end(dao, 'One attacked at Siam, police there.'))
    const board = valueOf(await bee.browser.call(api.readDutyBoard, { query: { mission: bangkok } }))
    expect(board.handedOver).toMatchObject({
      note: 'One attacked at Siam, police there.',
      officer: { number: dao.number },
    })
    expect([board.onDuty, board.myShift]).toEqual([[], null])
  })

  test('is no use where the mission is cut off: its duty passes to the next one by itself', async () => {
    await atMinute(0)
    const near = await onCall('Near', ['duty'], 'uto-it-embassy')
    valueOf(await ops.browser.call(api.interruptDuty, { body: { mission: bangkok, cutOff: true } }))
    const { reference, assistance } = await report()
    await look()
    expect(await callsTo(reference)).toEqual(all('duty', 'Near'))
    expect((await reading(near, assistance)).mission).toBe(bangkok)
    valueOf(await dao.browser.call(api.interruptDuty, { body: { mission: bangkok, cutOff: false } }))
  })
})
