import * as api from '@consular/api'
import { read, verify } from '@consular/certificate'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { codeOf, valueOf } from '../../account/testing-browser.ts'
import { context, database } from '../../application/testing-stage.ts'
import { send } from '../../record/testing-source.ts'
import { revokeKey } from '../keys/acts.ts'
import { activeKey } from '../keys/key-record.ts'
import { keysOf } from '../keys/open-keys.ts'
import { forgetDeliveries } from './forget-deliveries.ts'
import { replaceLostKeys } from './replace-lost-keys.ts'
import {
  asked,
  holder,
  issued,
  laboratory,
  lines,
  pages,
  partnerTrust,
  statesOf,
  verdictOf,
} from './testing-issuing.ts'

const { dose, test: sample } = lines

/** The certificate that waits for a person’s phone. */
async function waiting(who: Awaited<ReturnType<typeof holder>>['who']) {
  const next = (await statesOf(who)).find(({ delivery }) => delivery)
  if (!next) throw new Error('nothing waits')
  return { params: { certificate: next.id }, state: next }
}

describe('a correction', () => {
  test('revokes the certificate and has a new one of the same family waiting, at once', async () => {
    const { who, person, lines: all, records } = await holder((each) => [dose(each), sample(each)])
    const { text: old, id: oldId } = await issued(who, records, 'shc')
    expect(await verdictOf(old)).toBe('valid')
    const [first] = all
    const corrected = { ...dose(person, { date: '2026-11-19' }), supersedes: first?.id ?? '' }
    expect(await send(laboratory, corrected)).toMatchObject({ outcome: 'accepted', claim: null })
    expect(await verdictOf(old)).toBe('revoked revocation.listed')
    const { params, state } = await waiting(who)
    expect((await statesOf(who)).find(({ id }) => id === oldId)).toMatchObject({
      reason: 'corrected',
      supersededBy: state.id,
    })
    const next = valueOf(await who.browser.call(api.fetchDelivery, { params }))
    expect(new Set(next.records)).toEqual(new Set([corrected.id, records[1]]))
    expect(JSON.parse(next.file ?? '')).toEqual({
      verifiableCredential: [expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/)],
    })
    const { verdict, entries } = await verify(read(next.text), await partnerTrust(), context.now().epochMilliseconds)
    expect(verdict).toBe('valid')
    expect(entries).toEqual(
      expect.arrayContaining([expect.objectContaining({ kind: 'vaccination', date: '2026-11-19' })]),
    )
  })

  test('is in the list of our own verifiers too', async () => {
    const { who, person, lines: all, records } = await holder((each) => [dose(each)])
    const { text } = await issued(who, records, 'vds-nc')
    await send(laboratory, { ...dose(person, { lot: 'EX-9' }), supersedes: all[0]?.id ?? '' })
    const { loadTrust } = await import('@consular/certificate')
    const list = loadTrust(await (await pages.request('/trust/list.json')).text())
    if (!list.ok) throw new Error(list.refusal.code)
    expect(await verdictOf(text, list.value)).toBe('revoked revocation.listed')
  })

  test('is fetched until the phone says that it has it; then its text is forgotten, and saying so again is harmless', async () => {
    const { who, person, lines: all, records } = await holder((each) => [dose(each)])
    await issued(who, records, 'eu-dcc')
    await send(laboratory, { ...dose(person, { lot: 'EX-9' }), supersedes: all[0]?.id ?? '' })
    const { params } = await waiting(who)
    const [one, other] = [
      await who.browser.call(api.fetchDelivery, { params }),
      await who.browser.call(api.fetchDelivery, { params }),
    ]
    expect(one).toEqual(other)
    for (const _ of [1, 2]) valueOf(await who.browser.call(api.acknowledgeDelivery, { params }))
    expect(codeOf(await who.browser.call(api.fetchDelivery, { params }))).toBe('certificate.unknown')
    expect(
      await database
        .selectFrom('health_delivery')
        .selectAll()
        .where('certificate_id', '=', params.certificate)
        .execute(),
    ).toEqual([])
    expect(await verdictOf(valueOf(one).text)).toBe('valid')
  })

  test('that the family cannot say revokes, and leaves nothing in its place', async () => {
    const { who, person, lines: all, records } = await holder((each) => [dose(each)])
    const { text } = await issued(who, records, 'eu-dcc')
    await send(laboratory, { ...dose(person, { product: 'zf2001' }), supersedes: all[0]?.id ?? '' })
    expect(await verdictOf(text)).toBe('revoked revocation.listed')
    expect(await statesOf(who)).toMatchObject([{ reason: 'corrected', supersededBy: null, delivery: false }])
  })

  test('stays bound to the key of the holder’s phone', async () => {
    const { who, person, lines: all, records } = await holder((each) => [dose(each)])
    const { publicKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
      'sign',
      'verify',
    ])
    const { kty, crv, x, y } = (await crypto.subtle.exportKey('jwk', publicKey)) as {
      kty: 'EC'
      crv: 'P-256'
      x: string
      y: string
    }
    const holderKey = { kty, crv, x, y }
    const first = await issued(who, records, 'sd-jwt-vc', { holderKey })
    await send(laboratory, { ...dose(person, { lot: 'EX-9' }), supersedes: all[0]?.id ?? '' })
    const next = valueOf(await who.browser.call(api.fetchDelivery, await waiting(who)))
    for (const { text } of [first, next]) {
      const payload = JSON.parse(Buffer.from(text.split('.')[1] ?? '', 'base64url').toString()) as { cnf: unknown }
      expect(payload.cnf).toEqual({ jwk: holderKey })
    }
  })

  test('that fails in the middle has done nothing; repeated, it does all of it', async () => {
    const { who, person, lines: all, records } = await holder((each) => [dose(each)])
    const { text } = await issued(who, records, 'eu-dcc')
    const corrected = { ...dose(person, { lot: 'EX-9' }), supersedes: all[0]?.id ?? '' }
    const request = { params: { record: corrected.id }, body: { signed: await laboratory.sign(corrected) } }
    await sql`CREATE FUNCTION end_it() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END $$`.execute(
      database,
    )
    await sql`CREATE TRIGGER end_it BEFORE INSERT ON health_delivery FOR EACH ROW EXECUTE FUNCTION end_it()`.execute(
      database,
    )
    const failed = await laboratory.caller.call(api.sendHealthRecord, request).catch(() => 'fault')
    await sql`DROP FUNCTION end_it CASCADE`.execute(database)
    expect(failed).not.toMatchObject({ ok: true })
    expect(await verdictOf(text)).toBe('valid')
    expect(await statesOf(who)).toMatchObject([{ revokedAt: null }])
    expect(valueOf(await laboratory.caller.call(api.sendHealthRecord, request))).toMatchObject({ outcome: 'accepted' })
    expect(await verdictOf(text)).toBe('revoked revocation.listed')
    expect((await waiting(who)).state).toMatchObject({ records: [corrected.id] })
  })

  test('that comes while the holder issues leaves no certificate that counts of what was wrong', async () => {
    for (let round = 0; round < 6; round++) {
      const { who, person, lines: all, records } = await holder((each) => [dose(each)])
      const corrected = { ...dose(person, { lot: 'EX-9' }), supersedes: all[0]?.id ?? '' }
      const wanted = Array.from({ length: 4 }, () =>
        who.browser.call(api.issueCertificate, asked(records, { family: 'eu-dcc' })),
      )
      const [sent, ...answers] = await Promise.all([send(laboratory, corrected), ...wanted])
      expect(sent.outcome).toBe('accepted')
      for (const answer of answers)
        if (answer.ok) expect(await verdictOf(answer.value.text)).toBe('revoked revocation.listed')
        else expect(answer.refusal.code).toBe('record.not-held')
      const live = (await statesOf(who)).filter(({ revokedAt }) => revokedAt === null)
      expect(live.every((each) => each.records[0] === corrected.id)).toBe(true)
      expect(live).toHaveLength(answers.filter(({ ok }) => ok).length)
    }
  })
})

