import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import {
  Application,
  accept,
  after,
  approve,
  byQueueOrder,
  clockColour,
  foldState,
  lapse,
  pausedDays,
  pauses,
  proposeRefusal,
  recommend,
  refuseApplication,
  remindersDue,
  resolveWarning,
  resubmit,
  returnForCorrection,
  sendBack,
  submit,
  withdraw,
  writeAnswers,
} from './index.ts'
import {
  accepted,
  ann,
  answers,
  applicant,
  bo,
  cai,
  calendar,
  catalogue,
  draft,
  grounds,
  inChecks,
  inReview,
  inSecondReview,
  linAnswers,
  milan,
  moved,
  submission,
  today,
} from './testing-example.ts'

const refusal = (result: { readonly ok: boolean; readonly refusal?: unknown }) => result.refusal
const defects = [{ code: 'PHOTO_HEAD_TOO_SMALL' }, { code: 'PARENT_NAME_MISSING', fields: ['mother-name'] }]
const silence = submission.services.deadlines
const days = (...holidays: string[]) => ({ workingDays: 15, calendar: calendar(...holidays) })
const returned = (file = inReview()) =>
  moved(file, returnForCorrection(file, { by: ann, now: milan('2026-11-26T15:00') }, { defects, catalogue }))

const proposed = (by = ann, file = inReview()): Application =>
  moved(
    file,
    proposeRefusal(
      file,
      { by, now: milan('2026-11-25T10:00') },
      { ground: 'FRAUD_IN_APPLICATION', explanation: 'The permit is not genuine.', grounds },
    ),
  )

describe('submitting', () => {
  test('a complete draft becomes a file with its reference', () => {
    const file = inChecks()
    expect(file).toMatchObject({
      state: 'CHECKING',
      reference: 'TD-7KQ4-93XM-2',
      submittedAt: '2026-11-23T19:00:00.000Z',
    })
    expect(foldState(file.events)).toBe('CHECKING')
  })

  test('what is missing is listed', () => {
    const { city: _city, photo: _photo, ...rest } = linAnswers
    expect(refusal(submit(draft(rest), applicant('2026-11-23T20:00'), submission))).toEqual({
      code: 'application.incomplete',
      data: { fields: ['city', 'photo'] },
    })
  })

  test('a wrong answer is refused with its own code and its field', () => {
    expect(
      refusal(submit(draft({ ...linAnswers, surname: 'Lin 😀' }), applicant('2026-11-23T20:00'), submission)),
    ).toEqual({
      code: 'person.name-unprintable',
      data: { position: 5, character: '😀', answer: 'surname' },
    })
  })

  test('another mission, another live application, another document are refused with the way out', () => {
    const file = draft()
    const at = applicant('2026-11-23T20:00')
    expect(refusal(submit(file, at, { ...submission, competent: 'FLR' }))).toEqual({
      code: 'application.mission-not-competent',
      data: { mission: 'MIL', competent: 'FLR' },
    })
    expect(refusal(submit(file, at, { ...submission, live: 'TD-0000-0000-0' }))).toMatchObject({
      code: 'application.live-exists',
    })
    expect(refusal(submit({ ...file, service: 'travel-document' }, at, submission))).toEqual({
      code: 'application.service-does-not-fit',
      data: { service: 'passport-renewal' },
    })
  })

  test('a file is submitted once', () => {
    expect(refusal(submit(inChecks(), applicant('2026-11-23T20:05'), submission))).toEqual({
      code: 'application.not-possible-now',
      data: { state: 'CHECKING', move: 'submit' },
    })
  })
})

describe('the promised date', () => {
  test('fifteen working days after acceptance, by the calendar of Milan', () => {
    expect(inReview().promisedOn).toBe('2026-12-15')
    expect(inReview(calendar('2026-12-08')).promisedOn).toBe('2026-12-16')
    expect(inReview(calendar('2026-12-07', '2026-12-08')).promisedOn).toBe('2026-12-17')
  })

  test('two working days of waiting for the applicant move it by two', () => {
    const holidays = ['2026-12-07', '2026-12-08']
    const file = returned(inReview(calendar(...holidays)))
    expect(file.promisedOn).toBe('2026-12-17')
    const back = moved(file, resubmit(file, applicant('2026-11-30T10:00'), days(...holidays)))
    expect(back.promisedOn).toBe('2026-12-21')
    const [pause, ...more] = pausedDays(back.events, calendar(), milan('2026-12-01T09:00'))
    expect(more).toEqual([])
    expect(pause).toMatchObject({ reason: 'correction', owner: 'applicant', workingDays: 2 })
    expect([pause?.firstDay, pause?.lastDay].map(String)).toEqual(['2026-11-26', '2026-11-27'])
  })

  test('a pause that lasts is shown up to now; one of no length is none', () => {
    expect(pauses(inSecondReview().events)).toEqual([])
    expect(pausedDays(returned().events, calendar(), milan('2026-12-01T09:00'))).toMatchObject([
      { to: null, workingDays: 3 },
    ])
  })

  test('the clock is green, then amber for the last days, then red, and paused while it waits', () => {
    const due = Temporal.PlainDate.from('2026-12-17')
    const colour = (day: string, state: 'IN_REVIEW' | 'RETURNED' | 'REFUSED' = 'IN_REVIEW') =>
      clockColour({
        state,
        due,
        today: Temporal.PlainDate.from(day),
        amberWithin: 3,
        isWorkingDay: calendar().isWorkingDay,
      })
    expect(['2026-12-11', '2026-12-14', '2026-12-17', '2026-12-18'].map((day) => colour(day))).toEqual([
      'green',
      'amber',
      'amber',
      'red',
    ])
    expect([colour('2026-12-18', 'RETURNED'), colour('2026-12-18', 'REFUSED')]).toEqual(['paused', 'none'])
  })
})

