import { amongKnowing, askTable, type DueCall } from '@consular/domain/assistance'
import { newId } from '@consular/domain/shared'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import type { Database, Tx } from '../database/connection.ts'
import { eachOnItsOwn } from '../jobs/each-on-its-own.ts'
import { ministry } from '../officer/index.ts'
import { type PlannedAttempt, planAttempts } from './attempt-store.ts'
import { confidantsOf } from './confidant-store.ts'
import type { OnCall } from './duty-store.ts'
import { dutyTable } from './duty-table.ts'
import { concernedBy, type Duty, readDutyWorld } from './duty-world.ts'
import { appendEvent, type CaseRecord, lockCase } from './store.ts'
import { casesToLookAt, dutySeen, lookAgainAt, noteDutySeen, wakeCases } from './watch-store.ts'

/** An unread case is looked at so often at the least, whatever was thought when it was last. */
const longestRest = { minutes: 15 }

/**
 * Writes down whom the table calls by now to what nobody has read, each attempt once. A case rests until its next call is due, something
 * in it changes (the database sees to that), or the duty changes where it is. What is written down is made by `makeCalls`: whoever is
 * killed in between leaves it to the next one.
 */
export async function planCalls(context: Context): Promise<void> {
  const { database } = context
  const duty = await readDutyWorld(database, context)
  await wakeWhereChanged(database, context, duty)
  const due = await casesToLookAt(database, context.now())
  if (due.length === 0) return
  await eachOnItsOwn(due, ({ id }) => database.transaction().execute((tx) => planFor(tx, context, { id, duty })))
  context.nudge('make-calls')
  // A crowd is taken in parts, so that the most urgent of those who come meanwhile go first.
  context.nudge('call-duty')
}

/** Where the duty is another one than when it was last seen, whatever waits is looked at anew. */
async function wakeWhereChanged(database: Database, context: Context, { seen }: Duty): Promise<void> {
  const before = await dutySeen(database)
  const changed = new Map(
    [...new Set([...before.keys(), ...seen.keys()])]
      .filter((place) => before.get(place) !== (seen.get(place) ?? ''))
      .map((place) => [place, seen.get(place) ?? ''] as const),
  )
  if (changed.size === 0) return
  const places = changed.has(ministry) ? null : concernedBy(context.pack.directory, new Set(changed.keys()))
  await database.transaction().execute(async (tx) => {
    // What another transaction holds just now is woken by the next look: until then this one has not seen the change.
    if (await wakeCases(tx, places, context.now())) await noteDutySeen(tx, changed)
  })
}

async function planFor(
  tx: Tx,
  context: Context,
  { id, duty }: { readonly id: string; readonly duty: Duty },
): Promise<void> {
  const found = await lockCase(tx, id)
  if (!found?.unread_since) return
  const now = context.now()
  const waiting = {
    mission: found.mission,
    priority: found.priority ?? found.suggested,
    unreadSince: Temporal.Instant.from(found.unread_since),
  }
  const world = found.sealed_at === null ? duty.world : amongKnowing(duty.world, await knowingOf(tx, found))
  const { calls, next } = askTable(waiting, { table: dutyTable(), world }, now)
  await plan(tx, context, { found, calls, officers: duty.officers })
  const latest = now.add(longestRest)
  await lookAgainAt(tx, id, next !== null && Temporal.Instant.compare(next, latest) < 0 ? next : latest)
}

/** Who may be called to a sealed case beside the head of its mission. */
const knowingOf = async (tx: Tx, { id, taken_by }: CaseRecord): Promise<readonly string[]> => [
  ...new Set([...(taken_by === null ? [] : [taken_by]), ...(await confidantsOf(tx, id)).map(({ officer }) => officer)]),
]

interface Planned {
  readonly found: CaseRecord
  readonly calls: readonly DueCall[]
  readonly officers: ReadonlyMap<string, OnCall>
}

/** Writes down the attempts of calls, by every channel that their officers have, and tells of those that are new. */
async function plan(tx: Tx, context: Context, { found, calls, officers }: Planned): Promise<void> {
  const at = context.now()
  const wanted = calls.map((call) => ({ call, attempts: attemptsOf(context, call, officers.get(call.officer ?? '')) }))
  const planning = { case: found.id, round: found.unread_since ?? at.toString(), at }
  const written = await planAttempts(
    tx,
    planning,
    wanted.flatMap(({ attempts }) => attempts),
  )
  for (const { call, attempts } of wanted) {
    const fresh = attempts.filter((attempt) => written.has(attempt.id)).map(({ channel }) => channel)
    if (fresh.length === 0) continue
    const data = { level: call.level, mission: call.mission, officer: call.officer, channels: fresh }
    await appendEvent(tx, { case: found.id, at, kind: 'escalate', actor: null, data })
    await record(tx, context, {
      action: 'assistance.call',
      actor: { kind: 'system', id: null },
      mission: found.mission,
      outcome: 'done',
      data: { ...data, case: found.id },
    })
  }
}

/** The attempts of one call; where there is nobody, or no address of hers, one that says so. */
function attemptsOf(context: Context, call: DueCall, officer: OnCall | undefined): PlannedAttempt[] {
  const channels = [
    ...(officer?.phone ? (['telephone', 'sms'] as const) : []),
    ...(officer?.email ? (['mail'] as const) : []),
  ]
  const outcome = call.officer === null ? 'nobody' : channels.length === 0 ? 'no-address' : null
  return (channels.length > 0 ? channels : (['none'] as const)).map((channel) => ({
    ...call,
    id: newId<'attempt'>(context.now(), context.random),
    channel,
    outcome,
  }))
}