test('a record that is taken back takes its certificates along', async () => {
  const { who, records } = await holder((each) => [dose(each)])
  const { text } = await issued(who, records, 'sd-jwt-vc')
  const [record = ''] = records
  expect(valueOf(await laboratory.caller.call(api.withdrawHealthRecord, { params: { record } }))).toEqual({
    certificatesRevoked: 1,
  })
  expect(await verdictOf(text)).toBe('revoked revocation.listed')
  expect(await statesOf(who)).toMatchObject([{ reason: 'withdrawn', supersededBy: null }])
})

test('what nobody fetches in thirty days is forgotten, and the certificate goes on counting', async () => {
  const { who, person, lines: all, records } = await holder((each) => [dose(each)])
  await issued(who, records, 'eu-dcc')
  await send(laboratory, { ...dose(person, { lot: 'EX-9' }), supersedes: all[0]?.id ?? '' })
  const { params } = await waiting(who)
  const before = context.clock.now
  context.clock.now = before.add({ hours: 24 * 30 - 1 })
  await forgetDeliveries(context)
  expect(
    await database.selectFrom('health_delivery').selectAll().where('certificate_id', '=', params.certificate).execute(),
  ).toHaveLength(1)
  context.clock.now = before.add({ hours: 24 * 30 + 1 })
  await forgetDeliveries(context)
  expect(await database.selectFrom('health_delivery').selectAll().execute()).toEqual([])
  context.clock.now = before
  expect((await statesOf(who)).find(({ id }) => id === params.certificate)).toMatchObject({
    revokedAt: null,
    delivery: false,
  })
})

describe('a signer’s key that was lost', () => {
  test('is replaced without stopping: what it signed is revoked, and a new certificate waits for each holder', async () => {
    const [one, other] = [await holder((each) => [dose(each)]), await holder((each) => [sample(each)])]
    const lost = await issued(one.who, one.records, 'shc')
    const kept = await issued(other.who, other.records, 'eu-dcc')
    expect(await replaceLostKeys(context)).toBe(0)
    const { work, keys } = await keysOf(context)
    const index = await keys.index()
    const key = index && activeKey(index, 'shc')
    await revokeKey(work, { id: key?.id ?? '', reason: 'key-compromise', days: 30 }, ['Ada Example'])
    expect(await verdictOf(lost.text)).toBe('untrusted key.unknown')
    const during = await issued(other.who, other.records, 'shc')
    expect(await verdictOf(during.text)).toBe('valid')
    const all = await database
      .selectFrom('health_certificate')
      .select('id')
      .where('family', '=', 'shc')
      .where('revoked_at', 'is', null)
      .execute()
    // Two processes at once: each certificate is replaced once.
    const counts = await Promise.all([replaceLostKeys(context), replaceLostKeys(context)])
    expect(counts[0] + counts[1]).toBe(all.length - 1)
    expect(await replaceLostKeys(context)).toBe(0)
    expect((await statesOf(one.who)).find(({ id }) => id === lost.id)).toMatchObject({ reason: 'key-compromised' })
    const next = valueOf(await one.who.browser.call(api.fetchDelivery, await waiting(one.who)))
    expect(await verdictOf(next.text)).toBe('valid')
    expect(await verdictOf(kept.text)).toBe('valid')
  })
})
