import type { RegistrationView } from '@consular/api'
import { checkRegistration, type RegistrationDetails } from '@consular/domain/registration'
import { ok, type Result, refuse } from '@consular/domain/shared'
import type { Context } from '../context.ts'
import type { Tx } from '../database/connection.ts'
import { lockOwn, recordOwn } from './own.ts'
import { datesFrom, registrationRules, todayOf } from './rules.ts'
import {
  countRegistrations,
  insertRegistration,
  personsElsewhere,
  type RegistrationRow,
  updateRegistration,
  type WrittenRegistration,
  writePersons,
} from './store.ts'
import { detailsOf, registrationView } from './view.ts'

/** What the phone sends. `version`: the one that was changed; 0 for a new registration. */
export interface Saved {
  readonly account: string
  readonly registration: string
  readonly version: number
  readonly details: RegistrationDetails
}

/** Registers, or changes a registration: what holds now holds from today on. Sent again it changes nothing; of two changes of one version the second one is refused. */
export async function saveRegistration(context: Context, saved: Saved): Promise<Result<RegistrationView>> {
  return context.database.transaction().execute(async (tx): Promise<Result<RegistrationView>> => {
    // Locks the account: what one phone sends twice at once comes one after another.
    const count = await countRegistrations(tx, saved.account)
    const own = await lockOwn(tx, context, saved)
    if (!own.ok && saved.version !== 0) return own
    const { mostDaysAhead, mostRegistrations } = registrationRules()
    const checked = checkRegistration(saved.details, { today: todayOf(context), mostDaysAhead })
    if (!checked.ok) return checked
    const written = writtenFrom(context, saved, inOrder(checked.value))
    if (await personsElsewhere(tx, written)) return refuse('registration.person-taken')
    if (own.ok) return change(tx, context, { written, version: saved.version, before: own.value })
    if (count >= mostRegistrations) return refuse('registration.too-many', { most: mostRegistrations })
    // The id may be another person's: it is as unknown as any.
    return (await insertRegistration(tx, written)) ? done(tx, context, written) : own
  })
}

const writtenFrom = (context: Context, saved: Saved, details: RegistrationDetails): WrittenRegistration => ({
  id: saved.registration,
  account: saved.account,
  details,
  dates: datesFrom(context, details.until),
  at: context.now().toString(),
})

const inOrder = (details: RegistrationDetails): RegistrationDetails => ({
  ...details,
  persons: details.persons.toSorted((one, other) => (one.id < other.id ? -1 : 1)),
})

interface Change {
  readonly written: WrittenRegistration
  readonly version: number
  readonly before: RegistrationRow
}

async function change(
  tx: Tx,
  context: Context,
  { written, version, before }: Change,
): Promise<Result<RegistrationView>> {
  const isSame = JSON.stringify(canonical(detailsOf(before))) === JSON.stringify(canonical(written.details))
  if (isSame) return ok(registrationView(context, before))
  if (version !== before.version) return refuse('registration.changed-meanwhile')
  await updateRegistration(tx, written)
  return done(tx, context, written)
}

/** The same members in the same order, however they came. */
const canonical = (details: RegistrationDetails): unknown => [
  ...Object.entries(details)
    .filter(([name]) => name !== 'persons' && name !== 'position')
    .toSorted(([one], [other]) => (one < other ? -1 : 1)),
  details.position && [details.position.lat, details.position.lon],
  details.persons.map((person) => Object.entries(person).toSorted(([one], [other]) => (one < other ? -1 : 1))),
]

async function done(tx: Tx, context: Context, written: WrittenRegistration): Promise<Result<RegistrationView>> {
  await writePersons(tx, written)
  await recordOwn(tx, context, written.account, 'save')
  const after = await lockOwn(tx, context, { account: written.account, registration: written.id })
  return after.ok ? ok(registrationView(context, after.value)) : after
}
