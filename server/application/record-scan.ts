import type { CaseFile } from '@consular/api'
import { type Decision, examinableStates } from '@consular/domain/application'
import { parseMrz } from '@consular/domain/person'
import { ok, type Result, refuse } from '@consular/domain/shared'
import type { Context } from '../context.ts'
import { workingCalendar } from '../mission/index.ts'
import { actAsOfficer, type OfficerDecision } from './act-as-officer.ts'
import { findWarnings } from './check-submitted.ts'
import { load } from './store.ts'

/** Records the zone as scanned from the document; what was typed is compared with it, and what differs becomes a warning. */
export async function recordScan(
  context: Context,
  decision: Omit<OfficerDecision, 'action'>,
  mrz: string,
): Promise<Result<CaseFile>> {
  const stored = await load(context.database, decision.application)
  const zone = stored ? workingCalendar(context.pack, stored.application.mission).zone : 'UTC'
  const parsed = parseMrz(mrz, context.now().toZonedDateTimeISO(zone).toPlainDate())
  const text = parsed.ok ? parsed.value.lines.join('\n') : mrz
  const warnings = stored && parsed.ok ? await findWarnings(context.database, context, stored.application, text) : []
  return actAsOfficer(
    context,
    { ...decision, action: 'examine' },
    ({ state }): Result<Decision> => {
      if (!examinableStates.includes(state))
        return refuse('application.not-possible-now', { state, move: 'record-scan' })
      return parsed.ok ? ok({ events: [], change: { warnings } }) : parsed
    },
    async () => ({ columns: { scanned_mrz: text } }),
  )
}
