import type { ReportState } from '@consular/api'
import { ok, type Result, refuse } from '@consular/domain/shared'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import { digest } from './digest.ts'
import { doneFor, reportsOf } from './store.ts'

/** What opens one's own report. */
export interface ReportKeys {
  readonly phoneId: string
  readonly secretHash: Buffer
}

/** The zone of a mission; the ministry's times are told in UTC. */
export const zoneOf = ({ pack }: Pick<Context, 'pack'>, mission: string): string =>
  pack.directory.missions.get(mission)?.timeZone ?? 'UTC'

/** What has become of a report: of its newest content, for older ones were read before it came. Null where there is none. */
export async function reportState(tx: Tx, context: Context, keys: ReportKeys): Promise<ReportState | null> {
  const newest = (await reportsOf(tx, keys.phoneId, keys.secretHash)).at(-1)
  if (!newest) return null
  const done = await doneFor(tx, newest)
  return {
    reference: done.reference,
    storedAt: newest.stored_at,
    readAt: newest.read_at,
    readBy: done.read_by,
    calledAt: done.called_at,
    nextWordAt: done.next_word_at,
    mission: done.mission,
    timeZone: zoneOf(context, done.mission),
  }
}

/** The state of one's own report, for who has its secret. Refuses `assistance.report-unknown`: no such report, or another's. */
export async function readReportState(
  context: Context,
  { phoneId, secret }: { readonly phoneId: string; readonly secret: string },
): Promise<Result<ReportState>> {
  const state = await reportState(context.database, context, { phoneId, secretHash: digest('secret', secret) })
  return state === null ? refuse('assistance.report-unknown') : ok(state)
}
