import * as api from '@consular/api'
import { ok, type Result } from '@consular/domain/shared'
import type { Context as HttpContext } from 'hono'
import { deleteCookie } from 'hono/cookie'
import type { Context } from '../context.ts'
import { bind, type Route } from '../http/bind.ts'
import { sessionCookie } from '../http/session.ts'
import { addPasskey, beginPasskey } from './add-passkey.ts'
import { callerOf, giveCookie } from './caller.ts'
import { changeMe } from './change-me.ts'
import { makeRecoveryCodes } from './make-recovery-codes.ts'
import { readMe } from './me.ts'
import { removePasskey } from './remove-passkey.ts'
import { requestSignInCode } from './request-sign-in-code.ts'
import { endSession, listSessions, signOut } from './sessions.ts'
import type { SignedIn } from './sign-in.ts'
import { signInWithCode } from './sign-in-with-code.ts'
import { beginPasskeySignIn, signInWithPasskey } from './sign-in-with-passkey.ts'
import { signInWithRecoveryCode } from './sign-in-with-recovery-code.ts'

/** Sign-in, one's own account, its passkeys, recovery codes and devices. */
export function accountRoutes(context: Context): Route[] {
  const welcome = (http: HttpContext, signedIn: Result<SignedIn>): Result<api.Me> => {
    if (!signedIn.ok) return signedIn
    giveCookie(context, http, signedIn.value.session)
    return ok(signedIn.value.me)
  }
  return [
    bind(api.requestSignInCode, async ({ body, http }) => requestSignInCode(context, callerOf(context, http), body)),
    bind(api.signInWithCode, async ({ body, http }) =>
      welcome(http, await signInWithCode(context, callerOf(context, http), body)),
    ),
    bind(api.passkeySignInOptions, async () => beginPasskeySignIn(context)),
    bind(api.signInWithPasskey, async ({ body, http }) =>
      welcome(http, await signInWithPasskey(context, callerOf(context, http), body)),
    ),
    bind(api.signInWithRecoveryCode, async ({ body, http }) =>
      welcome(http, await signInWithRecoveryCode(context, callerOf(context, http), body)),
    ),
    bind(api.signOut, async ({ http }) => {
      deleteCookie(http, sessionCookie, { path: '/' })
      return signOut(context, callerOf(context, http))
    }),
    bind(api.readMe, async ({ session }) => ok(await readMe(context.database, session.account))),
    bind(api.changeMe, async ({ session, body }) => changeMe(context, session.account, body)),
    bind(api.addPasskeyOptions, async ({ session }) => beginPasskey(context, session.account)),
    bind(api.addPasskey, async ({ session, body }) => addPasskey(context, session.account, body)),
    bind(api.removePasskey, async ({ session, params }) => removePasskey(context, session.account, params.passkey)),
    bind(api.makeRecoveryCodes, async ({ session }) => makeRecoveryCodes(context, session.account)),
    bind(api.listSessions, async ({ session }) => listSessions(context, session)),
    bind(api.endSession, async ({ session, params }) => endSession(context, session.account, params.session)),
  ]
}
