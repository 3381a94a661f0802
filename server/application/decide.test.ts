import * as api from '@consular/api'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { codeOf, valueOf } from '../account/testing-browser.ts'
import { canonicalJson } from '../audit/index.ts'
import {
  at,
  auditOf,
  citizen,
  context,
  type Desk,
  database,
  draft,
  expectHistoriesToAddUp,
  inChecks,
  lettersOf,
  now,
  officer,
  recommended,
  rowOf,
  stepUp,
} from './testing-stage.ts'

afterEach(expectHistoriesToAddUp)

let ann: Desk
let bo: Desk
beforeAll(async () => {
  ann = await officer('Ann', ['reviewer'])
  bo = await officer('Bo', ['approver'])
})

/** A new applicant's file that Ann has recommended, on Tuesday 24 November. */
async function inSecondReview(by = ann) {
  await at('2026-11-24T09:30')
  const lin = await citizen()
  const application = await inChecks(lin)
  await recommended(by, application)
  return { lin, application }
}

const approve = async ({ browser }: Desk, application: string) =>
  browser.call(api.approveApplication, await now(application))

const proposal = { ground: 'IDENTITY_UNPROVEN', explanation: 'The pages do not show who the applicant is.' }

/** What an officer is answered, with its status. */
async function refusal(desk: Desk, answer: Promise<{ ok: boolean }>) {
  const answered = await answer
  if (answered.ok) throw new Error('Not refused.')
  return { status: desk.browser.response?.status, code: codeOf(answered as Parameters<typeof codeOf>[0]) }
}

describe('an approval', () => {
  test('is made by a second officer with her passkey at hand, and signs the order', async () => {
    const { lin, application } = await inSecondReview()
    expect(await refusal(bo, approve(bo, application))).toEqual({ status: 403, code: 'access.step-up-needed' })
    await stepUp(bo)
    const file = valueOf(await approve(bo, application))
    expect(file).toMatchObject({
      state: 'APPROVED',
      recommendedBy: { number: ann.number },
      decidedBy: { number: bo.number },
      moves: [],
    })
    expect((await lettersOf(application)).at(-1)?.template).toBe('application-approved')
    const { order } = file
    const bytes = new TextEncoder().encode(canonicalJson(order?.payload))
    const signature = new Uint8Array(Buffer.from(order?.signature ?? '', 'base64url'))
    expect(await context.signer.verify(bytes, signature)).toBe(true)
    const forged = new TextEncoder().encode(canonicalJson({ ...order?.payload, validUntil: '2099-01-01' }))
    expect(await context.signer.verify(forged, signature)).toBe(false)
    expect(order).toMatchObject({
      key: context.signer.key,
      payload: {
        kind: 'personalisation-order/1',
        application,
        reference: file.reference,
        sendingState: 'UTO',
        demonstration: true,
        document: 'passport',
        rule: 'resident-expiring',
        holder: { nativeName: '林梅', birthDate: '1992-06-01', sex: 'F' },
        // Ten years, less a day (Passport Law, Art. 7).
        validFrom: '2026-11-24',
        validUntil: '2036-11-23',
        replaces: lin.passport,
        recommendedBy: ann.number,
        decidedBy: bo.number,
      },
    })
    const { state, steps, holder } = valueOf(await lin.browser.call(api.readMyApplication, { params: { application } }))
    expect({ state, holder, last: steps.at(-1)?.officerNumber }).toEqual({
      state: 'APPROVED',
      holder: 'mission',
      last: bo.number,
    })
  })

  test('leaves what the log and the applicant see: every decision, by whom and what for', async () => {
    const { lin, application } = await inSecondReview()
    await stepUp(bo)
    valueOf(await approve(bo, application))
    expect(await auditOf(application)).toEqual([
      'access.decision officer approval read',
      'access.decision officer review read',
      'access.decision officer review read',
      'application.accept officer done',
      'application.approve officer done',
      'application.begin-checks system done',
      'application.draft citizen done',
      'application.recommend officer done',
      'application.submit citizen done',
    ])
    const { events } = valueOf(await lin.browser.call(api.listAccessEvents, {}))
    expect(events.map(({ officerNumber, purpose, outcome }) => [officerNumber, purpose, outcome])).toEqual(
      expect.arrayContaining([
        [ann.number, 'review', 'read'],
        [bo.number, 'approval', 'read'],
      ]),
    )
  })

  test('is not the first officer’s, whatever roles she has and however often she confirms', async () => {
    const both = await officer('Ada', ['reviewer', 'approver', 'mission-admin'])
    const { application } = await inSecondReview(both)
    await stepUp(both)
    expect(await refusal(both, approve(both, application))).toEqual({
      status: 403,
      code: 'application.own-recommendation',
    })
    const without = await inSecondReview(ann)
    expect(await refusal(ann, approve(ann, without.application))).toEqual({ status: 403, code: 'access.role-missing' })
    expect((await rowOf(application)).state).toBe('SECOND_REVIEW')
    expect((await rowOf(without.application)).state).toBe('SECOND_REVIEW')
  })

  test('is not the administrator’s, nor anyone’s of another mission, and the applicant sees who tried', async () => {
    const { lin, application } = await inSecondReview()
    const eve = await officer('Eve', ['mission-admin'])
    const rosa = await officer('Rosa', ['reviewer', 'approver'], 'uto-it-embassy')
    for (const desk of [eve, rosa]) await stepUp(desk)
    expect(await refusal(eve, approve(eve, application))).toEqual({ status: 403, code: 'access.role-missing' })
    expect(await refusal(rosa, approve(rosa, application))).toEqual({ status: 403, code: 'access.other-mission' })
    const { events } = valueOf(await lin.browser.call(api.listAccessEvents, {}))
    const denied = events.filter(({ outcome }) => outcome === 'refused').map((event) => event.officerNumber)
    expect(new Set(denied)).toEqual(new Set([eve.number, rosa.number]))
  })

  test('waits for a fresh passkey: five minutes later it is asked again', async () => {
    const { application } = await inSecondReview()
    await stepUp(bo)
    await at('2026-11-24T09:36')
    expect(await refusal(bo, approve(bo, application))).toEqual({ status: 403, code: 'access.step-up-needed' })
  })

  test('is refused by the database itself when the code above forgets four eyes', async () => {
    const { application } = await inSecondReview()
    const forced = database
      .updateTable('application')
      .set({ state: 'APPROVED', decided_by: ann.id })
      .where('id', '=', application)
      .execute()
    await expect(forced).rejects.toThrow(/check constraint/)
  })

  test('ends what the applicant can take back', async () => {
    const { lin, application } = await inSecondReview()
    await stepUp(bo)
    valueOf(await approve(bo, application))
    expect(codeOf(await lin.browser.call(api.withdrawApplication, { params: { application } }))).toBe(
      'application.already-decided',
    )
    expect(
      await refusal(ann, ann.browser.call(api.returnApplication, await now(application, { defects: [] }))),
    ).toEqual({
      status: 409,
      code: 'application.already-decided',
    })
  })
})

