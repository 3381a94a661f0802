import * as api from '@consular/api'
import { read, verify } from '@consular/certificate'
import { describe, expect, test } from 'vitest'
import { codeOf, valueOf } from '../../account/testing-browser.ts'
import { citizen, context, database, id } from '../../application/testing-stage.ts'
import { send, source } from '../../record/testing-source.ts'
import {
  asked,
  held,
  holder,
  issued,
  laboratory,
  lines,
  partnerTrust,
  somebody,
  statesOf,
  verdictOf,
} from './testing-issuing.ts'

const { dose, yellowFever, test: sample, recovery } = lines

describe('a certificate', () => {
  test.each([
    ['eu-dcc', dose],
    ['eu-dcc', sample],
    ['eu-dcc', recovery],
    ['ddcc', dose],
    ['ddcc', sample],
    ['icvp', yellowFever],
    ['shc', dose],
    ['shc', yellowFever],
    ['vds-nc', dose],
    ['vds-nc', sample],
    ['sd-jwt-vc', dose],
  ] as const)(
    'of the family %s is issued of one’s own record, and valid by what is published (%#)',
    async (family, line) => {
      const { who, records } = await holder((person) => [line(person)])
      const certificate = await issued(who, records, family)
      expect(certificate).toMatchObject({ family, records, passed: [], issuedAt: context.now().toString() })
      expect(await verdictOf(certificate.text)).toBe('valid')
      expect(certificate.file === null).toBe(family !== 'shc')
    },
  )

  test.each(['shc', 'sd-jwt-vc'] as const)(
    'of the family %s holds the test and the vaccination together',
    async (family) => {
      const { who, records, person } = await holder((each) => [dose(each), sample(each)])
      const { text } = await issued(who, records, family)
      const report = await verify(read(text), await partnerTrust(), context.now().epochMilliseconds)
      expect(report.verdict).toBe('valid')
      expect(report.entries.map(({ kind }) => kind).toSorted()).toEqual(['test', 'vaccination'])
      expect(report.holder?.birthDate).toBe(person.birthDate)
    },
  )

  test('for a country is of the first family that it reads and that can say it, with why the others were passed over', async () => {
    const { who, records } = await holder((person) => [dose(person), sample(person)])
    const advice = valueOf(await who.browser.call(api.adviseFamilies, { params: { country: 'IT' } })).families
    expect(advice[0]).toMatchObject({ family: 'eu-dcc', reason: 'eu-member' })
    const both = valueOf(await who.browser.call(api.issueCertificate, asked(records, { country: 'IT' })))
    expect(both.family).toBe('shc')
    expect(both.passed[0]).toEqual({ family: 'eu-dcc', code: 'record.one-entry' })
    const one = valueOf(await who.browser.call(api.issueCertificate, asked(records.slice(0, 1), { country: 'IT' })))
    expect(one).toMatchObject({ family: 'eu-dcc', passed: [] })
  })

  test('ends with the days of what it tells, and a seal with the key that made it', async () => {
    const days = async (line: (typeof lines)['dose'], family: api.IssuedFamily) => {
      const { who, records } = await holder((person) => [line(person)])
      const { expiresAt } = await issued(who, records, family)
      return Math.round(Temporal.Instant.from(expiresAt).since(context.now()).total('hours') / 24)
    }
    expect(await Promise.all([days(dose, 'eu-dcc'), days(sample, 'eu-dcc')])).toEqual([365, 30])
    expect(await days(dose, 'vds-nc')).toBe(730)
    expect(await days(yellowFever, 'icvp')).toBe(730)
  })

  test('is kept as a salted hash, and its text nowhere', async () => {
    const { who, records } = await holder((person) => [dose(person)])
    const { id: certificate, text } = await issued(who, records, 'eu-dcc')
    const row = await database
      .selectFrom('health_certificate')
      .selectAll()
      .where('id', '=', certificate)
      .executeTakeFirstOrThrow()
    const salted = await crypto.subtle.digest('SHA-256', Buffer.concat([row.salt, Buffer.from(text)]))
    expect(row.digest).toEqual(Buffer.from(salted))
    const audit = await database
      .selectFrom('audit_event')
      .selectAll()
      .where('account_id', '=', who.account)
      .where('action', '=', 'certificate.issue')
      .execute()
    expect(audit).toMatchObject([
      { actor_kind: 'citizen', outcome: 'done', data: { certificate, family: 'eu-dcc', records: 1 } },
    ])
  })
})

