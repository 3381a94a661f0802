import { registrationNumber, stateOn } from '@consular/domain/registration'
import { record } from '../audit/index.ts'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import { eachOnItsOwn } from '../jobs/each-on-its-own.ts'
import { writeLetter } from '../notification/index.ts'
import { eraseDue } from './erase.ts'
import { storedDates, todayOf } from './rules.ts'
import { emailOf, lockRegistration, moveRegistration, type RegistrationRow, registrationsDue } from './store.ts'

/** Registrations that one look takes on. */
const atOnce = 1000

/** The job that moves registrations on their days: asks whether a home still holds, lets lapse what nobody confirmed, erases. Harmless twice at once: whoever is first moves, the other finds it moved. */
export async function keepDates(context: Context): Promise<void> {
  const today = todayOf(context).toString()
  let due = await registrationsDue(context.database, today, atOnce)
  while (due.length > 0) {
    await eachOnItsOwn(due, (id) =>
      context.database.transaction().execute(async (tx) => {
        const row = await lockRegistration(tx, id)
        if (row !== null) await moveOn(tx, context, row)
      }),
    )
    const left = await registrationsDue(context.database, today, atOnce)
    // What is due twice cannot be moved: it is left to the next look, and no loop.
    due = left.filter((id) => !due.includes(id))
  }
  context.nudge('send-letters')
}

async function moveOn(tx: Tx, context: Context, row: RegistrationRow): Promise<void> {
  const state = stateOn(storedDates(row), todayOf(context))
  if (state === 'ERASED') return eraseDue(tx, context, row)
  if (state === row.state || state === 'ACTIVE') return
  await moveRegistration(tx, row.id, { state })
  await record(tx, context, {
    action: state === 'REFRESH_DUE' ? 'registration.ask' : 'registration.lapse',
    actor: { kind: 'system', id: null },
    account: row.account_id,
    outcome: 'done',
  })
  if (state === 'REFRESH_DUE') await ask(tx, context, row)
}

async function ask(tx: Tx, context: Context, row: RegistrationRow): Promise<void> {
  const { lapseOn, eraseOn } = storedDates(row)
  await writeLetter(tx, context, {
    account: row.account_id,
    to: row.email ?? (await emailOf(tx, row.account_id)).email,
    language: row.language,
    template: 'registration-refresh',
    values: {
      registrationNumber: registrationNumber(row.id),
      dueOn: lapseOn.subtract({ days: 1 }).toString(),
      eraseOn: eraseOn.toString(),
    },
  })
}