describe('a refusal', () => {
  test('needs a ground of the law’s list and an explanation', async () => {
    await at('2026-11-24T09:30')
    const application = await inChecks(await citizen())
    valueOf(await ann.browser.call(api.acceptApplication, await now(application)))
    const propose = async (body: typeof proposal) => ann.browser.call(api.proposeRefusal, await now(application, body))
    expect(codeOf(await propose({ ...proposal, ground: 'I_DO_NOT_LIKE_HER' }))).toBe('application.refusal-needs-ground')
    expect(codeOf(await propose({ ...proposal, explanation: '   ' }))).toBe('request.invalid')
    expect((await rowOf(application)).state).toBe('IN_REVIEW')
  })

  test('is decided by another officer, and its letter carries ground, reasons and the appeal', async () => {
    await at('2026-11-25T09:30')
    const lin = await citizen()
    const application = await inChecks(lin)
    valueOf(await ann.browser.call(api.acceptApplication, await now(application)))
    valueOf(await ann.browser.call(api.proposeRefusal, await now(application, proposal)))
    const seen = valueOf(await lin.browser.call(api.readMyApplication, { params: { application } }))
    // What is only proposed is not yet told.
    expect(seen).toMatchObject({ state: 'REFUSAL_PROPOSED', refusal: null })
    const refuse = async ({ browser }: Desk) => browser.call(api.refuseApplication, await now(application))
    expect(await refusal(ann, refuse(ann))).toEqual({ status: 403, code: 'access.role-missing' })
    expect(await refusal(bo, refuse(bo))).toEqual({ status: 403, code: 'access.step-up-needed' })
    await stepUp(bo)
    expect(valueOf(await refuse(bo))).toMatchObject({ state: 'REFUSED', refusal: proposal, order: null })
    expect((await lettersOf(application)).at(-1)).toMatchObject({
      template: 'application-refused',
      values: { ...proposal, appeal: 'appeal.uto' },
    })
    expect(valueOf(await lin.browser.call(api.readMyApplication, { params: { application } })).refusal).toEqual(
      proposal,
    )
    expect(await auditOf(application)).toEqual(
      expect.arrayContaining(['application.propose-refusal officer done', 'application.refuse officer done']),
    )
  })

  test('by who proposed it herself is no refusal', async () => {
    const both = await officer('Ida', ['reviewer', 'approver'])
    await at('2026-11-24T09:30')
    const application = await inChecks(await citizen())
    valueOf(await both.browser.call(api.acceptApplication, await now(application)))
    valueOf(await both.browser.call(api.proposeRefusal, await now(application, proposal)))
    await stepUp(both)
    const refuse = both.browser.call(api.refuseApplication, await now(application))
    expect(await refusal(both, refuse)).toEqual({ status: 403, code: 'application.own-recommendation' })
  })

  test('may be proposed by the second officer, and then needs a third', async () => {
    const cai = await officer('Cai', ['approver'])
    const { application } = await inSecondReview()
    valueOf(await bo.browser.call(api.proposeRefusal, await now(application, proposal)))
    for (const desk of [bo, cai]) await stepUp(desk)
    const refuse = async ({ browser }: Desk) => browser.call(api.refuseApplication, await now(application))
    expect(await refusal(bo, refuse(bo))).toEqual({ status: 403, code: 'application.own-recommendation' })
    expect(valueOf(await refuse(cai)).state).toBe('REFUSED')
  })
})

