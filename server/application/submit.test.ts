import { createHash } from 'node:crypto'
import * as api from '@consular/api'
import { afterEach, describe, expect, test } from 'vitest'
import { codeOf, valueOf } from '../account/testing-browser.ts'
import { noise, photograph } from '../attachment/testing-pictures.ts'
import {
  at,
  auditOf,
  type Citizen,
  citizen,
  context,
  database,
  draft,
  expectHistoriesToAddUp,
  florence,
  id,
  inChecks,
  lettersOf,
  milan,
  rowOf,
  service,
  signedIn,
  written,
  zoneOf,
} from './testing-stage.ts'

afterEach(expectHistoriesToAddUp)

const submit = ({ browser }: Pick<Citizen, 'browser'>, application: string) =>
  browser.call(api.submitApplication, { params: { application } })

/** What a submission is refused with when the form says this. */
async function refusal(changed: { readonly [field: string]: string }, mission = milan) {
  const lin = await citizen()
  const application = await draft(lin, changed, mission)
  const answered = await submit(lin, application)
  if (answered.ok) throw new Error('Not refused.')
  expect((await rowOf(application)).state).toBe('DRAFT')
  return { status: lin.browser.response?.status, ...answered.refusal }
}

describe('a submission', () => {
  test('pressed three times on a bad line makes one application with one reference', async () => {
    const lin = await citizen()
    const application = await draft(lin)
    const answers = [await submit(lin, application), await submit(lin, application), await submit(lin, application)]
    const [first, ...others] = answers.map(valueOf)
    expect(first).toMatchObject({ state: 'SUBMITTED', reference: expect.stringMatching(/^TD-/) })
    for (const other of others) expect(other).toEqual(first)
    expect(await lettersOf(application)).toMatchObject([
      { template: 'application-stored', recipient: lin.email, values: { reference: first?.reference } },
    ])
  })

  test('sent twenty times at once is one event, one letter, one reference', async () => {
    const lin = await citizen()
    const laptop = { browser: await signedIn({ account_id: lin.account, officer_id: null }) }
    const application = await draft(lin)
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => submit(n % 2 ? lin : laptop, application)))
    expect(new Set(answers.map((answer) => valueOf(answer).reference)).size).toBe(1)
    const events = await database
      .selectFrom('application_event')
      .select('move')
      .where('application_id', '=', application)
      .execute()
    expect(events).toEqual([{ move: 'submit' }])
    expect((await lettersOf(application)).map(({ template }) => template)).toEqual(['application-stored'])
    expect((await auditOf(application)).filter((entry) => entry.startsWith('application.submit'))).toHaveLength(1)
  })

  test('asks the checks and the post for work at once', async () => {
    const lin = await citizen()
    const application = await draft(lin)
    context.nudges.length = 0
    valueOf(await submit(lin, application))
    expect(context.nudges.toSorted()).toEqual(['check-submitted', 'send-letters'])
  })

  test('keeps every mark of the moment: when, what for, and whose', async () => {
    const lin = await citizen()
    await at('2026-11-24T07:30')
    const view = valueOf(await submit(lin, await draft(lin)))
    expect(view).toMatchObject({
      submittedAt: '2026-11-24T06:30:00.000Z',
      rule: 'resident-expiring',
      holder: 'system',
      promise: null,
      openFields: [],
      steps: [{ move: 'submit', from: 'DRAFT', to: 'SUBMITTED', by: 'applicant', officerNumber: null }],
    })
    expect(await rowOf(view.id)).toMatchObject({
      birth_date: '1992-06-01',
      document_number: lin.passport,
    })
  })
})

