import * as api from '@consular/api'
import { callRank, isInside, PersonState, type Saying, vulnerabilities } from '@consular/domain/crisis'
import fc from 'fast-check'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { codeOf, valueOf } from '../account/testing-browser.ts'
import { citizen, context, database, id, officer, stepUp } from '../application/testing-stage.ts'
import { answerHousehold, eraseCrises, readHousehold, takeReport } from './index.ts'
import {
  ankara,
  area,
  atMinute,
  board,
  declare,
  type Embassy,
  embassy,
  inboundKey,
  izmir,
  personAt,
  propose,
  quake,
  sms,
  states,
} from './testing-crisis.ts'
import { seedRegistrations } from './testing-seed.ts'

let desks: Embassy
Object.assign(context.config, { telephoneInboundKey: inboundKey })

beforeAll(async () => {
  await atMinute(10)
  desks = await embassy()
  const at = quake
  await seedRegistrations(database, { count: 40, ...izmir, km: 29.9, phones: '90555', at })
  await seedRegistrations(database, { count: 4, ...izmir, km: 29, kind: 'trip', phones: '90556', at })
  await seedRegistrations(database, {
    count: 6,
    lat: izmir.lat + 31 / 111.195,
    lon: izmir.lon,
    km: 0,
    phones: '90557',
    at,
  })
})

afterEach(async () => {
  await database.updateTable('crisis').set({ state: 'REJECTED' }).where('state', '=', 'DECLARED').execute()
})

const phone = (number: number) => `+90555${String(number).padStart(6, '0')}`
const act = (desk: Embassy['duty'], crisis: string, person: string, says: Saying) =>
  desk.browser.call(api.answerForPerson, { params: { crisis, person, answer: id() }, body: { says } })

