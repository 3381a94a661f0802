import * as api from '@consular/api'
import { expect, test } from 'vitest'
import { TestAuthenticator } from '../account/testing-authenticator.ts'
import { codeOf, TestBrowser, valueOf } from '../account/testing-browser.ts'
import { signInByMail } from '../account/testing-citizen.ts'
import { testDatabase } from '../database/testing.ts'
import { testContext } from '../testing.ts'
import { endOfficer } from './end.ts'
import { inviteOfficer } from './invite.ts'
import { doors, enrol, officerAtDesk, signInWithKey, tokenIn } from './testing-officer.ts'

const { database } = await testDatabase()
const context = await testContext(database)
const app = doors(context)

const later = (duration: Temporal.DurationLike): void => void (context.clock.now = context.clock.now.add(duration))
const invite = async (number: number): Promise<string> =>
  tokenIn(await inviteOfficer(context, { number, name: 'Ada', mission: 'uto-it-milan-cg', roles: ['reviewer'] }))
const deeds = async (officer: string): Promise<string[]> =>
  (await database.selectFrom('audit_event').select('action').where('actor_id', '=', officer).execute())
    .map(({ action }) => action)
    .sort()

async function stepUp(browser: TestBrowser, key: TestAuthenticator) {
  const { ceremony, options } = valueOf(await browser.call(api.stepUpOptions, {}))
  return browser.call(api.stepUp, { body: { ceremony, response: key.get(options) } })
}

test('an invited officer enrols her passkey, then signs in with it', async () => {
  const { browser, key, me } = await officerAtDesk(context, app, {
    number: 30,
    roles: ['reviewer', 'approver', 'reviewer'],
  })
  expect(me).toMatchObject({
    officer: { number: 30, name: 'Ada' },
    assignments: [{ mission: 'uto-it-milan-cg', roles: ['approver', 'reviewer'] }],
    stepUpUntil: null,
    demonstration: true,
  })
  expect(browser.response?.headers.get('set-cookie')).toMatch(/; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/)
  const desk = new TestBrowser(app)
  expect(valueOf(await signInWithKey(desk, key))).toEqual(me)
  expect(valueOf(await desk.call(api.readOfficerMe, {}))).toEqual(me)
  expect(await deeds(me.officer.id)).toEqual(['officer.passkey-added', 'officer.sign-in', 'officer.sign-in'])
})

test('an invitation serves once, even to several requests at once', async () => {
  const invitation = await invite(31)
  const begun = await Promise.all(
    Array.from({ length: 4 }, async () =>
      valueOf(await new TestBrowser(app).call(api.officerEnrolmentOptions, { body: { invitation } })),
    ),
  )
  const results = await Promise.all(
    begun.map(({ ceremony, options }) =>
      new TestBrowser(app).call(api.enrolOfficer, {
        body: { ceremony, response: new TestAuthenticator(context.origin).create(options), invitation },
      }),
    ),
  )
  expect(results.filter((result) => result.ok)).toHaveLength(1)
  expect(codeOf(await enrol(new TestBrowser(app), new TestAuthenticator(context.origin), invitation))).toBe(
    'officer.invitation-unknown',
  )
})

test('an invitation waits 72 hours, and a newer one replaces it', async () => {
  const [first, second] = [await invite(32), await invite(32)]
  expect(codeOf(await enrol(new TestBrowser(app), new TestAuthenticator(context.origin), first))).toBe(
    'officer.invitation-unknown',
  )
  later({ hours: 72 })
  expect(codeOf(await enrol(new TestBrowser(app), new TestAuthenticator(context.origin), second))).toBe(
    'officer.invitation-unknown',
  )
  valueOf(await enrol(new TestBrowser(app), new TestAuthenticator(context.origin), await invite(32)))
})

test('an authenticator that does not verify its owner is refused to officers, and the invitation stays good', async () => {
  const invitation = await invite(33)
  const key = new TestAuthenticator(context.origin)
  key.verifies = false
  expect(codeOf(await enrol(new TestBrowser(app), key, invitation))).toBe('account.passkey-refused')
  key.verifies = true
  const browser = new TestBrowser(app)
  valueOf(await enrol(browser, key, invitation))
  key.verifies = false
  expect(codeOf(await signInWithKey(new TestBrowser(app), key))).toBe('account.passkey-refused')
  expect(codeOf(await stepUp(browser, key))).toBe('account.passkey-refused')
})

test('a step-up lasts five minutes', async () => {
  const { browser, key, me } = await officerAtDesk(context, app, { number: 34 })
  const { stepUpUntil } = valueOf(await stepUp(browser, key))
  expect(stepUpUntil).toBe(context.now().add({ minutes: 5 }).toString())
  later({ minutes: 5 })
  expect(valueOf(await browser.call(api.readOfficerMe, {})).stepUpUntil).toBe(stepUpUntil)
  later({ seconds: 1 })
  expect(valueOf(await browser.call(api.readOfficerMe, {})).stepUpUntil).toBeNull()
  expect(await deeds(me.officer.id)).toContain('officer.step-up')
})

