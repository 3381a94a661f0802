import { createECDH, randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as api from '@consular/api'
import { Hono } from 'hono'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { codeOf, valueOf } from '../account/testing-browser.ts'
import { app, citizen, context, database, id } from '../application/testing-stage.ts'
import { crisisPages } from '../plain/index.ts'
import { sendCrisisMessages } from './index.ts'
import {
  area,
  atMinute,
  board,
  declare,
  type Embassy,
  embassy,
  inboundKey,
  izmir,
  quake,
  sms,
  states,
} from './testing-crisis.ts'
import { seedRegistrations } from './testing-seed.ts'

type Call = { readonly id: string; readonly channel: string; readonly to: string; readonly text: string }
let desks: Embassy
let calls: Call[] = []
let isDown = false
const gateway = {
  handOver: async (call: Call) => {
    if (isDown) throw new Error('the gateway answered 503')
    calls.push(call)
  },
}
/** The service as it runs in earnest: no mailbox page takes what a gateway should. */
const real = {
  ...context,
  config: { ...context.config, mode: 'production' as const, telephoneRate: 20, telephoneInboundKey: inboundKey },
}
Object.assign(context.config, { telephoneInboundKey: inboundKey, pushHosts: ['localhost'] })
Object.assign(real.config, { pushHosts: ['localhost'] })
const send = () => sendCrisisMessages(real, gateway)

beforeAll(async () => {
  await atMinute(10)
  desks = await embassy()
  await seedRegistrations(database, { count: 12, ...izmir, km: 20, phones: '90555', at: quake })
})
afterEach(async () => {
  calls = []
  isDown = false
  await database.updateTable('crisis').set({ state: 'REJECTED' }).where('state', '=', 'DECLARED').execute()
  await database.updateTable('crisis_message').set({ due_at: null, outcome: 'failed' }).execute()
  await atMinute(10)
})

const receipt = (message: string, outcome: 'delivered' | 'failed', key = inboundKey) =>
  app.request('/api/telephone/receipts', {
    method: 'POST',
    headers: { authorization: `Bearer ${key}` },
    body: JSON.stringify({ id: message, outcome }),
  })
const waysOf = async (crisis: string) => {
  const rows = await database
    .selectFrom('crisis_message')
    .select(['channel', 'outcome'])
    .where('crisis_id', '=', crisis)
    .execute()
  return Map.groupBy(rows, ({ channel, outcome }) => `${channel} ${outcome}`)
    .entries()
    .map(([way, of]) => `${way} ${of.length}`)
    .toArray()
    .toSorted()
}

test('each household gets one message of no person’s name, however many processes send', async () => {
  const { id: crisis } = await declare(desks)
  await Promise.all([send(), send(), send()])
  expect(calls).toHaveLength(12)
  expect(new Set(calls.map(({ to }) => to)).size).toBe(12)
  for (const { text, channel } of calls) {
    expect(channel).toBe('sms')
    expect(text).toMatch(/Reply 1 .* 2 .*http:\/\/localhost:7010\/crisis\/[0-9a-f]{12}$/)
    expect(text).not.toMatch(/人|90555|REN/)
  }
  expect(await waysOf(crisis)).toEqual(['sms handed-over 12'])
  expect(await board(desks.duty, crisis)).toMatchObject({ messages: { households: 12, handedOver: 12 } })
})

test('a receipt stops the ways, a failed one or silence leads to the next, and an answer ends all of it', async () => {
  const { id: crisis } = await declare(desks)
  await send()
  const [first, second, third] = calls as [Call, Call, Call]
  expect((await receipt(first.id, 'delivered', 'a wrong key')).status).toBe(401)
  for (let twice = 0; twice < 2; twice++) expect((await receipt(first.id, 'delivered')).status).toBe(204)
  for (let twice = 0; twice < 2; twice++) await receipt(second.id, 'failed')
  await receipt(id(), 'failed')
  await sms(third.to, '1')
  await send()
  expect(await waysOf(crisis)).toEqual([
    'mail handed-over 1',
    'sms answered 1',
    'sms delivered 1',
    'sms failed 1',
    'sms handed-over 9',
  ])
  await atMinute(21)
  await send()
  await send()
  expect(await waysOf(crisis)).toContain('mail handed-over 10')
  await atMinute(40)
  await send()
  await send()
  // A call is the last way: then only people can help.
  expect(calls.filter(({ channel }) => channel === 'telephone')).toHaveLength(10)
  await atMinute(80)
  await send()
  await send()
  expect(calls).toHaveLength(22)
  expect(await board(desks.duty, crisis)).toMatchObject({
    persons: 12,
    messages: { households: 12, delivered: 1, answered: 1 },
  })
})

test('a gateway that fails is tried again under the same id; one that stays down leaves the other ways', async () => {
  const { id: crisis } = await declare(desks)
  isDown = true
  await send()
  expect(await waysOf(crisis)).toEqual(['sms null 12'])
  isDown = false
  await atMinute(12)
  await send()
  const queued = await database.selectFrom('crisis_message').select('id').where('crisis_id', '=', crisis).execute()
  expect(new Set(calls.map((call) => call.id))).toEqual(new Set(queued.map((row) => row.id)))
  const again = await declare(desks)
  isDown = true
  for (const minute of [13, 15, 18, 22, 27, 28]) {
    await atMinute(minute)
    await send()
  }
  expect((await waysOf(again.id)).filter((way) => way.startsWith('sms'))).toEqual(['sms failed 12'])
  expect(await waysOf(again.id)).toContain('mail handed-over 12')
})

test('a process that is killed between the gateway and its note sends the same id again, and no other', async () => {
  const { id: crisis } = await declare(desks)
  await send()
  const sent = new Set(calls.map((call) => call.id))
  await database
    .updateTable('crisis_message')
    .set({ outcome: null, handed_at: null, due_at: context.now().toString() })
    .where('crisis_id', '=', crisis)
    .execute()
  await send()
  expect(calls).toHaveLength(24)
  expect(new Set(calls.map((call) => call.id))).toEqual(sent)
})

test('a browser is told first, of nothing but that something waits; one that is gone is forgotten and the SMS goes', async () => {
  const heard: { headers: Record<string, unknown>; body: Buffer }[] = []
  const pushService = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      heard.push({ headers: request.headers, body: Buffer.concat(parts) })
      response.writeHead(request.url === '/gone' ? 410 : 201).end()
    })
  })
  await new Promise<void>((done) => pushService.listen(0, 'localhost', done))
  afterAll(() => pushService.close())
  const origin = `http://localhost:${(pushService.address() as AddressInfo).port}`
  const { account, browser } = await citizen()
  const registration = id()
  await database
    .insertInto('registration')
    .values({
      id: registration,
      account_id: account,
      kind: 'resident',
      state: 'ACTIVE',
      country: 'GR',
      lat: 39,
      lon: 26,
      from_on: '2026-01-01',
      until_on: null,
      email: null,
      phone: '+306900000001',
      language: 'en',
      on_manifest: false,
      created_at: quake.toString(),
      refresh_on: '2027-01-01',
      erase_on: '2027-06-01',
    })
    .execute()
  await database
    .insertInto('registered_person')
    .values({
      registration_id: registration,
      id: id(),
      family_name: 'Lin',
      given_name: 'Mei',
      latin_name: null,
      birth_date: null,
      document_number: null,
      phone: null,
    })
    .execute()
  const pair = createECDH('prime256v1')
  const keys = { p256dh: pair.generateKeys('base64url'), auth: randomBytes(16).toString('base64url') }
  const subscribe = (endpoint: string) => browser.call(api.savePushSubscription, { body: { endpoint, ...keys } })
  expect(codeOf(await subscribe('https://inside.example/'))).toBe('push.endpoint-closed')
  valueOf(await subscribe(`${origin}/here`))
  const there = area(30, { circles: [{ lat: 39, lon: 26, km: 10 }] })
  const first = await declare(desks, there)
  await send()
  expect(heard.map(({ headers }) => headers['content-encoding'])).toEqual(['aes128gcm'])
  expect(heard[0]?.headers['authorization']).toMatch(/^vapid t=/)
  expect(heard[0]?.body.toString('latin1')).not.toContain('Lin')
  expect(await waysOf(first.id)).toEqual(['push handed-over 1'])
  // Nobody has answered: the SMS follows soon.
  await atMinute(13)
  await send()
  await send()
  expect(calls.map(({ to }) => to)).toEqual(['+306900000001'])
  valueOf(await browser.call(api.forgetPushSubscriptions, {}))
  valueOf(await subscribe(`${origin}/gone`))
  const second = await declare(desks, there)
  await send()
  await send()
  expect(await waysOf(second.id)).toEqual(['push failed 1', 'sms handed-over 1'])
  expect(await database.selectFrom('push_subscription').selectAll().execute()).toEqual([])
})

