import * as api from '@consular/api'
import { Hono } from 'hono'
import { beforeEach, expect, test } from 'vitest'
import { testDatabase } from '../database/testing.ts'
import { mount } from '../http/bind.ts'
import { testContext } from '../testing.ts'
import { accountRoutes } from './index.ts'
import { TestAuthenticator } from './testing-authenticator.ts'
import { codeOf, TestBrowser, valueOf } from './testing-browser.ts'
import { signInByMail } from './testing-citizen.ts'

const { database } = await testDatabase()
const context = await testContext(database)
const app = new Hono()
mount(app, context, accountRoutes(context))

let people = 0
let browser: TestBrowser
let phone: TestAuthenticator
let me: api.Me

async function addPasskey(holder = browser, authenticator = phone) {
  const { ceremony, options } = valueOf(await holder.call(api.addPasskeyOptions, {}))
  const response = authenticator.create(options)
  return holder.call(api.addPasskey, { body: { ceremony, response, label: 'My phone' } })
}

async function usePasskey(authenticator = phone, holder = new TestBrowser(app)) {
  const { ceremony, options } = valueOf(await holder.call(api.passkeySignInOptions, {}))
  return holder.call(api.signInWithPasskey, { body: { ceremony, response: authenticator.get(options) } })
}

beforeEach(async () => {
  browser = new TestBrowser(app)
  phone = new TestAuthenticator(context.origin)
  me = await signInByMail(browser, database, `person${people++}@example.org`)
})

test('a passkey is added and signs in without an address', async () => {
  expect(valueOf(await addPasskey()).passkeys).toMatchObject([{ name: 'My phone', lastUsedAt: null }])
  const fresh = new TestBrowser(app)
  expect(valueOf(await usePasskey(phone, fresh))).toMatchObject({ account: me.account })
  expect(valueOf(await fresh.call(api.readMe, {})).passkeys).toMatchObject([{ lastUsedAt: context.now().toString() }])
  valueOf(await usePasskey())
  const log = await database
    .selectFrom('audit_event')
    .select(['action', 'data'])
    .where('account_id', '=', me.account)
    .orderBy('id')
    .execute()
  expect(log.filter(({ action }) => action === 'account.passkey-added')).toHaveLength(1)
  expect(log.filter(({ data }) => (data as { by?: string }).by === 'passkey')).toHaveLength(2)
})

test('the options ask for a passkey that is found without a name, on this host alone', async () => {
  const { options } = valueOf(await browser.call(api.addPasskeyOptions, {}))
  expect(options).toMatchObject({
    rp: { id: 'localhost' },
    attestation: 'none',
    authenticatorSelection: { residentKey: 'required', userVerification: 'preferred' },
  })
  await addPasskey()
  const { options: second } = valueOf(await browser.call(api.addPasskeyOptions, {}))
  expect(second['excludeCredentials']).toHaveLength(1)
  const { options: signIn } = valueOf(await browser.call(api.passkeySignInOptions, {}))
  expect(signIn).toMatchObject({ rpId: 'localhost', userVerification: 'preferred', allowCredentials: [] })
})

test('a passkey kept in a cloud, whose counter stays at zero, works again and again', async () => {
  phone.step = 0
  valueOf(await addPasskey())
  valueOf(await usePasskey())
  valueOf(await usePasskey())
})

test('an authenticator that cannot verify its owner will do for a citizen', async () => {
  phone.verifies = false
  valueOf(await addPasskey())
  valueOf(await usePasskey())
})

test('a passkey made or used on another origin is refused', async () => {
  phone.origin = 'https://consular.example.evil'
  expect(codeOf(await addPasskey())).toBe('account.passkey-refused')
  phone.origin = context.origin
  valueOf(await addPasskey())
  phone.origin = 'http://localhost:7011'
  expect(codeOf(await usePasskey())).toBe('account.passkey-refused')
})

test('a counter that does not go on is refused and leaves an entry', async () => {
  valueOf(await addPasskey())
  phone.step = 5
  valueOf(await usePasskey())
  phone.step = 0
  expect(codeOf(await usePasskey())).toBe('account.passkey-refused')
  phone.step = -2
  expect(codeOf(await usePasskey())).toBe('account.passkey-refused')
  const refused = await database
    .selectFrom('audit_event')
    .select('outcome')
    .where('account_id', '=', me.account)
    .where('action', '=', 'account.passkey-refused')
    .execute()
  expect(refused).toEqual([{ outcome: 'refused' }, { outcome: 'refused' }])
})

