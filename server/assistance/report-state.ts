import type { ReportState } from '@consular/api'
import { toldTo } from '@consular/domain/assistance'
import { ok, type Result, refuse } from '@consular/domain/shared'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import { digest } from './digest.ts'
import { mediaOf } from './media-store.ts'
import { mediaState } from './media-view.ts'
import { doneFor, reportsOf } from './store.ts'
import { sharedWith } from './work-store.ts'

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
  const reports = await reportsOf(tx, keys.phoneId, keys.secretHash)
  const newest = reports.at(-1)
  if (!newest) return null
  const done = await doneFor(tx, newest)
  const told = toldTo({ aboutOther: newest.about_other, family: done.family_word, sealed: done.sealed })
  const [hears, ids] = [told !== 'received', told === 'shared' ? reports.map(({ id }) => id) : []]
  const media = await mediaOf(
    tx,
    reports.map(({ id }) => id),
  )
  return {
    told,
    reference: done.reference,
    storedAt: newest.stored_at,
    readAt: hears ? newest.read_at : null,
    readBy: hears ? done.read_by : null,
    calledAt: hears ? done.called_at : null,
    nextWordAt: hears ? done.next_word_at : null,
    shared: (await sharedWith(tx, ids)).map(({ text, shared_at: at }) => ({ at, text })),
    media: media.map((row) => ({ ...mediaState(row), readAt: hears ? row.read_at : null })),
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
