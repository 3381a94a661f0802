import * as api from '@consular/api'
import { beforeAll, describe, expect, test } from 'vitest'
import { valueOf } from '../account/testing-browser.ts'
import { context, database, id, officer } from '../application/testing-stage.ts'
import { aboutBrother, act, type Desk, detained, inHand, reported, visitOf } from './testing-case.ts'
import { atMinute, caseOf, onCall, reading, sendText, stateOf, telephone } from './testing-duty.ts'

let dao: Desk
let far: Desk
let han: Desk

beforeAll(async () => {
  await atMinute(0)
  dao = await onCall('Dao', ['duty'])
  far = await onCall('Far', ['duty'], 'uto-it-milan-cg')
  han = await onCall('Han', ['head'])
})

const after = (hours: number) => atMinute(hours * 60)
const logged = async (action: string, assistance: string) =>
  (
    await database
      .selectFrom('audit_event')
      .select(['outcome', 'data', 'actor_id'])
      .where('action', '=', action)
      .execute()
  ).filter(({ data }) => (data as { case?: string }).case === assistance)

describe('a detention', () => {
  test('has the checklist of its article and the clock of the agreement: due after 96 hours, amber after 72, red thereafter', async () => {
    await atMinute(0)
    const found = await inHand(dao, aboutBrother)
    const view = valueOf(await act(dao, found, ['describe', detained]))
    expect(view).toMatchObject({ type: 'DETAINED', sealed: false })
    expect(view.work).toMatchObject({ article: '9', country: 'TH', personName: 'Li Wei', suggestedType: 'DETAINED' })
    expect(view.work.tasks.map(({ action }) => action)).toContain('visit-or-contact')
    expect(view.work.detention).toMatchObject({
      step: 'HOST_NOTICE_DUE',
      mandatory: true,
      due: [{ what: 'notice', at: '2026-11-27T20:07:00Z', amberAt: '2026-11-26T20:07:00Z', light: 'green' }],
    })
    for (const [hours, light, late] of [
      [71.9, 'green', false],
      [72, 'amber', false],
      [96.1, 'red', true],
    ] as const) {
      await after(hours)
      const now = await reading(dao, found.assistance)
      expect([now.work.detention?.due[0]?.light, now.late.includes('notice')]).toEqual([light, late])
    }
    expect(await logged('assistance.describe', found.assistance)).toMatchObject([{ actor_id: dao.id, outcome: 'done' }])
  })

  test('goes over notice and access to the visit, and not against the word of the person', async () => {
    await atMinute(0)
    const found = await inHand(dao, aboutBrother)
    const step = (name: 'notice-received' | 'access-requested', at = context.now().toString()) =>
      act(dao, found, ['detention', { step: name, at }])
    expect(await step('notice-received')).toMatchObject({ refusal: { code: 'assistance.not-detained' } })
    valueOf(await act(dao, found, ['describe', detained]))
    const future = context.now().add({ minutes: 1 }).toString()
    expect(await step('notice-received', future)).toMatchObject({ refusal: { code: 'assistance.step-in-future' } })
    expect(valueOf(await step('notice-received')).work.detention).toMatchObject({ step: 'NOTICE_RECEIVED', due: [] })
    const opposed = { about: 'help', word: 'opposed', text: 'said so to the warden' } as const
    valueOf(await act(dao, found, ['word', opposed]))
    for (const refused of [
      await step('access-requested'),
      await act(dao, found, ['visit', visitOf(context.now().toString())]),
    ])
      expect(refused).toMatchObject({ refusal: { code: 'assistance.help-opposed' } })
    valueOf(await act(dao, found, ['word', { ...opposed, word: 'allowed' }]))
    expect(valueOf(await step('access-requested')).work.detention?.due).toMatchObject([
      { what: 'visit', light: 'green' },
    ])
    const visit = visitOf(context.now().toString())
    const seen = valueOf(await act(dao, found, ['visit', visit]))
    expect(seen.work.detention).toMatchObject({ step: 'VISITED', visits: 1, due: [] })
    expect(seen.work.visits[0]).toMatchObject({
      place: 'Klong Prem prison',
      needs: 'reading glasses',
      officer: { id: dao.id },
    })
    // The same visit again, at whatever version, is one; another one under its id is none.
    expect(
      valueOf(await dao.browser.call(api.noteVisit, { params: found, body: { ...visit, version: 0 } })).work.visits,
    ).toHaveLength(1)
    expect(await act(dao, found, ['visit', { ...visit, place: 'elsewhere' }])).toMatchObject({
      refusal: { code: 'assistance.id-taken' },
    })
  })
})

