import * as api from '@consular/api'
import fc from 'fast-check'
import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { testDatabase } from '../database/testing.ts'
import { mount } from '../http/bind.ts'
import { testContext } from '../testing.ts'
import { drawText } from './codes.ts'
import { describeDevice } from './device.ts'
import { accountRoutes } from './index.ts'
import { networkOf } from './network.ts'
import { codeOf, TestBrowser, valueOf } from './testing-browser.ts'
import { signInByMail } from './testing-citizen.ts'

const { database } = await testDatabase()
const context = await testContext(database)
const app = new Hono()
mount(app, context, accountRoutes(context))

const android =
  'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36'

test('phones of every country are accepted, impossible ones named', async () => {
  const browser = new TestBrowser(app)
  await signInByMail(browser, database, 'phones@example.org')
  const phones = ['+66812345678', '+393331234567', '+8613800138000', '+68812345', '+24762512']
  expect(valueOf(await browser.call(api.changeMe, { body: { phones } })).phones).toEqual(phones)
  expect(await browser.call(api.changeMe, { body: { phones: ['+393331234567', '+9991234567'] } })).toEqual({
    ok: false,
    refusal: { code: 'account.phone-impossible', data: { phone: '+9991234567' } },
  })
  expect(valueOf(await browser.call(api.readMe, {})).phones).toEqual(phones)
})

test('a change names what changed in the audit log, not to what', async () => {
  const browser = new TestBrowser(app)
  const me = await signInByMail(browser, database, 'change@example.org')
  valueOf(await browser.call(api.changeMe, { body: { phones: ['+66812345678'], language: 'en' } }))
  expect(valueOf(await browser.call(api.changeMe, { body: {} })).language).toBe('en')
  const log = await database
    .selectFrom('audit_event')
    .select('data')
    .where('account_id', '=', me.account)
    .where('action', '=', 'account.changed')
    .execute()
  expect(log).toEqual([{ data: { changed: ['phones', 'language'] } }])
})

test('one’s devices are listed and signed out one by one, never those of others', async () => {
  const phone = new TestBrowser(app, { 'user-agent': android })
  const desk = new TestBrowser(app)
  const stranger = new TestBrowser(app)
  await signInByMail(phone, database, 'devices@example.org')
  context.clock.now = context.clock.now.add({ minutes: 2 })
  await signInByMail(desk, database, 'devices@example.org')
  await signInByMail(stranger, database, 'stranger@example.org')
  const { sessions } = valueOf(await desk.call(api.listSessions, {}))
  expect(sessions.map(({ current, device }) => ({ current, device }))).toEqual([
    { current: true, device: '' },
    { current: false, device: 'Chrome on Android' },
  ])
  const session = sessions[1]?.id ?? ''
  expect(codeOf(await stranger.call(api.endSession, { params: { session } }))).toBe('session.unknown')
  valueOf(await phone.call(api.readMe, {}))
  valueOf(await desk.call(api.endSession, { params: { session } }))
  expect(codeOf(await phone.call(api.readMe, {}))).toBe('session.needed')
  expect(codeOf(await desk.call(api.endSession, { params: { session } }))).toBe('session.unknown')
})

test('signing in again makes a new token and ends the session of the old one', async () => {
  const browser = new TestBrowser(app)
  const planted = new TestBrowser(app)
  planted.cookie = `consular_session=${'A'.repeat(43)}`
  await signInByMail(planted, database, 'token@example.org')
  expect(planted.cookie).not.toContain('AAAA')
  browser.cookie = planted.cookie
  await signInByMail(browser, database, 'token@example.org')
  expect(browser.cookie).not.toBe(planted.cookie)
  expect(codeOf(await planted.call(api.readMe, {}))).toBe('session.needed')
  valueOf(await browser.call(api.readMe, {}))
})

test('signing out ends the session and clears the cookie; without a session it does nothing', async () => {
  const browser = new TestBrowser(app)
  const me = await signInByMail(browser, database, 'out@example.org')
  const { cookie } = browser
  valueOf(await browser.call(api.signOut, {}))
  expect(browser.cookie).toBeNull()
  browser.cookie = cookie
  expect(codeOf(await browser.call(api.readMe, {}))).toBe('session.needed')
  valueOf(await new TestBrowser(app).call(api.signOut, {}))
  const log = await database
    .selectFrom('audit_event')
    .select('action')
    .where('account_id', '=', me.account)
    .where('action', '=', 'account.sign-out')
    .execute()
  expect(log).toHaveLength(1)
})

test('a citizen’s session lasts thirty days', async () => {
  const browser = new TestBrowser(app)
  await signInByMail(browser, database, 'month@example.org')
  context.clock.now = context.clock.now.add({ hours: 30 * 24 - 1 })
  valueOf(await browser.call(api.readMe, {}))
  context.clock.now = context.clock.now.add({ hours: 1 })
  expect(codeOf(await browser.call(api.readMe, {}))).toBe('session.needed')
})

test('only the hash of a token is stored', async () => {
  const browser = new TestBrowser(app)
  await signInByMail(browser, database, 'hash@example.org')
  const token = browser.cookie?.split('=')[1] ?? 'none'
  const rows = await database.selectFrom('session').select('token_hash').execute()
  expect(
    rows.some(
      (row) => row.token_hash.toString().includes(token) || row.token_hash.equals(Buffer.from(token, 'base64url')),
    ),
  ).toBe(false)
})

test('a device is named as its owner would, without version or model', () => {
  const iphone =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1'
  expect(describeDevice(android)).toBe('Chrome on Android')
  expect(describeDevice(iphone)).toBe('Safari on iPhone')
  expect(describeDevice(`${android} MicroMessenger/8.0.50`)).toBe('WeChat on Android')
  expect(
    describeDevice('Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0'),
  ).toBe('Edge on Windows')
  expect(describeDevice('curl/8.9')).toBe('')
})

test('a network is an IPv4 address or an IPv6 /64', () => {
  expect(networkOf('203.0.113.9')).toBe('203.0.113.9')
  expect(networkOf('::ffff:203.0.113.9')).toBe('203.0.113.9')
  expect(networkOf('2001:DB8:1:2:3:4:5:6')).toBe('2001:db8:1:2::/64')
  expect(networkOf('2001:db8::1')).toBe('2001:db8:0:0::/64')
  expect(networkOf('fe80::1%eth0')).toBe('fe80:0:0:0::/64')
  for (const own of ['127.0.0.1', '::1', '::ffff:127.0.0.1']) expect(networkOf(own)).toBe('loopback')
  for (const none of ['', 'unknown', null]) expect(networkOf(none)).toBeNull()
})

test('drawn text has the asked length and only characters of the alphabet, each as often as the others', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.constantFrom('0123456789', 'ACDE', 'x'), (length, alphabet) => {
      const text = drawText((bytes) => crypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>), alphabet, length)
      expect(text).toHaveLength(length)
      for (const character of text) expect(alphabet).toContain(character)
    }),
  )
  // Every byte once: what is left of the last round is thrown away, so each of the ten digits comes 25 times.
  const everyByte = (bytes: Uint8Array) => bytes.map((_, index) => index)
  const counts = Object.groupBy(drawText(everyByte, '0123456789', 250), (digit) => digit)
  expect(Object.values(counts).map((list) => list?.length)).toEqual(Array.from({ length: 10 }, () => 25))
})
