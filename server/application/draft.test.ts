import * as api from '@consular/api'
import { describe, expect, test } from 'vitest'
import { codeOf, valueOf } from '../account/testing-browser.ts'
import {
  auditOf,
  citizen,
  context,
  database,
  draft,
  florence,
  id,
  inChecks,
  milan,
  picture,
  rowOf,
  service,
  signedIn,
  written,
} from './testing-stage.ts'

const save = (values: { [field: string]: string }, by: { device: string; at: number }) => ({
  mission: milan,
  service,
  answers: written(values, by),
})

describe('a draft on two devices', () => {
  test('keeps the newest answer of each field, whichever device sends last', async () => {
    const lin = await citizen()
    const laptop = await signedIn({ account_id: lin.account, officer_id: null })
    const params = { application: id() }
    const call = async (browser: typeof laptop, body: ReturnType<typeof save>) =>
      valueOf(await browser.call(api.saveDraft, { params, body }))
    await call(lin.browser, save({ surname: 'Lin', city: 'Bologna' }, { device: 'phone', at: 10 }))
    await call(laptop, save({ city: 'Modena', address: 'Via Zamboni 1' }, { device: 'laptop', at: 20 }))
    // The phone comes back from a tunnel with an older city and a newer name.
    await call(lin.browser, save({ city: 'Parma' }, { device: 'phone', at: 15 }))
    const seen = await call(lin.browser, save({ surname: 'Lín' }, { device: 'phone', at: 30 }))
    expect(Object.entries(seen.answers).map(([field, { value }]) => [field, value])).toEqual(
      expect.arrayContaining([
        ['surname', 'Lín'],
        ['city', 'Modena'],
        ['address', 'Via Zamboni 1'],
      ]),
    )
    expect(valueOf(await laptop.call(api.readMyApplication, { params }))).toEqual(seen)
  })

  test('loses nothing when both send at once', async () => {
    const lin = await citizen()
    const params = { application: id() }
    const fields = ['surname', 'given-names', 'city', 'address', 'birth-place', 'father-name', 'mother-name', 'region']
    const answers = await Promise.all(
      fields.map((field, n) =>
        lin.browser.call(api.saveDraft, { params, body: save({ [field]: `Value ${n}` }, { device: `d${n}`, at: n }) }),
      ),
    )
    expect(answers.filter(({ ok }) => !ok)).toEqual([])
    const { answers: kept } = valueOf(await lin.browser.call(api.readMyApplication, { params }))
    expect(Object.keys(kept).sort()).toEqual(fields.toSorted())
  })

  test('stays the same when a save is repeated', async () => {
    const lin = await citizen()
    const application = await draft(lin)
    const before = await rowOf(application)
    const answers = before.answers as api.ApplicationView['answers']
    const body = { mission: milan, service, answers }
    valueOf(await lin.browser.call(api.saveDraft, { params: { application }, body }))
    expect(await rowOf(application)).toEqual(before)
    expect((await auditOf(application)).filter((entry) => entry.startsWith('application.draft'))).toHaveLength(1)
  })

  test('moves to another mission with the applicant', async () => {
    const lin = await citizen()
    const application = await draft(lin)
    const body = { mission: florence, service, answers: {} }
    const seen = valueOf(await lin.browser.call(api.saveDraft, { params: { application }, body }))
    expect(seen.mission).toBe(florence)
  })
})

describe('a draft', () => {
  test('outlives the session that it was written in', async () => {
    const lin = await citizen()
    const application = await draft(lin)
    await database.deleteFrom('session').where('account_id', '=', lin.account).execute()
    const body = { mission: milan, service, answers: written({ city: 'Modena' }, { device: 'phone', at: 5 }) }
    expect(codeOf(await lin.browser.call(api.saveDraft, { params: { application }, body }))).toBe('session.needed')
    const again = await signedIn({ account_id: lin.account, officer_id: null })
    const { answers } = valueOf(await again.call(api.saveDraft, { params: { application }, body }))
    expect([answers['city']?.value, answers['address']?.value]).toEqual(['Modena', 'Via Zamboni 1'])
  })

  test('takes no field that no form asks, and no mission that is not there', async () => {
    const { browser } = await citizen()
    const refusal = async (changed: object) =>
      codeOf(
        await browser.call(api.saveDraft, {
          params: { application: id() },
          body: { mission: milan, service, answers: {}, ...changed },
        }),
      )
    expect(await refusal({ mission: 'uto-nowhere' })).toBe('application.mission-unknown')
    expect(await refusal({ answers: written({ shoe: '42' }) })).toBe('application.field-unknown')
  })

  test('is discarded with its pictures, and nothing of it is kept', async () => {
    const lin = await citizen()
    const application = await draft(lin)
    await picture(application, 'ticket')
    expect((await lin.browser.call(api.discardDraft, { params: { application } })).ok).toBe(true)
    const rows = await database
      .selectFrom('attachment')
      .select('id')
      .where('application_id', '=', application)
      .execute()
    expect(rows).toEqual([])
    expect(codeOf(await lin.browser.call(api.readMyApplication, { params: { application } }))).toBe(
      'application.unknown',
    )
  })

  test('cannot be discarded once it was submitted', async () => {
    const lin = await citizen()
    const application = await inChecks(lin)
    expect(codeOf(await lin.browser.call(api.discardDraft, { params: { application } }))).toBe(
      'application.not-possible-now',
    )
    expect((await rowOf(application)).state).toBe('CHECKING')
  })

  test('of another person is unknown, stays as it is, and its owner sees that it was tried', async () => {
    const [lin, other] = [await citizen(), await citizen()]
    const application = await draft(lin)
    const before = await rowOf(application)
    const params = { application }
    const body = { mission: florence, service, answers: written({ city: 'Firenze' }, { device: 'x', at: 99 }) }
    const tries = [
      await other.browser.call(api.readMyApplication, { params }),
      await other.browser.call(api.saveDraft, { params, body }),
      await other.browser.call(api.submitApplication, { params }),
      await other.browser.call(api.withdrawApplication, { params }),
      await other.browser.call(api.discardDraft, { params }),
    ]
    expect(tries.map(codeOf)).toEqual(tries.map(() => 'application.unknown'))
    expect(await rowOf(application)).toEqual(before)
    const { events } = valueOf(await lin.browser.call(api.listAccessEvents, {}))
    expect(events.filter((event) => event.application === application)).toHaveLength(tries.length)
    expect(events[0]).toMatchObject({ actor: 'another-citizen', outcome: 'refused', officerNumber: null })
    expect(events[0]?.at).toBe(context.now().toString())
  })
})
