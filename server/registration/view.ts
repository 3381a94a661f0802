import type { RegistrationView } from '@consular/api'
import { type RegistrationDetails, registrationNumber, stateOn } from '@consular/domain/registration'
import type { Context } from '../context.ts'
import { storedDates, todayOf } from './rules.ts'
import type { RegistrationRow } from './store.ts'

/** What was told, as it is stored. */
export const detailsOf = (row: RegistrationRow): RegistrationDetails => ({
  kind: row.kind,
  country: row.country,
  place: row.place,
  position: row.lat === null || row.lon === null ? null : { lat: row.lat, lon: row.lon },
  from: row.from_on,
  until: row.until_on,
  email: row.email,
  phone: row.phone,
  language: row.language,
  onManifest: row.on_manifest,
  persons: [...row.persons],
})

/** A registration for its person. Its state is that of the day, also where the hourly job has not come by yet. */
export function registrationView(context: Pick<Context, 'now'>, row: RegistrationRow): RegistrationView {
  const dates = storedDates(row)
  const state = stateOn(dates, todayOf(context))
  return {
    ...detailsOf(row),
    id: row.id,
    number: registrationNumber(row.id),
    // What is due to be erased is shown to nobody: it is never asked for.
    state: state === 'ERASED' ? 'LAPSED' : state,
    version: row.version,
    refreshOn: dates.refreshOn.toString(),
    lapseOn: dates.lapseOn.toString(),
    eraseOn: dates.eraseOn.toString(),
  }
}
