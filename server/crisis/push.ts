import { createECDH, createHash } from 'node:crypto'
import type { BodyOf, savePushSubscription } from '@consular/api'
import { ok, type Result, refuse } from '@consular/domain/shared'
import { formatter } from '@consular/messages'
import webPush from 'web-push'
import type { Context } from '../context.ts'
import { type DueMessage, forgetSubscriptions, saveSubscription, subscriptionsOf } from './household-store.ts'

/** How long a push service may take, in milliseconds, and how long it keeps what it cannot deliver, in seconds. */
const patience = 10_000
const keptFor = 12 * 60 * 60

interface VapidKeys {
  readonly publicKey: string
  readonly privateKey: string
}

/**
 * The keys by which push services know this service (RFC 8292): made from its signing key, so that every process has the same, and browsers that subscribed are heard
 * after a restart.
 */
async function vapidKeys({ signer }: Pick<Context, 'signer'>): Promise<VapidKeys> {
  const signature = await signer.sign(new TextEncoder().encode('the web push key of this service'))
  const pair = createECDH('prime256v1')
  pair.setPrivateKey(createHash('sha256').update(signature).digest())
  return { publicKey: pair.getPublicKey('base64url'), privateKey: pair.getPrivateKey('base64url') }
}

/** The public key that a browser subscribes with. */
export const pushKey = async (context: Context): Promise<Result<{ key: string }>> =>
  ok({ key: (await vapidKeys(context)).publicKey })

/** Is this the address of a push service that we speak to? Any other one would let a caller make us ask what we should not. */
function isPushService({ config }: Pick<Context, 'config'>, address: string): boolean {
  const { hostname, protocol, username } = new URL(address)
  const isKnown = config.pushHosts.some((host) =>
    host.startsWith('*.') ? hostname.endsWith(host.slice(1)) : hostname === host,
  )
  return isKnown && username === '' && (protocol === 'https:' || hostname === 'localhost')
}

/** Keeps where a browser hears of a crisis. Refuses `push.endpoint-closed`: not a push service that the settings name, or no keys of a browser. */
export async function subscribe(
  context: Context,
  account: string,
  { endpoint, p256dh, auth }: BodyOf<typeof savePushSubscription>,
): Promise<Result<undefined>> {
  const isKey = Buffer.from(p256dh, 'base64url').length === 65 && Buffer.from(auth, 'base64url').length === 16
  if (!isKey || !isPushService(context, endpoint)) return refuse('push.endpoint-closed')
  await saveSubscription(context.database, {
    endpoint,
    account_id: account,
    p256dh,
    auth,
    created_at: context.now().toString(),
  })
  return ok(undefined)
}

/** Tells no browser of an account any more. */
export async function unsubscribe(context: Context, account: string): Promise<Result<undefined>> {
  await forgetSubscriptions(context.database, { account })
  return ok(undefined)
}

/** Tells every browser of an account that there is something to answer, and nothing else; answers how many push services took it. */
export async function sendPush(
  context: Context,
  account: string,
  { language }: Pick<DueMessage, 'language'>,
): Promise<number> {
  const { publicKey, privateKey } = await vapidKeys(context)
  const subject = context.origin.startsWith('https:') ? context.origin : 'https://consular.invalid'
  const say = formatter(language, 'letters')
  const payload = JSON.stringify({ title: say('push.title'), body: say('push.text'), path: '/app/' })
  const heard = await Promise.all(
    (await subscriptionsOf(context.database, account)).map(async ({ endpoint, p256dh, auth }) => {
      if (!isPushService(context, endpoint)) return false
      const { headers, body } = webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, payload, {
        vapidDetails: { subject, publicKey, privateKey },
        TTL: keptFor,
        urgency: 'high',
      })
      const response = await fetch(endpoint, {
        method: 'POST',
        headers,
        body: body as BodyInit,
        redirect: 'error',
        signal: AbortSignal.timeout(patience),
      }).catch(() => null)
      await response?.body?.cancel()
      // The browser has taken its subscription back (RFC 8030, section 7.3).
      if (response?.status === 404 || response?.status === 410)
        await forgetSubscriptions(context.database, { endpoint })
      return response?.ok ?? false
    }),
  )
  return heard.filter(Boolean).length
}