describe('declaring', () => {
  test('takes two officers with their passkeys, and asks everybody inside once, nobody outside', async () => {
    const { duty, deputy, head } = desks
    const proposed = await propose(desks)
    expect(proposed).toMatchObject({ state: 'PROPOSED', persons: 0, reach: { persons: 44, households: 44 } })
    const params = { crisis: proposed.id }
    const body = { version: proposed.version, decision: 'approve' } as const
    // Not her own role, then no fresh passkey, then not by whoever proposed.
    expect(codeOf(await duty.browser.call(api.decideCrisisProposal, { params, body }))).toBe('access.role-missing')
    expect(codeOf(await head.browser.call(api.decideCrisisProposal, { params, body }))).toBe('access.step-up-needed')
    const own = await propose({ duty: deputy })
    expect(codeOf(await deputy.browser.call(api.decideCrisisProposal, { params: { crisis: own.id }, body }))).toBe(
      'crisis.own-proposal',
    )
    await stepUp(head)
    const twice = await Promise.all([1, 2].map(() => head.browser.call(api.decideCrisisProposal, { params, body })))
    expect(twice.map((each) => (each.ok ? each.value.state : each.refusal.code)).toSorted()).toEqual([
      'DECLARED',
      'crisis.already-decided',
    ])
    const seen = await board(duty, proposed.id)
    expect(seen).toMatchObject({ persons: 44, withoutNews: 44, messages: { households: 44, waiting: 44 } })
    const log = await database
      .selectFrom('audit_event')
      .select(['action', 'actor_id'])
      .where('action', 'like', 'crisis.%')
      .where('mission', '=', ankara)
      .execute()
    expect(log).toEqual(
      expect.arrayContaining([
        { action: 'crisis.proposed', actor_id: duty.id },
        { action: 'crisis.declared', actor_id: head.id },
      ]),
    )
  })

  test('rejects too, and then nobody is asked', async () => {
    const { id: crisis, version } = await propose(desks)
    await stepUp(desks.head)
    valueOf(
      await desks.head.browser.call(api.decideCrisisProposal, {
        params: { crisis },
        body: { version, decision: 'reject' },
      }),
    )
    expect(await board(desks.duty, crisis)).toMatchObject({ state: 'REJECTED', persons: 0 })
    expect(codeOf(await desks.duty.browser.call(api.takeNextCall, { params: { crisis } }))).toBe('crisis.not-declared')
  })

  test('is nobody’s elsewhere: another mission and other roles see nothing, the ministry’s duty does', async () => {
    const { id: crisis } = await declare(desks)
    const far = await officer('Far', ['duty', 'head'], 'uto-th-embassy')
    const clerk = await officer('Clerk', ['reviewer', 'auditor'], ankara)
    const ministry = await officer('Ops', ['ministry-duty'], 'ministry')
    const look = (desk: typeof far) => desk.browser.call(api.readCrisis, { params: { crisis } })
    expect([codeOf(await look(far)), codeOf(await look(clerk))]).toEqual([
      'access.other-mission',
      'access.role-missing',
    ])
    expect(valueOf(await look(ministry)).persons).toBe(44)
    expect(codeOf(await far.browser.call(api.listCrisisPersons, { params: { crisis }, body: { show: 'all' } }))).toBe(
      'access.other-mission',
    )
    expect(
      codeOf(
        await look({ ...far, browser: ministry.browser }).then(() =>
          ministry.browser.call(api.readCrisis, { params: { crisis: id() } }),
        ),
      ),
    ).toBe('crisis.unknown')
  })

  test('is widened by one leader: who is newly inside is asked, nobody twice', async () => {
    const { id: crisis, version } = await declare(desks)
    await stepUp(desks.head)
    const widen = (of: number) =>
      desks.head.browser.call(api.widenCrisis, { params: { crisis }, body: { version: of, area: area(32) } })
    const wide = valueOf(await widen(version))
    expect(wide).toMatchObject({ persons: 50, messages: { households: 50 } })
    expect(codeOf(await widen(version))).toBe('crisis.changed-meanwhile')
    expect(valueOf(await widen(wide.version))).toMatchObject({ persons: 50, messages: { households: 50 } })
  })

  test('takes in exactly whom the rules find inside, in the order in which the rules ring', async () => {
    const where = area(30, {
      polygons: [
        [
          { lat: 38, lon: 27 },
          { lat: 38.5, lon: 27.2 },
          { lat: 38.5, lon: 27 },
        ],
      ],
      unplaced: ['TR'],
    })
    const random = fc.sample(
      fc.record({
        lat: fc.double({ min: 37.9, max: 38.8, noNaN: true }),
        lon: fc.double({ min: 26.9, max: 27.6, noNaN: true }),
      }),
      60,
    )
    const account = await citizen()
    for (const [index, position] of [...random, null, null].entries()) {
      const registration = id()
      const whole = {
        account_id: account.account,
        kind: 'resident',
        state: 'ACTIVE',
        country: 'TR',
        from_on: '2020-01-01',
        until_on: null,
        email: null,
        phone: null,
        language: 'en',
        on_manifest: false,
        created_at: quake.toString(),
        refresh_on: '2027-01-01',
        erase_on: '2027-06-01',
      } as const
      await database
        .insertInto('registration')
        .values({ id: registration, ...whole, lat: position?.lat ?? null, lon: position?.lon ?? null })
        .execute()
      const needs =
        index % 5 === 0 ? (['child-alone'] as const) : index % 7 === 0 ? (['pregnant', 'medical'] as const) : []
      const birth_date = [null, '2015', '1950-03', '2012-11-23', '1990-01-01'][index % 5] ?? null
      await database
        .insertInto('registered_person')
        .values({
          registration_id: registration,
          id: id(),
          family_name: `Test${index}`,
          given_name: 'A',
          latin_name: null,
          birth_date,
          document_number: null,
          phone: null,
          needs: [...needs],
        })
        .execute()
    }
    const { id: crisis } = await declare(desks, where)
    const registered = await database
      .selectFrom('registration as r')
      .innerJoin('registered_person as p', 'p.registration_id', 'r.id')
      .select(['p.id', 'r.country', 'r.lat', 'r.lon', 'p.needs', 'p.birth_date'])
      .execute()
    const expected = registered
      .filter(({ country, lat, lon }) =>
        isInside(where, { country, position: lat === null || lon === null ? null : { lat, lon } }),
      )
      .map(
        ({ id: person, needs, birth_date }) =>
          `${person} ${callRank(vulnerabilities({ needs, birthDate: birth_date }, Temporal.PlainDate.from('2026-11-23')))}`,
      )
    const found = await database
      .selectFrom('crisis_person')
      .select(['registered_id', 'call_rank'])
      .where('crisis_id', '=', crisis)
      .execute()
    expect(found.map(({ registered_id, call_rank }) => `${registered_id} ${call_rank}`).toSorted()).toEqual(
      expected.toSorted(),
    )
    expect(found.length).toBeGreaterThan(46)
    // No way leads to those who gave neither telephone nor address: they are rung by nobody's machine.
    expect((await board(desks.duty, crisis)).messages.households).toBe(44)
    await database.deleteFrom('registration').where('account_id', '=', account.account).execute()
  })
})

