import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as api from '@consular/api'
import { keysOfSet } from '@consular/certificate/cwt'
import { checkProof, type RegistrationDetails } from '@consular/domain/registration'
import { afterAll, describe, expect, test } from 'vitest'
import { codeOf, valueOf } from '../account/testing-browser.ts'
import { at, type Citizen, citizen, context, database, id, officer } from '../application/testing-stage.ts'
import { ensureDemonstrationKeys, wellKnownPages } from '../certificate/index.ts'
import { renderLetter } from '../notification/index.ts'
import { keepDates } from './index.ts'
import { readCodes } from './read-codes.ts'

const folder = await mkdtemp(join(tmpdir(), 'consular-registration-'))
afterAll(() => rm(folder, { recursive: true, force: true }))
Object.assign(context.config, { certificateKeys: join(folder, 'keys') })
await ensureDemonstrationKeys(context, (line) => {
  if (!line.startsWith('Made keys')) throw new Error(line)
})

const start = '2026-11-24T09:00'
const person = (changes: Partial<RegistrationDetails['persons'][number]> = {}) => ({
  id: id(),
  familyName: '林',
  givenName: '梅',
  latinName: 'LIN MEI',
  birthDate: '1992-05-02',
  documentNumber: 'SECRET4711',
  phone: '+393331234567',
  needs: ['pregnant' as const],
  ...changes,
})
/** Persons in the order in which they are answered: by their ids, which are of one moment here. */
const family = (...persons: readonly RegistrationDetails['persons'][number][]) =>
  persons.toSorted((one, other) => (one.id < other.id ? -1 : 1))
const home = (changes: Partial<RegistrationDetails> = {}): RegistrationDetails => ({
  kind: 'resident',
  country: 'TR',
  place: 'Izmir',
  position: { lat: 38.423, lon: 27.143 },
  from: '2026-11-24',
  until: null,
  email: 'lin.mei@example.org',
  phone: null,
  language: 'en',
  onManifest: true,
  persons: [person()],
  ...changes,
})
const trip = (changes: Partial<RegistrationDetails> = {}) =>
  home({ kind: 'trip', from: '2026-12-01', until: '2026-12-08', ...changes })

const save = (who: Citizen, registration: string, body: RegistrationDetails & { version: number }) =>
  who.browser.call(api.saveRegistration, { params: { registration }, body })

async function registered(who: Citizen, details = home()) {
  const registration = id()
  const view = valueOf(await save(who, registration, { ...details, version: 0 }))
  return { registration, params: { registration }, details, view }
}
const list = async (who: Citizen) => valueOf(await who.browser.call(api.listRegistrations, {})).registrations
const rowOf = (registration: string) =>
  database.selectFrom('registration').selectAll().where('id', '=', registration).executeTakeFirst()
const proofsOf = (registration: string) =>
  database
    .selectFrom('erasure')
    .select(['subject', 'rule', 'rows', 'due_at', 'erased_at'])
    .where('subject_id', '=', registration)
    .execute()
const auditOf = async ({ account }: Citizen) => {
  const rows = await database
    .selectFrom('audit_event')
    .select(['action', 'outcome', 'data'])
    .where('account_id', '=', account)
    .where('action', 'like', '%registration%')
    .orderBy('at')
    .orderBy('id')
    .execute()
  // What was done, and nothing of it.
  expect(rows.map(({ data }) => data)).toEqual(rows.map(() => ({})))
  return rows.map(({ action, outcome }) => `${action} ${outcome}`)
}

