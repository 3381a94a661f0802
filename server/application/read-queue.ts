import { type AnswerOf, readQueue as contract } from '@consular/api'
import { type ApplicationState, byQueueOrder } from '@consular/domain/application'
import { ok, type Result, refuse } from '@consular/domain/shared'
import type { Context } from '../context.ts'
import type { OfficerSession } from '../http/session.ts'
import { worksOn } from './act-as-officer.ts'
import { countByState, ofMission } from './store.ts'
import { queueRow } from './view.ts'

type QueueName = 'review' | 'decision' | 'waiting' | 'done'

/** Which states a queue holds. */
const queues: Record<QueueName, readonly ApplicationState[]> = {
  review: ['SUBMITTED', 'CHECKING', 'IN_REVIEW'],
  decision: ['SECOND_REVIEW', 'REFUSAL_PROPOSED'],
  waiting: ['RETURNED', 'FEE_DUE', 'INTERVIEW_DUE', 'INTERVIEW_BOOKED'],
  done: ['APPROVED', 'REFUSED', 'WITHDRAWN', 'LAPSED'],
}

/** The files of a mission that wait, in the order in which they are to be taken: corrected ones first for the officer who returned them. */
export async function readQueue(
  context: Context,
  session: OfficerSession,
  { mission, queue }: { mission: string; queue: QueueName },
): Promise<Result<AnswerOf<typeof contract>>> {
  if (!worksOn(session, mission)) return refuse('access.other-mission')
  const reader = session.officer.id
  const files = await ofMission(context.database, {
    mission,
    states: queues[queue],
    first: queue === 'done' ? 'latest' : 'longest-waiting',
  })
  const counts = await countByState(context.database, mission)
  const mineFirst = (reviewer: string | null, resubmitted: string | null): number =>
    resubmitted !== null && reviewer === reader ? 0 : 1
  const ordered = files.toSorted(
    (one, other) =>
      mineFirst(one.application.reviewer, one.application.resubmittedAt) -
        mineFirst(other.application.reviewer, other.application.resubmittedAt) ||
      byQueueOrder(one.application, other.application),
  )
  const total = (name: QueueName): number => queues[name].reduce((sum, state) => sum + (counts.get(state) ?? 0), 0)
  return ok({
    rows: ordered.map((stored) => queueRow(context, stored, reader)),
    now: context.now().toString(),
    counts: { review: total('review'), decision: total('decision'), waiting: total('waiting'), done: total('done') },
  })
}