describe('a file sent back', () => {
  test('returns to its reviewer with a reason, and may be recommended again', async () => {
    const { application } = await inSecondReview()
    const send = async (reason: string) => bo.browser.call(api.sendBack, await now(application, { reason }))
    expect(codeOf(await send('  '))).toBe('request.invalid')
    expect(valueOf(await send('Look at the residence permit again.'))).toMatchObject({
      state: 'IN_REVIEW',
      reviewer: { id: ann.id },
    })
    valueOf(await ann.browser.call(api.recommendApproval, await now(application)))
    await stepUp(bo)
    expect(valueOf(await approve(bo, application)).state).toBe('APPROVED')
    expect(await auditOf(application)).toContain('application.send-back officer done')
  })
})

describe('a decision', () => {
  test('on a draft or on nothing is unknown, and on a version that has passed is told the present one', async () => {
    const lin = await citizen()
    const unsent = await draft(lin)
    expect(codeOf(await ann.browser.call(api.acceptApplication, await now(unsent)))).toBe('application.unknown')
    const application = await inChecks(lin)
    const old = await now(application)
    valueOf(await ann.browser.call(api.acceptApplication, old))
    const late = await ann.browser.call(api.acceptApplication, old)
    expect(ann.browser.response?.status).toBe(409)
    expect(late).toMatchObject({
      refusal: {
        code: 'application.changed-meanwhile',
        data: { state: 'IN_REVIEW', version: (await rowOf(application)).version },
      },
    })
  })

  test('that the lifecycle does not know is a conflict, and changes nothing', async () => {
    await at('2026-11-24T09:30')
    const application = await inChecks(await citizen())
    const before = await rowOf(application)
    const recommend = ann.browser.call(api.recommendApproval, await now(application))
    expect(await refusal(ann, recommend)).toEqual({ status: 409, code: 'application.not-possible-now' })
    await stepUp(bo)
    expect((await refusal(bo, approve(bo, application))).status).toBeGreaterThanOrEqual(403)
    expect(await rowOf(application)).toEqual(before)
  })

  test.each(Array.from({ length: 50 }, (_, round) => round))(
    'by two officers at once is one decision (round %i)',
    async (round) => {
      const { application } = await inSecondReview()
      const cai = await race.colleague()
      for (const desk of [bo, cai]) await stepUp(desk)
      const request = await now(application)
      const second =
        round % 2 === 0
          ? cai.browser.call(api.approveApplication, request)
          : cai.browser.call(api.sendBack, { ...request, body: { ...request.body, reason: 'Look again.' } })
      const answers = await Promise.all([bo.browser.call(api.approveApplication, request), second])
      const statuses = [bo, cai].map(({ browser }) => browser.response?.status)
      expect(new Set(statuses)).toEqual(new Set([200, 409]))
      const { state, version } = await rowOf(application)
      const lost = answers.find(({ ok }) => !ok)
      expect(lost).toMatchObject({ refusal: { data: { state, version } } })
      const done = (await auditOf(application)).filter((entry) => /application\.(approve|send-back) /.test(entry))
      expect(done).toHaveLength(1)
    },
  )
})

/** The colleague of the races, made once. */
const race = {
  made: null as Promise<Desk> | null,
  colleague(): Promise<Desk> {
    this.made ??= officer('Cleo', ['approver'])
    return this.made
  },
}