describe('a submission is refused', () => {
  test('while something is missing, and names every field', async () => {
    const lin = await citizen()
    const params = { application: await draft(lin, { address: '', 'birth-place': '' }) }
    const answered = await lin.browser.call(api.submitApplication, { params })
    expect(lin.browser.response?.status).toBe(422)
    expect(answered).toMatchObject({
      refusal: { code: 'application.incomplete', data: { fields: ['birth-place', 'address'] } },
    })
  })

  test('while a picture that it names has not arrived whole', async () => {
    const lin = await citizen()
    const application = await draft(lin)
    await database
      .updateTable('attachment')
      .set({ state: 'receiving', content: null })
      .where('application_id', '=', application)
      .where('kind', '=', 'photo')
      .execute()
    expect(await submit(lin, application)).toMatchObject({
      refusal: { code: 'application.incomplete', data: { fields: ['photo'] } },
    })
  })

  test('until the last piece of a picture has arrived, and then it goes through', async () => {
    const lin = await citizen()
    const application = await draft(lin)
    const photo = photograph(noise(120, 90), 1)
    const params = { application, attachment: id() }
    const sha256 = createHash('sha256').update(photo).digest('hex')
    const save = {
      params,
      body: { mission: milan, service, answers: written({ photo: params.attachment }, { device: 'phone', at: 2 }) },
    }
    valueOf(await lin.browser.call(api.saveDraft, save))
    valueOf(await lin.browser.call(api.beginUpload, { params, body: { kind: 'photo', size: photo.length, sha256 } }))
    const cut = Math.floor(photo.length / 2)
    const send = (offset: number, body: Uint8Array<ArrayBuffer>) =>
      lin.browser.call(api.continueUpload, { params, query: { offset }, body })
    valueOf(await send(0, photo.slice(0, cut)))
    expect(await submit(lin, application)).toMatchObject({ refusal: { data: { fields: ['photo'] } } })
    // The line drops and the same piece is sent again from another place.
    expect(codeOf(await send(7, photo.slice(7)))).toBe('attachment.offset-wrong')
    expect(valueOf(await send(cut, photo.slice(cut))).state).toBe('stored')
    expect(valueOf(await submit(lin, application)).state).toBe('SUBMITTED')
  })

  test('for a wrong digit of the zone, named by its place', async () => {
    const wrong = zoneOf().replace('U12345678', 'U12345687')
    expect(await refusal({ mrz: wrong })).toMatchObject({
      status: 422,
      code: 'mrz.check-digit',
      data: { answer: 'mrz', line: 2, position: 10 },
    })
  })

  test('for a name of emoji, an impossible date and a child, each with its field', async () => {
    expect(await refusal({ surname: '😀😀' })).toMatchObject({ status: 422, data: { answer: 'surname' } })
    expect(await refusal({ 'birth-date': '1992-02-30' })).toMatchObject({
      code: 'shared.date-impossible',
      data: { answer: 'birth-date' },
    })
    expect(await refusal({ 'birth-date': '2015-02-03' })).toMatchObject({ code: 'application.children-not-yet' })
    expect(await refusal({ phone: '12' })).toMatchObject({ code: 'person.phone-format', data: { answer: 'phone' } })
  })

  test('at a mission that is not competent for the address, and names the one that is', async () => {
    expect(await refusal({ city: 'Florence' })).toMatchObject({
      status: 422,
      code: 'application.mission-not-competent',
      data: { mission: milan, competent: florence },
    })
    expect(await refusal({ city: 'Bologna' }, florence)).toMatchObject({ data: { competent: milan } })
    expect(await refusal({ country: 'TR', city: 'Izmir' }, 'uto-tr-izmir-hc')).toMatchObject({
      data: { competent: 'uto-tr-embassy' },
    })
  })

  test('when the wizard’s answers lead to another document or to none', async () => {
    expect(await refusal({ problem: 'lost' })).toMatchObject({
      code: 'application.service-does-not-fit',
      data: { service: 'passport-replacement' },
    })
    expect(await refusal({ mrz: zoneOf({ expiryDate: '2031-01-01' }) })).toMatchObject({
      code: 'application.too-early-to-renew',
      data: { from: '2030-01-01' },
    })
    expect(await refusal({ where: 'home' })).toMatchObject({ code: 'application.inside-sending-state' })
    expect(await refusal({ stay: '' })).toMatchObject({
      code: 'application.wizard-unfinished',
      data: { question: 'stay' },
    })
  })

  test('while another application for the same document is under way, and names it', async () => {
    const lin = await citizen()
    const first = await inChecks(lin)
    const second = await draft(lin)
    const { reference } = await rowOf(first)
    expect(await submit(lin, second)).toMatchObject({
      refusal: { code: 'application.live-exists', data: { reference } },
    })
    valueOf(await lin.browser.call(api.withdrawApplication, { params: { application: first } }))
    expect(valueOf(await submit(lin, second)).state).toBe('SUBMITTED')
  })

  test('of two at once for the same document, all but one', async () => {
    const lin = await citizen()
    const drafts = await Promise.all(Array.from({ length: 6 }, () => draft(lin)))
    const answers = await Promise.all(drafts.map((application) => submit(lin, application)))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(answers.filter(({ ok }) => !ok).map(codeOf)).toEqual(Array(5).fill('application.live-exists'))
  })
})

describe('after the submission', () => {
  test('the answers stand as they are', async () => {
    const lin = await citizen()
    const application = await inChecks(lin)
    const body = { mission: milan, service, answers: written({ city: 'Modena' }, { device: 'phone', at: 9 }) }
    expect(codeOf(await lin.browser.call(api.saveDraft, { params: { application }, body }))).toBe(
      'application.not-possible-now',
    )
  })

  test('the applicant may withdraw, once, and is told by letter', async () => {
    const lin = await citizen()
    const application = await inChecks(lin)
    const params = { application }
    const withdrawn = valueOf(await lin.browser.call(api.withdrawApplication, { params }))
    expect(withdrawn).toMatchObject({ state: 'WITHDRAWN', holder: 'nobody' })
    expect(valueOf(await lin.browser.call(api.withdrawApplication, { params }))).toEqual(withdrawn)
    expect((await lettersOf(application)).map(({ template }) => template)).toContain('application-withdrawn')
    expect(await auditOf(application)).toContain('application.withdraw citizen done')
  })
})