describe('asked for again with the same id', () => {
  test('it is made anew, and the one whose answer was lost is revoked', async () => {
    const { who, records } = await holder((person) => [dose(person)])
    const request = asked(records, { family: 'sd-jwt-vc' })
    const [first, second] = [
      valueOf(await who.browser.call(api.issueCertificate, request)),
      valueOf(await who.browser.call(api.issueCertificate, request)),
    ]
    expect([await verdictOf(first.text), await verdictOf(second.text)]).toEqual(['revoked revocation.listed', 'valid'])
    const states = await statesOf(who)
    expect(states).toHaveLength(2)
    expect(states.find(({ revokedAt }) => revokedAt !== null)).toMatchObject({
      reason: 'lost',
      supersededBy: second.id,
      records,
    })
  })

  test('by two phones at once, one certificate counts', async () => {
    const { who, records } = await holder((person) => [dose(person)])
    const request = asked(records, { family: 'eu-dcc' })
    const all = await Promise.all(
      [1, 2, 3].map(async () => valueOf(await who.browser.call(api.issueCertificate, request)).text),
    )
    const verdicts = await Promise.all(all.map((text) => verdictOf(text)))
    expect(verdicts.toSorted()).toEqual(['revoked revocation.listed', 'revoked revocation.listed', 'valid'])
  })

  test('for something else, by somebody else, or after it was given up, it is refused', async () => {
    const { who, records } = await holder((person) => [dose(person), sample(person)])
    const request = asked(records.slice(0, 1), { family: 'eu-dcc' })
    valueOf(await who.browser.call(api.issueCertificate, request))
    const { params } = request
    const refused = async (by: typeof who, of: readonly string[], family: string) =>
      codeOf(await by.browser.call(api.issueCertificate, { ...asked(of, { family }), params }))
    expect(await refused(who, records.slice(1), 'eu-dcc')).toBe('certificate.id-taken')
    expect(await refused(who, records.slice(0, 1), 'shc')).toBe('certificate.id-taken')
    const other = await holder((person) => [dose(person)])
    expect(await refused(other.who, other.records, 'eu-dcc')).toBe('certificate.id-taken')
    valueOf(await who.browser.call(api.giveUpCertificate, { params }))
    expect(await refused(who, records.slice(0, 1), 'eu-dcc')).toBe('certificate.id-taken')
  })
})

describe('nothing is issued', () => {
  test('of a record that is not there, or is another’s', async () => {
    const [{ who }, { records }] = [await holder((person) => [dose(person)]), await holder((person) => [dose(person)])]
    for (const strange of [records, [id() as string]])
      expect(codeOf(await who.browser.call(api.issueCertificate, asked(strange, { family: 'eu-dcc' })))).toBe(
        'record.unknown',
      )
  })

  test('of records of two people, though they are of one family', async () => {
    const who = await citizen()
    const records = [...(await held(who, [dose(somebody())])), ...(await held(who, [sample(somebody())]))]
    expect(codeOf(await who.browser.call(api.issueCertificate, asked(records, { family: 'shc' })))).toBe(
      'record.other-person',
    )
  })

  test('of a record that was withdrawn', async () => {
    const { who, records } = await holder((person) => [dose(person)])
    const [record = ''] = records
    valueOf(await laboratory.caller.call(api.withdrawHealthRecord, { params: { record } }))
    expect(codeOf(await who.browser.call(api.issueCertificate, asked(records, { family: 'eu-dcc' })))).toBe(
      'record.not-held',
    )
  })

  test('in a family that cannot say it, with the reason', async () => {
    const { who, records } = await holder((person) => [yellowFever(person)])
    const refused = await who.browser.call(api.issueCertificate, asked(records, { family: 'eu-dcc' }))
    expect(refused).toMatchObject({ refusal: { code: 'certificate.no-family', data: { 'eu-dcc': 'record.disease' } } })
  })
})