describe('the sister who reported', () => {
  test('sees the state of her report, what is shared with his word, and “received” alone once he opposes it', async () => {
    await atMinute(0)
    const found = await inHand(dao, aboutBrother)
    valueOf(await act(dao, found, ['describe', detained]))
    const own = (await reading(dao, found.assistance)).list[0]
    expect(own).toMatchObject({ about: { name: 'Li Wei', sender: 'Li Na', contact: '+66812345678' }, told: 'state' })
    const note = { sharing: id(), report: own?.id ?? '', text: 'He is well and has a lawyer.' }
    expect(await stateOf(found)).toMatchObject({ told: 'state', readBy: dao.number, shared: [] })
    expect(await act(dao, found, ['share', note])).toMatchObject({ refusal: { code: 'assistance.person-not-asked' } })
    valueOf(await act(dao, found, ['word', { about: 'family', word: 'allowed', text: 'asked at the visit' }]))
    valueOf(await act(dao, found, ['share', note]))
    expect(await stateOf(found)).toMatchObject({ told: 'shared', shared: [{ text: 'He is well and has a lawyer.' }] })
    valueOf(await act(dao, found, ['word', { about: 'family', word: 'opposed', text: 'do not tell my family' }]))
    expect(await stateOf(found)).toMatchObject({
      told: 'received',
      readAt: null,
      readBy: null,
      calledAt: null,
      nextWordAt: null,
      shared: [],
    })
    const again = { ...note, sharing: id(), text: 'Visited today.' }
    expect(await act(dao, found, ['share', again])).toMatchObject({ refusal: { code: 'assistance.person-opposes' } })
    const attempts = await logged('assistance.share', found.assistance)
    expect(attempts.map(({ outcome }) => outcome)).toEqual(['refused', 'done', 'refused'])
    expect(JSON.stringify(attempts)).not.toMatch(/Li|visited/i)
  })

  test('says it once, however often it is sent, and never into the case of her own emergency', async () => {
    const own = await reported()
    const about = telephone({ ...aboutBrother, phone: own.phone })
    const first = await sendText(about.id, about.text)
    expect((await sendText(about.id, about.text)).reference).toBe(first.reference)
    expect(first.reference).not.toBe(own.reference)
  })
})

describe('costs and checklist', () => {
  test('are open until the person acknowledges and everything is settled: before, the case does not close', async () => {
    await atMinute(0)
    const found = await inHand(dao, { situation: 'destitute' })
    const described = valueOf(await act(dao, found, ['describe', { ...detained, type: 'DESTITUTE' }]))
    const cost = { cost: id(), amountMinor: 120050, currency: 'THB', purpose: 'hotel, two nights' }
    valueOf(await act(dao, found, ['cost', cost]))
    valueOf(await dao.browser.call(api.enterCost, { params: found, body: { ...cost, version: 0 } }))
    const move = (name: 'begin' | 'resolve' | 'close' | 'wait-host') =>
      act(dao, found, ['move', { move: name, text: 'all is said' }])
    valueOf(await move('begin'))
    expect(await move('wait-host')).toMatchObject({ refusal: { code: 'assistance.next-word-needed' } })
    valueOf(await move('resolve'))
    expect(await move('close')).toMatchObject({ refusal: { code: 'assistance.tasks-open' } })
    for (const { action } of described.work.tasks)
      valueOf(await act(dao, found, ['task', { action, outcome: 'done', note: '' }]))
    expect(await move('close')).toMatchObject({ refusal: { code: 'assistance.costs-open' } })
    valueOf(await act(dao, found, ['acknowledge', { cost: cost.cost, how: 'signed' }]))
    expect(await act(dao, found, ['acknowledge', { cost: cost.cost, how: 'signed' }])).toMatchObject({
      refusal: { code: 'assistance.already-acknowledged' },
    })
    const closed = valueOf(await move('close'))
    expect(closed).toMatchObject({ state: 'CLOSED', nextWordAt: null })
    expect(closed.work.costs).toMatchObject([{ amountMinor: 120050, currency: 'THB', acknowledgedHow: 'signed' }])
    expect(closed.work.moves).toEqual(['reopen'])
    await atMinute(1)
    // What comes to a case at rest is never refused: it is a case of its own.
    const more = await sendText(found.id, telephone({ secret: found.secret, words: 'again' }).text)
    expect(more.reference).not.toBe(found.reference)
  })

  test('race: of two officers who act on what they saw, one is told that it has changed', async () => {
    const found = await inHand(dao)
    const { version } = await caseOf(found.reference)
    const one = () => dao.browser.call(api.describeCase, { params: found, body: { ...detained, version } })
    const both = await Promise.all([one(), one()])
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    expect(both.find(({ ok }) => !ok)).toMatchObject({ refusal: { code: 'assistance.changed-meanwhile' } })
  })

  test('keeps people around it, whose ids another case cannot take, and gives it to officers of the mission alone', async () => {
    const [found, other] = [await inHand(dao), await inHand(dao)]
    const who = { contact: id(), role: 'family', name: 'Li Na', telephone: '+86 10 1234', mayKnow: false } as const
    valueOf(await act(dao, found, ['contact', who]))
    expect(valueOf(await act(dao, found, ['contact', { ...who, mayKnow: true }])).work.contacts).toMatchObject([
      { mayKnow: true },
    ])
    expect(await act(dao, other, ['contact', { ...who, name: 'x' }])).toMatchObject({
      refusal: { code: 'assistance.id-taken' },
    })
    expect(await act(dao, found, ['assign', { number: far.number }])).toMatchObject({
      refusal: { code: 'officer.unknown' },
    })
    expect(valueOf(await act(dao, found, ['assign', { number: han.number }])).takenBy?.id).toBe(han.id)
    expect(await act(far, found, ['describe', detained])).toMatchObject({ refusal: { code: 'access.other-mission' } })
  })
})

