import * as api from '@consular/api'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { codeOf, valueOf } from '../account/testing-browser.ts'
import { keepDeadlines } from './keep-deadlines.ts'
import {
  at,
  auditOf,
  type Citizen,
  citizen,
  context,
  type Desk,
  expectHistoriesToAddUp,
  inChecks,
  lettersOf,
  milan,
  now,
  officer,
  picture,
  rowOf,
  service,
  written,
} from './testing-stage.ts'

afterEach(expectHistoriesToAddUp)

let ann: Desk
beforeAll(async () => {
  ann = await officer('Ann', ['reviewer'])
})

const defects = [{ code: 'PHOTO_HEAD_TOO_SMALL' }, { code: 'PARENT_NAME_MISSING' }]

const fileOf = async ({ browser }: Pick<Desk, 'browser'>, application: string) =>
  valueOf(await browser.call(api.openFile, { params: { application }, query: {} }))

const viewOf = async ({ browser }: Citizen, application: string) =>
  valueOf(await browser.call(api.readMyApplication, { params: { application } }))

const queueOf = async ({ browser }: Desk, queue: 'review' | 'decision' | 'waiting' | 'done' = 'review') =>
  valueOf(await browser.call(api.readQueue, { query: { mission: milan, queue } }))

/** LIN MEI's file, accepted on Tuesday 24 November. */
async function accepted(lin: Citizen): Promise<string> {
  await at('2026-11-23T20:00')
  const application = await inChecks(lin)
  await at('2026-11-24T09:30')
  valueOf(await ann.browser.call(api.acceptApplication, await now(application)))
  return application
}

/** The same, returned on Thursday 26 November. */
async function returned(lin: Citizen): Promise<string> {
  const application = await accepted(lin)
  await at('2026-11-26T15:00')
  valueOf(await ann.browser.call(api.returnApplication, await now(application, { defects })))
  return application
}

const change = (lin: Citizen, application: string, values: { readonly [field: string]: string }) =>
  lin.browser.call(api.saveDraft, {
    params: { application },
    body: {
      mission: milan,
      service,
      answers: written(values, { device: 'phone', at: context.now().epochMilliseconds }),
    },
  })

describe('acceptance', () => {
  test('promises 17 December: fifteen working days of Milan, less its patron’s day and the Immaculate Conception', async () => {
    const lin = await citizen()
    const application = await accepted(lin)
    const { promise, holder, steps } = await viewOf(lin, application)
    expect(promise).toEqual({
      acceptedOn: '2026-11-24',
      promisedOn: '2026-12-17',
      workingDays: 15,
      holidays: [expect.objectContaining({ date: '2026-12-07' }), expect.objectContaining({ date: '2026-12-08' })],
      pauses: [],
    })
    expect(holder).toBe('mission')
    expect(steps.at(-1)).toMatchObject({ move: 'accept', by: 'officer', officerNumber: ann.number })
    expect(await lettersOf(application)).toMatchObject([
      { template: 'application-stored' },
      { template: 'application-accepted', values: { promisedOn: '2026-12-17' } },
    ])
    expect(await auditOf(application)).toEqual(
      expect.arrayContaining(['application.accept officer done', 'access.decision officer review read']),
    )
  })

  test('makes the officer the reviewer, and the file no other reviewer’s', async () => {
    const application = await accepted(await citizen())
    expect(await fileOf(ann, application)).toMatchObject({
      reviewer: { id: ann.id },
      clock: 'green',
      moves: ['return', 'recommend', 'propose-refusal'],
    })
    const cai = await officer('Cai', ['reviewer'])
    expect(codeOf(await cai.browser.call(api.recommendApproval, await now(application)))).toBe('access.not-assigned')
  })
})

