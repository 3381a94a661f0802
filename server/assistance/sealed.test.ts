import * as api from '@consular/api'
import type { KyselyPlugin } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { valueOf } from '../account/testing-browser.ts'
import { context, database, id } from '../application/testing-stage.ts'
import { readCase } from './read-case.ts'
import { act, acts, type Desk, detained, inHand } from './testing-case.ts'
import { atMinute, callsTo, caseOf, look, onCall, reading, sendText, stateOf, telephone } from './testing-duty.ts'

let dao: Desk
let kit: Desk
let han: Desk
let ops: Desk
let sealed: Awaited<ReturnType<typeof inHand>>
let open: Awaited<ReturnType<typeof inHand>>
const name = 'Chen Jing'

beforeAll(async () => {
  await atMinute(0)
  dao = await onCall('Dao', ['duty'])
  kit = await onCall('Kit', ['duty', 'deputy'])
  han = await onCall('Han', ['head'])
  ops = await onCall('Ops', ['ministry-duty'], 'ministry')
  sealed = await inHand(dao, { situation: 'other', about: 'other', aboutName: name })
  await reading(kit, sealed.assistance)
  open = await inHand(dao, { situation: 'other', about: 'other', aboutName: name })
  valueOf(await act(dao, sealed, ['describe', { ...detained, type: 'TRAFFICKING', personName: name }]))
})

const unknown = { refusal: { code: 'assistance.case-unknown' } }

test('a case of trafficking is sealed by its kind: by id it is not there for a colleague who has read it before', async () => {
  expect((await reading(dao, sealed.assistance)).sealed).toBe(true)
  expect(await kit.browser.call(api.readCase, { params: sealed })).toMatchObject(unknown)
  expect(await ops.browser.call(api.readCase, { params: sealed })).toMatchObject(unknown)
})

test('no act and no list of similar cases answers to it otherwise than to an id of nothing', async () => {
  const none = { assistance: id() }
  for (const [key, endpoint] of Object.entries(acts)) {
    const bodies: { [act: string]: object } = {
      describe: detained,
      assign: { number: kit.number },
      move: { move: 'begin', text: '' },
      task: { action: 'x', outcome: 'done', note: '' },
      contact: { contact: id(), role: 'family', name: 'x', telephone: '', mayKnow: false },
      cost: { cost: id(), amountMinor: 1, currency: 'THB', purpose: 'hotel' },
      acknowledge: { cost: id(), how: 'signed' },
      detention: { step: 'arrest-known', at: context.now().toString() },
      visit: {
        visit: id(),
        visitedAt: context.now().toString(),
        place: 'x',
        health: '',
        treatment: '',
        needs: '',
        lawyer: '',
      },
      word: { about: 'family', word: 'allowed', text: 'she said so' },
      share: { sharing: id(), report: id(), text: 'x' },
      merge: { into: open.reference },
      seal: { sealed: true, text: 'for her safety' },
      letIn: { number: kit.number, text: 'wants to see' },
    }
    const body = { ...bodies[key], version: 0 } as never
    const [one, other] = [
      await kit.browser.call(endpoint, { params: sealed, body }),
      await kit.browser.call(endpoint, { params: none, body }),
    ]
    expect(one, key).toEqual(other)
    expect(one, key).toMatchObject(unknown)
  }
  expect(await kit.browser.call(api.listSimilarCases, { params: sealed })).toMatchObject(unknown)
  expect(valueOf(await kit.browser.call(api.listSimilarCases, { params: open })).map((each) => each.id)).not.toContain(
    sealed.assistance,
  )
  expect(valueOf(await dao.browser.call(api.listSimilarCases, { params: open })).map((each) => each.id)).toContain(
    sealed.assistance,
  )
})

test('the board neither shows nor counts it but to those who may know: the officer in charge, the head, those let in', async () => {
  const board = async (desk: Desk, mission = 'uto-th-embassy') =>
    valueOf(await desk.browser.call(api.readDutyBoard, { query: { mission } })).cases.map((each) => each.id)
  expect(await board(dao)).toEqual(expect.arrayContaining([sealed.assistance, open.assistance]))
  expect(await board(kit)).toEqual((await board(dao)).filter((each) => each !== sealed.assistance))
  expect(await board(han)).toEqual([sealed.assistance])
  valueOf(await act(dao, sealed, ['letIn', { number: ops.number, text: 'ministry asks the host state' }]))
  expect(await board(ops, 'ministry')).toEqual([sealed.assistance])
  expect((await reading(ops, sealed.assistance)).work.confidants.map((each) => each.id)).toEqual([dao.id, ops.id])
})