describe('an answer', () => {
  test('by link is shown by GET, given by POST, and changes nothing the second time', async () => {
    const { id: crisis } = await declare(desks)
    const person = await personAt(crisis, phone(1))
    const { code } = await database
      .selectFrom('crisis_household')
      .select('code')
      .where('id', '=', person.household_id)
      .executeTakeFirstOrThrow()
    expect(await readHousehold(context, code)).toMatchObject({
      title: 'Earthquake',
      isOn: true,
      persons: 1,
      said: null,
    })
    expect((await personAt(crisis, phone(1))).state).toBe('UNKNOWN')
    const answer = { id: id(), says: 'safe' } as const
    await Promise.all([1, 2, 3].map(() => answerHousehold(context, code, answer)))
    expect(await readHousehold(context, code)).toMatchObject({ said: 'safe' })
    const kept = await database.selectFrom('crisis_answer').selectAll().where('person_id', '=', person.id).execute()
    expect(kept).toHaveLength(1)
    expect(await readHousehold(context, '000000000000')).toBe(null)
    expect(await board(desks.duty, crisis)).toMatchObject({ messages: { answered: 1, waiting: 43 } })
  })

  test('by SMS and by link of one person is two answers and one state; the gateway may deliver twice', async () => {
    const { id: crisis } = await declare(desks)
    await sms(phone(2), '1', 'twice')
    await sms(phone(2), '1', 'twice')
    const person = await personAt(crisis, phone(2))
    const { code } = await database
      .selectFrom('crisis_household')
      .select('code')
      .where('id', '=', person.household_id)
      .executeTakeFirstOrThrow()
    await answerHousehold(context, code, { id: id(), says: 'safe' })
    const kept = await database
      .selectFrom('crisis_answer')
      .select('source')
      .where('person_id', '=', person.id)
      .orderBy('source')
      .execute()
    expect(kept.map(({ source }) => source)).toEqual(['link', 'sms'])
    expect(states(await board(desks.duty, crisis))).toEqual({ SAFE: 1, UNKNOWN: 43 })
    await sms(phone(2), '2')
    expect(states(await board(desks.duty, crisis))).toEqual({ NEEDS_HELP: 1, UNKNOWN: 43 })
  })

  test('from an unknown number, or in other words, is kept and matched by a human, once', async () => {
    const { id: crisis } = await declare(desks)
    expect((await sms('+447700900123', '1')).status).toBe(204)
    expect((await sms(phone(3), '我们在学校操场上，都没事')).status).toBe(204)
    expect((await sms(phone(3), '1', 'forged', 'another key')).status).toBe(401)
    const { messages } = valueOf(await desks.duty.browser.call(api.listIncomingMessages, { params: { crisis } }))
    const own = messages.filter(({ known, phone: from }) => known || from === '+447700900123')
    expect(own.map(({ known, candidates }) => [known, candidates.length])).toEqual([
      [false, 0],
      [true, 1],
    ])
    const [unknown, words] = own
    const settle = (incoming: string, body: api.BodyOf<typeof api.settleIncomingMessage>) =>
      desks.duty.browser.call(api.settleIncomingMessage, { params: { crisis, incoming }, body })
    const [four, three] = [await personAt(crisis, phone(4)), await personAt(crisis, phone(3))]
    expect(codeOf(await settle(words?.id ?? '', { person: id(), says: 'safe' }))).toBe('crisis.person-unknown')
    const race = await Promise.all([1, 2].map(() => settle(unknown?.id ?? '', { person: four.id, says: 'safe' })))
    expect(race.filter(({ ok }) => ok)).toHaveLength(1)
    valueOf(await settle(words?.id ?? '', { person: three.id, says: 'safe' }))
    expect(states(await board(desks.duty, crisis))).toEqual({ SAFE: 2, UNKNOWN: 42 })
    await sms('+447700900124', 'who are you?')
    const later = valueOf(await desks.duty.browser.call(api.listIncomingMessages, { params: { crisis } })).messages
    const strange = later.find(({ phone: from }) => from === '+447700900124')
    expect(codeOf(await settle(strange?.id ?? '', { reason: ' ' }))).toBe('crisis.reason-needed')
    valueOf(await settle(strange?.id ?? '', { reason: 'no person of ours' }))
    const log = await database
      .selectFrom('audit_event')
      .select('purpose')
      .where('action', '=', 'access.crisis')
      .where('actor_id', '=', desks.duty.id)
      .execute()
    expect(log.map(({ purpose }) => purpose)).toContain('crisis-incoming')
  })

  test('from the app counts at the hour of the phone, once, and another’s crisis does not exist', async () => {
    const { account, browser } = await citizen()
    const registration = id()
    await database
      .insertInto('registration')
      .values({
        id: registration,
        account_id: account,
        kind: 'trip',
        state: 'ACTIVE',
        country: 'TR',
        lat: izmir.lat,
        lon: izmir.lon,
        from_on: '2026-11-20',
        until_on: '2026-11-23',
        email: null,
        phone: '+905580000001',
        language: 'en',
        on_manifest: true,
        created_at: quake.toString(),
        refresh_on: '2027-01-01',
        erase_on: '2027-06-01',
      })
      .execute()
    await database
      .insertInto('registered_person')
      .values(
        [1, 2].map((each) => ({
          registration_id: registration,
          id: id(),
          family_name: 'Lin',
          given_name: `M${each}`,
          latin_name: null,
          birth_date: null,
          document_number: null,
          phone: null,
        })),
      )
      .execute()
    const { id: crisis } = await declare(desks)
    await atMinute(60)
    const own = valueOf(await browser.call(api.listOwnCrises, {})).crises.find((each) => each.id === crisis)
    expect(own?.persons.map(({ givenName }) => givenName).toSorted()).toEqual(['M1', 'M2'])
    const answer = {
      params: { crisis, answer: id() },
      body: { says: 'safe', at: quake.add({ minutes: 20 }).toString() },
    } as const
    await Promise.all([1, 2, 3].map(() => browser.call(api.answerOwnCrisis, answer)))
    // The family has one telephone: one message, one answer for both.
    expect(await board(desks.duty, crisis)).toMatchObject({
      persons: 46,
      messages: { households: 45 },
      counts: { SAFE: 2 },
    })
    const kept = await database.selectFrom('crisis_answer').select('at').where('crisis_id', '=', crisis).execute()
    expect(kept.map(({ at }) => at)).toEqual(['2026-11-23T01:34:00Z', '2026-11-23T01:34:00Z'])
    const stranger = await citizen()
    expect(codeOf(await stranger.browser.call(api.answerOwnCrisis, answer))).toBe('crisis.unknown')
    await database.deleteFrom('registration').where('id', '=', registration).execute()
    await atMinute(10)
  })

  test('may come from everybody at once: the board adds up in every look and no answer is lost', async () => {
    const { id: crisis } = await declare(desks)
    const people = await database
      .selectFrom('crisis_person')
      .select(['id', 'phone'])
      .where('crisis_id', '=', crisis)
      .execute()
    const looks: number[] = []
    const look = async () => {
      for (let count = 0; count < 12; count++) {
        const seen = await board(desks.head, crisis)
        looks.push(Object.values(seen.counts).reduce((sum, each) => sum + each, 0))
      }
    }
    const answers = people.flatMap(({ phone: from, id: person }, index) => [
      () => sms(from ?? '', index % 9 === 0 ? '2' : '1'),
      () => act(desks.duty, crisis, person, 'no-answer'),
    ])
    await Promise.all([look(), ...answers.map((answer) => answer())])
    expect(new Set(looks)).toEqual(new Set([people.length]))
    const seen = await board(desks.head, crisis)
    expect(states(seen)).toEqual({
      SAFE: people.length - Math.ceil(people.length / 9),
      NEEDS_HELP: Math.ceil(people.length / 9),
    })
    const { count } = await database
      .selectFrom('crisis_answer')
      .select((of) => of.fn.countAll<string>().as('count'))
      .where('crisis_id', '=', crisis)
      .executeTakeFirstOrThrow()
    expect(Number(count)).toBe(2 * people.length)
  })
})