describe('two cases about one person', () => {
  test('are suggested, merged by an officer with both histories, and what is reported further goes on in one', async () => {
    await atMinute(0)
    const name = `Li Wei ${id()}`
    const one = await inHand(dao, { ...aboutBrother, aboutName: name })
    await atMinute(1)
    const two = await inHand(dao, { ...aboutBrother, aboutName: name.toUpperCase(), senderName: 'a colleague' })
    const similar = valueOf(await dao.browser.call(api.listSimilarCases, { params: two }))
    expect(similar.filter(({ reasons }) => reasons.includes('same-name'))).toMatchObject([{ reference: one.reference }])
    expect(await act(dao, two, ['merge', { into: two.reference }])).toMatchObject({
      refusal: { code: 'assistance.not-possible-now' },
    })
    const merged = valueOf(await act(dao, two, ['merge', { into: one.reference }]))
    expect(merged.reference).toBe(one.reference)
    expect(merged.list.map(({ mergedFrom }) => mergedFrom)).toEqual([two.reference, null])
    expect((await reading(dao, two.assistance)).work.mergedInto).toEqual({
      id: one.assistance,
      reference: one.reference,
    })
    await atMinute(2)
    await sendText(two.id, telephone({ ...aboutBrother, aboutName: name, secret: two.secret, words: 'any news?' }).text)
    const state = await stateOf(two)
    expect(state).toMatchObject({ reference: one.reference, readAt: null })
    expect((await caseOf(one.reference)).unread_since).toBe(context.now().toString())
    expect((await reading(dao, two.assistance)).events.map(({ kind }) => kind)).toContain('merge')
  })

  test('that cross one another are merged once', async () => {
    const [one, two] = [await inHand(dao), await inHand(dao)]
    const both = await Promise.all([
      act(dao, one, ['merge', { into: two.reference }]),
      act(dao, two, ['merge', { into: one.reference }]),
    ])
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
  })
})

describe('a search', () => {
  test('finds by reference, name, situation and country at one’s own mission, says why, and logs no word of it', async () => {
    await atMinute(0)
    const name = `Zhang San ${id()}`
    const found = await inHand(dao, { ...aboutBrother, aboutName: name })
    const search = (desk: Desk, by: Partial<api.BodyOf<typeof api.searchCases>>) =>
      desk.browser.call(api.searchCases, { body: { mission: 'uto-th-embassy', purpose: 'answer-call', ...by } })
    const references = async (by: Parameters<typeof search>[1]) =>
      valueOf(await search(dao, by)).map(({ reference }) => reference)
    expect(await references({ name: name.toLowerCase().slice(0, -4) })).toEqual([found.reference])
    expect(await references({ reference: found.reference.toLowerCase() })).toEqual([found.reference])
    expect(await references({ name, country: 'TH', situation: 'detained' })).toEqual([found.reference])
    expect(await references({ name, country: 'IT' })).toEqual([])
    expect(await references({ name: '%' })).toEqual([])
    expect(await search(far, { name })).toMatchObject({ refusal: { code: 'access.other-mission' } })
    const clerk = await officer('Clerk', ['reviewer'], 'uto-th-embassy')
    expect(await search(clerk, { name })).toMatchObject({ refusal: { code: 'access.role-missing' } })
    const log = await database
      .selectFrom('audit_event')
      .selectAll()
      .where('action', '=', 'access.case-search')
      .execute()
    expect(log[0]).toMatchObject({
      actor_id: dao.id,
      purpose: 'assistance-answer-call',
      data: { by: ['name'], found: [found.assistance] },
    })
    expect(JSON.stringify(log)).not.toContain('Zhang')
  })
})
