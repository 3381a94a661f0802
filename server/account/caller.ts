import type { IncomingMessage } from 'node:http'
import type { Context as HttpContext } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { Context } from '../context.ts'
import { sessionCookie } from '../http/session.ts'
import { describeDevice } from './device.ts'
import { networkOf } from './network.ts'
import type { StartedSession } from './start-session.ts'

/** Who stands at the door, before anyone is signed in. */
export interface Caller {
  /** The token of the session that the browser brings along, valid or not. */
  readonly token: string | null
  /** Such as "Chrome on Android"; empty when nothing is known. */
  readonly device: string
  /** The network called from; null where it is not counted. */
  readonly network: string | null
}

/** The caller of a request. A demonstration does not count calls from its own machine: everyone who tries it sits there. */
export function callerOf(context: Context, http: HttpContext): Caller {
  const network = networkOf(addressOf(http, context.config.proxies))
  return {
    token: getCookie(http, sessionCookie) ?? null,
    device: describeDevice(http.req.header('user-agent') ?? ''),
    network: network === 'loopback' && context.config.mode === 'demonstration' ? null : network,
  }
}

/** The address that the outermost of our own proxies saw; what stands before it in the header, anyone may have written. */
function addressOf(http: HttpContext, proxies: number): string | null {
  const forwarded = (http.req.header('x-forwarded-for') ?? '').split(',').map((address) => address.trim())
  const seen = proxies > 0 ? forwarded.at(-proxies) : undefined
  const { incoming } = (http.env ?? {}) as { readonly incoming?: IncomingMessage }
  return seen || (incoming?.socket.remoteAddress ?? null)
}

/** Hands a new session's token to the browser, out of reach of its scripts. */
export function giveCookie(
  context: Context,
  http: HttpContext,
  session: Pick<StartedSession, 'token' | 'seconds'>,
): void {
  setCookie(http, sessionCookie, session.token, {
    httpOnly: true,
    sameSite: 'Lax',
    path: '/',
    secure: context.origin.startsWith('https:'),
    maxAge: session.seconds,
  })
}