test('the page behind a message needs no JavaScript, weighs little, and answers by POST alone', async () => {
  const { id: crisis } = await declare(desks)
  const pages = new Hono().route('/', crisisPages(context))
  const { code } = await database
    .selectFrom('crisis_household')
    .select('code')
    .where('crisis_id', '=', crisis)
    .limit(1)
    .executeTakeFirstOrThrow()
  const get = await pages.request(`/crisis/${code}`)
  const text = await get.text()
  expect(get.status).toBe(200)
  expect(text.length).toBeLessThan(14 * 1024)
  expect(text).not.toMatch(/<script|人90555|REN/)
  expect(states(await board(desks.duty, crisis))).toEqual({ UNKNOWN: 12 })
  const form = (says: string) =>
    pages.request(`/crisis/${code}`, {
      method: 'POST',
      body: new URLSearchParams({ says, answer: id(), language: 'en' }),
    })
  expect(await (await form('help')).text()).toContain('Noted: help is needed.')
  expect(states(await board(desks.duty, crisis))).toEqual({ UNKNOWN: 11, NEEDS_HELP: 1 })
  expect((await pages.request('/crisis/000000000000')).status).toBe(404)
  const told = (fields: Record<string, string>) =>
    pages.request(`/crisis/relatives/${crisis}`, {
      method: 'POST',
      body: new URLSearchParams({ language: 'en', ...fields }),
    })
  const wrong = await told({ familyName: '', birthDate: 'May', reporterName: 'A', reporterPhone: '1' })
  expect([wrong.status, (await wrong.text()).match(/aria-invalid/g)?.length]).toEqual([422, 2])
  const right = {
    relative: id(),
    familyName: 'Li',
    givenName: 'Lei',
    birthDate: '1980',
    reporterName: 'A',
    reporterPhone: '+39 1',
  }
  for (let twice = 0; twice < 2; twice++) expect((await told(right)).status).toBe(200)
  expect(await board(desks.duty, crisis)).toMatchObject({ persons: 13, relatives: { reports: 1, persons: 1 } })
  expect((await pages.request(`/crisis/relatives/${id()}`)).status).toBe(404)
})
