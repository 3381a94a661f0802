import type { BodyOf, receiveReceipt } from '@consular/api'
import type { Context } from '../context.ts'
import { lockMessage, noteDelivered } from './household-store.ts'
import { leadOn } from './send-messages.ts'

/** Takes what became of a message: it reached the telephone, or never will, and then the next way is tried at once. An unknown or settled one changes nothing. */
export async function takeReceipt(context: Context, { id, outcome }: BodyOf<typeof receiveReceipt>): Promise<void> {
  const isFailed = await context.database.transaction().execute(async (tx): Promise<boolean> => {
    const message = await lockMessage(tx, id)
    if (!message || (message.outcome !== null && message.outcome !== 'handed-over')) return false
    if (outcome === 'delivered') await noteDelivered(tx, id, context.now())
    return outcome === 'failed'
  })
  if (!isFailed) return
  const message = await lockMessage(context.database, id)
  if (message) await leadOn(context, message, 'failed')
  context.nudge('send-crisis-messages')
}