describe('returned for correction', () => {
  test('only the faulty fields open', () => {
    const file = returned()
    expect(file.openFields).toEqual(['photo', 'mother-name'])
    const write = (values: { readonly [field: string]: string }) =>
      writeAnswers(
        file,
        Object.fromEntries(
          Object.entries(answers(values)).map(([field, answer]) => [field, { ...answer, at: answer.at + 1e9 }]),
        ),
      )
    expect(refusal(write({ address: 'elsewhere', 'mother-name': 'Lin Lan' }))).toEqual({
      code: 'application.field-not-open',
      data: { fields: ['address'], open: ['photo', 'mother-name'] },
    })
    expect(accepted(write({ address: linAnswers.address, 'mother-name': 'Lin Lan' }))).toMatchObject({
      'mother-name': { value: 'Lin Lan' },
    })
  })

  test('a file under review is not written at all', () => {
    expect(refusal(writeAnswers(inReview(), {}))).toMatchObject({ code: 'application.not-possible-now' })
  })

  test('at least one defect of the catalogue is needed', () => {
    const act = { by: ann, now: milan('2026-11-26T15:00') }
    expect(refusal(returnForCorrection(inReview(), act, { defects: [], catalogue }))).toEqual({
      code: 'application.return-needs-defect',
    })
    expect(refusal(returnForCorrection(inReview(), act, { defects: [{ code: 'UGLY' }], catalogue }))).toEqual({
      code: 'application.defect-unknown',
      data: { defect: 'UGLY' },
    })
  })

  test("it comes back on top of the same officer's queue", () => {
    const file = returned()
    const back = moved(file, resubmit(file, applicant('2026-11-30T10:00'), days()))
    expect(back).toMatchObject({ state: 'IN_REVIEW', reviewer: ann, openFields: [], defects: [] })
    const urgent = { ...inReview(), promisedOn: '2026-11-30' }
    expect([urgent, back].sort(byQueueOrder)[0]).toBe(back)
  })

  test('a file returned before acceptance goes back to the checks without a promise', () => {
    const file = returned(inChecks())
    expect(moved(file, resubmit(file, applicant('2026-11-30T10:00'), days()))).toMatchObject({
      state: 'CHECKING',
      reviewer: ann,
      promisedOn: null,
    })
  })

  test('silence brings two reminders and ends the file after ninety days', () => {
    const file = returned()
    const on = (later: number) => milan('2026-11-26T15:00').add({ hours: 24 * later })
    expect([29, 30, 60, 89].map((later) => remindersDue(file, on(later), silence))).toEqual([0, 1, 2, 2])
    expect(refusal(lapse(file, on(89), silence))).toEqual({ code: 'application.lapse-not-due', data: { days: 1 } })
    expect(moved(file, lapse(file, on(90), silence)).state).toBe('LAPSED')
  })
})

