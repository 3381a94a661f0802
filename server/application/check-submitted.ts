import { type Application, beginChecks, checksFor, documentNumberOf } from '@consular/domain/application'
import { parseMrz } from '@consular/domain/person'
import type { AuditEntry } from '../audit/index.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import { eachOnItsOwn } from '../jobs/each-on-its-own.ts'
import { workingCalendar } from '../mission/index.ts'
import { documentsAlike, load, save, waitingIn } from './store.ts'

/** The job that takes every submitted file into its checks: warnings are raised, and the mission's queue has it. A file is its own ticket: none is lost. */
export async function checkSubmitted(context: Context): Promise<void> {
  const waiting = await waitingIn(context.database, 'SUBMITTED', context.now().toString())
  await eachOnItsOwn(waiting, async (id) => {
    const stored = await load(context.database, id)
    if (!stored || stored.application.state !== 'SUBMITTED') return
    const begun = beginChecks(stored.application, context.now())
    if (!begun.ok) return
    const warnings = await findWarnings(context.database, context, stored.application, stored.scannedMrz)
    const entry: AuditEntry = {
      action: 'application.begin-checks',
      actor: { kind: 'system', id: null },
      account: stored.account.id,
      application: id,
      mission: stored.application.mission,
      outcome: 'done',
      data: { warnings: warnings.map(({ kind }) => kind) },
    }
    // One statement; a file that moved meanwhile is left for the next run.
    await save(
      context.database,
      context,
      stored,
      { ...begun.value, change: { ...begun.value.change, warnings } },
      { audit: [entry], durability: 'redoable' },
    )
  })
}

/** What an officer has to look at in this file, found by its own answers, a scan, and files that resemble it. */
export async function findWarnings(
  tx: Tx,
  context: Context,
  application: Application,
  scannedMrz: string | null,
): Promise<Application['warnings']> {
  const today = context.now().toZonedDateTimeISO(workingCalendar(context.pack, application.mission).zone).toPlainDate()
  const scanned = scannedMrz === null ? null : parseMrz(scannedMrz, today)
  return [
    ...checksFor(application, {
      scannedNumber: scanned?.ok ? scanned.value.documentNumber : null,
      others: await documentsAlike(tx, application.id, documentNumberOf(application.answers, today)),
      deadlines: context.rules.services.deadlines,
      today,
    }),
  ]
}
