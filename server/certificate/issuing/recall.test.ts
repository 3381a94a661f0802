import * as api from '@consular/api'
import { describe, expect, test } from 'vitest'
import { codeOf, valueOf } from '../../account/testing-browser.ts'
import { context, type Desk, database, florence, id, milan, officer, stepUp } from '../../application/testing-stage.ts'
import { source } from '../../record/testing-source.ts'
import { asked, held, holder, issued, lines, statesOf, verdictOf } from './testing-issuing.ts'

const { dose, test: sample } = lines
const [ann, bo, cai] = [
  await officer('Ann', ['reviewer']),
  await officer('Bo', ['approver']),
  await officer('Cai', ['approver']),
]
for (const desk of [bo, cai]) await stepUp(desk)

const proposal = {
  mission: milan,
  source: null as string | null,
  lot: null as string | null,
  from: null as string | null,
  until: null as string | null,
  reason: 'The cold chain was broken.',
}
async function proposed(change: Partial<typeof proposal>, by: Desk = ann) {
  const params = { recall: id() as string }
  const answer = await by.browser.call(api.proposeRecall, { params, body: { ...proposal, ...change } })
  return { params, answer }
}
const decide = (by: Desk, params: { recall: string }, decision: 'carry-out' | 'reject' = 'carry-out') =>
  by.browser.call(api.decideRecall, { params, body: { decision } })

describe('a recall of a lot', () => {
  test('takes back every certificate of it, of whichever family, when a second officer carries it out', async () => {
    const lot = 'LOT-A'
    const [one, other, safe] = [
      await holder((each) => [dose(each, { lot })]),
      await holder((each) => [dose(each, { lot }), sample(each)]),
      await holder((each) => [dose(each, { lot: 'LOT-B' })]),
    ]
    const texts = [
      await issued(one.who, one.records, 'eu-dcc'),
      await issued(one.who, one.records, 'vds-nc'),
      await issued(other.who, other.records, 'sd-jwt-vc'),
      await issued(other.who, other.records.slice(1), 'eu-dcc'),
      await issued(safe.who, safe.records, 'eu-dcc'),
    ].map(({ text }) => text)
    const { params, answer } = await proposed({ lot: lot.toLowerCase() })
    expect(valueOf(answer)).toMatchObject({ state: 'proposed', lot, records: 2, certificates: 3, decidedBy: null })
    expect(await Promise.all(texts.map((text) => verdictOf(text)))).toEqual([
      'valid',
      'valid',
      'valid',
      'valid',
      'valid',
    ])
    const done = valueOf(await decide(bo, params))
    expect(done).toMatchObject({
      state: 'done',
      records: 2,
      certificates: 3,
      proposedBy: { number: ann.number },
      decidedBy: { number: bo.number },
    })
    const revoked = 'revoked revocation.listed'
    expect(await Promise.all(texts.map((text) => verdictOf(text)))).toEqual([
      revoked,
      revoked,
      revoked,
      'valid',
      'valid',
    ])
    expect((await statesOf(one.who)).map(({ reason }) => reason)).toEqual(['recalled', 'recalled'])
    expect(codeOf(await one.who.browser.call(api.issueCertificate, asked(one.records, { family: 'eu-dcc' })))).toBe(
      'record.not-held',
    )
    expect(valueOf(await ann.browser.call(api.listRecalls, { query: { mission: milan } })).recalls).toContainEqual(done)
    const actions = await database
      .selectFrom('audit_event')
      .select(['action', 'actor_id', 'data'])
      .where('action', 'like', 'recall.%')
      .orderBy('at')
      .orderBy('id')
      .execute()
    expect(actions).toEqual([
      { action: 'recall.propose', actor_id: ann.id, data: { recall: params.recall } },
      { action: 'recall.carry-out', actor_id: bo.id, data: { recall: params.recall, records: 2, certificates: 3 } },
    ])
  })
})

test('a recall of a source ends with its days, and leaves other sources alone', async () => {
  const faulty = await source()
  const { who, person } = await holder((each) => [sample(each)])
  const records = [
    ...(await held(who, [sample(person, { sampledAt: '2026-11-20T08:00:00Z' })], faulty)),
    ...(await held(who, [sample(person, { sampledAt: '2026-11-21T08:00:00Z' })], faulty)),
  ]
  const texts = await Promise.all(records.map(async (record) => (await issued(who, [record], 'eu-dcc')).text))
  const { params, answer } = await proposed({ source: faulty.id, from: '2026-11-21', until: '2026-11-21' })
  expect(valueOf(answer)).toMatchObject({ records: 1, certificates: 1 })
  valueOf(await decide(bo, params))
  expect(await Promise.all(texts.map((text) => verdictOf(text)))).toEqual(['valid', 'revoked revocation.listed'])
})