describe('a registration', () => {
  test('of a family is stored in one go, and sent again it is the same one', async () => {
    await at(start)
    const lin = await citizen()
    const [mother, child] = [person(), person({ givenName: '小宝', birthDate: '2020', phone: null, needs: [] })]
    const details = home({ persons: family(mother, child) })
    const [registration, body] = [id(), { ...details, version: 0 }]
    const answers = await Promise.all([1, 2, 3].map(() => save(lin, registration, body)))
    const [view] = answers.map(valueOf)
    expect(answers.map(valueOf)).toEqual([view, view, view])
    expect(view).toMatchObject({
      ...details,
      state: 'ACTIVE',
      version: 0,
      refreshOn: '2027-11-24',
      lapseOn: '2027-12-24',
      eraseOn: '2028-02-22',
    })
    expect(await list(lin)).toEqual([view])
    expect(await auditOf(lin)).toEqual(['registration.save done'])
  })

  test('is changed by version: the second of two changes is refused, the same one again is not', async () => {
    const lin = await citizen()
    const { registration, details } = await registered(lin)
    const [rome, oslo] = [
      { ...details, place: 'Manisa', version: 0 },
      { ...details, place: 'Aydın', persons: [person({ givenName: '雷' })], version: 0 },
    ]
    const both = await Promise.all([save(lin, registration, rome), save(lin, registration, oslo)])
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    expect(both.filter(({ ok }) => !ok).map(codeOf)).toEqual(['registration.changed-meanwhile'])
    const won = both[0]?.ok ? rome : oslo
    expect(valueOf(await save(lin, registration, won)).version).toBe(1)
    const after = valueOf(await save(lin, registration, { ...oslo, version: 1 }))
    expect(after).toMatchObject({ place: 'Aydın', persons: oslo.persons })
    const persons = await database
      .selectFrom('registered_person')
      .select('id')
      .where('registration_id', '=', registration)
      .execute()
    expect(persons.map((each) => each.id)).toEqual(oslo.persons.map((each) => each.id))
  })

  test('is nobody else’s: not to change, confirm, delete or prove, and its owner sees that it was tried', async () => {
    const [lin, wang] = [await citizen(), await citizen()]
    const { registration, params, details } = await registered(lin)
    const before = await rowOf(registration)
    const other = { ...details, persons: [person()], version: 0 }
    for (const call of [
      await save(wang, registration, other),
      await wang.browser.call(api.confirmRegistration, { params }),
      await wang.browser.call(api.deleteRegistration, { params }),
      await wang.browser.call(api.readRegistrationCodes, { params }),
    ])
      expect(codeOf(call)).toBe('registration.unknown')
    expect(codeOf(await save(wang, id(), { ...details, version: 0 }))).toBe('registration.person-taken')
    expect(await rowOf(registration)).toEqual(before)
    expect(await list(wang)).toEqual([])
    const { events } = valueOf(await lin.browser.call(api.listAccessEvents, {}))
    expect(events.map(({ actor, outcome }) => [actor, outcome])).toEqual(
      Array.from({ length: 4 }, () => ['another-citizen', 'refused']),
    )
  })

  test('cannot be read by any officer, whatever she may do else', async () => {
    const lin = await citizen()
    const { params } = await registered(lin)
    const all = await officer('All', ['reviewer', 'approver', 'duty', 'deputy', 'head', 'mission-admin'])
    for (const call of [
      await all.browser.call(api.listRegistrations, {}),
      await all.browser.call(api.readRegistrationCodes, { params }),
    ])
      expect(codeOf(call)).toBe('session.wrong-kind')
  })

  test('is refused for what is wrong in it, and an account has so many and no more', async () => {
    const lin = await citizen()
    expect(codeOf(await save(lin, id(), { ...trip({ until: null }), version: 0 }))).toBe('registration.until-missing')
    expect(codeOf(await save(lin, id(), { ...home(), version: 3 }))).toBe('registration.unknown')
    const tries = await Promise.all(Array.from({ length: 22 }, () => save(lin, id(), { ...home(), version: 0 })))
    expect(tries.filter(({ ok }) => ok)).toHaveLength(20)
    expect(new Set(tries.filter(({ ok }) => !ok).map(codeOf))).toEqual(new Set(['registration.too-many']))
  })

  test('deleted by its person is gone at once; a proof stays, and nothing of it', async () => {
    await at(start)
    const lin = await citizen()
    const { registration, params } = await registered(lin, home({ persons: [person(), person()] }))
    await at('2026-11-24T09:01')
    valueOf(await lin.browser.call(api.deleteRegistration, { params }))
    expect(await rowOf(registration)).toBeUndefined()
    expect(await proofsOf(registration)).toEqual([
      {
        subject: 'registration',
        rule: 'registration.asked',
        rows: 3,
        due_at: '2026-11-24T08:01:00Z',
        erased_at: '2026-11-24T08:01:00Z',
      },
    ])
    expect(codeOf(await lin.browser.call(api.deleteRegistration, { params }))).toBe('registration.unknown')
    expect(await auditOf(lin)).toEqual(['registration.save done', 'registration.delete done'])
  })
})

