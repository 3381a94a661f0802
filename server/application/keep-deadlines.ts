import { lapse, remindersDue } from '@consular/domain/application'
import type { Context } from '../context.ts'
import { eachOnItsOwn } from '../jobs/each-on-its-own.ts'
import { addressed, fileOf } from './act-as-officer.ts'
import { load, save, waitingIn } from './store.ts'
import { correctionDue } from './view.ts'

/** The job that reminds those whose file was returned, and lets a file lapse that was left alone too long. */
export async function keepDeadlines(context: Context): Promise<void> {
  const { deadlines } = context.rules.services
  const since = context
    .now()
    .subtract({ hours: 24 * Math.min(...deadlines.remindReturnedAfterDays, deadlines.lapseReturnedAfterDays) })
  const waiting = await waitingIn(context.database, 'RETURNED', since.toString())
  await eachOnItsOwn(waiting, async (id) => {
    await context.database.transaction().execute(async (tx) => {
      const stored = await load(tx, id, 'lock')
      if (!stored) return
      const { application } = stored
      const system = {
        actor: { kind: 'system', id: null },
        account: stored.account.id,
        application: id,
        mission: application.mission,
        outcome: 'done',
      } as const
      const values = fileOf(application)
      const lapsed = lapse(application, context.now(), deadlines)
      if (lapsed.ok) {
        await save(tx, context, stored, lapsed.value, {
          letters: [addressed(stored, { template: 'application-lapsed', values })],
          audit: [{ ...system, action: 'application.lapse' }],
        })
        return
      }
      const due = remindersDue(application, context.now(), deadlines)
      if (due <= stored.reminders) return
      const dueOn = correctionDue(context, stored) ?? ''
      await save(
        tx,
        context,
        stored,
        { events: [], change: {} },
        {
          columns: { reminders: due },
          letters: [addressed(stored, { template: 'correction-reminder', values: { ...values, dueOn } })],
          audit: [{ ...system, action: 'application.remind' }],
        },
      )
    })
  })
  context.nudge('send-letters')
}