describe('four eyes', () => {
  const act = (by: typeof ann) => ({ by, now: milan('2026-11-26T09:00') })

  test('an officer cannot approve what she recommended; another can', () => {
    const file = inSecondReview()
    expect(file.events.slice(-2).map(({ move }) => move)).toEqual(['recommend', 'settle-fee'])
    expect(refusal(approve(file, act(ann)))).toMatchObject({ code: 'application.own-recommendation' })
    expect(moved(file, approve(file, act(bo)))).toMatchObject({ state: 'APPROVED', decidedBy: bo })
  })

  test('whoever decides is never the reviewer nor the one who recommended, whatever happened before', () => {
    const moves = fc.constantFrom('recommend', 'propose', 'back', 'approve', 'refuse')
    fc.assert(
      fc.property(fc.array(fc.tuple(moves, fc.constantFrom(ann, bo, cai)), { maxLength: 12 }), (steps) => {
        let file = inReview()
        for (const [step, by] of steps) {
          const result = {
            recommend: () => recommend(file, act(by)),
            propose: () =>
              proposeRefusal(file, act(by), { ground: 'SERVING_SENTENCE', explanation: 'As the court says.', grounds }),
            back: () => sendBack(file, act(by), 'Look again.'),
            approve: () => approve(file, act(by)),
            refuse: () => refuseApplication(file, act(by)),
          }[step]()
          if (result.ok) file = after(file, result.value)
        }
        expect(foldState(file.events)).toBe(file.state)
        if (file.decidedBy) expect([file.reviewer, file.recommendedBy]).not.toContain(file.decidedBy)
      }),
    )
  })

  test('an open warning blocks the approval until an officer resolves it with a reason', () => {
    const warning = {
      id: 'duplicate-person:TD-1',
      kind: 'duplicate-person' as const,
      data: { reference: 'TD-1' },
      resolved: null,
    }
    const file = { ...inSecondReview(), warnings: [warning] }
    expect(refusal(approve(file, act(bo)))).toEqual({
      code: 'application.warning-open',
      data: { warnings: [warning.id] },
    })
    expect(refusal(resolveWarning(file, act(bo), { id: warning.id, reason: ' ' }))).toEqual({
      code: 'application.warning-needs-reason',
    })
    expect(refusal(resolveWarning(file, act(bo), { id: 'other', reason: 'x' }))).toMatchObject({
      code: 'application.warning-unknown',
    })
    const settled = moved(file, resolveWarning(file, act(bo), { id: warning.id, reason: 'A twin.' }))
    expect(settled.warnings[0]?.resolved).toMatchObject({ by: bo, reason: 'A twin.' })
    expect(approve(settled, act(bo)).ok).toBe(true)
    expect(refusal(resolveWarning(settled, act(bo), { id: warning.id, reason: 'again' }))).toMatchObject({
      code: 'application.warning-unknown',
    })
  })

  test('a decided file is not decided again', () => {
    const file = inSecondReview()
    const approved = moved(file, approve(file, act(bo)))
    expect(refusal(approve(approved, act(cai)))).toEqual({
      code: 'application.already-decided',
      data: { state: 'APPROVED', move: 'approve' },
    })
    expect(refusal(sendBack(approved, act(cai), 'no'))).toMatchObject({ code: 'application.already-decided' })
    expect(refusal(withdraw(approved, applicant('2026-11-27T09:00')))).toMatchObject({
      code: 'application.already-decided',
    })
    expect(refusal(accept(inReview(), act(bo), days()))).toMatchObject({
      code: 'application.not-possible-now',
      data: { state: 'IN_REVIEW' },
    })
  })
})

describe('refusing', () => {
  const act = (by: typeof ann) => ({ by, now: milan('2026-11-26T09:00') })

  test('a ground of the closed list and an explanation are needed', () => {
    const propose = (ground: string, explanation: string) =>
      refusal(proposeRefusal(inReview(), act(ann), { ground, explanation, grounds }))
    expect(propose('BAD_MANNERS', 'x')).toEqual({
      code: 'application.refusal-needs-ground',
      data: { ground: 'BAD_MANNERS' },
    })
    expect(propose('SERVING_SENTENCE', '  ')).toEqual({ code: 'application.refusal-needs-reason' })
  })

  test('another officer refuses, with ground and reasons in the event', () => {
    const file = proposed()
    expect(refusal(refuseApplication(file, act(ann)))).toMatchObject({ code: 'application.own-recommendation' })
    const refused = moved(file, refuseApplication(file, act(bo)))
    expect(refused).toMatchObject({ state: 'REFUSED', decidedBy: bo })
    expect(refused.events.at(-1)?.details.refusal).toEqual({
      ground: 'FRAUD_IN_APPLICATION',
      explanation: 'The permit is not genuine.',
    })
  })

  test('or sends it back with a reason, and the proposal is gone', () => {
    const file = proposed()
    expect(refusal(sendBack(file, act(bo), ''))).toEqual({ code: 'application.send-back-needs-reason' })
    expect(moved(file, sendBack(file, act(bo), 'Ask the police first.'))).toMatchObject({
      state: 'IN_REVIEW',
      refusal: null,
      reviewer: ann,
    })
  })

  test('what a second officer proposes needs a third to decide', () => {
    const file = proposed(bo, inSecondReview())
    for (const by of [ann, bo]) expect(refuseApplication(file, act(by)).ok).toBe(false)
    expect(refuseApplication(file, act(cai)).ok).toBe(true)
  })
})

test('an applicant withdraws a file under review', () => {
  const file = inReview()
  expect(moved(file, withdraw(file, applicant('2026-11-25T08:00'))).state).toBe('WITHDRAWN')
  expect(today.toString()).toBe('2026-11-23')
})

test('a file crosses the wire unchanged, and its schema can be printed', () => {
  const file = inSecondReview()
  expect(Application.parse(JSON.parse(JSON.stringify(file)))).toEqual(file)
  expect(z.toJSONSchema(Application)).toMatchObject({ type: 'object' })
  expect(Application.safeParse({ ...file, state: 'LOST' }).success).toBe(false)
})