describe('a certificate of one’s own', () => {
  test('is given up once, and is on the list at the next look', async () => {
    const { who, records } = await holder((person) => [yellowFever(person)])
    const { id: certificate, text } = await issued(who, records, 'icvp')
    const params = { certificate }
    expect(await verdictOf(text)).toBe('valid')
    for (const _ of [1, 2]) valueOf(await who.browser.call(api.giveUpCertificate, { params }))
    expect(await verdictOf(text)).toBe('revoked revocation.listed')
    const audit = await database
      .selectFrom('audit_event')
      .select('data')
      .where('action', '=', 'certificate.give-up')
      .where('account_id', '=', who.account)
      .execute()
    expect(audit).toEqual([{ data: { certificate } }])
  })

  test('is nobody else’s to give up, fetch or acknowledge', async () => {
    const [{ who, records }, stranger] = [await holder((person) => [dose(person)]), await citizen()]
    const params = { certificate: (await issued(who, records, 'eu-dcc')).id }
    for (const endpoint of [api.giveUpCertificate, api.acknowledgeDelivery, api.fetchDelivery])
      expect(codeOf(await stranger.browser.call(endpoint, { params }))).toBe('certificate.unknown')
    expect((await statesOf(who))[0]).toMatchObject({ revokedAt: null })
  })
})

describe('at the chair', () => {
  const ask = async (
    by: typeof laboratory,
    certificates: { id: string; records: string[]; wish: { family: api.IssuedFamily } }[],
  ) => valueOf(await by.caller.call(api.issueForSource, { body: { certificates } })).certificates
  const want = (records: readonly string[], family: api.IssuedFamily = 'eu-dcc') => ({
    id: id() as string,
    records: [...records],
    wish: { family },
  })

  test('a hundred are issued at once, each for itself: what is wrong with one stops none', async () => {
    const good = await Promise.all(
      Array.from({ length: 96 }, async () => {
        const line = dose(somebody())
        await send(laboratory, line)
        return want([line.id], 'sd-jwt-vc')
      }),
    )
    const claimed = await holder((person) => [dose(person)])
    const other = await source()
    const theirs = dose(somebody())
    await send(other, theirs)
    const first = good[0] as (typeof good)[number]
    const yellow = yellowFever(somebody())
    await send(laboratory, yellow)
    const wrong = [want(claimed.records), want([theirs.id]), { ...first }, want([yellow.id], 'eu-dcc')]
    const answers = await ask(laboratory, [...good, ...wrong])
    expect(answers.slice(96).map((each) => ('code' in each ? each.code : 'issued'))).toEqual([
      'record.unknown',
      'record.unknown',
      'certificate.id-taken',
      'certificate.no-family',
    ])
    const trust = await partnerTrust()
    const verdicts = await Promise.all(
      answers.slice(0, 96).map(async (each) => ('text' in each ? verdictOf(each.text, trust) : each.code)),
    )
    expect(new Set(verdicts)).toEqual(new Set(['valid']))
    const entry = await database
      .selectFrom('audit_event')
      .selectAll()
      .where('action', '=', 'certificate.issue')
      .where('actor_kind', '=', 'source')
      .executeTakeFirstOrThrow()
    expect(entry).toMatchObject({
      actor_id: laboratory.id,
      mission: 'uto-it-milan-cg',
      data: { certificates: good.map((each) => each.id) },
    })
  })

  test('places of the status list are each given once, and in no order', async () => {
    const rows = await database
      .selectFrom('health_certificate')
      .select('status_index')
      .where('status_index', 'is not', null)
      .orderBy('issued_at')
      .orderBy('id')
      .execute()
    const places = rows.map(({ status_index }) => status_index as number)
    expect(places.length).toBeGreaterThan(90)
    expect(new Set(places).size).toBe(places.length)
    expect(places).not.toEqual(places.toSorted((one, other) => one - other))
  })

  test('one that was issued there follows its record to whoever claims it, and is replaced when that is corrected', async () => {
    const line = dose(somebody())
    const { claim } = await send(laboratory, line)
    const [made] = await ask(laboratory, [want([line.id])])
    if (!made || !('text' in made)) throw new Error('not issued')
    const who = await citizen()
    valueOf(
      await who.browser.call(api.claimHealthRecord, { body: { code: claim ?? '', birthDate: line.person.birthDate } }),
    )
    const corrected = { ...dose(line.person, { lot: 'EX-2' }), supersedes: line.id }
    expect(await send(laboratory, corrected)).toMatchObject({ outcome: 'accepted' })
    expect(await verdictOf(made.text)).toBe('revoked revocation.listed')
    const waiting = (await statesOf(who)).find(({ delivery }) => delivery)
    const next = valueOf(await who.browser.call(api.fetchDelivery, { params: { certificate: waiting?.id ?? '' } }))
    expect(await verdictOf(next.text)).toBe('valid')
  })
})
