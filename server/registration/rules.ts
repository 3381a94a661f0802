import { readFileSync } from 'node:fs'
import { datesOf, type RegistrationDates, RegistrationRules } from '@consular/domain/registration'
import type { Context } from '../context.ts'
import { packPath } from '../mission/index.ts'

let rules: RegistrationRules | undefined

/** How long registrations stay. A file that does not fit its schema throws: it is part of the installation. */
export function registrationRules(): RegistrationRules {
  rules ??= RegistrationRules.parse(JSON.parse(readFileSync(packPath('world', 'registration-rules.json'), 'utf8')))
  return rules
}

/** The day by which registrations move: of UTC, wherever the person is. */
export const todayOf = ({ now }: Pick<Context, 'now'>): Temporal.PlainDate =>
  now().toZonedDateTimeISO('UTC').toPlainDate()

/** The days of a registration that was stored: what was promised then counts, also where the rules have changed since. */
export function storedDates(row: {
  readonly kind: 'resident' | 'trip'
  readonly refresh_on: string
  readonly erase_on: string
}): RegistrationDates {
  const refreshOn = Temporal.PlainDate.from(row.refresh_on)
  const { lapseAfterDays } = registrationRules().resident
  return {
    refreshOn,
    lapseOn: row.kind === 'trip' ? refreshOn : refreshOn.add({ days: lapseAfterDays }),
    eraseOn: Temporal.PlainDate.from(row.erase_on),
  }
}

/** The days of a registration that holds from today on. */
export const datesFrom = (context: Pick<Context, 'now'>, until: string | null): RegistrationDates =>
  datesOf(until, todayOf(context), registrationRules())
