import { createHmac, timingSafeEqual } from 'node:crypto'
import { isId, ok, type Result, refuse } from '@consular/domain/shared'
import type { Language } from '@consular/messages'
import { throttle } from '../account/index.ts'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import { writeLetter } from '../notification/index.ts'
import {
  confirmSubscription,
  deleteSubscription,
  findSubscription,
  insertSubscription,
  type Subscription,
} from './subscription-store.ts'

/** What somebody asks for: letters about a country, or about all (null). */
export interface SubscriptionWish {
  readonly id: string
  readonly email: string
  readonly country: string | null
  readonly language: Language
  /** The network that asks; null where it is not counted. */
  readonly network: string | null
}

/** Letters that one address is sent in an hour, whoever asks for them, and that one network asks for. */
const [mostTo, mostFrom] = [5, 30]
/** How long a letter's link says yes. */
export const confirmHours = 24

/** The key of a subscription, that stands in its letters and nowhere in the database: whoever holds it may say yes, and stop it. */
export const subscriptionKey = ({ secret }: Pick<Context, 'secret'>, id: string): string =>
  createHmac('sha256', secret).update(`advice-subscription ${id}`).digest('base64url')

const isKey = (context: Context, id: string, key: string): boolean => {
  const [real, given] = [Buffer.from(subscriptionKey(context, id)), Buffer.from(key)]
  return real.length === given.length && timingSafeEqual(real, given)
}

/** Writes to the owner of the address, who says yes or lets it be. Answers the same whether she is subscribed or not. Refuses `request.too-many`. */
export async function subscribe(context: Context, wish: SubscriptionWish): Promise<Result<undefined>> {
  return context.database.transaction().execute(async (tx): Promise<Result<undefined>> => {
    const { network, ...row } = wish
    const limits = [
      { what: 'advice-letter-to', who: wish.email, most: mostTo },
      ...(network === null ? [] : [{ what: 'advice-letter-from', who: network, most: mostFrom }]),
    ]
    for (const limit of limits) {
      const allowed = await throttle(tx, context, limit)
      if (!allowed.ok) return allowed
    }
    const isNew = await insertSubscription(tx, { ...row, created_at: context.now().toString() })
    if (!isNew) return ok(undefined)
    await writeLetter(tx, context, {
      to: wish.email,
      language: wish.language,
      template: 'advice-confirm',
      values: {
        countryCode: wish.country ?? '',
        subscription: wish.id,
        code: subscriptionKey(context, wish.id),
        hours: confirmHours,
      },
    })
    context.nudge('send-letters')
    return ok(undefined)
  })
}

/** What a link of a letter may do. */
type Answer = 'confirm' | 'stop'

/** Says yes to a subscription, or stops it, by the key of its letter. Twice is as good as once. Refuses `advice.link-unknown`. */
export async function answerSubscription(
  context: Context,
  { id, key, answer }: { readonly id: string; readonly key: string; readonly answer: Answer },
): Promise<Result<Pick<Subscription, 'country'>>> {
  if (!isId(id) || !isKey(context, id, key)) return refuse('advice.link-unknown')
  return context.database.transaction().execute(async (tx): Promise<Result<Pick<Subscription, 'country'>>> => {
    const found = await findSubscription(tx, id)
    // Whoever stops what has stopped already wanted just that.
    if (!found) return answer === 'stop' ? ok({ country: null }) : refuse('advice.link-unknown')
    const nobody = { kind: 'nobody', id: null } as const
    if (answer === 'stop') {
      await deleteSubscription(tx, id)
      await record(tx, context, {
        action: 'advice.unsubscribed',
        actor: nobody,
        outcome: 'done',
        data: { country: found.country },
      })
    } else if (found.confirmed_at === null) {
      await confirmSubscription(tx, found, context.now().toString())
      await record(tx, context, {
        action: 'advice.subscribed',
        actor: nobody,
        outcome: 'done',
        data: { country: found.country },
      })
    }
    return ok({ country: found.country })
  })
}