test('a step-up raises this session alone, and no colleague’s key or ceremony will do', async () => {
  const ada = await officerAtDesk(context, app, { number: 35 })
  const bea = await officerAtDesk(context, app, { number: 36, name: 'Bea' })
  expect(codeOf(await stepUp(ada.browser, bea.key))).toBe('account.passkey-unknown')
  const { ceremony, options } = valueOf(await ada.browser.call(api.stepUpOptions, {}))
  const body = { ceremony, response: bea.key.get(options) }
  expect(codeOf(await bea.browser.call(api.stepUp, { body }))).toBe('account.ceremony-expired')
  const second = new TestBrowser(app)
  valueOf(await signInWithKey(second, ada.key))
  valueOf(await stepUp(ada.browser, ada.key))
  expect(valueOf(await second.call(api.readOfficerMe, {})).stepUpUntil).toBeNull()
})

test('a sign-in ceremony is no step-up', async () => {
  const { browser, key } = await officerAtDesk(context, app, { number: 37 })
  const { ceremony, options } = valueOf(await browser.call(api.officerSignInOptions, {}))
  expect(codeOf(await browser.call(api.stepUp, { body: { ceremony, response: key.get(options) } }))).toBe(
    'account.ceremony-expired',
  )
})

test('a desk left alone for fifteen minutes is locked, and a working day ends after twelve hours', async () => {
  const { browser, key } = await officerAtDesk(context, app, { number: 38 })
  later({ minutes: 15 })
  valueOf(await browser.call(api.readOfficerMe, {}))
  later({ minutes: 15, seconds: 1 })
  expect(codeOf(await browser.call(api.readOfficerMe, {}))).toBe('session.needed')
  valueOf(await signInWithKey(browser, key))
  for (let quarter = 0; quarter < 12 * 4 - 1; quarter++) {
    later({ minutes: 15 })
    valueOf(await browser.call(api.readOfficerMe, {}))
  }
  later({ minutes: 15 })
  expect(codeOf(await browser.call(api.readOfficerMe, {}))).toBe('session.needed')
})

test('an officer who leaves is out at once, with her session, passkey and invitation', async () => {
  const { browser, key } = await officerAtDesk(context, app, { number: 39 })
  const invitation = await invite(39)
  expect(await endOfficer(context, 39)).toBe(true)
  expect(codeOf(await browser.call(api.readOfficerMe, {}))).toBe('session.needed')
  expect(codeOf(await signInWithKey(new TestBrowser(app), key))).toBe('account.passkey-unknown')
  expect(codeOf(await enrol(new TestBrowser(app), key, invitation))).toBe('officer.invitation-unknown')
})

test('an officer who is inactive in the table is refused even if her session and passkey are still there', async () => {
  const { browser, key } = await officerAtDesk(context, app, { number: 40 })
  await database.updateTable('officer').set({ active: false }).where('number', '=', 40).execute()
  expect(codeOf(await browser.call(api.readOfficerMe, {}))).toBe('session.needed')
  expect(codeOf(await signInWithKey(new TestBrowser(app), key))).toBe('account.passkey-unknown')
})

test('citizens and officers do not open each other’s doors', async () => {
  const { browser: desk, key: deskKey } = await officerAtDesk(context, app, { number: 41 })
  const citizen = new TestBrowser(app)
  await signInByMail(citizen, database, 'citizen@example.org')
  const phone = new TestAuthenticator(context.origin)
  const { ceremony, options } = valueOf(await citizen.call(api.addPasskeyOptions, {}))
  valueOf(await citizen.call(api.addPasskey, { body: { ceremony, response: phone.create(options), label: 'Phone' } }))

  expect(codeOf(await citizen.call(api.readOfficerMe, {}))).toBe('session.wrong-kind')
  expect(codeOf(await citizen.call(api.stepUpOptions, {}))).toBe('session.wrong-kind')
  expect(codeOf(await desk.call(api.readMe, {}))).toBe('session.wrong-kind')
  expect(codeOf(await desk.call(api.makeRecoveryCodes, {}))).toBe('session.wrong-kind')
  for (const endpoint of [api.readMe, api.listSessions, api.readOfficerMe, api.stepUpOptions])
    expect(codeOf(await new TestBrowser(app).call(endpoint, {}))).toBe('session.needed')

  expect(codeOf(await signInWithKey(new TestBrowser(app), phone))).toBe('account.passkey-unknown')
  const begun = valueOf(await citizen.call(api.passkeySignInOptions, {}))
  const body = { ceremony: begun.ceremony, response: deskKey.get(begun.options) }
  expect(codeOf(await citizen.call(api.signInWithPasskey, { body }))).toBe('account.passkey-unknown')
})

test('signing out of the workbench is on record', async () => {
  const { browser, me } = await officerAtDesk(context, app, { number: 42 })
  valueOf(await browser.call(api.signOut, {}))
  expect(codeOf(await browser.call(api.readOfficerMe, {}))).toBe('session.needed')
  expect(await deeds(me.officer.id)).toContain('officer.sign-out')
})
