import type { Context } from '../context.ts'
import { eachOnItsOwn } from '../jobs/each-on-its-own.ts'
import { dueVersions, findVersion, lockAdvice } from './store.ts'
import { confirmHours } from './subscribe.ts'
import { forgetUnconfirmed } from './subscription-store.ts'
import { takeEffect } from './take-effect.ts'
import { tellSubscribers } from './tell-subscribers.ts'

/** Publishes what is approved for now, ends what is over, tells subscribers, and forgets addresses whose owners did not say yes. */
export async function keepAdvice(context: Context): Promise<void> {
  const due = await dueVersions(context.database, context.now())
  await eachOnItsOwn(due, ({ id, advice_id }) =>
    context.database.transaction().execute(async (tx) => {
      await lockAdvice(tx, advice_id)
      const row = await findVersion(tx, id)
      if (row) await takeEffect(tx, context, row)
    }),
  )
  await tellSubscribers(context)
  await forgetUnconfirmed(context.database, context.now().subtract({ hours: confirmHours }).toString())
}