describe('a return for correction', () => {
  test('opens the faulty fields alone, pauses the clock, and tells the applicant what and until when', async () => {
    const lin = await citizen()
    const application = await returned(lin)
    const view = await viewOf(lin, application)
    expect(view).toMatchObject({
      state: 'RETURNED',
      holder: 'applicant',
      openFields: ['photo', 'father-name', 'mother-name'],
      defects,
      correctionDueOn: '2027-02-24',
    })
    expect((await lettersOf(application)).at(-1)).toMatchObject({
      template: 'application-returned',
      values: { defects: defects.map(({ code }) => code), dueOn: '2027-02-24' },
    })
    expect((await queueOf(ann, 'waiting')).rows.find(({ id }) => id === application)?.clock).toBe('paused')
    const other = await change(lin, application, { city: 'Modena' })
    expect(lin.browser.response?.status).toBe(409)
    expect(other).toMatchObject({ refusal: { code: 'application.field-not-open', data: { fields: ['city'] } } })
    expect((await viewOf(lin, application)).answers).toEqual(view.answers)
    expect((await change(lin, application, { 'mother-name': 'Lin Lan' })).ok).toBe(true)
    expect(await auditOf(application)).toContain('application.answers citizen done')
  })

  test('comes back to the top of the same officer’s queue, two working days later promised', async () => {
    const [lin, early] = [await citizen(), await citizen()]
    const before = await accepted(early)
    const application = await returned(lin)
    await at('2026-11-30T10:00')
    valueOf(await change(lin, application, { photo: await picture(application, 'photo'), 'mother-name': 'Lin Lan' }))
    const view = valueOf(await lin.browser.call(api.submitApplication, { params: { application } }))
    expect(view).toMatchObject({ state: 'IN_REVIEW', openFields: [], defects: [], correctionDueOn: null })
    expect(view.promise).toMatchObject({
      promisedOn: '2026-12-21',
      pauses: [{ from: '2026-11-26', workingDays: 2, reason: 'correction', owner: 'applicant' }],
    })
    const { rows } = await queueOf(ann)
    expect(rows[0]).toMatchObject({ id: application, mine: true, resubmitted: true, reviewer: { id: ann.id } })
    expect(rows.findIndex(({ id }) => id === before)).toBeGreaterThan(0)
    expect((await lettersOf(application)).at(-1)?.template).toBe('application-resubmitted')
    // Once more on a bad line: nothing happens twice.
    const again = valueOf(await lin.browser.call(api.submitApplication, { params: { application } }))
    expect(again).toEqual(view)
  })

  test('shows the pause as the days that it took: 26 and 27 November', async () => {
    const lin = await citizen()
    const application = await returned(lin)
    await at('2026-11-30T10:00')
    valueOf(await lin.browser.call(api.submitApplication, { params: { application } }))
    const { promise } = await fileOf(ann, application)
    expect(promise?.pauses).toEqual([
      { from: '2026-11-26', until: '2026-11-27', workingDays: 2, reason: 'correction', owner: 'applicant' },
    ])
  })

  test('needs a defect, and one of the catalogue', async () => {
    const application = await accepted(await citizen())
    const refusal = async (listed: { code: string }[]) =>
      codeOf(await ann.browser.call(api.returnApplication, await now(application, { defects: listed })))
    expect(await refusal([])).toBe('application.return-needs-defect')
    expect(await refusal([{ code: 'UGLY' }])).toBe('application.defect-unknown')
  })

  test('before acceptance leads back to the checks and promises nothing', async () => {
    const lin = await citizen()
    const application = await inChecks(lin)
    valueOf(await ann.browser.call(api.returnApplication, await now(application, { defects })))
    const view = valueOf(await lin.browser.call(api.submitApplication, { params: { application } }))
    expect(view).toMatchObject({ state: 'CHECKING', promise: null })
    expect((await queueOf(ann)).rows.find(({ id }) => id === application)).toMatchObject({ mine: true })
  })
})

