import * as api from '@consular/api'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { expect, onTestFinished, test } from 'vitest'
import { testDatabase } from '../database/testing.ts'
import { mount } from '../http/bind.ts'
import { testContext } from '../testing.ts'
import { accountRoutes, forgetSpent } from './index.ts'
import { codeOf, TestBrowser, valueOf } from './testing-browser.ts'
import { codeInLetter, signInByMail } from './testing-citizen.ts'

const { database } = await testDatabase()
const context = await testContext(database)
const app = new Hono()
mount(app, context, accountRoutes(context))

const ask = (email: string, browser = new TestBrowser(app)) =>
  browser.call(api.requestSignInCode, { body: { email, language: 'en' } })
const enter = (email: string, code: string, browser = new TestBrowser(app)) =>
  browser.call(api.signInWithCode, { body: { email, code } })
const wrong = (code: string): string => (code === '000000' ? '000001' : '000000')
const later = (duration: Temporal.DurationLike): void => void (context.clock.now = context.clock.now.add(duration))
const actions = async (account: string): Promise<string[]> =>
  (
    await database.selectFrom('audit_event').select('action').where('account_id', '=', account).orderBy('id').execute()
  ).map(({ action }) => action)

test('the first code makes the account, a later one finds it', async () => {
  const browser = new TestBrowser(app)
  valueOf(await ask('Lin.Mei@Example.org', browser))
  expect(context.nudges).toContain('send-letters')
  const me = valueOf(await enter('lin.mei@example.org', await codeInLetter(database, 'lin.mei@example.org'), browser))
  expect(me).toMatchObject({
    email: 'lin.mei@example.org',
    language: 'en',
    phones: [],
    passkeys: [],
    recoveryCodesLeft: 0,
  })
  expect(browser.response?.headers.get('set-cookie')).toMatch(
    /^consular_session=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/,
  )
  expect(valueOf(await browser.call(api.readMe, {}))).toEqual(me)
  const again = await signInByMail(new TestBrowser(app), database, 'lin.mei@example.org')
  expect(again.account).toBe(me.account)
  expect((await actions(me.account)).sort()).toEqual(['account.created', 'account.sign-in', 'account.sign-in'])
})

test('the cookie is for https alone where the service is', async () => {
  const https = await testContext(database, { origin: 'https://consular.example' })
  const other = new Hono()
  mount(other, https, accountRoutes(https))
  const browser = new TestBrowser(other)
  await signInByMail(browser, database, 'secure@example.org')
  expect(browser.response?.headers.get('set-cookie')).toContain('; Secure')
})

test('a code is kept as a hash, and neither it nor the address is in the audit log', async () => {
  valueOf(await ask('hidden@example.org'))
  const code = await codeInLetter(database, 'hidden@example.org')
  const row = await database
    .selectFrom('sign_in_code')
    .selectAll()
    .where('email', '=', 'hidden@example.org')
    .executeTakeFirstOrThrow()
  expect(row.code_hash).toHaveLength(32)
  expect(row.code_hash.toString('latin1')).not.toContain(code)
  const log = JSON.stringify(await database.selectFrom('audit_event').selectAll().execute())
  expect(log).not.toContain(code)
  expect(log).not.toContain('@')
})

test('a wrong code is refused, and the right one still works', async () => {
  valueOf(await ask('typo@example.org'))
  const code = await codeInLetter(database, 'typo@example.org')
  expect(codeOf(await enter('typo@example.org', wrong(code)))).toBe('account.code-wrong')
  valueOf(await enter('typo@example.org', code))
})

test('a code of another address is wrong', async () => {
  valueOf(await ask('one@example.org'))
  valueOf(await ask('other@example.org'))
  const code = await codeInLetter(database, 'one@example.org')
  // One in a million: then the two happen to be the same.
  if (code !== (await codeInLetter(database, 'other@example.org')))
    expect(codeOf(await enter('other@example.org', code))).toBe('account.code-wrong')
})

test('the sixth try is refused even with the right code, and a new code works', async () => {
  valueOf(await ask('guess@example.org'))
  const code = await codeInLetter(database, 'guess@example.org')
  for (let tries = 0; tries < 5; tries++)
    expect(codeOf(await enter('guess@example.org', wrong(code)))).toBe('account.code-wrong')
  expect(codeOf(await enter('guess@example.org', code))).toBe('account.code-expired')
  await signInByMail(new TestBrowser(app), database, 'guess@example.org')
})