describe('a recall', () => {
  test('that is rejected touches nothing', async () => {
    const lot = 'LOT-C'
    const { who, records } = await holder((each) => [dose(each, { lot })])
    const { text } = await issued(who, records, 'shc')
    const { params } = await proposed({ lot })
    expect(valueOf(await decide(bo, params, 'reject'))).toMatchObject({
      state: 'rejected',
      records: 0,
      certificates: 0,
    })
    expect(await verdictOf(text)).toBe('valid')
    expect(codeOf(await decide(bo, params))).toBe('recall.already-decided')
  })

  test('is never decided by who proposed it, by a reviewer, without a fresh passkey, or elsewhere', async () => {
    const { params } = await proposed({ lot: 'LOT-D' }, bo)
    expect(codeOf(await decide(bo, params))).toBe('recall.own-proposal')
    expect(codeOf(await decide(ann, params))).toBe('access.role-missing')
    const stale = await officer('Dai', ['approver'])
    expect(codeOf(await decide(stale, params))).toBe('access.step-up-needed')
    const away = await officer('Eva', ['approver'], florence)
    await stepUp(away)
    expect(codeOf(await decide(away, params))).toBe('access.other-mission')
    expect(codeOf(await decide(bo, { recall: id() }))).toBe('recall.unknown')
    await expect(
      database
        .updateTable('health_recall')
        .set({ state: 'done', decided_by: bo.id })
        .where('id', '=', params.recall)
        .execute(),
    ).rejects.toThrow('health_recall')
  })

  test('that two officers decide at once is decided once', async () => {
    for (let round = 0; round < 4; round++) {
      const { params } = await proposed({ lot: `LOT-E${round}` })
      const answers = await Promise.all([decide(bo, params, 'carry-out'), decide(cai, params, 'reject')])
      const codes = answers.map((answer) => (answer.ok ? 'decided' : answer.refusal.code))
      expect(codes.toSorted()).toEqual(['decided', 'recall.already-decided'])
      const won = answers.find((answer) => answer.ok)
      const row = await database
        .selectFrom('health_recall')
        .select('state')
        .where('id', '=', params.recall)
        .executeTakeFirstOrThrow()
      expect(won?.ok && won.value.state).toBe(row.state)
    }
  })

  test('that comes while somebody issues leaves no certificate that counts of the lot', async () => {
    const lot = 'LOT-F'
    const { who, records } = await holder((each) => [dose(each, { lot })])
    const { params } = await proposed({ lot })
    const wanted = Array.from({ length: 5 }, () =>
      who.browser.call(api.issueCertificate, asked(records, { family: 'eu-dcc' })),
    )
    await Promise.all([decide(bo, params), ...wanted])
    expect((await statesOf(who)).filter(({ revokedAt }) => revokedAt === null)).toEqual([])
  })

  test('of nothing, of days in the wrong order, of a stranger’s source is refused; proposed twice it is one', async () => {
    expect(codeOf((await proposed({})).answer)).toBe('recall.of-nothing')
    expect(codeOf((await proposed({ lot: 'X', from: '2026-11-02', until: '2026-11-01' })).answer)).toBe(
      'recall.of-nothing',
    )
    const theirs = await source(florence)
    expect(codeOf((await proposed({ source: theirs.id })).answer)).toBe('source.unknown')
    const { params, answer } = await proposed({ lot: 'LOT-G' })
    const again = await ann.browser.call(api.proposeRecall, { params, body: { ...proposal, lot: 'LOT-H' } })
    expect(again).toEqual(answer)
  })
})

test('a revoked certificate leaves the lists when it has run out: it is refused as expired', async () => {
  const { who, records } = await holder((each) => [sample(each)])
  const { text, id: certificate } = await issued(who, records, 'eu-dcc')
  valueOf(await who.browser.call(api.giveUpCertificate, { params: { certificate } }))
  expect(await verdictOf(text)).toBe('revoked revocation.listed')
  const before = context.clock.now
  context.clock.now = before.add({ hours: 24 * 31 })
  expect(await verdictOf(text)).toBe('expired validity.expired')
  context.clock.now = before
})