describe('a returned file that is left alone', () => {
  test('is reminded of after 30 and 60 days and lapses after 90, each told once', async () => {
    const lin = await citizen()
    const application = await returned(lin)
    const told = async (local: string) => {
      await at(local)
      // The job may run as often as it likes.
      await keepDeadlines(context)
      await keepDeadlines(context)
      return (await lettersOf(application)).slice(3).map(({ template }) => template)
    }
    expect(await told('2026-12-26T14:59')).toEqual([])
    expect(await told('2026-12-26T15:00')).toEqual(['correction-reminder'])
    expect(await told('2027-01-25T14:59')).toEqual(['correction-reminder'])
    expect(await told('2027-01-25T15:00')).toEqual(['correction-reminder', 'correction-reminder'])
    expect((await lettersOf(application)).at(-1)?.values).toMatchObject({ dueOn: '2027-02-24' })
    expect(await told('2027-02-24T14:59')).toHaveLength(2)
    expect(await told('2027-02-24T15:00')).toEqual(['correction-reminder', 'correction-reminder', 'application-lapsed'])
    expect(await viewOf(lin, application)).toMatchObject({ state: 'LAPSED', holder: 'nobody', openFields: [] })
    expect(await auditOf(application)).toContain('application.lapse system done')
    expect((await auditOf(application)).filter((entry) => entry.startsWith('application.remind'))).toHaveLength(2)
    const late = await change(lin, application, { 'mother-name': 'Lin Lan' })
    expect(codeOf(late)).toBe('application.not-possible-now')
  })

  test('is reminded anew when it was returned anew', async () => {
    const lin = await citizen()
    const application = await returned(lin)
    await at('2026-12-27T09:00')
    await keepDeadlines(context)
    valueOf(await lin.browser.call(api.submitApplication, { params: { application } }))
    valueOf(await ann.browser.call(api.returnApplication, await now(application, { defects })))
    expect((await rowOf(application)).reminders).toBe(0)
    await at('2027-01-26T09:00')
    await keepDeadlines(context)
    expect((await rowOf(application)).reminders).toBe(1)
  })
})

describe('a queue', () => {
  test('is ordered by what came back, then by promise, then by submission, and coloured by its clock', async () => {
    const florentine = await officer('Flo', ['reviewer'], 'uto-it-florence-cg')
    expect(codeOf(await florentine.browser.call(api.readQueue, { query: { mission: milan, queue: 'review' } }))).toBe(
      'access.other-mission',
    )
    await at('2026-12-01T09:00')
    const [late, soon] = [await inChecks(await citizen()), await inChecks(await citizen())]
    valueOf(await ann.browser.call(api.acceptApplication, await now(soon)))
    await at('2026-12-21T09:00')
    const { rows, counts } = await queueOf(ann)
    const place = (application: string) => rows.findIndex(({ id }) => id === application)
    expect(place(soon)).toBeLessThan(place(late))
    expect(rows[place(soon)]?.clock).toBe('amber')
    // Nobody accepted it within three working days.
    expect(rows[place(late)]?.clock).toBe('red')
    expect(counts['review']).toBe(rows.length)
    const keys = rows
      .filter(({ mine, resubmitted }) => !(mine && resubmitted))
      .map(({ promisedOn, submittedAt }) => `${promisedOn ?? '9999'} ${submittedAt}`)
    const corrected = rows.filter(({ mine, resubmitted }) => mine && resubmitted).length
    expect(rows.slice(0, corrected).every(({ resubmitted }) => resubmitted)).toBe(true)
    expect(keys).toEqual(keys.toSorted())
  })

  test('holds no draft, and finds a file by its reference only for its own mission', async () => {
    const lin = await citizen()
    const application = await inChecks(lin)
    const { reference } = await rowOf(application)
    const find = (desk: Desk, text: string) => desk.browser.call(api.findFile, { params: { reference: text } })
    expect(valueOf(await find(ann, reference ?? '')).application).toBe(application)
    expect(valueOf(await find(ann, (reference ?? '').toLowerCase())).application).toBe(application)
    const rosa = await officer('Rosa', ['reviewer', 'approver'], 'uto-it-embassy')
    expect(codeOf(await find(rosa, reference ?? ''))).toBe('application.unknown')
    expect(codeOf(await find(ann, 'TD-AAAA-AAAA-A'))).toMatch(/^shared.reference/)
  })
})
