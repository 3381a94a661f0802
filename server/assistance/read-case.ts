import type { AssistanceCaseView } from '@consular/api'
import { ok, type Result } from '@consular/domain/shared'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import type { OfficerSession } from '../http/session.ts'
import { caseView, shownMedia, shownReports } from './case-view.ts'
import { openCase } from './guard.ts'
import { markMediaRead } from './media-store.ts'
import { appendEvent, lockCase, markRead, updateCase } from './store.ts'

/** Shows an officer a case, and by that reads it: exactly what is shown is marked as read by her, and the clock of the unread stops when nothing is left. */
export async function readCase(
  context: Context,
  session: OfficerSession,
  id: string,
): Promise<Result<AssistanceCaseView>> {
  return context.database.transaction().execute(async (tx): Promise<Result<AssistanceCaseView>> => {
    const opened = await openCase(tx, context, { session, id, purpose: 'reading' })
    if (!opened.ok) return opened
    const at = context.now()
    const shown = await shownReports(tx, id)
    const unread = shown.filter(({ read_at }) => read_at === null).map((report) => report.id)
    const by = { officer: session.officer.id, at }
    const reports = await markRead(tx, id, { reports: unread, ...by })
    const media = await markMediaRead(tx, id, { media: (await shownMedia(tx, id)).map((each) => each.id), ...by })
    const newlyRead = reports.newlyRead + media.newlyRead
    const unreadSince = earliest(reports.unreadSince, media.unreadSince)
    if (newlyRead > 0) {
      await updateCase(tx, opened.value, { unread_since: unreadSince })
      await appendEvent(tx, {
        case: id,
        at,
        kind: 'read',
        actor: session.officer.id,
        data: { reports: reports.newlyRead, media: media.newlyRead },
      })
      await record(tx, context, {
        action: 'assistance.read',
        actor: { kind: 'officer', id: session.officer.id },
        mission: opened.value.mission,
        outcome: 'done',
        data: { case: id, reports: newlyRead },
      })
    }
    const found = (await lockCase(tx, id)) ?? opened.value
    const readNow = shown.map((report) => (unread.includes(report.id) ? { ...report, read_at: at.toString() } : report))
    return ok(await caseView(tx, context, { found, shown: readNow, officer: session.officer.id }))
  })
}

/** The earlier of two moments, either of which may be none. */
const earliest = (one: string | null, other: string | null): string | null =>
  [one, other].filter((each) => each !== null).toSorted((a, b) => Temporal.Instant.compare(a, b))[0] ?? null