test('a code lives ten minutes', async () => {
  valueOf(await ask('slow@example.org'))
  const first = await codeInLetter(database, 'slow@example.org')
  later({ minutes: 9, seconds: 59 })
  valueOf(await enter('slow@example.org', first))
  valueOf(await ask('slow@example.org'))
  const second = await codeInLetter(database, 'slow@example.org')
  later({ minutes: 10 })
  expect(codeOf(await enter('slow@example.org', second))).toBe('account.code-expired')
})

test('an earlier code that is still alive works, and takes the later one with it', async () => {
  valueOf(await ask('twice@example.org'))
  const first = await codeInLetter(database, 'twice@example.org')
  later({ minutes: 1 })
  valueOf(await ask('twice@example.org'))
  const second = await codeInLetter(database, 'twice@example.org')
  valueOf(await enter('twice@example.org', first))
  expect(codeOf(await enter('twice@example.org', first))).toBe('account.code-expired')
  expect(codeOf(await enter('twice@example.org', second))).toBe('account.code-expired')
})

test('one code used by eight requests at once opens one session', async () => {
  valueOf(await ask('race@example.org'))
  const code = await codeInLetter(database, 'race@example.org')
  const results = await Promise.all(Array.from({ length: 8 }, () => enter('race@example.org', code)))
  expect(results.filter((result) => result.ok)).toHaveLength(1)
  const sessions = await database
    .selectFrom('session')
    .innerJoin('account', 'account.id', 'session.account_id')
    .select('session.id')
    .where('email', '=', 'race@example.org')
    .execute()
  expect(sessions).toHaveLength(1)
})

test('five codes an hour for an address, and not one more by asking at once', async () => {
  const results = await Promise.all(Array.from({ length: 8 }, () => ask('flood@example.org')))
  expect(results.filter((result) => result.ok)).toHaveLength(5)
  later({ minutes: 20 })
  const browser = new TestBrowser(app)
  const refused = await ask('flood@example.org', browser)
  expect(refused).toEqual({ ok: false, refusal: { code: 'request.too-many', data: { retryAfterSeconds: 2400 } } })
  expect(browser.response?.status).toBe(429)
  expect(browser.response?.headers.get('retry-after')).toBe('2400')
  later({ minutes: 40 })
  valueOf(await ask('flood@example.org'))
})

test('thirty codes an hour for a network, whatever else the header claims', async () => {
  const counted = await testContext(database, { config: { ...context.config, proxies: 1 } })
  const door = new Hono()
  mount(door, counted, accountRoutes(counted))
  const from = (forwarded: string) => new TestBrowser(door, { 'x-forwarded-for': forwarded })
  for (let count = 0; count < 30; count++)
    valueOf(await ask(`crowd${count}@example.org`, from(`198.51.100.${count}, 2001:db8:1:2::${count + 1}`)))
  expect(codeOf(await ask('crowd@example.org', from('2001:db8:1:2:ffff::')))).toBe('request.too-many')
  valueOf(await ask('crowd@example.org', from('2001:db8:1:3::1')))
})

test('without a proxy the socket tells the network, and a header cannot talk it away', async () => {
  const production = await testContext(database, { config: { ...context.config, mode: 'production' } })
  const door = new Hono()
  mount(door, production, accountRoutes(production))
  const port = await new Promise<number>((done) => {
    const server = serve({ fetch: door.fetch, hostname: '127.0.0.1', port: 0 }, (address) => done(address.port))
    onTestFinished(() => void server.close())
  })
  const post = async (count: number) =>
    fetch(`http://127.0.0.1:${port}${api.requestSignInCode.path}`, {
      method: 'POST',
      headers: { 'x-forwarded-for': `203.0.113.${count}` },
      body: JSON.stringify({ email: `socket${count}@example.org`, language: 'en' }),
    })
  const answers = []
  for (let count = 0; count < 31; count++) answers.push((await post(count)).status)
  expect(answers).toEqual([...Array.from({ length: 30 }, () => 202), 429])
})

test('known and unknown addresses get the same answer', async () => {
  await signInByMail(new TestBrowser(app), database, 'known@example.org')
  const answers = []
  for (const email of ['known@example.org', 'unknown@example.org']) {
    const browser = new TestBrowser(app)
    valueOf(await ask(email, browser))
    answers.push([
      browser.response?.status,
      await browser.response?.text(),
      browser.response?.headers.get('set-cookie'),
    ])
  }
  expect(answers[0]).toEqual([202, '', null])
  expect(answers[1]).toEqual(answers[0])
})

test('what sign-in no longer needs is forgotten', async () => {
  await signInByMail(new TestBrowser(app), database, 'forget@example.org')
  later({ hours: 31 * 24 })
  await forgetSpent(context)
  for (const table of ['sign_in_code', 'attempt', 'session', 'ceremony'] as const)
    expect(await database.selectFrom(table).selectAll().execute(), table).toEqual([])
})
