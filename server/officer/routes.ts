import * as api from '@consular/api'
import { ok, type Result } from '@consular/domain/shared'
import type { Context as HttpContext } from 'hono'
import { callerOf, giveCookie } from '../account/index.ts'
import type { Context } from '../context.ts'
import { bind, type Route } from '../http/bind.ts'
import { beginEnrolment, enrolOfficer } from './enrol.ts'
import { listExampleOfficers, signInAsExample, stepUpAsExample } from './example-officers.ts'
import { officerMe } from './me.ts'
import { beginOfficerSignIn, type OfficerSignedIn, signInOfficer } from './sign-in.ts'
import { beginStepUp, stepUp } from './step-up.ts'

/** Officers' sign-in, enrolment and step-up, and the example officers of a demonstration. */
export function officerRoutes(context: Context): Route[] {
  const welcome = (http: HttpContext, signedIn: Result<OfficerSignedIn>): Result<api.OfficerMe> => {
    if (!signedIn.ok) return signedIn
    giveCookie(context, http, signedIn.value.session)
    return ok(signedIn.value.me)
  }
  return [
    bind(api.officerSignInOptions, async () => beginOfficerSignIn(context)),
    bind(api.officerSignIn, async ({ body, http }) =>
      welcome(http, await signInOfficer(context, callerOf(context, http), body)),
    ),
    bind(api.officerEnrolmentOptions, async ({ body }) => beginEnrolment(context, body.invitation)),
    bind(api.enrolOfficer, async ({ body, http }) =>
      welcome(http, await enrolOfficer(context, callerOf(context, http), body)),
    ),
    bind(api.readOfficerMe, async ({ session }) => ok(await officerMe(context.database, context, session))),
    bind(api.stepUpOptions, async ({ session }) => beginStepUp(context, session)),
    bind(api.stepUp, async ({ session, body }) => stepUp(context, session, body)),
    bind(api.listExampleOfficers, async () => listExampleOfficers(context)),
    bind(api.signInAsExampleOfficer, async ({ body, http }) =>
      welcome(http, await signInAsExample(context, callerOf(context, http), body.officer)),
    ),
    bind(api.stepUpAsExampleOfficer, async ({ session }) => stepUpAsExample(context, session)),
  ]
}
