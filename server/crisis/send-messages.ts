import { setTimeout as wait } from 'node:timers/promises'
import { mostTries, nextWay, patience } from '@consular/domain/crisis'
import { newId } from '@consular/domain/shared'
import { formatter } from '@consular/messages'
import type { Context } from '../context.ts'
import { writeLetter } from '../notification/index.ts'
import type { TelephoneGateway } from '../telephone/index.ts'
import { claimMessages, type DueMessage, noteFailure, noteHandedOver, passOn } from './household-store.ts'
import { sendPush } from './push.ts'

/** How long a message is lent to the process that sends it, in seconds, the longer the more often it failed. */
const lease = 30
/** A run ends after so many handfuls, so that no run is long; the next one goes on. */
const handfuls = 60

/**
 * Sends the messages of crises that are due, at the rate that the gateway bears, and passes on to the next way what led nowhere. Several processes may run side by
 * side: each message is lent to one. One that is killed leaves what it held to the next run, under the same id, so that a gateway that knows ids sends it once.
 */
export async function sendCrisisMessages(context: Context, gateway: TelephoneGateway | null): Promise<void> {
  const most = context.config.telephoneRate
  for (let handful = 0; handful < handfuls; handful++) {
    const second = wait(1000, undefined, { ref: false })
    const claimed = await claimMessages(context.database, { now: context.now(), most, lease })
    await Promise.all(claimed.map((message) => treat(context, gateway, message)))
    context.nudge('send-letters')
    if (claimed.length < most) return
    await second
  }
}

/** One message: sent, or passed on where nothing has come back from it in time. */
async function treat(context: Context, gateway: TelephoneGateway | null, message: DueMessage): Promise<void> {
  if (message.outcome === 'handed-over') return leadOn(context, message, 'handed-over')
  try {
    await send(context, gateway, message)
  } catch (error) {
    // A gateway's sentence may name the number: its code alone is kept.
    const failure =
      error instanceof Error && /^[a-z-]{3,40}( \d{3})?$/.test(error.message) ? error.message : 'not-handed-over'
    if (isFinal(error) || message.tries >= mostTries) return leadOn(context, message, 'failed')
    await noteFailure(context.database, message.id, failure)
  }
}

/** No later try by this way can help. */
class NoWay extends Error {}
const isFinal = (error: unknown): boolean => error instanceof NoWay

/** Tries the next way that the household has. */
export async function leadOn(
  context: Context,
  message: Pick<DueMessage, 'id' | 'channel' | 'push' | 'phone' | 'email'>,
  outcome: 'failed' | 'handed-over',
): Promise<void> {
  const channel = nextWay(message, message.channel)
  const at = context.now()
  const next = channel === null ? null : { id: newId<'message'>(at, context.random), channel }
  await passOn(context.database, message, { next, at, outcome })
}

async function send(context: Context, gateway: TelephoneGateway | null, message: DueMessage): Promise<void> {
  const { id, channel, account_id: account } = message
  const isDemonstration = context.config.mode === 'demonstration'
  if (channel === 'push') {
    const heard = account === null ? 0 : await sendPush(context, account, message)
    if (heard === 0) throw new NoWay('no-browser')
  } else if (channel === 'mail' || isDemonstration) {
    return sendLetter(context, message)
  } else {
    if (gateway === null || message.phone === null) throw new NoWay('no-gateway')
    await gateway.handOver({
      id,
      channel: channel === 'voice' ? 'telephone' : 'sms',
      to: message.phone,
      text: textOf(context, message),
    })
  }
  await noteHandedOver(context.database, [id], {
    at: context.now(),
    outcome: 'handed-over',
    waitMinutes: patience[channel],
  })
}

/** By e-mail; in a demonstration whatever would go by a gateway too, into its mailbox page, where nothing is lost: it has arrived. */
async function sendLetter(context: Context, message: DueMessage): Promise<void> {
  const { id, channel, email, phone, language, code } = message
  const to = channel === 'mail' ? email : `${channel === 'voice' ? 'telephone' : channel}:${phone}`
  if (to === null) throw new NoWay('no-address')
  const outcome = context.config.mode === 'demonstration' ? 'delivered' : 'handed-over'
  await context.database.transaction().execute(async (tx) => {
    await writeLetter(tx, context, {
      id,
      account: message.account_id,
      to,
      language,
      template: 'crisis-ask',
      values: { page: code },
    })
    await noteHandedOver(tx, [id], { at: context.now(), outcome, waitMinutes: patience[channel] })
  })
}

/** What an SMS or a call says: what to answer, and where; nothing of anybody. */
const textOf = ({ origin }: Pick<Context, 'origin'>, { language, code }: DueMessage): string =>
  formatter(language, 'letters')('crisis-ask.sms', { link: `${origin}/crisis/${code}` })
