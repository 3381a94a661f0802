import type { RegistrationView } from '@consular/api'
import { ok, type Result } from '@consular/domain/shared'
import type { Context } from '../context.ts'
import { lockOwn, type OwnRequest, recordOwn } from './own.ts'
import { datesFrom } from './rules.ts'
import { moveRegistration } from './store.ts'
import { registrationView } from './view.ts'

/** Notes that a home still holds, from today on for its whole time. A trip ends with its last day, whatever is confirmed. The same day again changes nothing. */
export async function confirmRegistration(context: Context, request: OwnRequest): Promise<Result<RegistrationView>> {
  return context.database.transaction().execute(async (tx): Promise<Result<RegistrationView>> => {
    const own = await lockOwn(tx, context, request)
    if (!own.ok) return own
    const dates = datesFrom(context, null)
    const { kind, state, refresh_on } = own.value
    if (kind === 'trip' || (state === 'ACTIVE' && refresh_on === dates.refreshOn.toString()))
      return ok(registrationView(context, own.value))
    await moveRegistration(tx, request.registration, { state: 'ACTIVE', dates })
    await recordOwn(tx, context, request.account, 'confirm')
    const after = await lockOwn(tx, context, request)
    return after.ok ? ok(registrationView(context, after.value)) : after
  })
}
