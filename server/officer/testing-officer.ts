import * as api from '@consular/api'
import type { Result } from '@consular/domain/shared'
import { Hono } from 'hono'
import { accountRoutes } from '../account/index.ts'
import { TestAuthenticator } from '../account/testing-authenticator.ts'
import { TestBrowser, valueOf } from '../account/testing-browser.ts'
import { mount } from '../http/bind.ts'
import type { TestContext } from '../testing.ts'
import { type Invitation, inviteOfficer } from './invite.ts'
import { officerRoutes } from './routes.ts'

/** An app with everything that signs in. */
export function doors(context: TestContext): Hono {
  const app = new Hono()
  mount(app, context, [...accountRoutes(context), ...officerRoutes(context)])
  return app
}

/** The token in an enrolment link. */
export const tokenIn = (link: string): string => link.split('#')[1] ?? ''

/** Enrols an authenticator with an invitation. */
export async function enrol(
  browser: TestBrowser,
  key: TestAuthenticator,
  invitation: string,
): Promise<Result<api.OfficerMe>> {
  const begun = await browser.call(api.officerEnrolmentOptions, { body: { invitation } })
  if (!begun.ok) return begun
  const { ceremony, options } = begun.value
  return browser.call(api.enrolOfficer, { body: { ceremony, response: key.create(options), invitation } })
}

/** Signs an officer in with her key. */
export async function signInWithKey(browser: TestBrowser, key: TestAuthenticator): Promise<Result<api.OfficerMe>> {
  const { ceremony, options } = valueOf(await browser.call(api.officerSignInOptions, {}))
  return browser.call(api.officerSignIn, { body: { ceremony, response: key.get(options) } })
}

/** An officer at her desk, enrolled and signed in. */
export async function officerAtDesk(context: TestContext, app: Hono, invitation: Partial<Invitation> = {}) {
  const browser = new TestBrowser(app)
  const key = new TestAuthenticator(context.origin)
  const link = await inviteOfficer(context, {
    number: 21,
    name: 'Ada',
    mission: 'uto-it-milan-cg',
    roles: ['reviewer'],
    ...invitation,
  })
  const me = valueOf(await enrol(browser, key, tokenIn(link)))
  return { browser, key, me }
}