test('no search finds it, by name or reference, and none is counted', async () => {
  const search = async (desk: Desk, by: object) =>
    valueOf(
      await desk.browser.call(api.searchCases, { body: { mission: 'uto-th-embassy', purpose: 'answer-call', ...by } }),
    )
  for (const by of [{ name }, { reference: sealed.reference }, { situation: 'other' }]) {
    expect((await search(dao, by)).map((each) => each.id)).toContain(sealed.assistance)
    expect((await search(kit, by)).map((each) => each.id)).not.toContain(sealed.assistance)
  }
  const log = await database
    .selectFrom('audit_event')
    .select('data')
    .where('actor_id', '=', kit.id)
    .where('action', '=', 'access.case-search')
    .execute()
  expect(JSON.stringify(log)).not.toContain(sealed.assistance)
})

test('to reach for it is the same work as to reach for nothing: the same statements, and the same entry in the log', async () => {
  const statements = async (assistance: string) => {
    const seen: string[] = []
    const spy: KyselyPlugin = {
      transformQuery: ({ node }) => {
        seen.push(JSON.stringify(node).replaceAll(/[0-9a-f-]{36}/g, 'an id'))
        return node
      },
      transformResult: async ({ result }) => result,
    }
    const session = {
      kind: 'officer',
      officer: { id: kit.id, name: 'Kit', number: kit.number },
      assignments: [{ mission: 'uto-th-embassy', role: 'duty' }],
    }
    const answer = await readCase({ ...context, database: database.withPlugin(spy) }, session as never, assistance)
    return { answer, seen }
  }
  const [there, nowhere] = [await statements(sealed.assistance), await statements(id())]
  expect(there).toEqual(nowhere)
  expect(there.seen).toHaveLength(2)
  const log = await database
    .selectFrom('audit_event')
    .select(['mission', 'purpose', 'outcome', 'data'])
    .where('actor_id', '=', kit.id)
    .where('action', '=', 'access.report')
    .orderBy('id', 'desc')
    .limit(2)
    .execute()
  expect(
    log.map(({ mission, purpose, outcome, data }) => [mission, purpose, outcome, Object.keys(data as object)]),
  ).toEqual([1, 2].map(() => [null, 'denied', 'refused', ['case']]))
})

test('what comes new in it rings at those who may know, wherever the table would go, and at nobody else', async () => {
  await atMinute(0)
  await sendText(
    sealed.id,
    telephone({ secret: sealed.secret, situation: 'attacked', about: 'other', words: 'they moved her' }).text,
  )
  const urgent = {
    version: (await caseOf(sealed.reference)).version,
    priority: 'P1',
    reason: 'she is in danger',
  } as const
  valueOf(await dao.browser.call(api.triageCase, { params: sealed, body: urgent }))
  await atMinute(60)
  await look()
  const called = new Set((await callsTo(sealed.reference)).map((call) => call.split(' ').slice(0, 2).join(' ')))
  expect([...called].toSorted()).toEqual(['duty Dao', 'duty Ops', 'head Han', 'ministry Ops'])
  expect(await stateOf(sealed)).toMatchObject({ told: 'received', readAt: null })
})

test('whoever merges with it takes the seal along, and a colleague cannot merge into it by its reference', async () => {
  expect(await act(kit, open, ['merge', { into: sealed.reference }])).toEqual(
    await act(kit, open, ['merge', { into: 'SOS-0000-0000-0' }]),
  )
  await reading(dao, sealed.assistance)
  valueOf(await act(dao, open, ['merge', { into: sealed.reference }]))
  expect(await kit.browser.call(api.readCase, { params: open })).toMatchObject(unknown)
  expect((await caseOf(open.reference)).sealed_at).not.toBeNull()
  expect((await reading(han, open.assistance)).work.mergedInto?.reference).toBe(sealed.reference)
})

test('the head alone opens the seal; then it is there for the duty again', async () => {
  const seal = { sealed: false, text: 'she is home and safe' }
  expect(await act(dao, sealed, ['seal', seal])).toMatchObject({ refusal: { code: 'access.role-missing' } })
  valueOf(await act(han, sealed, ['seal', seal]))
  expect((await reading(kit, sealed.assistance)).sealed).toBe(false)
  valueOf(await act(kit, sealed, ['seal', { ...seal, sealed: true }]))
  expect((await reading(kit, sealed.assistance)).work.confidants.map((each) => each.id)).toContain(kit.id)
})

test('the database keeps a case from resting unread and from being merged into itself', async () => {
  const change = (columns: object) =>
    database.updateTable('assistance_case').set(columns).where('id', '=', sealed.assistance).execute()
  await expect(
    change({ state: 'CLOSED', closed_at: context.now().toString(), unread_since: context.now().toString() }),
  ).rejects.toThrow('check')
  await expect(
    change({ state: 'MERGED_INTO', merged_into: sealed.assistance, closed_at: context.now().toString() }),
  ).rejects.toThrow('check')
  await expect(change({ sealed_at: null })).rejects.toThrow('check')
})