describe('relatives', () => {
  const told = (familyName: string, givenName: string, more: object = {}) => ({
    familyName,
    givenName,
    says: 'missing' as const,
    reporterName: 'A sister',
    reporterPhone: '+390000',
    ...more,
  })
  const take = (crisis: string, report: ReturnType<typeof told>, relative = id()) =>
    takeReport(context, { id: relative, crisis, language: 'en', officer: null, report })

  test('are merged into the persons they mean, by the rules where it is certain, by an officer where it is not', async () => {
    const { id: crisis } = await declare(desks)
    const seven = await personAt(crisis, phone(7))
    expect(await take(crisis, told(seven.family_name, '7', { birthDate: seven.birth_date }))).toBe('rule')
    const again = id()
    const unknown = told('Wang', 'Wei', { birthDate: '1999-01-01' })
    expect(await Promise.all([take(crisis, unknown), take(crisis, { ...unknown, familyName: 'WÁNG' })])).toEqual(
      expect.arrayContaining(['new', 'rule']),
    )
    expect(await take(crisis, told(seven.family_name, '7'), again)).toBe('waiting')
    expect(await take(crisis, told(seven.family_name, '7'), again)).toBe('waiting')
    expect(await board(desks.duty, crisis)).toMatchObject({
      persons: 45,
      relatives: { reports: 4, persons: 2, merged: 1, waiting: 1 },
    })
    const { reports } = valueOf(await desks.duty.browser.call(api.listRelativeReports, { params: { crisis } }))
    expect(reports.map(({ candidates }) => candidates.map(({ id: person }) => person))).toEqual([[seven.id]])
    const settle = () =>
      desks.duty.browser.call(api.settleRelativeReport, {
        params: { crisis, relative: again },
        body: { person: seven.id },
      })
    valueOf(await settle())
    expect(codeOf(await settle())).toBe('crisis.already-decided')
    expect(await board(desks.duty, crisis)).toMatchObject({
      persons: 45,
      relatives: { reports: 4, persons: 2, merged: 1, waiting: 0 },
    })
  })

  test('tell that they have spoken to somebody, and take no cry for help back', async () => {
    const { id: crisis } = await declare(desks)
    await sms(phone(8), '2')
    for (const number of [8, 9]) {
      const person = await personAt(crisis, phone(number))
      await take(crisis, {
        ...told(person.family_name, String(number), { phone: phone(number) }),
        says: 'safe' as never,
      })
    }
    expect(states(await board(desks.duty, crisis))).toEqual({ NEEDS_HELP: 1, SAFE: 1, UNKNOWN: 42 })
  })
})

