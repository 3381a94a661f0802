import type { Context } from '../context.ts'
import { writeLetters } from '../notification/index.ts'
import { findVersion, type VersionRecord } from './store.ts'
import { subscriptionKey } from './subscribe.ts'
import { claimUntold, noteTold, type Subscription, subscribersOf } from './subscription-store.ts'
import { levelOf } from './view.ts'

/** How many letters are written in one transaction. */
const batch = 500

/** The letter of a version to a subscriber: what is public anyway, and the key that stops such letters. */
function letterOf(context: Context, version: VersionRecord, { id, email, language }: Subscription) {
  const tag = language === 'en' ? 'en' : 'zh'
  return {
    to: email,
    language,
    template: version.act === 'withdraw' ? ('advice-withdrawn' as const) : ('advice-published' as const),
    values: {
      countryCode: version.country,
      level: levelOf(context, version.content.level).name[tag],
      headline: version.content.headline[tag],
      subscription: id,
      code: subscriptionKey(context, id),
    },
  }
}

/** Tells the next subscribers of the next version; false where all are told. A process that dies in between repeats nobody and leaves nobody out. */
const tellSome = (context: Context): Promise<boolean> =>
  context.database.transaction().execute(async (tx) => {
    const untold = await claimUntold(tx)
    const version = untold && (await findVersion(tx, untold.id))
    if (!untold || !version) return false
    const range = { country: untold.country, after: untold.told_after, before: untold.effective_at, most: batch }
    const subscribers = await subscribersOf(tx, range)
    const letters = subscribers.map((subscriber) => letterOf(context, version, subscriber))
    await writeLetters(tx, context, letters)
    const isDone = subscribers.length < batch
    const told_after = subscribers.at(-1)?.id ?? untold.told_after
    await noteTold(tx, untold.id, { told_after, told_at: isDone ? context.now().toString() : null })
    return true
  })

/** Tells all subscribers of everything that took effect. */
export async function tellSubscribers(context: Context): Promise<void> {
  let hasTold = false
  while (await tellSome(context)) hasTold = true
  if (hasTold) context.nudge('send-letters')
}