test('a signature by another key is refused', async () => {
  valueOf(await addPasskey())
  const { ceremony, options } = valueOf(await browser.call(api.passkeySignInOptions, {}))
  const right = phone.get(options)
  const forged = { ...right, response: { ...(right['response'] as object), signature: 'MEUCIQDx' } }
  expect(codeOf(await browser.call(api.signInWithPasskey, { body: { ceremony, response: forged } }))).toBe(
    'account.passkey-refused',
  )
})

test('an answer that is none at all is refused', async () => {
  const { ceremony } = valueOf(await browser.call(api.passkeySignInOptions, {}))
  expect(codeOf(await browser.call(api.signInWithPasskey, { body: { ceremony, response: { id: 7 } } }))).toBe(
    'account.passkey-refused',
  )
})

test('a passkey that nobody added is unknown', async () => {
  phone.create({ challenge: 'none', rp: { id: 'localhost' }, user: { id: 'nobody' } })
  expect(codeOf(await usePasskey())).toBe('account.passkey-unknown')
})

test('a removed passkey is unknown, and nobody removes that of another', async () => {
  const passkey = valueOf(await addPasskey()).passkeys[0]?.id ?? ''
  const other = new TestBrowser(app)
  await signInByMail(other, database, `other${people++}@example.org`)
  expect(codeOf(await other.call(api.removePasskey, { params: { passkey } }))).toBe('account.passkey-unknown')
  expect(valueOf(await browser.call(api.removePasskey, { params: { passkey } })).passkeys).toEqual([])
  expect(codeOf(await usePasskey())).toBe('account.passkey-unknown')
})

test('a ceremony serves once', async () => {
  valueOf(await addPasskey())
  const { ceremony, options } = valueOf(await browser.call(api.passkeySignInOptions, {}))
  const response = phone.get(options)
  const results = await Promise.all(
    Array.from({ length: 4 }, () => new TestBrowser(app).call(api.signInWithPasskey, { body: { ceremony, response } })),
  )
  expect(results.filter((result) => result.ok)).toHaveLength(1)
  expect(results.filter((result) => !result.ok).map(codeOf)).toEqual(
    Array.from({ length: 3 }, () => 'account.ceremony-expired'),
  )
})

test('a ceremony waits five minutes', async () => {
  valueOf(await addPasskey())
  const { ceremony, options } = valueOf(await browser.call(api.passkeySignInOptions, {}))
  context.clock.now = context.clock.now.add({ minutes: 5 })
  expect(codeOf(await browser.call(api.signInWithPasskey, { body: { ceremony, response: phone.get(options) } }))).toBe(
    'account.ceremony-expired',
  )
})

test('a ceremony begun by one person or for one purpose serves no other', async () => {
  const other = new TestBrowser(app)
  await signInByMail(other, database, `other${people++}@example.org`)
  const theirs = valueOf(await other.call(api.addPasskeyOptions, {}))
  const body = { ceremony: theirs.ceremony, response: phone.create(theirs.options), label: 'Mine?' }
  expect(codeOf(await browser.call(api.addPasskey, { body }))).toBe('account.ceremony-expired')
  const signIn = valueOf(await browser.call(api.passkeySignInOptions, {}))
  const swapped = {
    ceremony: signIn.ceremony,
    response: phone.create({ ...signIn.options, rp: { id: 'localhost' } }),
    label: 'Mine?',
  }
  expect(codeOf(await browser.call(api.addPasskey, { body: swapped }))).toBe('account.ceremony-expired')
})

test('a passkey that is already someone’s cannot be added again', async () => {
  const { ceremony, options } = valueOf(await browser.call(api.addPasskeyOptions, {}))
  const response = phone.create(options)
  await database
    .insertInto('passkey')
    .values({
      id: String(response['id']),
      account_id: me.account,
      officer_id: null,
      public_key: Buffer.from('key'),
      counter: '0',
      transports: [],
      label: 'First',
      created_at: context.now().toString(),
      last_used_at: null,
    })
    .execute()
  expect(codeOf(await browser.call(api.addPasskey, { body: { ceremony, response, label: 'Again' } }))).toBe(
    'account.passkey-refused',
  )
})