describe('the call list', () => {
  test('gives each officer another person, the most vulnerable first, and lays aside who does not answer', async () => {
    const { id: crisis } = await declare(desks)
    const next = async (desk: Embassy['duty']) =>
      valueOf(await desk.browser.call(api.takeNextCall, { params: { crisis } })).person
    const taken = await Promise.all([desks.duty, desks.deputy, desks.head].map(next))
    expect(new Set(taken.map((person) => person?.id)).size).toBe(3)
    expect(taken.every((person) => person?.vulnerabilities.includes('medical'))).toBe(true)
    const first = taken[0]?.id ?? ''
    expect(valueOf(await act(desks.duty, crisis, first, 'no-answer'))).toMatchObject({
      state: 'CONTACT_TRIED',
      tries: 1,
    })
    expect((await next(desks.duty))?.id).not.toBe(first)
    const list = valueOf(
      await desks.duty.browser.call(api.listCrisisPersons, { params: { crisis }, body: { show: 'calls' } }),
    )
    expect(list.total).toBe(44)
    const ranks = list.persons.map(({ vulnerabilities: reasons }) => callRank(reasons))
    expect(ranks).toEqual(ranks.toSorted((one, other) => one - other))
  })
})

describe('an evacuation', () => {
  test('has a manifest of consented fields alone, and check-ins of a tablet that come twice count once', async () => {
    const { id: crisis } = await declare(desks)
    const [odd, even] = [await personAt(crisis, phone(11)), await personAt(crisis, phone(12))]
    await database.updateTable('crisis_person').set({ family_name: '=cmd()' }).where('id', '=', even.id).execute()
    for (const person of [odd, even])
      for (const says of ['help', 'listed'] as const) valueOf(await act(desks.duty, crisis, person.id, says))
    await atMinute(16)
    expect(codeOf(await desks.duty.browser.call(api.exportManifest, { params: { crisis } }))).toBe(
      'access.step-up-needed',
    )
    await stepUp(desks.duty)
    valueOf(await desks.duty.browser.call(api.exportManifest, { params: { crisis } }))
    const csv = Buffer.from((await desks.duty.browser.response?.arrayBuffer()) ?? new ArrayBuffer()).toString()
    // Whoever did not agree is a number; what a spreadsheet would reckon with is text.
    expect(csv).toBe(
      `\ufeffnumber,state,familyName,givenName,latinName,birthDate,document\r\n1,EVAC_LISTED,'=cmd(),12,REN90555 N12,${even.birth_date},\r\n2,EVAC_LISTED,,,,,\r\n`,
    )
    const checkIns = [
      { id: id(), person: even.id, says: 'arrived' as const, at: quake.add({ minutes: 12 }).toString() },
      { id: id(), person: even.id, says: 'boarded' as const, at: quake.add({ minutes: 11 }).toString() },
      { id: id(), person: id(), says: 'boarded' as const, at: quake.toString() },
    ]
    const sync = async () =>
      valueOf(await desks.duty.browser.call(api.syncCheckIns, { params: { crisis }, body: { checkIns } }))
    const synced = await Promise.all([sync(), sync()])
    for (const { taken, unknown } of synced) expect([taken.length, unknown]).toEqual([2, [checkIns[2]?.id]])
    expect(states(await board(desks.duty, crisis))).toEqual({ EVAC_LISTED: 1, ARRIVED: 1, UNKNOWN: 42 })
    expect(
      valueOf(
        await desks.duty.browser.call(api.listCrisisPersons, { params: { crisis }, body: { show: 'ARRIVED' } }),
      ).persons.map((each) => each.id),
    ).toEqual([even.id])
    const log = await database
      .selectFrom('audit_event')
      .select('purpose')
      .where('action', '=', 'access.crisis')
      .where('purpose', '=', 'crisis-manifest')
      .execute()
    expect(log.length).toBeGreaterThan(0)
    await atMinute(10)
  })
})