describe('the calendar', () => {
  const lettersTo = async (email: string) => {
    const rows = await database.selectFrom('letter').selectAll().where('recipient', '=', email).execute()
    return rows.map((row) => renderLetter(context, row))
  }

  test('asks once whether a home still holds, lets it lapse, and erases it on the day, by two jobs at once', async () => {
    await at(start)
    const lin = await citizen()
    const email = `${id()}@example.org`
    const { registration, params, view } = await registered(lin, home({ email }))
    await at('2027-11-24T00:30')
    await keepDates(context)
    expect((await rowOf(registration))?.state).toBe('ACTIVE')
    // One in Italy, and midnight in UTC.
    await at('2027-11-24T01:00')
    await Promise.all([keepDates(context), keepDates(context)])
    expect((await rowOf(registration))?.state).toBe('REFRESH_DUE')
    const [letter, ...more] = await lettersTo(email)
    expect(more).toEqual([])
    expect(letter?.subject).toBe(`Is your registration still right? ${view.number}`)
    expect(letter?.text).toContain('by: 23 December 2027')
    expect(letter?.text).toContain('erased on 22 February 2028')
    for (const secret of ['林', 'LIN', 'Izmir', 'TR', 'SECRET4711', '1992']) expect(letter?.text).not.toContain(secret)

    await at('2027-12-24T09:00')
    await Promise.all([keepDates(context), keepDates(context)])
    expect((await rowOf(registration))?.state).toBe('LAPSED')
    expect(codeOf(await lin.browser.call(api.readRegistrationCodes, { params }))).toBe('registration.lapsed')

    await at('2028-02-22T00:59')
    await keepDates(context)
    expect(await proofsOf(registration)).toEqual([])
    await at('2028-02-22T01:13')
    expect(await list(lin)).toEqual([])
    await Promise.all([keepDates(context), keepDates(context), keepDates(context)])
    expect(await rowOf(registration)).toBeUndefined()
    expect(await proofsOf(registration)).toEqual([
      {
        subject: 'registration',
        rule: 'registration.resident',
        rows: 2,
        due_at: '2028-02-22T00:00:00Z',
        erased_at: '2028-02-22T00:13:00Z',
      },
    ])
    expect(await auditOf(lin)).toEqual([
      'registration.save done',
      'registration.ask done',
      'registration.lapse done',
      'registration.erase done',
    ])
  })

  test('begins the year of a home anew when it is confirmed, also a late one, and not that of a trip', async () => {
    await at(start)
    const lin = await citizen()
    const [stay, week] = [await registered(lin), await registered(lin, trip())]
    const confirm = async ({ params }: { params: { registration: string } }) =>
      valueOf(await lin.browser.call(api.confirmRegistration, { params }))
    expect((await confirm(week)).eraseOn).toBe('2026-12-22')
    await at('2028-01-10T09:00')
    await keepDates(context)
    expect((await list(lin)).map(({ state }) => state)).toEqual(['LAPSED'])
    const back = await confirm(stay)
    expect(back).toMatchObject({ state: 'ACTIVE', refreshOn: '2029-01-10', eraseOn: '2029-04-10' })
    expect(await confirm(stay)).toEqual(back)
    expect((await proofsOf(week.registration)).map(({ rule, rows }) => [rule, rows])).toEqual([
      ['registration.trip', 2],
    ])
  })

  test('ends a trip when its last day is over everywhere, and erases it fourteen days after that day', async () => {
    await at(start)
    const lin = await citizen()
    const { registration } = await registered(lin, trip())
    const stateAt = async (local: string) => {
      await at(local)
      await keepDates(context)
      return (await rowOf(registration))?.state
    }
    expect(await stateAt('2026-12-09T23:00')).toBe('ACTIVE')
    expect(await stateAt('2026-12-10T02:00')).toBe('LAPSED')
    expect(await stateAt('2026-12-21T23:00')).toBe('LAPSED')
    expect(await stateAt('2026-12-22T02:00')).toBeUndefined()
  })
})

describe('a code', () => {
  test('needs a key of its own; with one it proves who is registered until when, by what is published alone', async () => {
    await at(start)
    const lin = await citizen()
    const { params, details, view } = await registered(
      lin,
      trip({ persons: family(person(), person({ givenName: '雷' })) }),
    )
    const elsewhere = { ...context, config: { ...context.config, certificateKeys: join(folder, 'none') } }
    const own = { account: lin.account, ...params }
    expect(await readCodes(elsewhere, own)).toMatchObject({ refusal: { code: 'keys.none' } })
    const { codes } = valueOf(await lin.browser.call(api.readRegistrationCodes, { params }))
    expect(codes.map((code) => code.person)).toEqual(details.persons.map((each) => each.id))
    const published = await (await wellKnownPages(context).request('/.well-known/registration-keys.json')).json()
    const { country, registrationKeys } = published as {
      country: string
      registrationKeys: Parameters<typeof keysOfSet>[0]
    }
    expect(country).toBe('XX')
    expect(registrationKeys).toHaveLength(1)
    const keys = keysOfSet(registrationKeys)
    const answers = await Promise.all(codes.map(({ text }) => checkProof(text, keys, context.now())))
    expect(answers).toMatchObject(
      details.persons.map(({ givenName }) => ({
        verdict: 'valid',
        proof: { number: view.number, familyName: '林', givenName, birthDate: '1992-05-02', country: 'XX' },
      })),
    )
    for (const { text, until } of codes) {
      expect(text.length).toBeLessThan(400)
      expect(until).toBe('2026-12-10T00:00:00Z')
      expect((await checkProof(text, keys, Temporal.Instant.from(until))).verdict).toBe('expired')
    }
    // The key of registrations signs nothing else, and no other key signs registrations.
    const sets = await Promise.all(
      ['jwks.json', 'issuers.json', 'jwt-vc-issuer/sd-jwt-vc'].map(async (path) =>
        (await wellKnownPages(context).request(`/.well-known/${path}`)).text(),
      ),
    )
    for (const set of sets) expect(set).not.toContain(String(registrationKeys[0]?.['x']))
  })
})
