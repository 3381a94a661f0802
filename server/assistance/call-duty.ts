import { callsDue, type DueCall } from '@consular/domain/assistance'
import { newId } from '@consular/domain/shared'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import { eachOnItsOwn } from '../jobs/each-on-its-own.ts'
import { renderLetter, writeLetter } from '../notification/index.ts'
import { ministry, missionName } from '../officer/index.ts'
import type { TelephoneGateway } from '../telephone/index.ts'
import type { OnCall } from './duty-store.ts'
import { dutyTable } from './duty-table.ts'
import { readDutyWorld } from './duty-world.ts'
import {
  appendEvent,
  type CaseRecord,
  type ClaimedAttempt,
  claimAttempt,
  lockCase,
  noteFailure,
  planAttempt,
  settleAttempt,
  unreadCases,
} from './store.ts'

/** An attempt that failed so often is given up; by then the next level has long been called. */
const mostTries = 6

/**
 * Calls whoever ought to have been called by now to what nobody has read. What is due is written down first, each attempt once, and made
 * afterwards: whoever is killed in between leaves it to the next run, and a gateway that knows the attempt's id makes it once.
 */
export async function callDuty(context: Context, gateway: TelephoneGateway | null): Promise<void> {
  const { world, officers } = await readDutyWorld(context.database, context)
  await eachOnItsOwn(await unreadCases(context.database), ({ id }) =>
    context.database.transaction().execute(async (tx) => {
      const found = await lockCase(tx, id)
      if (!found?.unread_since) return
      const waiting = {
        mission: found.mission,
        priority: found.priority ?? found.suggested,
        unreadSince: Temporal.Instant.from(found.unread_since),
      }
      for (const call of callsDue(waiting, { table: dutyTable(), world }, context.now()))
        await plan(tx, context, { call, found, officer: officers.get(call.officer ?? '') })
    }),
  )
  await makeCalls(context, gateway)
}

interface Planned {
  readonly call: DueCall
  readonly found: CaseRecord
  readonly officer: OnCall | undefined
}

/** Writes down the attempts of one call, by every channel that its officer has. */
async function plan(tx: Tx, context: Context, { call, found, officer }: Planned): Promise<void> {
  const channels = [
    ...(officer?.phone ? (['telephone', 'sms'] as const) : []),
    ...(officer?.email ? (['mail'] as const) : []),
  ]
  const outcome = call.officer === null ? 'nobody' : channels.length === 0 ? 'no-address' : null
  const fresh: string[] = []
  for (const channel of channels.length > 0 ? channels : (['none'] as const)) {
    const at = context.now()
    const attempt = { ...call, id: newId<'attempt'>(at, context.random), case: found.id, channel, outcome, at } as const
    if (await planAttempt(tx, { ...attempt, round: found.unread_since ?? at.toString() })) fresh.push(channel)
  }
  if (fresh.length === 0) return
  const data = { level: call.level, mission: call.mission, officer: call.officer, channels: fresh }
  await appendEvent(tx, { case: found.id, at: context.now(), kind: 'escalate', actor: null, data })
  await record(tx, context, {
    action: 'assistance.call',
    actor: { kind: 'system', id: null },
    mission: found.mission,
    outcome: 'done',
    data: { ...data, case: found.id },
  })
}

/** Makes the attempts that are due, one after the other. */
async function makeCalls(context: Context, gateway: TelephoneGateway | null): Promise<void> {
  for (;;) {
    const attempt = await claimAttempt(context.database, context.now())
    if (!attempt) return
    try {
      await make(context, gateway, attempt)
    } catch (error) {
      const failure = error instanceof Error ? error.message.slice(0, 300) : 'unknown'
      if (attempt.tries < mostTries) await noteFailure(context.database, attempt.id, failure)
      else await settleAttempt(context.database, attempt.id, { outcome: 'failed', at: context.now(), failure })
    }
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