describe('the end', () => {
  test('waits for everybody or a reason for each, death takes two officers, and positions go after 30 days with a proof', async () => {
    const { id: crisis, version } = await declare(desks)
    const close = async () => {
      await stepUp(desks.head)
      return desks.head.browser.call(api.closeCrisis, { params: { crisis }, body: { version } })
    }
    expect(await close()).toMatchObject({ refusal: { code: 'crisis.open-persons', data: { count: 44 } } })
    const people = await database
      .selectFrom('crisis_person')
      .select(['id', 'phone'])
      .where('crisis_id', '=', crisis)
      .orderBy('phone')
      .execute()
    const [dead, lost, ...others] = people.map((each) => each.id) as [string, string, ...string[]]
    for (const { phone: from, id: person } of people) if (others.includes(person)) await sms(from ?? '', '1')
    valueOf(await act(desks.duty, crisis, dead, 'deceased'))
    expect(codeOf(await act(desks.duty, crisis, dead, 'deceased'))).toBe('crisis.second-officer-needed')
    valueOf(await act(desks.deputy, crisis, dead, 'deceased'))
    expect(await close()).toMatchObject({ refusal: { code: 'crisis.open-persons', data: { count: 1 } } })
    const leave = (reason: string) =>
      desks.duty.browser.call(api.leavePerson, { params: { crisis, person: lost }, body: { reason } })
    expect(codeOf(await leave(''))).toBe('crisis.reason-needed')
    valueOf(await leave('With the police as missing, case 12.'))
    const closed = valueOf(await close())
    expect(closed).toMatchObject({ state: 'CLOSED', persons: 44, counts: { SAFE: 42, DECEASED: 1, UNKNOWN: 1 } })
    expect(closed.eraseAt).toBe(context.now().add({ hours: 720 }).toString())
    expect(codeOf(await act(desks.duty, crisis, lost, 'safe'))).toBe('crisis.not-declared')
    await atMinute(10 + 720 * 60 - 1)
    await eraseCrises(context)
    const positions = async () =>
      Number(
        (
          await database
            .selectFrom('crisis_person')
            .select((of) => of.fn.count<string>('lat').as('count'))
            .where('crisis_id', '=', crisis)
            .executeTakeFirstOrThrow()
        ).count,
      )
    expect(await positions()).toBe(44)
    await atMinute(10 + 720 * 60)
    await Promise.all([eraseCrises(context), eraseCrises(context)])
    expect(await positions()).toBe(0)
    const proofs = await database.selectFrom('erasure').selectAll().where('subject_id', '=', crisis).execute()
    expect(proofs).toMatchObject([{ subject: 'crisis-position', rule: 'crisis-close-30-days', due_at: closed.eraseAt }])
    expect(proofs[0]?.rows).toBeGreaterThanOrEqual(88)
    const left = await database
      .selectFrom('crisis_household')
      .select(['phone', 'email'])
      .where('crisis_id', '=', crisis)
      .execute()
    expect(left.every((each) => each.phone === null && each.email === null)).toBe(true)
    await atMinute(10)
  })
})

test('every state of the rules is one of the database', async () => {
  const { id: crisis } = await declare(desks)
  const person = await personAt(crisis, phone(20))
  for (const state of PersonState.options)
    await database.updateTable('crisis_person').set({ state }).where('id', '=', person.id).execute()
  expect((await board(desks.duty, crisis)).persons).toBe(44)
})
