import type { Context } from '../context.ts'
import { renderLetter, writeLetter } from '../notification/index.ts'
import { ministry, missionName } from '../officer/index.ts'
import type { TelephoneGateway } from '../telephone/index.ts'
import { type ClaimedAttempt, claimAttempts, noteFailure, settleAttempt } from './attempt-store.ts'

/** An attempt that failed so often is given up; by then the next level has long been called. */
const mostTries = 6

/** What goes by mail never waits for a gateway that does not answer. So many of each are under way at once. */
const lines = [
  { channels: ['mail'], most: 4 },
  { channels: ['telephone', 'sms'], most: 24 },
] as const

/** Makes every attempt that is due, the most urgent first. A gateway that knows an attempt's id makes it once. */
export async function makeCalls(context: Context, gateway: TelephoneGateway | null): Promise<void> {
  await Promise.all(
    lines.map(async ({ channels, most }) => {
      for (;;) {
        const claimed = await claimAttempts(context.database, { channels, most, now: context.now() })
        if (claimed.length === 0) return
        await Promise.all(claimed.map((attempt) => tryOnce(context, gateway, attempt)))
      }
    }),
  )
}

async function tryOnce(context: Context, gateway: TelephoneGateway | null, attempt: ClaimedAttempt): Promise<void> {
  try {
    await make(context, gateway, attempt)
  } catch (error) {
    const failure = error instanceof Error ? error.message.slice(0, 300) : 'unknown'
    if (attempt.tries < mostTries) await noteFailure(context.database, attempt.id, failure)
    else await settleAttempt(context.database, attempt.id, { outcome: 'failed', at: context.now(), failure })
  }
}

async function make(context: Context, gateway: TelephoneGateway | null, attempt: ClaimedAttempt): Promise<void> {
  const { id, channel, email, phone } = attempt
  const to = channel === 'mail' ? email : phone
  if (to === null) throw new Error('the officer has no such address any more')
  const inMailbox = channel === 'mail' || context.config.mode === 'demonstration'
  if (!inMailbox) {
    if (gateway === null) throw new Error('there is no gateway')
    await gateway.handOver({ id, channel, to, text: textOf(context, attempt) })
  }
  await context.database.transaction().execute(async (tx) => {
    if (inMailbox)
      await writeLetter(tx, context, {
        ...letterOf(context, attempt),
        id,
        to: channel === 'mail' ? to : `${channel}:${to}`,
      })
    await settleAttempt(tx, id, { outcome: 'handed-over', at: context.now(), failure: null })
  })
  context.nudge('send-letters')
}

/** In the first language of the ministry. */
const letterOf = (context: Context, { channel, mission, priority, reference, waiting_since: at }: ClaimedAttempt) => ({
  language: context.pack.info.languages[0] ?? ('zh-Hans' as const),
  template: 'duty-call' as const,
  values: { caseNumber: reference, mission, priority, at, channel },
})

const textOf = (context: Context, attempt: ClaimedAttempt): string => {
  const { subject } = renderLetter(context, { ...letterOf(context, attempt) })
  const place = attempt.mission === ministry ? '' : ` ${missionName(context, attempt.mission).en}`
  return `${subject}${place} ${context.origin}/workbench/duty`
}
