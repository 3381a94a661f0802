import * as api from '@consular/api'
import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { testDatabase } from '../database/testing.ts'
import { mount } from '../http/bind.ts'
import { testContext } from '../testing.ts'
import { accountRoutes } from './index.ts'
import { codeOf, TestBrowser, valueOf } from './testing-browser.ts'
import { signInByMail } from './testing-citizen.ts'

const { database } = await testDatabase()
const context = await testContext(database)
const app = new Hono()
mount(app, context, accountRoutes(context))

const recover = (email: string, code: string, browser = new TestBrowser(app)) =>
  browser.call(api.signInWithRecoveryCode, { body: { email, code } })

async function codesOf(email: string): Promise<string[]> {
  const browser = new TestBrowser(app)
  await signInByMail(browser, database, email)
  return valueOf(await browser.call(api.makeRecoveryCodes, {})).codes
}

test('ten codes of sixteen plain characters, none stored as it is', async () => {
  const codes = await codesOf('ten@example.org')
  expect(new Set(codes).size).toBe(10)
  for (const code of codes) expect(code).toMatch(/^([ACDEFGHJKMNPQRTUVWXY34679]{4}-){3}[ACDEFGHJKMNPQRTUVWXY34679]{4}$/)
  const stored = await database.selectFrom('recovery_code').select('code_hash').execute()
  expect(stored.every((row) => row.code_hash.length === 32)).toBe(true)
})

test('a code signs in once, however it is typed', async () => {
  const [first = '', second = ''] = await codesOf('once@example.org')
  const browser = new TestBrowser(app)
  expect(
    valueOf(await recover('once@example.org', first.toLowerCase().replaceAll('-', ' '), browser)).recoveryCodesLeft,
  ).toBe(9)
  valueOf(await browser.call(api.readMe, {}))
  expect(codeOf(await recover('once@example.org', first))).toBe('account.recovery-code-wrong')
  const results = await Promise.all(Array.from({ length: 6 }, () => recover('once@example.org', second)))
  expect(results.filter((result) => result.ok)).toHaveLength(1)
})

test('new codes void the old ones', async () => {
  const [old = ''] = await codesOf('renew@example.org')
  const [fresh = ''] = await codesOf('renew@example.org')
  expect(codeOf(await recover('renew@example.org', old))).toBe('account.recovery-code-wrong')
  expect(valueOf(await recover('renew@example.org', fresh)).recoveryCodesLeft).toBe(9)
})

test('a code of another account and an unknown address are one refusal', async () => {
  const [code = ''] = await codesOf('mine@example.org')
  await codesOf('theirs@example.org')
  expect(codeOf(await recover('theirs@example.org', code))).toBe('account.recovery-code-wrong')
  expect(codeOf(await recover('nobody@example.org', code))).toBe('account.recovery-code-wrong')
})

test('nothing locks: after a hundred wrong codes the right one works', async () => {
  const [code = ''] = await codesOf('calm@example.org')
  for (let count = 0; count < 100; count++) await recover('calm@example.org', 'ACDE-ACDE-ACDE-ACDE')
  valueOf(await recover('calm@example.org', code))
})

test('making ten twice at once leaves ten', async () => {
  const browser = new TestBrowser(app)
  await signInByMail(browser, database, 'both@example.org')
  await Promise.all([browser.call(api.makeRecoveryCodes, {}), browser.call(api.makeRecoveryCodes, {})])
  expect(valueOf(await browser.call(api.readMe, {})).recoveryCodesLeft).toBe(10)
})
