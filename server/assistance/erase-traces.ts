import { newId } from '@consular/domain/shared'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import { eachOnItsOwn } from '../jobs/each-on-its-own.ts'
import { dutyTable } from './duty-table.ts'
import {
  casesToErase,
  eraseMedia,
  erasePosition,
  insertProof,
  type TracedReport,
  tracedReports,
} from './traces-store.ts'

/** How many cases one run takes on; the next run goes on. */
const atOnce = 500

/** Names the rule in the proof. */
const rule = 'assistance.traces'

/** The job that erases where somebody was, her voice and her pictures, when her case has been at rest for as long as the duty table says. */
export async function eraseTraces(context: Context): Promise<void> {
  const { hoursAfterClose } = dutyTable().erase
  const until = context.now().subtract({ hours: hoursAfterClose })
  const due = await casesToErase(context.database, until, atOnce)
  await eachOnItsOwn(due, (id) =>
    context.database.transaction().execute(async (tx) => {
      const reports = await tracedReports(tx, id, until)
      for (const report of reports) await eraseReport(tx, context, report, hoursAfterClose)
      if (reports.length > 0)
        await record(tx, context, {
          action: 'assistance.erase',
          actor: { kind: 'system', id: null },
          outcome: 'done',
          data: { case: id, reports: reports.length },
        })
    }),
  )
}

async function eraseReport(tx: Tx, context: Context, report: TracedReport, hours: number): Promise<void> {
  const now = context.now()
  const due_at = Temporal.Instant.from(report.closed_at).add({ hours }).toString()
  const proof = { rule, due_at, erased_at: now.toString() }
  if (report.placed) {
    await erasePosition(tx, report.id, Buffer.from(context.random(new Uint8Array(32))))
    const id = newId<'erasure'>(now, context.random)
    await insertProof(tx, { ...proof, id, subject: 'report-position', subject_id: report.id, rows: 1 })
  }
  for (const media of report.media) {
    const rows = await eraseMedia(tx, media)
    const id = newId<'erasure'>(now, context.random)
    await insertProof(tx, { ...proof, id, subject: 'report-media', subject_id: media, rows })
  }
}
